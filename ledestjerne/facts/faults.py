"""The lessons that do not count and could: what a planner can put right, and never whose lessons they are."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import duckdb

from ledestjerne.base import duck
from ledestjerne.facts import manifest
from ledestjerne.facts.models import Delivery, StoredPart
from ledestjerne.facts.weeks import AHEAD, LESSON_ROWS, RANK

MOST_HIDDEN = 3
"""Pupils; so few are not told of."""


class Fault(StrEnum):
    """Why a lesson does not count."""

    UNREGISTERED = "unregistered"
    UNMARKED = "unmarked"
    NO_SUBJECT = "no_subject"
    CANCELLED = "cancelled"


RANKS = {1: Fault.UNREGISTERED, 2: Fault.UNMARKED, 3: Fault.NO_SUBJECT, 4: Fault.CANCELLED}

FAULTS = f"""
WITH of_class AS (
    SELECT * FROM {LESSON_ROWS} WHERE institution = $institution AND "class" = $group
), around AS (
    SELECT lesson.* FROM {LESSON_ROWS} AS lesson SEMI JOIN of_class USING (institution, pupil, date)
), ranked AS (
    SELECT *, {RANK} AS rank FROM around LEFT JOIN {AHEAD} USING (institution, pupil, date)
)
SELECT lesson.date, lesson.start_minute, lesson.end_minute, coalesce(trim(lesson.subject), ''), lesson.rank,
    coalesce(bool_or(lesson.ahead), FALSE), count(DISTINCT lesson.pupil)
FROM ranked AS lesson
ANTI JOIN ranked AS better ON better.pupil = lesson.pupil AND better.date = lesson.date AND better.rank < lesson.rank
    AND better.start_minute <= lesson.start_minute AND better.end_minute >= lesson.end_minute
WHERE lesson."class" = $group AND lesson.rank BETWEEN 1 AND 4
    AND list_contains($weeks, isoyear(lesson.date) * 100 + weekofyear(lesson.date))
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
"""  # noqa: S608  # our own words
"""Lessons of a class that do not count and that no better lesson of the same pupil covers whole."""

IN_FORCE = """SELECT delivery, list(DISTINCT iso_year * 100 + iso_week) FROM pupil_week
    WHERE institution = $institution AND "class" = $group AND school_year = $year GROUP BY delivery ORDER BY delivery"""


@dataclass(frozen=True, kw_only=True)
class FaultyLesson:
    """One lesson to put right; `pupils` is how many have it, None when they are too few to tell."""

    date: date
    start_minute: int
    end_minute: int
    subject: str
    fault: Fault
    is_ahead: bool
    pupils: int | None

    @property
    def minutes(self) -> int:
        return self.end_minute - self.start_minute


def faulty_lessons(facts: duckdb.DuckDBPyConnection, *, institution: str, group: str, year: str) -> list[FaultyLesson]:
    """The lessons of a class in a school year («2026/2027») that do not count and could, in order of time."""
    bound = {"institution": institution, "group": group}
    in_force = facts.execute(IN_FORCE, {**bound, "year": year}).fetchall()
    drawn = {each.pk: each.drawn_on for each in Delivery.objects.filter(pk__in=[number for number, _ in in_force])}
    found: list[FaultyLesson] = []
    with duck.connect(config={"memory_limit": "256MB"}) as store:
        for number, weeks in in_force:
            rows = {"paths": lesson_files(number, institution, year), "day": drawn[number], "weeks": weeks}
            found += [faulty_lesson(row) for row in store.execute(FAULTS, {**bound, **rows}).fetchall()]
    return sorted(found, key=lambda each: (each.date, each.start_minute, each.end_minute, each.subject, each.fault))


def lesson_files(delivery: int, institution: str, year: str) -> list[str]:
    parts = StoredPart.objects.filter(delivery=delivery, fact="lessons", institution=institution, year=year[:4])
    return [str(manifest.folder().parts / part.path) for part in parts.order_by("pk")]


def faulty_lesson(row: tuple[Any, ...]) -> FaultyLesson:
    day, starts, ends, subject, rank, ahead, pupils = row
    return FaultyLesson(
        date=day, start_minute=starts, end_minute=ends, subject=subject, fault=RANKS[rank], is_ahead=ahead,
        pupils=None if pupils <= MOST_HIDDEN else pupils,
    )  # fmt: skip
