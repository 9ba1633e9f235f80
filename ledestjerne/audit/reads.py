"""Reading the log."""

from collections.abc import Collection

from django.db import models

from ledestjerne.audit.models import Event


def events_of_units(codes: Collection[str]) -> models.QuerySet[Event]:
    """What was done on these units, newest first."""
    return Event.objects.filter(unit_code__in=codes).order_by("-at", "-pk")


def events_of(subject: models.Model) -> models.QuerySet[Event]:
    """The history of one thing, newest first."""
    return Event.objects.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk)).order_by(
        "-at", "-pk"
    )


def last_event() -> int:
    """The number of the newest event: every change makes one, so what is derived stays true while it stands still."""
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
