"""Commitments that come back, and how each stands."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.parts import State, Tone
from ledestjerne.followup.models import Commitment
from ledestjerne.organisation.models import Unit

CALLS = timedelta(days=30)
"""How long before its last day a commitment calls for its owner."""


@dataclass(frozen=True)
class CommitmentSheet:
    """A commitment and how it stands on the day."""

    commitment: Commitment
    state: State


def commitment_sheet(commitment: Commitment, *, on: date) -> CommitmentSheet:
    return CommitmentSheet(commitment=commitment, state=commitment_state(commitment, on=on))


def commitment_state(commitment: Commitment, *, on: date) -> State:
    if commitment.ended_on:
        return State(_("Ophørt"))
    if commitment.due_on < on:
        return State(_("Overskredet"), Tone.BAD)
    by_then = _("Senest %(day)s") % {"day": date_format(commitment.due_on)}
    return State(by_then, Tone.WARN if commitment.due_on <= on + CALLS else Tone.NEUTRAL, is_open=True)


def commitments_owned(user: User, *, on: date) -> QuerySet[Commitment]:
    """What the person has to see to again, the nearest first."""
    owned = Commitment.objects.owned_by(user, on=on).values("pk")
    return Commitment.objects.filter(pk__in=owned).standing().select_related("unit", "owner")


def commitments_of(unit: Unit) -> QuerySet[Commitment]:
    """What a unit has bound itself to, those that stand first."""
    return (
        Commitment.objects.filter(unit=unit)
        .select_related("owner")
        .order_by(F("ended_on").desc(nulls_first=True), "due_on", "pk")
    )


def commitment_from(unit: Unit, *, origin_kind: str, origin_id: str = "") -> Commitment | None:
    """The standing commitment made for this reason."""
    standing = Commitment.objects.standing().select_related("owner")
    return standing.filter(unit=unit, origin_kind=origin_kind, origin_id=origin_id).first()


def commitment_for(user: User, *, code: str, number: int, on: date) -> Commitment:
    """The commitment if the person may see it; else Http404."""
    seen = Commitment.objects.visible_to(user, on=on).filter(unit__code=code, pk=number)
    found = seen.select_related("unit", "owner").first()
    if found is None:
        raise Http404
    return found
