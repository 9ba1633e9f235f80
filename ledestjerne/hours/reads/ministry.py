"""The published figure held against ours, and the difference explained part by part."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from ledestjerne.facts.reads import open_facts
from ledestjerne.hours.models import PublishedHours
from ledestjerne.hours.reads import counted
from ledestjerne.hours.reads.counted import Scope
from ledestjerne.hours.reads.hidden import FEWEST, fewest_in
from ledestjerne.hours.tally import Cause, Tally
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.vocabulary import Weeks
from ledestjerne.organisation.models import Unit

PUBLISHED = "published_led_hours"
NEAR = 0.05
"""Hours a week; nearer than the published decimal can tell."""


class Choice(StrEnum):
    """A way in which the publisher's reckoning can differ from ours, in the order the steps are taken."""

    PUPILS = "pupils"  # only those who were there to the end
    WEEKS = "weeks"  # calendar weeks instead of school days
    REGISTRATION = "registration"  # unregistered lessons counted
    MARK = "mark"  # lessons without the mark counted


@dataclass(frozen=True, kw_only=True)
class Ministry:
    """The ministry's hours a week for an institution and school year, and where they stand.

    `is_delivered` when they came through a source; `typed` is what a person has written in, used only when none came.
    """

    unit: Unit
    school_year: str
    hours: float
    pupils: int | None
    source: str
    is_delivered: bool
    typed: PublishedHours | None


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one choice does to the figure: on its own, and as a step of the way that ends nearest."""

    choice: Choice
    alone: float
    step: float | None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Our mean hours a week beside the published; the steps and the rest add up to the difference.

    `left_out` are the pupils who were not there to the end; the parts are empty when the groups are too small.
    """

    published: Ministry
    ours: float
    pupils: int
    left_out: int | None
    parts: tuple[Part, ...]
    rest: float

    @property
    def difference(self) -> float:
        return self.published.hours - self.ours

    @property
    def is_explained(self) -> bool:
        return abs(self.rest) < NEAR


Course = tuple[bool, Tally]


def typed_for(unit: Unit, year: str) -> PublishedHours | None:
    """What a person has written in for just this unit and school year."""
    return PublishedHours.objects.filter(unit=unit, school_year=year).first()


def figure_of(unit: Unit, year: str) -> Ministry | None:
    """The published hours of just this unit and school year: as delivered, else as written in."""
    typed = typed_for(unit, year)
    definition = indicators.definition(PUBLISHED)
    delivered = indicators.live_figures(definition).result(unit.code, period=year)
    if delivered and delivered.value is not None:
        return Ministry(
            unit=unit, school_year=year, hours=delivered.value, pupils=delivered.n,
            source=indicators.source_line(definition, delivered), is_delivered=True, typed=typed,
        )  # fmt: skip
    if typed is None:
        return None
    return Ministry(
        unit=unit, school_year=year, hours=float(typed.hours), pupils=typed.pupils, source=typed.source,
        is_delivered=False, typed=typed,
    )  # fmt: skip


def comparison_of(published: Ministry) -> Comparison | None:
    """The comparison; None when there are too few pupils to show a figure of ours."""
    scope = Scope.of(published.unit)
    with open_facts() as facts:
        courses = counted.courses_of(facts, scope, year=published.school_year)
    fewest = fewest_in(scope)
    return None if len(courses) < fewest else comparison(published, courses, fewest=fewest)


def comparison(published: Ministry, courses: Sequence[Course], *, fewest: int = FEWEST) -> Comparison:
    """The way of reckoning that ends nearest to the published figure, and what each choice on it does."""
    ours = mean_hours(courses, ())
    told = choices_of(courses, fewest)
    nearest = min(
        (tuple(choice for choice, taken in zip(told, pattern, strict=True) if taken)
         for pattern in product((False, True), repeat=len(told))),
        key=lambda chosen: (round(abs(published.hours - mean_hours(courses, chosen)), 9), len(chosen)),
    )  # fmt: skip
    left_out = sum(not finished for finished, _tally in courses)
    return Comparison(
        published=published, ours=ours, pupils=len(courses),
        left_out=left_out if Choice.PUPILS in told or left_out == 0 else None,
        parts=tuple(part_of(choice, courses, nearest) for choice in told),
        rest=published.hours - mean_hours(courses, nearest),
    )  # fmt: skip


def choices_of(courses: Sequence[Course], fewest: int) -> list[Choice]:
    """Every choice, but the pupils only when neither those who stayed nor those who left are too few to show."""
    stayed = sum(finished for finished, _tally in courses)
    may_tell = stayed >= fewest and len(courses) - stayed >= fewest
    return [each for each in Choice if each is not Choice.PUPILS or may_tell]


def part_of(choice: Choice, courses: Sequence[Course], nearest: Sequence[Choice]) -> Part:
    ours = mean_hours(courses, ())
    if choice not in nearest:
        return Part(choice=choice, alone=mean_hours(courses, (choice,)) - ours, step=None)
    before = tuple(nearest[: nearest.index(choice)])
    step = mean_hours(courses, (*before, choice)) - mean_hours(courses, before)
    return Part(choice=choice, alone=mean_hours(courses, (choice,)) - ours, step=step)


def mean_hours(courses: Sequence[Course], chosen: Sequence[Choice]) -> float:
    """Mean hours a week of the pupils under these choices."""
    by = Weeks.CALENDAR_WEEKS if Choice.WEEKS in chosen else Weeks.SCHOOL_DAYS
    right = [Cause(choice.value) for choice in (Choice.REGISTRATION, Choice.MARK) if choice in chosen]
    hours = [
        tally.hours(by, causes=right)
        for finished, tally in courses
        if tally.need(by) > 0 and (finished or Choice.PUPILS not in chosen)
    ]
    return sum(hours) / len(hours)
