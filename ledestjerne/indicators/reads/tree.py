"""Which unit lies in which, for as long as the tree of units stands as it is: `tree` names a state of it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from django.db.models import F

from ledestjerne.indicators.vocabulary import NATION, Level
from ledestjerne.organisation.models import Unit, UnitLink


@lru_cache(maxsize=4)
def parents_in(_tree: str) -> Mapping[str, str]:
    """Which unit each unit is part of now, or was last; asked anew when the tree has changed."""
    links = UnitLink.objects.filter(kind=UnitLink.Kind.PART_OF).order_by(F("ends_on").asc(nulls_last=True), "pk")
    return MappingProxyType(dict(links.values_list("child__code", "parent__code")))


@lru_cache(maxsize=4)
def schools_in(tree: str) -> Mapping[str, tuple[str, ...]]:
    """The institutions in each wider unit by code; what ended stays where it last was."""
    parents, found = parents_in(tree), dict[str, list[str]]({NATION: []})
    codes = Unit.objects.filter(level=Level.INSTITUTION).order_by("code").values_list("code", flat=True)
    for code in codes:
        for wide in dict.fromkeys((*above(code, parents), NATION)):
            found.setdefault(wide, []).append(code)
    return MappingProxyType({wide: tuple(inside) for wide, inside in found.items()})


def institution_in(code: str) -> str:
    """The institution's part of a unit's code."""
    return code.partition("-")[0]


def above(code: str, parents: Mapping[str, str]) -> Iterator[str]:
    """The units a unit lies in, the nearest first."""
    seen = {code}
    while (code := parents.get(code, "")) and code not in seen:
        seen.add(code)
        yield code
