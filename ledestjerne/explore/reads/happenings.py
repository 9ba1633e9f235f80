"""What happened meanwhile: notes people wrote, and initiatives that began."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.explore.models import TimelineNote
from ledestjerne.explore.timeline import place_of
from ledestjerne.followup.models import Initiative, Plan, PlanState
from ledestjerne.indicators.reads import Happening, Occurrence
from ledestjerne.organisation.models import Unit

MOST_HAPPENINGS = 8


def notes_of(unit: Unit) -> QuerySet[TimelineNote]:
    """The notes written on just this unit, the newest first."""
    return TimelineNote.objects.filter(unit=unit).select_related("written_by").order_by("-happened_on", "-pk")


def note_for(unit: Unit, note_id: int) -> TimelineNote:
    """One note of the unit; Http404 when there is none."""
    found = notes_of(unit).filter(pk=note_id).first()
    if found is None:
        raise Http404
    return found


def happenings(
    units: Sequence[Unit], periods: Sequence[str], *, user: User, on: date, known: Sequence[Occurrence] = ()
) -> tuple[Happening, ...]:
    """What happened in the periods, to the units or to those they are part of, the oldest first; the newest eight.

    `known` is what the figures themselves tell, such as a break; it is placed among the rest.

    A note holds for everything below its unit and is read by all who read figures there. Initiatives come from
    adopted plans the reader may open.
    """
    around = set(Unit.objects.above_any([unit.code for unit in units], on=on).values_list("pk", flat=True))
    found = [*known, *noted(around), *begun(around, user=user, on=on)]
    placed = [(place, each) for each in found if (place := place_of(each.on, periods)) is not None]
    newest = sorted(placed, key=lambda each: each[1].on)[-MOST_HAPPENINGS:]
    return tuple(
        Happening(number, place, each.on, each.kind, each.text, each.unit, each.url)
        for number, (place, each) in enumerate(newest, start=1)
    )


def noted(units: set[int]) -> list[Occurrence]:
    notes = TimelineNote.objects.filter(unit__in=units).select_related("unit")
    return [Occurrence(each.happened_on, each.get_kind_display(), each.text, each.unit.name) for each in notes]


def begun(units: set[int], *, user: User, on: date) -> list[Occurrence]:
    plans = Plan.objects.visible_to(user, on=on).filter(unit__in=units, state__in=[PlanState.ADOPTED, PlanState.CLOSED])
    initiatives = Initiative.objects.filter(row__plan__in=plans, starts_on__isnull=False, starts_on__lte=on)
    return [
        Occurrence(
            each.starts_on, _("Indsats"), each.text, each.row.plan.unit.name,
            reverse("followup:row-detail", args=[each.row.plan.unit.code, each.row.plan.slug, each.row_id]),
        )
        for each in initiatives.select_related("row__plan__unit").order_by("starts_on", "pk")
        if each.starts_on
    ]  # fmt: skip
