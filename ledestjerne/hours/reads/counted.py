"""What is counted from the weeks of pupils: each pupil's course in each class, each class's weeks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection

from ledestjerne.facts.vocabulary import SPOT
from ledestjerne.hours.tally import Tally
from ledestjerne.organisation.models import Level, Unit

COLUMNS: Mapping[str, str] = {
    Level.INSTITUTION: "institution",
    Level.DEPARTMENT: "department",
    Level.EDUCATION: "education",
    Level.CLASS: "class",
}
"""The column a unit's pupils stand in; wider units have no overview of their own."""

OF_THE_UNIT = """FROM pupil_week
    WHERE "{column}" = $unit AND school_year = $year AND course_part IN ('GF1', 'GF2')"""

MINUTES_AND_DAYS = """
    sum(led_minutes)::BIGINT AS led, sum(unregistered_led_minutes)::BIGINT AS unregistered,
    sum(unmarked_minutes)::BIGINT AS unmarked, sum(no_subject_minutes)::BIGINT AS no_subject,
    sum(cancelled_minutes)::BIGINT AS cancelled, sum(planned_minutes)::BIGINT AS planned,
    sum(ahead_minutes)::BIGINT AS ahead, sum(ahead_led_minutes)::BIGINT AS ahead_led,
    sum(ahead_unmarked_minutes)::BIGINT AS ahead_unmarked,
    sum(ahead_no_subject_minutes)::BIGINT AS ahead_no_subject,
    sum(school_days)::BIGINT AS days, sum(days_ahead)::BIGINT AS days_ahead"""
WEEKS_AS_BITS = f"bit_or({SPOT}) AS weeks, bit_or(CASE WHEN school_days > 0 THEN {SPOT} ELSE 0 END) AS behind"
SUMS = f"""{MINUTES_AND_DAYS}, bit_count(bit_or({SPOT})) AS weeks,
    bit_count(bit_or(CASE WHEN school_days > 0 THEN {SPOT} ELSE 0 END)) AS weeks_behind"""

PARTS = f"""SELECT coalesce(department, ''), coalesce(education, ''), coalesce("class", ''), pupil, {WEEKS_AS_BITS},
    {MINUTES_AND_DAYS} {OF_THE_UNIT} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"""

WEEKS = f"""SELECT coalesce("class", ''), iso_year, iso_week, count(DISTINCT pupil), {SUMS}
    {OF_THE_UNIT} AND iso_week BETWEEN $first AND $last GROUP BY ALL ORDER BY 1, 2, 3"""

CALENDAR = """SELECT school_year, iso_week, max(school_days) > 0 FROM pupil_week
    WHERE "{column}" = $unit AND course_part IN ('GF1', 'GF2') GROUP BY 1, 2 ORDER BY 1 DESC, 2"""

ENDED = f"""
WITH place AS (
    SELECT institution, pupil, "class", max(iso_year * 53 + iso_week) AS last {OF_THE_UNIT} GROUP BY ALL
), class_end AS (
    SELECT institution, "class", max(last) AS ends FROM place GROUP BY ALL
), pupil_end AS (
    SELECT institution, pupil, arg_max(coalesce("class", ''), last) AS "class", max(last) AS last
    FROM place GROUP BY ALL
)
SELECT pupil_end.institution, pupil, last >= ends - 2 AS finished
FROM pupil_end JOIN class_end
    ON class_end.institution = pupil_end.institution AND coalesce(class_end."class", '') = pupil_end."class"
"""  # noqa: S608  # our own words

COURSES = f"""SELECT ended.finished, {SUMS}
    FROM pupil_week JOIN ({ENDED}) AS ended USING (institution, pupil)
    WHERE "{{column}}" = $unit AND school_year = $year AND course_part IN ('GF1', 'GF2')
    GROUP BY ended.finished, institution, pupil ORDER BY ALL"""  # noqa: S608  # our own words
"""One row for each pupil; whether the pupil was there in the last weeks of the class."""

EVERY_WEEK = range(1, 54)


@dataclass(frozen=True)
class Scope:
    """Whose rows are counted: those with this code in the column."""

    column: str
    code: str

    @classmethod
    def of(cls, unit: Unit) -> "Scope":
        return cls(COLUMNS[unit.level], unit.code)

    @property
    def institution(self) -> "Scope":
        """The whole institution the rows belong to."""
        return Scope("institution", self.code.split("-")[0])


@dataclass(frozen=True, order=True)
class Place:
    """A class within its department and education, as codes; empty where the file says nothing."""

    department: str
    education: str
    group: str


@dataclass(frozen=True, kw_only=True)
class PupilPart:
    """A pupil's course in one class; `weeks` are all its weeks and `behind` those begun, as bits of the school year."""

    place: Place
    pupil: int
    tally: Tally
    weeks: int
    behind: int


@dataclass(frozen=True, kw_only=True)
class ClassWeek:
    """A week of a class: how many pupils have it, and their minutes and days together."""

    group: str
    year: int
    week: int
    pupils: int
    tally: Tally


def calendar_of(facts: DuckDBPyConnection, scope: Scope) -> dict[str, dict[int, bool]]:
    """The school years with lessons of the basic course, the newest first; of each its ISO weeks, and whether they have begun."""
    found: dict[str, dict[int, bool]] = {}
    for year, week, has_begun in facts.execute(CALENDAR.format(column=scope.column), {"unit": scope.code}).fetchall():
        found.setdefault(year, {})[week] = has_begun
    return found


def parts_in(facts: DuckDBPyConnection, institution: Scope, *, year: str) -> list[PupilPart]:
    """Every pupil's course in each class of an institution, in order of the classes."""
    return [
        PupilPart(
            place=Place(*row[:3]), pupil=row[3], weeks=row[4], behind=row[5],
            tally=tally_of((*row[6:], row[4].bit_count(), row[5].bit_count())),
        )
        for row in rows_of(facts, PARTS, institution, year=year)
    ]  # fmt: skip


def courses_of(facts: DuckDBPyConnection, scope: Scope, *, year: str) -> list[tuple[bool, Tally]]:
    """Whether each pupil was there to the end, and the pupil's course."""
    return [(bool(row[0]), tally_of(row[1:])) for row in rows_of(facts, COURSES, scope, year=year)]


def weeks_of(facts: DuckDBPyConnection, scope: Scope, *, year: str, within: range = EVERY_WEEK) -> list[ClassWeek]:
    """The weeks of every class in order of time; only these ISO weeks where some are asked for."""
    return [
        ClassWeek(group=row[0], year=row[1], week=row[2], pupils=row[3], tally=tally_of(row[4:]))
        for row in rows_of(facts, WEEKS, scope, year=year, first=within[0], last=within[-1])
    ]


def rows_of(
    facts: DuckDBPyConnection, query: str, scope: Scope, *, year: str, **asked: int
) -> Iterator[tuple[Any, ...]]:
    bound = {"unit": scope.code, "year": year, **asked}
    yield from facts.execute(query.format(column=scope.column), bound).fetchall()


def tally_of(values: tuple[Any, ...]) -> Tally:
    """The columns in the order of the queries, which is that of a tally."""
    return Tally._make(values)
