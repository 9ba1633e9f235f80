"""What the charts are made from."""

from dataclasses import dataclass
from typing import Self

from django.utils.safestring import SafeString

from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import Table


@dataclass(frozen=True)
class TrendPoint:
    """One period of a trend, `hidden` means the value may not be shown, then `value` is None."""

    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    hidden: bool = False
    break_before: bool = False
    estimated: bool = False


@dataclass(frozen=True)
class Line:
    """One of several figures over time: a unit, or a part of one."""

    name: str
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True)
class Event:
    """Something that happened: `at` is its place on the axis, where the middle of the first period is 0."""

    at: float
    number: int
    text: str


@dataclass(frozen=True)
class DotPoint:
    """One unit among its siblings; `hidden` as in a trend."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    hidden: bool = False
    is_own: bool = False


@dataclass(frozen=True)
class Bar:
    """One part of a breakdown."""

    name: str
    value: float | None
    hidden: bool = False


@dataclass(frozen=True)
class Measure:
    """How the values of a chart are written: unit («timer»), number of decimals; a share of 1 is shown as 100 %."""

    unit: str = ""
    decimals: int = 1
    is_share: bool = False

    @classmethod
    def share(cls, *, decimals: int = 1) -> Self:
        return cls(unit="%", decimals=decimals, is_share=True)

    @property
    def ceiling(self) -> float | None:
        """What no value, as it is shown, can be above: a percentage ends at 100."""
        return 100.0 if self.unit == "%" else None

    def shown(self, value: float) -> float:
        """The value in the unit it is shown in."""
        return value * 100 if self.is_share else value

    def bare(self, value: float) -> str:
        """The number without its unit, for columns and intervals."""
        return format_number(self.shown(value), decimals=self.decimals)

    def write(self, value: float | None) -> str:
        if value is None:
            return "–"
        return f"{self.bare(value)}\u00a0{self.unit}".rstrip("\u00a0")


@dataclass(frozen=True)
class ControlPoint:
    """One period of a control chart with the limits it is judged by, if any; `is_after` lies after the vertical line."""

    period: str
    value: float
    low: float | None = None
    high: float | None = None
    is_out: bool = False
    is_after: bool = False
    expected: float | None = None


@dataclass(frozen=True)
class FunnelPoint:
    """One unit of a funnel: how many stand behind its value."""

    n: float
    value: float
    is_own: bool = False
    is_out: bool = False


@dataclass(frozen=True)
class FunnelLimit:
    """Between which values a unit of that size is as usual."""

    n: float
    low: float
    high: float


@dataclass(frozen=True)
class Chart:
    """A drawing in two widths, with its heading, a sentence that says the same, and its numbers as a table."""

    title: str
    description: str
    svg: SafeString
    svg_narrow: SafeString
    table: Table
