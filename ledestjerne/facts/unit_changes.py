"""Changes to the tree of units that a delivery gives rise to; a person decides, the tree's own writes make them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.writes import add_unit, close_unit, merge_unit, rename_unit


class ChangeKind(StrEnum):
    """What may happen to a unit, in the order in which changes are made."""

    NEW = "new"
    RENAMED = "renamed"
    MERGED = "merged"  # the register says so
    CLOSED = "closed"  # the register gives the day
    PERHAPS_MERGED = "perhaps_merged"  # one that is gone and a new one share their CVR number
    GONE = "gone"  # the register named it the last time, and does not any more


QUESTIONS = frozenset({ChangeKind.PERHAPS_MERGED, ChangeKind.GONE})
"""What nobody has said: made only when a person chooses it."""


@dataclass(frozen=True, kw_only=True)
class UnitChange:
    """One unit to add, rename, close or merge (`into`) from a day `on`; found by its code, never by its name."""

    code: str
    name: str
    kind: ChangeKind = ChangeKind.NEW
    level: Level = Level.INSTITUTION
    parent: str = ""
    before: str = ""
    into: str = ""
    on: date | None = None
    institution_type: str = ""
    cvr: str = ""
    municipality_code: str = ""
    address: str = ""

    @property
    def key(self) -> str:
        """What the change is chosen by."""
        return " ".join(part for part in (self.kind, self.code, self.into) if part)

    @property
    def is_question(self) -> bool:
        return self.kind in QUESTIONS


def enter_units(*, changes: Sequence[UnitChange], by: User, on: date) -> None:
    """Make the changes in the tree; the tree's own writes ask for the right and record each.

    A unit that is merged is not closed as well.
    """
    order = list(ChangeKind)
    ended: set[str] = set()
    for change in sorted(changes, key=lambda each: order.index(each.kind)):
        if change.kind is ChangeKind.NEW:
            add(change, by=by)
        elif change.kind is ChangeKind.RENAMED:
            rename_unit(by=by, unit=Unit.objects.get(code=change.code), name=change.name)
        elif change.code not in ended:
            ended.add(change.code)
            end(change, by=by, on=change.on or on)


def add(change: UnitChange, *, by: User) -> None:
    add_unit(
        by=by, code=change.code, level=change.level, name=change.name,
        parent=Unit.objects.filter(code=change.parent).first(), institution_type=change.institution_type,
        cvr=change.cvr, municipality_code=change.municipality_code, address=change.address, starts_on=change.on,
    )  # fmt: skip


def end(change: UnitChange, *, by: User, on: date) -> None:
    unit = Unit.objects.get(code=change.code)
    if not change.into:
        close_unit(by=by, unit=unit, on=on)
        return
    into = Unit.objects.filter(code=change.into).first()
    if into is None:
        told = {"unit": unit, "into": change.into}
        raise ValidationError(
            _("%(unit)s kan ikke lægges sammen med %(into)s, som ikke findes. Opret den først.") % told
        )
    merge_unit(by=by, unit=unit, into=into, on=on)
