"""Reading the log."""

from collections.abc import Collection

from django.db import models
from django.db.models import Count, Max, Subquery

from ledestjerne.audit.models import Event


def events_of_units(codes: Collection[str]) -> models.QuerySet[Event]:
    """What was done on these units, newest first."""
    return Event.objects.filter(unit_code__in=codes).order_by("-at", "-pk")


def events_of(subject: models.Model) -> models.QuerySet[Event]:
    """The history of one thing, newest first."""
    return Event.objects.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk)).order_by(
        "-at", "-pk"
    )


RECENT = 1000


def last_event() -> tuple[int, int]:
    """A sign of the newest change: every change makes an event, so what is derived stays true while it stands still.

    The number of the newest, and how many stand among the recent: one that commits after a later one counts too.
    """
    newest = Event.objects.order_by("-pk").values("pk")[:1]
    found = Event.objects.filter(pk__gt=Subquery(newest) - RECENT).aggregate(newest=Max("pk"), recent=Count("pk"))
    return found["newest"] or 0, found["recent"]
