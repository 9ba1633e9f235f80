"""A unit's classes week by week, and how its pupils end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledestjerne.base.danish import sort_key
from ledestjerne.base.time import SchoolYear
from ledestjerne.facts.reads import open_facts
from ledestjerne.hours.reads import counted
from ledestjerne.hours.reads.counted import ClassWeek, Place, Scope
from ledestjerne.hours.reads.courses import courses_in
from ledestjerne.hours.reads.hidden import fewest_in, hidden_codes
from ledestjerne.hours.tally import MINUTES, Outlook, Tally, outlook_of
from ledestjerne.indicators.vocabulary import Weeks
from ledestjerne.organisation.models import Unit

SPRING_BEGINS = 31
"""ISO weeks below this one belong to the second half of a school year."""


@dataclass(frozen=True, kw_only=True)
class WeekHours:
    """A class's teacher-led hours a pupil in one week, normed to a whole week; `hours` is None when hidden.

    `is_ahead` when nothing of it has happened yet, `is_partly_ahead` when some has.
    """

    year: int
    week: int
    hours: float | None
    is_enough: bool
    is_ahead: bool
    is_partly_ahead: bool

    @property
    def is_short(self) -> bool:
        return self.hours is not None and not self.is_enough


@dataclass(frozen=True, kw_only=True)
class ClassLine:
    """A class: its weeks and how it ends. `outlook` is None when the group may not be shown."""

    code: str
    name: str
    education: str
    pupils: int | None
    weeks: tuple[WeekHours | None, ...]
    outlook: Outlook | None


@dataclass(frozen=True, kw_only=True)
class DepartmentLines:
    """A department with its classes in Danish order; `outlook` is None when hidden."""

    code: str
    name: str
    outlook: Outlook | None
    classes: tuple[ClassLine, ...]


@dataclass(frozen=True, kw_only=True)
class HoursOverview:
    """One unit's overview of a school year; `weeks` are (ISO year, week) of the half that is shown."""

    unit: Unit
    year: str
    years: tuple[str, ...]
    by: Weeks
    half: str
    halves: tuple[str, ...]
    weeks: tuple[tuple[int, int], ...]
    outlook: Outlook | None
    other_outlook: Outlook | None
    departments: tuple[DepartmentLines, ...]

    @property
    def misses(self) -> list[ClassLine]:
        """The classes where pupils end below 26 hours."""
        every = (line for each in self.departments for line in each.classes)
        return [line for line in every if line.outlook is not None and line.outlook.below]

    @property
    def is_missed(self) -> bool:
        return self.outlook is not None and self.outlook.below > 0


AUTUMN, SPRING = "autumn", "spring"
WEEKS_OF = {AUTUMN: range(SPRING_BEGINS, 54), SPRING: range(1, SPRING_BEGINS)}
"""The ISO weeks of each half, in the order of a school year."""


def half_of(week: int) -> str:
    return next(half for half, weeks in WEEKS_OF.items() if week in weeks)


def overview_of(unit: Unit, *, by: Weeks, year: str = "", half: str = "", on: date) -> HoursOverview | None:
    """The unit's overview of a school year, the newest when none is asked for; None when it has no lessons.

    Raises KeyError for a year it has no lessons in.
    """
    scope = Scope.of(unit)
    with open_facts() as facts:
        calendar = counted.calendar_of(facts, scope)
        if not calendar:
            return None
        year = year or next(iter(calendar))
        half = half if half in halves_in(calendar[year]) else usual_half(calendar[year], year=year, on=on)
        shown = counted.weeks_of(facts, scope, year=year, within=WEEKS_OF[half])
    courses = courses_in(scope, year=year)
    pupils = [tally for each in courses.by("institution").values() for tally in each]
    hidden = hidden_codes(scope, year=year)
    fewest = fewest_in(scope)
    lines = class_lines(courses.by_place(), shown, hidden=hidden, by=by, fewest=fewest)
    other = Weeks.CALENDAR_WEEKS if by is Weeks.SCHOOL_DAYS else Weeks.SCHOOL_DAYS
    is_shown = unit.code not in hidden
    return HoursOverview(
        unit=unit, year=year, years=tuple(calendar), by=by, half=half, halves=halves_in(calendar[year]),
        weeks=tuple(sorted({(week.year, week.week) for week in shown})),
        outlook=outlook_of(pupils, by=by, fewest=fewest) if is_shown else None,
        other_outlook=outlook_of(pupils, by=other, fewest=fewest) if is_shown else None,
        departments=tuple(department_lines(courses.by("department"), lines, hidden=hidden, by=by, fewest=fewest)),
    )  # fmt: skip


def department_lines(
    departments: Mapping[str, Sequence[Tally]],
    lines: Sequence[tuple[ClassLine, str]],
    *,
    hidden: frozenset[str],
    by: Weeks,
    fewest: int,
) -> Iterable[DepartmentLines]:
    """The departments that have a class among the lines, in Danish order."""
    names = names_of(departments)
    for code in sorted(departments, key=lambda code: sort_key(names[code])):
        if classes := tuple(line for line, department in lines if department == code):
            outlook = None if code in hidden else outlook_of(departments[code], by=by, fewest=fewest)
            yield DepartmentLines(code=code, name=names[code], outlook=outlook, classes=classes)


def years_with_lessons(unit: Unit) -> list[str]:
    """The school years the unit has lessons of the basic course in, the newest first."""
    with open_facts() as facts:
        return list(counted.calendar_of(facts, Scope.of(unit)))


def halves_in(weeks: Iterable[int]) -> tuple[str, ...]:
    """The halves these ISO weeks of a school year lie in."""
    found = {half_of(week) for week in weeks}
    return tuple(half for half in WEEKS_OF if half in found)


def usual_half(weeks: Mapping[int, bool], *, year: str, on: date) -> str:
    """The half we are in; of another year the last one in which something has happened.

    `weeks` are the year's ISO weeks, each with whether it has begun.
    """
    halves, today = halves_in(weeks), half_of(on.isocalendar().week)
    if str(SchoolYear.of(on)) == year and today in halves:
        return today
    begun = halves_in(week for week, has_begun in weeks.items() if has_begun)
    return begun[-1] if begun else halves[0]


def class_lines(
    places: dict[Place, list[Tally]], weeks: Sequence[ClassWeek], *, hidden: frozenset[str], by: Weeks, fewest: int
) -> list[tuple[ClassLine, str]]:
    """The classes that have one of the weeks, in Danish order, each with its department."""
    columns = sorted({(week.year, week.week) for week in weeks})
    by_class: dict[str, dict[tuple[int, int], ClassWeek]] = {}
    for week in weeks:
        by_class.setdefault(week.group, {})[week.year, week.week] = week
    names = names_of(place.group for place in places)
    found = []
    for place in sorted(places, key=lambda place: sort_key(names[place.group])):
        if place.group in by_class:
            own = by_class[place.group]
            outlook = None if place.group in hidden else outlook_of(places[place], by=by, fewest=fewest)
            cells = [own.get(column) for column in columns]
            line = ClassLine(
                code=place.group, name=names[place.group], education=local_name(place.education),
                pupils=outlook.pupils if outlook else None, outlook=outlook,
                weeks=tuple(
                    week_hours(week, by=by, is_hidden=outlook is None or week.pupils < fewest) if week else None
                    for week in cells
                ),
            )  # fmt: skip
            found.append((line, place.department))
    return found


def week_hours(week: ClassWeek, *, by: Weeks, is_hidden: bool) -> WeekHours:
    """The mean of the pupils' hours: what has counted and what is planned to."""
    tally = week.tally
    weeks = (tally.days + tally.days_ahead) / 5 if by is Weeks.SCHOOL_DAYS else week.pupils
    need = weeks * 26 * MINUTES
    return WeekHours(
        year=week.year, week=week.week,
        hours=None if is_hidden else tally.forecast / MINUTES / weeks,
        is_enough=tally.forecast >= need, is_ahead=tally.days == 0,
        is_partly_ahead=tally.days > 0 and tally.days_ahead > 0,
    )  # fmt: skip


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """What the units are called in the tree; else as the file calls them."""
    wanted = list(codes)
    known = dict(Unit.objects.filter(code__in=wanted).values_list("code", "name"))
    return {code: known.get(code) or local_name(code) for code in wanted}


def local_name(code: str) -> str:
    """«TØ26A» of «281009-hold-TØ26A», «GF2 Tømrer» of «281009-udd-GF2_TØMRER»."""
    return code.split("-", 2)[-1].replace("_", " ")
