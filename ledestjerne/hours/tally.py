"""How far a pupil's teacher-led hours reach over the whole course, and why they do not. Pure.

Minutes and days are whole numbers, so that exactly 26 hours is never read as a little less.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ledestjerne.indicators.vocabulary import FEWEST_SHOWN, Privacy, Weeks

HOURS = 26
MINUTES = 60
SCHOOL_WEEK = 5
"""School days of a full week."""


class Cause(StrEnum):
    """Why hours are missing, in the order the missing minutes are looked for: what can be put right comes first."""

    REGISTRATION = "registration"  # planned and led, but not registered
    MARK = "mark"  # without the mark «teacher-led»
    SUBJECT = "subject"  # without a subject
    CANCELLED = "cancelled"  # planned, but not held: a real shortage
    TIMETABLE = "timetable"  # never planned


CORRECTABLE = (Cause.REGISTRATION, Cause.MARK, Cause.SUBJECT)


class Tally(NamedTuple):
    """Minutes, school days and weeks of one pupil, behind us and (`ahead`) planned after the day of the file.

    A tuple, because a page of a whole school makes thousands of them.
    """

    led: int = 0
    unregistered: int = 0
    unmarked: int = 0
    no_subject: int = 0
    cancelled: int = 0
    planned: int = 0
    ahead: int = 0
    ahead_led: int = 0
    ahead_unmarked: int = 0
    ahead_no_subject: int = 0
    days: int = 0
    days_ahead: int = 0
    weeks: int = 0
    weeks_behind: int = 0

    @property
    def forecast(self) -> int:
        """Minutes at the end of the course when all that is planned with mark and subject is held and registered."""
        return self.led + self.ahead_led

    def gain(self, cause: Cause) -> int:
        """Minutes that would count as well if this were put right, or held."""
        if cause is Cause.REGISTRATION:
            return self.unregistered
        if cause is Cause.MARK:
            return self.unmarked + self.ahead_unmarked
        if cause is Cause.SUBJECT:
            return self.no_subject + self.ahead_no_subject
        return self.cancelled if cause is Cause.CANCELLED else 0

    def corrected(self, causes: Collection[Cause]) -> int:
        """Minutes at the end of the course when these are put right."""
        return self.forecast + sum(self.gain(cause) for cause in causes)

    def length(self, by: Weeks) -> float:
        """Weeks of the whole course."""
        return (self.days + self.days_ahead) / SCHOOL_WEEK if by is Weeks.SCHOOL_DAYS else self.weeks

    def need(self, by: Weeks) -> int:
        """Minutes that give 26 hours a week over the whole course."""
        if by is Weeks.SCHOOL_DAYS:
            return HOURS * MINUTES // SCHOOL_WEEK * (self.days + self.days_ahead)
        return HOURS * MINUTES * self.weeks

    def hours(self, by: Weeks, *, causes: Collection[Cause] = ()) -> float:
        """Hours a week over the whole course, when these causes are put right; needs at least one day."""
        return self.corrected(causes) / MINUTES / self.length(by)

    def reaches(self, by: Weeks, *, causes: Collection[Cause] = ()) -> bool:
        return (self.corrected(causes) if causes else self.forecast) >= self.need(by)

    def corrections_needed(self, by: Weeks) -> int | None:
        """How many of the causes, in order, must be put right before 26 hours are reached; None when all are not enough."""
        lacks = self.need(by) - self.forecast
        if lacks <= 0:
            return 0
        for number, cause in enumerate(CORRECTABLE, start=1):
            lacks -= self.gain(cause)
            if lacks <= 0:
                return number
        return None

    def missing(self, by: Weeks) -> int:
        """Minutes below 26 hours a week at the end of the course; 0 when they are reached."""
        return max(0, self.need(by) - self.forecast)

    def missing_by_cause(self, by: Weeks) -> dict[Cause, int]:
        """The missing minutes shared out: each cause takes what it can give, in order, and the timetable the rest."""
        left, found = self.missing(by), {}
        for cause in (*CORRECTABLE, Cause.CANCELLED):
            found[cause] = min(left, self.gain(cause))
            left -= found[cause]
        return {**found, Cause.TIMETABLE: left}


@dataclass(frozen=True, kw_only=True)
class Band:
    """Pupils who miss at least `low` and less than `high` hours a week (None: no limit)."""

    low: int
    high: int | None
    pupils: int


@dataclass(frozen=True, kw_only=True)
class Correction:
    """How many pupils reach 26 hours once these causes are put right."""

    causes: tuple[Cause, ...]
    reaching: int


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """How a group of pupils ends: hours a week, who is below 26 and by how much, why, and what corrections give.

    `missing` and `by_cause` are hours over the whole course, all pupils together; what is told of fewer pupils than
    `fewest` is not shown.
    """

    pupils: int
    below: int
    mean_hours: float
    mean_missing: float | None
    missing: float
    by_cause: Mapping[Cause, float]
    bands: tuple[Band, ...]
    corrections: tuple[Correction, ...]
    fewest: int

    @property
    def reaching(self) -> int:
        return self.pupils - self.below

    @property
    def main_cause(self) -> Cause | None:
        """The cause most of the missing hours have."""
        if not self.below:
            return None
        return max(self.by_cause, key=lambda cause: self.by_cause[cause])


BAND_EDGES = ((0, 1), (1, 2), (2, None))


def outlook_of(tallies: Iterable[Tally], *, by: Weeks, fewest: int = FEWEST_SHOWN[Privacy.STANDARD]) -> Outlook | None:
    """How the pupils end; None when none of them has a school day."""
    counted = [each for each in tallies if each.need(by) > 0]
    if not counted:
        return None
    needed = [each.corrections_needed(by) for each in counted]
    below = [each for each, corrections in zip(counted, needed, strict=True) if corrections != 0]
    lacks = [each.missing(by) / MINUTES / each.length(by) for each in below]
    causes = [each.missing_by_cause(by) for each in below]
    return Outlook(
        pupils=len(counted),
        below=len(below),
        mean_hours=sum(each.hours(by) for each in counted) / len(counted),
        mean_missing=sum(lacks) / len(lacks) if lacks else None,
        missing=sum(each.missing(by) for each in below) / MINUTES,
        by_cause={cause: sum(each[cause] for each in causes) / MINUTES for cause in Cause},
        bands=tuple(band_of(lacks, low, high) for low, high in BAND_EDGES),
        corrections=tuple(corrections_of(needed)),
        fewest=fewest,
    )


def band_of(lacks: Sequence[float], low: int, high: int | None) -> Band:
    pupils = sum(low <= each and (high is None or each < high) for each in lacks)
    return Band(low=low, high=high, pupils=pupils)


def corrections_of(needed: Sequence[int | None]) -> Iterable[Correction]:
    """What one correction after the other gives, from nothing to everything that can be put right."""
    for count in range(len(CORRECTABLE) + 1):
        reaching = sum(each is not None and each <= count for each in needed)
        yield Correction(causes=CORRECTABLE[:count], reaching=reaching)
