"""School years and the other periods figures are given for; the only place that reads the clock."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
FIRST_MONTH_OF_SCHOOL_YEAR = 8


def system_clock() -> datetime:
    return datetime.now(UTC)


_clock: Callable[[], datetime] = system_clock  # tests put a stopped one here


def now() -> datetime:
    """This moment, in UTC. Only views, commands and the schedule ask."""
    return _clock()


def today() -> date:
    """Today's date in Denmark. Only views, commands and the schedule ask."""
    return now().astimezone(COPENHAGEN).date()


class PeriodKind(StrEnum):
    SCHOOL_YEAR = "school_year"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    INTERVAL = "interval"


PATTERNS = {
    PeriodKind.SCHOOL_YEAR: re.compile(r"^(\d{4})/(\d{4}|\d{2})$"),
    PeriodKind.YEAR: re.compile(r"^(\d{4})$"),
    PeriodKind.QUARTER: re.compile(r"^(\d{4})[KQ]([1-4])$"),
    PeriodKind.MONTH: re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$"),
    PeriodKind.INTERVAL: re.compile(r"^(\d{4}(?:/\d{2,4})?)-(\d{4}(?:/\d{2,4})?)$"),
}


class UnknownPeriodError(ValueError):
    """The text names no period we know."""


@dataclass(frozen=True, order=True)
class Period:
    """A span of time a figure is given for; `key` is its text: 2024/2025, 2024, 2024K3, 2024-09, 2022/2023-2024/2025."""

    kind: PeriodKind
    key: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a period; 2024/25 becomes 2024/2025 and 2024Q3 becomes 2024K3. Raises UnknownPeriodError."""
        cleaned = text.strip()
        for kind, pattern in PATTERNS.items():
            if found := pattern.match(cleaned):
                return cls(kind=kind, key=canonical_key(kind, found))
        raise UnknownPeriodError(cleaned)

    def previous(self) -> Self | None:
        """The period just before of the same kind; an interval has none, because its steps overlap."""
        match self.kind:
            case PeriodKind.SCHOOL_YEAR:
                return type(self)(kind=self.kind, key=school_year_key(int(self.key[:4]) - 1))
            case PeriodKind.YEAR:
                return type(self)(kind=self.kind, key=str(int(self.key) - 1))
            case PeriodKind.QUARTER:
                year, number = int(self.key[:4]), int(self.key[5:])
                return type(self)(kind=self.kind, key=f"{year}K{number - 1}" if number > 1 else f"{year - 1}K4")
            case PeriodKind.MONTH:
                before = date(int(self.key[:4]), int(self.key[5:]), 1) - timedelta(days=1)
                return type(self)(kind=self.kind, key=f"{before:%Y-%m}")
            case PeriodKind.INTERVAL:
                return None

    def __str__(self) -> str:
        return self.key


def canonical_key(kind: PeriodKind, found: re.Match[str]) -> str:
    if kind is PeriodKind.QUARTER:
        return f"{found.group(1)}K{found.group(2)}"
    if kind is not PeriodKind.SCHOOL_YEAR:
        return found.group(0)
    first, last = int(found.group(1)), int(found.group(2)[-2:])
    if (first + 1) % 100 != last:
        raise UnknownPeriodError(found.group(0))
    return school_year_key(first)


def school_year_key(first_year: int) -> str:
    return f"{first_year}/{first_year + 1}"


@dataclass(frozen=True, order=True)
class SchoolYear:
    """A Danish school year, from 1 August to 31 July, named by its first calendar year."""

    first_year: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year if day.month >= FIRST_MONTH_OF_SCHOOL_YEAR else day.year - 1)

    @property
    def starts_on(self) -> date:
        return date(self.first_year, FIRST_MONTH_OF_SCHOOL_YEAR, 1)

    @property
    def ends_on(self) -> date:
        return date(self.first_year + 1, FIRST_MONTH_OF_SCHOOL_YEAR, 1) - timedelta(days=1)

    @property
    def period(self) -> Period:
        return Period(kind=PeriodKind.SCHOOL_YEAR, key=str(self))

    def __str__(self) -> str:
        return school_year_key(self.first_year)


@dataclass(frozen=True)
class Span:
    """The first and the last day of a period."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """How much of the span has passed when the day begins, 0 to 1."""
        return (day - self.first).days / ((self.last - self.first).days + 1)


def span_of(period: str) -> Span | None:
    """The days of a school year, a year, a quarter or a month; None for intervals, which overlap, and unknown texts."""
    try:
        found = Period.parse(period)
    except UnknownPeriodError:
        return None
    match found.kind:
        case PeriodKind.SCHOOL_YEAR:
            year = SchoolYear(int(found.key[:4]))
            return Span(year.starts_on, year.ends_on)
        case PeriodKind.YEAR:
            return Span(date(int(found.key), 1, 1), date(int(found.key), 12, 31))
        case PeriodKind.QUARTER:
            return months_from(int(found.key[:4]), 3 * int(found.key[5:]) - 2, 3)
        case PeriodKind.MONTH:
            return months_from(int(found.key[:4]), int(found.key[5:]), 1)
        case PeriodKind.INTERVAL:
            return None


def months_from(year: int, month: int, count: int) -> Span:
    """So many whole months of one year."""
    after = date(year + (month + count > 12), (month + count - 1) % 12 + 1, 1)
    return Span(date(year, month, 1), after - timedelta(days=1))
