"""What was counted in pieces put together to what holds for a unit, or for a wider one. Pure arithmetic."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import fsum, sqrt
from typing import NamedTuple

from ledestjerne.indicators.results import Breakdown, Scope

Place = tuple[str, str, Breakdown]


class Counted(NamedTuple):
    """What was counted for one unit, school year and breakdown; `total` and `hits` follow the measure."""

    n: int
    total: float | None
    hits: float | None
    deviation: float | None
    deliveries: tuple[int, ...]


def of_units(
    units: Collection[str], pieces: Mapping[Place, Sequence[Counted]], *, is_mean: bool
) -> dict[Place, Counted]:
    """Each of the units in every year and breakdown with anybody in it; `is_mean` when `total` is a mean of the pupils."""
    found = {place: one_of(parts, is_mean=is_mean) for place, parts in pieces.items() if place[0] in units}
    return {place: seen for place, seen in found.items() if seen.n}


def of_scopes(
    scopes: Iterable[Scope], pieces: Mapping[Place, Sequence[Counted]], *, is_mean: bool
) -> dict[Place, Counted]:
    """Each scope, which is the sum of its members, in every year and breakdown with anybody in it."""
    by_school: dict[str, list[tuple[str, Breakdown, Sequence[Counted]]]] = {}
    for (unit, year, breakdown), parts in pieces.items():
        by_school.setdefault(unit, []).append((year, breakdown, parts))
    found: dict[Place, Counted] = {}
    for scope in scopes:
        mine: dict[Place, list[Counted]] = {}
        for member in scope.members:
            for year, breakdown, parts in by_school.get(member, ()):
                mine.setdefault((scope.unit, year, breakdown), []).extend(parts)
        found |= of_units({scope.unit}, mine, is_mean=is_mean)
    return found


def one_of(pieces: Sequence[Counted], *, is_mean: bool) -> Counted:
    """Sums; or a mean by the pupils, its deviation from those within and between the pieces."""
    if len(pieces) == 1:
        return pieces[0]
    n = sum([each.n for each in pieces])
    hits = added([each.hits for each in pieces])
    deliveries = tuple(sorted({number for each in pieces for number in each.deliveries}))
    if not (is_mean and n):
        return Counted(n, added([each.total for each in pieces]), hits, None, deliveries)
    mean = fsum([each.n * (each.total or 0) for each in pieces]) / n
    deviation = sqrt(fsum(_squares(pieces, mean)) / (n - 1)) if n > 1 else None
    return Counted(n, mean, hits, deviation, deliveries)


def _squares(pieces: Sequence[Counted], mean: float) -> Iterator[float]:
    for each in pieces:
        if each.n:
            yield (each.n - 1) * (each.deviation or 0) ** 2
            yield each.n * ((each.total or 0) - mean) ** 2


def added(values: Iterable[float | None]) -> float | None:
    """The sum of those there are; None when there are none."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
