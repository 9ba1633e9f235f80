"""What numbers that are out already give away of an institution's small groups, with those that are to come."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ledestjerne.indicators.attack import interval
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.reads.basis import basis_now
from ledestjerne.indicators.reads.live import LiveFigures, live_figures
from ledestjerne.indicators.reads.tree import institution_in
from ledestjerne.indicators.results import WHOLE, Spot


@dataclass(frozen=True)
class Asked:
    """A figure of one period, and the smallest group of it that may be told of.

    `about` are the groups somebody could want to know; None for every one whose number is not out.
    """

    definition: Definition
    period: str
    below: int
    about: frozenset[Spot] | None = None


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
    live, about = live_figures(asked.definition), asked.about
    lines = list(_lines(live, asked.period, {*out, *coming, *(about or ())}))
    near = {cell for line in lines if line[-1] in out or line[-1] in coming for cell in line}
    spots = near.difference(out) if about is None else about
    above = {part: line[-1] for line in lines for part in line[:-1] if part[1] == line[-1][1]}
    return frozenset(
        spot
        for spot in spots
        if any(0 < n < asked.below for n in _moved_alone(spot, out, coming, above))
        or any(_is_held(spot, known, lines, asked.below) for known in _believed(out, coming, lines))
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
    spot: Spot, out: Mapping[Spot, int], coming: Mapping[Spot, int], above: Mapping[Spot, Spot]
) -> Iterator[int]:
    """What a group known on one day was on the other if nothing else moved: it and each whole differ by the same."""
    for one, other in ((out, coming), (coming, out)):
        whole = above.get(spot)
        while whole is not None and spot in one and spot not in other:
            if whole in one and whole in other:
                yield one[spot] + other[whole] - one[whole]
            whole = above.get(whole)


def _is_held(spot: Spot, known: Mapping[Spot, int], lines: Sequence[tuple[Spot, ...]], below: int) -> bool:
    """Whether the known numbers hold a group too narrowly; sums that are known throughout tell nothing, and may be of two days."""
    others = {each: n for each, n in known.items() if each != spot}
    ends = interval(spot, known=others, sums=[line for line in lines if not others.keys() >= set(line)])
    return ends is not None and ends[1] is not None and 0 < ends[1] < below and ends[1] - ends[0] < below - 1


def _lines(live: LiveFigures, period: str, told: set[Spot]) -> Iterator[tuple[Spot, ...]]:
    """Whose figures add up to whose: parts first, the whole last; only of institutions that something is told about.

    What was told of one day is among them although there is no figure of it any more.
    """
    parents = basis_now().parents
    institutions = {institution_in(unit) for unit, _ in told}
    inside = [code for code in live.by_unit if institution_in(code) in institutions]
    spots = told | {(code, each.breakdown) for code in inside for each in live.of(code) if each.period == period}
    children: dict[Spot, list[Spot]] = {}
    for code, breakdown in spots:
        children.setdefault((parents.get(code, ""), breakdown), []).append((code, breakdown))
    for whole, below in children.items():
        if whole in spots:
            yield (*sorted(below), whole)
    for whole in spots:
        for parts in _breakdowns(whole, spots):
            yield (*parts, whole)


def _breakdowns(whole: Spot, spots: set[Spot]) -> Iterator[Sequence[Spot]]:
    by_name: dict[str, list[Spot]] = {}
    if whole[1] == WHOLE:
        for spot in sorted(spots):
            if spot[0] == whole[0] and len(spot[1]) == 1:
                by_name.setdefault(spot[1][0][0], []).append(spot)
    yield from by_name.values()
