"""Which cells of several definitions count the same persons, and which count some of the persons of another. Pure.

The words of a definition are few enough to decide it: a figure of pupils is about those rows of a table that hold one
of the listed values in each named column (`where`, `among` and the part of a breakdown). One such group lies inside
another when it asks for the same or less in every column the other asks about.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.privacy import Count, Counted, Nested, Sum
from ledestjerne.indicators.results import Breakdown

Group = frozenset[tuple[str, frozenset[str]]]
Place = tuple[str, str, Breakdown]


class Who(NamedTuple):
    """Persons of a unit and period in words of the table; two figures with the same words and number are about the same.

    A tuple, because a nation has a hundred thousand of them and each is looked up many times.
    """

    unit: str
    period: str
    words: str
    n: int


@dataclass(frozen=True)
class Side:
    """One definition as it is set beside the others: its counts and sums by place."""

    definition: Definition
    counts: Mapping[Place, Count]
    sums: Sequence[Sum[Place]]


@dataclass(frozen=True)
class Beside:
    """All definitions of a table side by side; `who` tells which cell a figure is."""

    tables: tuple[Counted[Who], ...]
    nested: tuple[Nested[Who], ...]
    who: tuple[Mapping[Place, Who], ...]


def beside(sides: Sequence[Side]) -> Beside:
    """The cells of all definitions, one for each group of persons, and which of them lie inside which."""
    who, groups = _who(sides)
    tables = tuple(
        Counted(
            {named[place]: count for place, count in side.counts.items()},
            [Sum(named[part.whole], tuple(named[each] for each in part.parts)) for part in side.sums
             if all(cell in named for cell in part.cells)],
            side.definition.guards_extremes,
        )
        for side, named in zip(sides, who, strict=True)
    )  # fmt: skip
    return Beside(tables, tuple(_nested(sides, who, groups)) if len(sides) > 1 else (), who)


def group_of(definition: Definition, breakdown: Breakdown) -> Group:
    """The rows the persons of a figure stand in, as the values each column may hold; of printed figures just the part."""
    if not definition.pupil_table:
        return frozenset((name, frozenset((member,))) for name, member in breakdown)
    found: dict[str, frozenset[str]] = {}
    parts: Sequence[tuple[str, Sequence[str]]] = [
        *definition.where.items(), *(definition.among or {}).items(), *((name, (member,)) for name, member in breakdown),
    ]  # fmt: skip
    for name, members in parts:
        found[name] = found.get(name, frozenset(members)) & frozenset(members)
    return frozenset(found.items())


@lru_cache(maxsize=65536)
def is_inside(inner: Group, outer: Group) -> bool:
    """Whether every row of one group is a row of the other, by their words alone."""
    asked = dict(inner)
    return all(name in asked and asked[name] <= members for name, members in outer)


@lru_cache(maxsize=4096)
def _words(group: Group) -> str:
    return "; ".join(
        f"{name}: {' '.join(sorted(members))}" for name, members in sorted(group, key=lambda each: each[0])
    )


def _who(sides: Sequence[Side]) -> tuple[tuple[Mapping[Place, Who], ...], Mapping[Who, set[Group]]]:
    """Which persons each figure is about, and the groups that were found to be the same persons.

    When one group lies inside another and both have the same number, there is nobody but the inner one's persons.
    """
    found: dict[tuple[str, str, int], dict[Group, Who]] = {}
    who: list[dict[Place, Who]] = []
    named = [_groups_of(side) for side in sides]
    for side, group_by_part in zip(sides, named, strict=True):
        for (unit, period, breakdown), count in side.counts.items():
            group = group_by_part[breakdown]
            own = Who(unit, period, _words(group), count.n)
            found.setdefault((unit, period, count.n), {}).setdefault(group, own)
    if len(sides) > 1:
        for same in found.values():
            _merge(same)
    for side, group_by_part in zip(sides, named, strict=True):
        who.append({
            (unit, period, part): found[unit, period, count.n][group_by_part[part]]
            for (unit, period, part), count in side.counts.items()
        })  # fmt: skip
    groups: dict[Who, set[Group]] = {}
    for same in found.values():
        for group, each in same.items():
            groups.setdefault(each, set()).add(group)
    return tuple(who), groups


def _groups_of(side: Side) -> Mapping[Breakdown, Group]:
    """The group of each part of a definition, whatever the unit and period."""
    return {part: group_of(side.definition, part) for part in {place[2] for place in side.counts}}


def _merge(same: dict[Group, Who]) -> None:
    """Give groups of one size that lie inside one another the same name."""
    for outer in list(same):
        for inner in list(same):
            old, new = same[inner], same[outer]
            if old != new and is_inside(inner, outer):
                same.update({group: new for group, each in same.items() if each == old})


def _nested(
    sides: Sequence[Side], who: Sequence[Mapping[Place, Who]], groups: Mapping[Who, set[Group]]
) -> Iterator[Nested[Who]]:
    """Every pair where one group lies inside another, but for those whose difference a figure shows on purpose."""
    told = set(_told(sides))
    cells: dict[tuple[str, str], list[Who]] = {}
    for cell in sorted({each for named in who for each in named.values()}):
        cells.setdefault((cell.unit, cell.period), []).append(cell)
    for beside_each_other in cells.values():
        for outer in beside_each_other:
            for inner in beside_each_other:
                if outer.n > inner.n and _lies_inside(groups[inner], groups[outer], told):
                    yield Nested(outer, inner)


def _lies_inside(inner: Collection[Group], outer: Collection[Group], told: Collection[tuple[Group, Group]]) -> bool:
    pairs = [(big, small) for big in outer for small in inner]
    return any(is_inside(small, big) for big, small in pairs) and not any(pair in told for pair in pairs)


def _told(sides: Sequence[Side]) -> Iterator[tuple[Group, Group]]:
    """Outer and inner groups whose difference is the numerator of a share, or those who do not have it."""
    for side in sides:
        if side.definition.of is None:
            continue
        for breakdown in {place[2] for place in side.counts}:
            outer = group_of(side.definition, breakdown)
            hits = dict(outer)
            for name, members in side.definition.of.items():
                hits[name] = hits.get(name, frozenset(members)) & frozenset(members)
            yield outer, frozenset(hits.items())
            changed = [name for name in hits if hits[name] != dict(outer).get(name)]
            if len(changed) == 1 and changed[0] in dict(outer):
                name = changed[0]
                yield outer, frozenset({**hits, name: dict(outer)[name] - hits[name]}.items())
