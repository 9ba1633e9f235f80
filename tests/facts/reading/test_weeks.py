"""Pupil-weeks, held against a second implementation that walks through the day minute by minute."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledestjerne.facts.checked import LESSONS
from ledestjerne.facts.weeks import LESSON_WEEKS

MONDAY = date(2025, 9, 1)
COUNTS = ("school_days", "lessons", "planned_minutes", "led_minutes", "unregistered_led_minutes", "unmarked_minutes")
Lesson = dict[str, object]


def lesson(**other: object) -> Lesson:
    """A led lesson of 45 minutes on Monday at eight."""
    return {
        "institution": "281009",
        "department": "281009-afd-EUD",
        "education": "281009-udd-GF1",
        "class": "281009-hold-A",
        "pupil": 1,
        "course_part": "GF1",
        "date": MONDAY,
        "start_minute": 480,
        "end_minute": 525,
        "subject": "Dansk",
        "teacher_led": True,
        "registered": True,
    } | other


def weeks(lessons: list[Lesson], folder: Path) -> list[dict[str, object]]:
    path = folder / "lessons.parquet"
    pl.DataFrame(lessons, schema=LESSONS).write_parquet(path)
    with duckdb.connect() as store:
        answer = store.execute(LESSON_WEEKS, {"paths": [str(path)]})
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def minutes(lessons: list[Lesson], folder: Path) -> tuple[float, ...]:
    (week,) = weeks(lessons, folder)
    return tuple(week[name] for name in COUNTS)  # type: ignore[misc]


def test_one_led_lesson_is_one_day_and_its_minutes(tmp_path: Path) -> None:
    assert minutes([lesson()], tmp_path) == (1, 1, 45, 45, 0, 0)


def test_two_subjects_in_the_same_lesson_count_once(tmp_path: Path) -> None:
    both = [lesson(), lesson(subject="Matematik")]
    assert minutes(both, tmp_path) == (1, 2, 45, 45, 0, 0)


def test_lessons_that_overlap_count_the_union(tmp_path: Path) -> None:
    both = [lesson(), lesson(start_minute=500, end_minute=560)]
    assert minutes(both, tmp_path) == (1, 2, 80, 80, 0, 0)


def test_an_unregistered_lesson_would_have_counted(tmp_path: Path) -> None:
    assert minutes([lesson(registered=False)], tmp_path) == (1, 1, 45, 0, 45, 0)


def test_a_registered_lesson_without_the_mark_would_have_counted(tmp_path: Path) -> None:
    assert minutes([lesson(teacher_led=False)], tmp_path) == (1, 1, 45, 0, 0, 45)


def test_a_lesson_without_a_subject_is_planned_and_no_more(tmp_path: Path) -> None:
    assert minutes([lesson(subject=None)], tmp_path) == (1, 1, 45, 0, 0, 0)


def test_a_minute_led_by_one_lesson_is_not_missed_by_another(tmp_path: Path) -> None:
    both = [lesson(), lesson(registered=False, end_minute=540)]
    assert minutes(both, tmp_path) == (1, 2, 60, 45, 15, 0)


def test_a_pupil_of_two_classes_stands_in_the_one_with_most_minutes(tmp_path: Path) -> None:
    other = {"class": "281009-hold-B"}
    (week,) = weeks([lesson(), lesson(start_minute=600, end_minute=700, **other)], tmp_path)
    assert (week["class"], week["led_minutes"], week["lessons"]) == ("281009-hold-B", 145, 2)


def test_a_week_over_new_year_belongs_to_the_iso_year_of_its_thursday(tmp_path: Path) -> None:
    (week,) = weeks([lesson(date=date(2025, 12, 29))], tmp_path)
    assert (week["school_year"], week["iso_year"], week["iso_week"]) == ("2025/2026", 2026, 1)


@pytest.mark.parametrize(("day", "year"), [(date(2025, 7, 31), "2024/2025"), (date(2025, 8, 1), "2025/2026")])
def test_the_school_year_turns_on_the_first_of_august(tmp_path: Path, day: date, year: str) -> None:
    assert [week["school_year"] for week in weeks([lesson(date=day)], tmp_path)] == [year]


@dataclass
class Naive:
    """A pupil's week counted one minute at a time."""

    days: set[date]
    lessons: int
    by_rank: dict[int, int]


def rank_of(one: Lesson) -> int:
    if one["subject"] is None:
        return 3
    if one["teacher_led"]:
        return 0 if one["registered"] else 1
    return 2 if one["registered"] else 3


def naively(lessons: list[Lesson]) -> dict[tuple[object, ...], tuple[float, ...]]:
    found: dict[tuple[object, ...], Naive] = defaultdict(lambda: Naive(set(), 0, defaultdict(int)))
    days: dict[tuple[object, date], list[Lesson]] = defaultdict(list)
    for one in lessons:
        assert isinstance(one["date"], date)
        days[one["pupil"], one["date"]].append(one)
    for (pupil, day), of_day in days.items():
        week = found[pupil, day.isocalendar()[:2]]
        week.days.add(day)
        week.lessons += len(of_day)
        for minute in range(24 * 60):
            covering = [one for one in of_day if one["start_minute"] <= minute < one["end_minute"]]  # type: ignore[operator]
            if covering:
                week.by_rank[min(map(rank_of, covering))] += 1
    return {
        key: (len(one.days), one.lessons, sum(one.by_rank.values()), one.by_rank[0], one.by_rank[1], one.by_rank[2])
        for key, one in found.items()
    }


random_lesson = st.builds(
    lambda pupil, group, day, start, length, subject, led, registered: lesson(
        pupil=pupil,
        date=MONDAY + timedelta(days=day),
        start_minute=start,
        end_minute=start + length,
        subject=subject,
        teacher_led=led,
        registered=registered,
        **{"class": f"281009-hold-{group}"},
    ),
    st.integers(1, 2),
    st.sampled_from("AB"),
    st.integers(0, 9),
    st.integers(480, 520),
    st.integers(1, 60),
    st.sampled_from(["Dansk", "Matematik", None]),
    st.booleans(),
    st.booleans(),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lessons=st.lists(random_lesson, min_size=1, max_size=25))
def test_random_weeks_equal_those_counted_minute_by_minute(tmp_path: Path, lessons: list[Lesson]) -> None:
    counted = {
        (week["pupil"], (week["iso_year"], week["iso_week"])): tuple(week[name] for name in COUNTS)
        for week in weeks(lessons, tmp_path)
    }
    assert counted == naively(lessons)
