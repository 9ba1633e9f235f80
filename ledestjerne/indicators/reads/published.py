"""What numbers that are out already give away of an institution's small groups, with those that are to come."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ledestjerne.indicators.attack import interval
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.reads.basis import basis_now
from ledestjerne.indicators.reads.live import live_figures
from ledestjerne.indicators.reads.tree import above, institution_in
from ledestjerne.indicators.results import WHOLE, Spot
from ledestjerne.indicators.vocabulary import NATION


@dataclass(frozen=True)
class Asked:
    """A figure of one period, and the smallest group of it that may be told of.

    `about` are the groups somebody could want to know; None for every one whose number is not out. `adds_up` are the
    units whose sums are tried; None for those of the institutions that something is told about.
    """

    definition: Definition
    period: str
    below: int
    about: frozenset[Spot] | None = None
    adds_up: Callable[[str], bool] | None = None


def too_much(asked: Asked, *, out: Mapping[Spot, int], coming: Mapping[Spot, int]) -> frozenset[Spot]:
    """Of what is coming, that which must stay behind: the one that is enough, else the smallest first."""

    def told(some: Mapping[Spot, int]) -> frozenset[Spot]:
        return given_away(asked, out=out, coming=some)

    left = {spot: n for spot, n in coming.items() if out.get(spot) != n}
    if not left or not told(left):
        return frozenset()
    already = told({})
    while left and told(left) - already:
        ordered = sorted(left, key=lambda spot: (left[spot], spot))
        enough = (spot for spot in ordered if not told({k: n for k, n in left.items() if k != spot}) - already)
        del left[next(enough, ordered[0])]
    return frozenset(spot for spot, n in coming.items() if spot not in left and out.get(spot) != n)


def given_away(asked: Asked, *, out: Mapping[Spot, int], coming: Mapping[Spot, int]) -> frozenset[Spot]:
    """Groups that the numbers of persons in `out`, with those `coming`, hold to fewer than may be told and too narrowly.

    An old number and a new one are of two days. The reader who sets them side by side assumes that what he has only once
    was the same on both; so do we. A group that is asked about is tried as if its own number did not count.
    """
    about = asked.about
    lines = list(_lines(asked, {*out, *coming, *(about or ())}))
    near = {cell for line in lines if line[-1] in out or line[-1] in coming for cell in line}
    spots = near.difference(out) if about is None else about
    parents, tied = basis_now().parents, {cell for line in lines for cell in line}
    is_wide = asked.adds_up is not None
    believed = list(_believed(out, coming, lines))
    return frozenset(
        spot
        for spot in spots
        if any(0 < n < asked.below for n in _moved_alone(spot, out, coming, _wholes(spot, parents, is_wide=is_wide)))
        or (spot in tied and any(_is_held(spot, known, lines, asked.below) for known in believed))
    )


def _believed(
    out: Mapping[Spot, int], coming: Mapping[Spot, int], lines: Sequence[tuple[Spot, ...]]
) -> Iterator[Mapping[Spot, int]]:
    """The numbers of one day with those of the other: all, or the smallest parts alone, as sums of two days may contradict."""
    wholes = {line[-1] for line in lines}
    for sure, other in ((out, coming), (coming, out)):
        yield {**other, **sure}
        yield {**{spot: n for spot, n in other.items() if spot not in wholes}, **sure}


def _moved_alone(
    spot: Spot, out: Mapping[Spot, int], coming: Mapping[Spot, int], wholes: Sequence[Spot]
) -> Iterator[int]:
    """What a group known on one day was on the other if nothing else moved: it and each whole differ by the same."""
    for one, other in ((out, coming), (coming, out)):
        if spot in one and spot not in other:
            yield from (one[spot] + other[whole] - one[whole] for whole in wholes if whole in one and whole in other)


def _wholes(spot: Spot, parents: Mapping[str, str], *, is_wide: bool) -> list[Spot]:
    """The same part of every unit the spot's unit lies in: of those in its institution, or of all up to the nation."""
    unit, part = spot
    higher = dict.fromkeys((*above(unit, parents), NATION))
    return [(code, part) for code in higher if is_wide or institution_in(code) == institution_in(unit)]


def _is_held(spot: Spot, known: Mapping[Spot, int], lines: Sequence[tuple[Spot, ...]], below: int) -> bool:
    """Whether the known numbers hold a group too narrowly; sums that are known throughout tell nothing, and may be of two days."""
    others = {each: n for each, n in known.items() if each != spot}
    ends = interval(spot, known=others, sums=[line for line in lines if not others.keys() >= set(line)])
    return ends is not None and ends[1] is not None and 0 < ends[1] < below and ends[1] - ends[0] < below - 1


def _lines(asked: Asked, told: set[Spot]) -> Iterator[tuple[Spot, ...]]:
    """Whose figures add up to whose: parts first, the whole last.

    What was told of one day is among them although there is no figure of it any more. Where a unit has no figure, those
    below it are parts of the nearest above it that has.
    """
    live, parents = live_figures(asked.definition), basis_now().parents
    institutions = {institution_in(unit) for unit, _ in told}
    is_in = asked.adds_up or (lambda code: institution_in(code) in institutions)
    inside = {(code, each.breakdown) for code in filter(is_in, live.by_unit) for each in live.of(code)
              if each.period == asked.period}  # fmt: skip
    spots = inside | {spot for spot in told if is_in(spot[0])}
    children: dict[Spot, list[Spot]] = {}
    for spot in spots:
        wholes = _wholes(spot, parents, is_wide=asked.adds_up is not None)
        nearest = next((whole for whole in wholes if whole in spots and whole != spot), None)
        if nearest is not None:
            children.setdefault(nearest, []).append(spot)
    yield from ((*sorted(below), whole) for whole, below in children.items())
    by_name: dict[tuple[str, str], list[Spot]] = {}
    for unit, part in sorted(spots):
        if len(part) == 1 and (unit, WHOLE) in spots:
            by_name.setdefault((unit, part[0][0]), []).append((unit, part))
    yield from ((*parts, (unit, WHOLE)) for (unit, _name), parts in by_name.items())
