"""One class: its weeks, how it ends, why hours are missing, and the lessons to put right."""

from dataclasses import dataclass

from ledestjerne.facts.reads import FaultyLesson, faulty_lessons, open_facts
from ledestjerne.hours.reads import counted
from ledestjerne.hours.reads.counted import ClassWeek, Scope
from ledestjerne.hours.reads.courses import courses_in
from ledestjerne.hours.reads.hidden import fewest_in, hidden_codes
from ledestjerne.hours.reads.overview import WeekHours, names_of, week_hours
from ledestjerne.hours.tally import MINUTES, Outlook, outlook_of
from ledestjerne.indicators.vocabulary import Weeks
from ledestjerne.organisation.models import Unit


@dataclass(frozen=True, kw_only=True)
class WeekLine:
    """A week of a class as hours a pupil: the timetable, what counts, and what does not and why; None when hidden."""

    hours: WeekHours
    days: float | None
    timetable: float | None
    led: float | None
    ahead: float | None
    unregistered: float | None
    unmarked: float | None
    no_subject: float | None
    cancelled: float | None
    other: float | None


@dataclass(frozen=True, kw_only=True)
class ClassSheet:
    """A class in a school year; `outlook` is None when the group may not be shown."""

    unit: Unit
    code: str
    name: str
    department: str
    year: str
    by: Weeks
    weeks: tuple[WeekLine, ...]
    outlook: Outlook | None
    other_outlook: Outlook | None


def class_sheet(unit: Unit, code: str, *, year: str, by: Weeks) -> ClassSheet | None:
    """The class within a unit; None when the unit has no such class that year."""
    scope = Scope.of(unit)
    places = courses_in(scope, year=year).by_place()
    place = next((each for each in places if each.group == code), None)
    if place is None:
        return None
    with open_facts() as facts:
        weeks = [week for week in counted.weeks_of(facts, scope, year=year) if week.group == code]
    is_hidden, fewest = code in hidden_codes(scope, year=year), fewest_in(scope)
    own = [tally for each, tallies in places.items() if each.group == code for tally in tallies]
    other = Weeks.CALENDAR_WEEKS if by is Weeks.SCHOOL_DAYS else Weeks.SCHOOL_DAYS
    return ClassSheet(
        unit=unit, code=code, name=names_of([code])[code], department=names_of([place.department])[place.department],
        year=year, by=by, weeks=tuple(week_line(week, by=by, is_hidden=is_hidden or week.pupils < fewest) for week in weeks),
        outlook=None if is_hidden else outlook_of(own, by=by, fewest=fewest),
        other_outlook=None if is_hidden else outlook_of(own, by=other, fewest=fewest),
    )  # fmt: skip


def week_line(week: ClassWeek, *, by: Weeks, is_hidden: bool) -> WeekLine:
    """Means of the pupils who have lessons in the week."""
    tally = week.tally

    def mean(minutes: int) -> float | None:
        return None if is_hidden else minutes / MINUTES / week.pupils

    known = (
        tally.led + tally.unregistered + tally.unmarked + tally.no_subject + tally.cancelled + tally.ahead_led
        + tally.ahead_unmarked + tally.ahead_no_subject
    )  # fmt: skip
    return WeekLine(
        hours=week_hours(week, by=by, is_hidden=is_hidden),
        days=None if is_hidden else (tally.days + tally.days_ahead) / week.pupils,
        timetable=mean(tally.planned + tally.ahead), led=mean(tally.led), ahead=mean(tally.ahead_led),
        unregistered=mean(tally.unregistered), unmarked=mean(tally.unmarked + tally.ahead_unmarked),
        no_subject=mean(tally.no_subject + tally.ahead_no_subject), cancelled=mean(tally.cancelled),
        other=mean(tally.planned + tally.ahead - known),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ListedLesson:
    """A lesson to put right, and the class it is of."""

    group: str
    lesson: FaultyLesson


def lessons_to_correct(unit: Unit, *, year: str, code: str = "") -> list[ListedLesson]:
    """Lessons that do not count and could, of one class or of all of a unit's, in order of class and time."""
    with open_facts() as facts:
        groups = facts.execute(
            f"""SELECT DISTINCT institution, "class" FROM pupil_week
            WHERE "{counted.COLUMNS[unit.level]}" = $unit AND school_year = $year AND $code IN ('', "class")
                AND course_part IN ('GF1', 'GF2') AND "class" IS NOT NULL ORDER BY ALL""",  # noqa: S608  # our own words
            {"unit": unit.code, "year": year, "code": code},
        ).fetchall()
        names = names_of([group for _institution, group in groups])
        return [
            ListedLesson(group=names[group], lesson=lesson)
            for institution, group in groups
            for lesson in faulty_lessons(facts, institution=institution, group=group, year=year)
        ]
