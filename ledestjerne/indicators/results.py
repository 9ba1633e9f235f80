"""What the engine is asked for and what it answers."""

from dataclasses import dataclass
from enum import StrEnum

from ledestjerne.indicators.vocabulary import Level

Breakdown = tuple[tuple[str, str], ...]
WHOLE: Breakdown = ()
Spot = tuple[str, Breakdown]
"""A unit and a part of a figure."""


class HiddenReason(StrEnum):
    """Why a figure is not shown.

    `FEW` covers both a small group and a bigger one that would give a small one away: telling
    them apart would tell an attacker something. `SCHOOLS` is a figure put together of too few institutions.
    """

    WITHHELD = "withheld"
    FEW = "few"
    SCHOOLS = "schools"
    NO_BASIS = "no_basis"


class Mark(StrEnum):
    """What a reader must know before trusting or comparing the figure."""

    BREAK = "break"
    ESTIMATED = "estimated"
    INCOMPLETE = "incomplete"
    RUNNING = "running"
    SUMMED = "summed"
    PARTS_WITHHELD = "parts_withheld"
    OUTLIER = "outlier"


@dataclass(frozen=True)
class Scope:
    """One unit to make figures for.

    `members` are the units whose pupils count when the unit stands above the institutions: their
    institution codes. `parent` is the unit it is a part of, so that privacy sees the whole tree.
    `fewest` is the smallest group the institution lets be shown, when it has raised the limit.
    """

    unit: str
    level: Level
    members: tuple[str, ...] = ()
    parent: str | None = None
    fewest: int | None = None


@dataclass(frozen=True)
class Pool:
    """Institutions whose figures are put together across the tree: those that share one with a network."""

    network: str
    institutions: tuple[str, ...]


@dataclass(frozen=True, order=True)
class SourceRow:
    """One row of a delivered file that a figure rests on."""

    delivery: int
    sheet: str
    row: int


@dataclass(frozen=True)
class Cell:
    """One figure as counted, before anything is hidden."""

    unit: str
    period: str
    breakdown: Breakdown
    value: float | None
    numerator: float | None = None
    n: int | None = None
    deviation: float | None = None
    withheld: bool = False
    small: bool = False
    marks: tuple[Mark, ...] = ()
    deliveries: tuple[int, ...] = ()
    verdict: str | None = None


@dataclass(frozen=True)
class Result:
    """One figure as it may be shown; `value`, `numerator`, `n` and the interval are None when hidden.

    `value`, `low` and `high` stand in the definition's unit of measure: per cent are 0 to 100. `fewest` is the smallest
    group the unit lets be shown, when its institution has raised the limit.
    """

    indicator: str
    unit: str
    period: str
    breakdown: Breakdown
    value: float | None
    numerator: float | None
    n: int | None
    low: float | None
    high: float | None
    hidden: HiddenReason | None
    marks: tuple[Mark, ...]
    deliveries: tuple[int, ...]
    verdict: str | None = None
    fewest: int | None = None

    @property
    def may_change(self) -> bool:
        """Whether it is an estimate, or of a period or courses that were not over."""
        return bool({Mark.ESTIMATED, Mark.INCOMPLETE, Mark.RUNNING}.intersection(self.marks))
