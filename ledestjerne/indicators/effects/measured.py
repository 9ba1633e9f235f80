"""What measuring an effect gives: the change, its interval, and what it rests on."""

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """From the strongest to the weakest that the data allow."""

    SERIES = "series"
    COMPARED = "compared"
    PERIODS = "periods"
    COUNTS = "counts"


class Assumption(StrEnum):
    """What must hold for the interval to mean what it says."""

    SAME_COUNTING = "same_counting"
    NOTHING_ELSE = "nothing_else"
    NO_TREND = "no_trend"
    STRAIGHT_TREND = "straight_trend"
    SAME_COURSE = "same_course"
    ORDINARY_YEARS = "ordinary_years"
    ONLY_CHANCE = "only_chance"
    MOVES_AS_OTHERS = "moves_as_others"
    FALLS_BACK = "falls_back"


@dataclass(frozen=True)
class Point:
    """One period of the unit: its value, the count behind a share, and its 95 % interval where it has one."""

    period: str
    value: float
    hits: float | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Effect:
    """`change` is after minus before in the figure's unit of measure, `low` to `high` its 95 % interval.

    `size` is how many persons (or periods, or units) the weaker side rests on, and `counted` which of them it is.
    `expected` is what each period after would have been without the change, as far as the method tells.
    """

    method: Method
    change: float
    low: float
    high: float
    size: int
    counted: str
    assumptions: tuple[Assumption, ...]
    expected: tuple[float, ...] = ()

    @property
    def half(self) -> float:
        return (self.high - self.low) / 2
