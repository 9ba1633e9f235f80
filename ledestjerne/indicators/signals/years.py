"""Three years as supervision reads them: on which side of the yardstick each year, and whether it moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import sqrt

from scipy.special import ndtr

YEARS = 3


class Side(StrEnum):
    WORSE = "worse"
    BETTER = "better"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Movement(StrEnum):
    UP = "up"
    DOWN = "down"
    BOTH = "both"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Year:
    """One year: the value, what it is held against (the nation, or a goal), and the count behind a share."""

    period: str
    value: float | None
    yardstick: float | None = None
    hits: float | None = None
    n: int | None = None


@dataclass(frozen=True)
class ThreeYears:
    """The reading of the last three years; `p` of the three together when counts are known."""

    years: tuple[Year, ...]
    side: Side
    movement: Movement
    p: float | None

    @property
    def is_persistent(self) -> bool:
        return self.side in (Side.WORSE, Side.BETTER)


def three_years(years: Sequence[Year], *, higher_is_better: bool, whole: float = 1.0) -> ThreeYears:
    """Read the last three years; `whole` is 100 for per cent. With a year missing nothing is said."""
    last = tuple(years[-YEARS:])
    values = [each.value for each in last if each.value is not None]
    if len(values) < YEARS:
        return ThreeYears(last, Side.UNKNOWN, Movement.UNKNOWN, None)
    return ThreeYears(last, _side(last, higher_is_better), _movement(values), _together(last, whole))


def _side(years: Sequence[Year], higher_is_better: bool) -> Side:
    sign = 1 if higher_is_better else -1
    gaps = [
        (each.value - each.yardstick) * sign for each in years if each.value is not None and each.yardstick is not None
    ]
    if len(gaps) < YEARS:
        return Side.UNKNOWN
    if all(gap < 0 for gap in gaps):
        return Side.WORSE
    return Side.BETTER if all(gap > 0 for gap in gaps) else Side.MIXED


def _movement(values: Sequence[float]) -> Movement:
    steps = [after - before for before, after in pairwise(values)]
    if all(step > 0 for step in steps):
        return Movement.UP
    return Movement.DOWN if all(step < 0 for step in steps) else Movement.BOTH


def _together(years: Sequence[Year], whole: float) -> float | None:
    """Two-sided p that the three counts together differ from what the yardsticks give, normal approximation."""
    expected = variance = hits = 0.0
    for each in years:
        if each.hits is None or not each.n or each.yardstick is None or not 0 < each.yardstick < whole:
            return None
        share = each.yardstick / whole
        hits, expected = hits + each.hits, expected + each.n * share
        variance += each.n * share * (1 - share)
    return float(2 * ndtr(-abs(hits - expected) / sqrt(variance)))
