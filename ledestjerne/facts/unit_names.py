"""Which units the names in an owner's files stand for, because a person once said so; a name alone is never a key."""

from dataclasses import dataclass

from ledestjerne.facts.models import Delivery, UnitName
from ledestjerne.facts.reads import report_of
from ledestjerne.organisation.models import Unit

BY_NAME = "unit_by_name"
"""The rule a check notes where a paired name gave the unit."""


@dataclass(frozen=True)
class FoundName:
    """A name in a file that has no number beside it, and the unit chosen for it, if anybody chose."""

    printed: str
    unit: Unit | None


def chosen_names(owner: Unit | None) -> dict[str, UnitName]:
    """What was chosen for the owner's files, by the name without capitals."""
    return {each.name: each for each in UnitName.objects.filter(owner=owner).select_related("unit")}


def codes_by_name(owner: Unit | None) -> dict[str, str]:
    """The same as the check needs it: the code of each name."""
    return {name: each.unit.code for name, each in chosen_names(owner).items()}


def names_in(delivery: Delivery) -> list[FoundName]:
    """The names without a number in a checked file, those nobody has chosen a unit for first."""
    chosen = {each.printed: each.unit for each in chosen_names(delivery.unit).values()}
    paired = delivery.problems.filter(rule=BY_NAME).order_by("value").values_list("value", flat=True).distinct()
    nameless = report_of(delivery).nameless
    found = [FoundName(name, None) for name in nameless]
    return found + [FoundName(name, chosen.get(name)) for name in paired if name not in nameless]
