"""Pupil-weeks, held against a second implementation that walks through the day minute by minute."""

from collections import Counter, defaultdict
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
AFTERWARDS = date(2030, 1, 1)
COUNTS = ("school_days", "lessons", "planned_minutes", "led_minutes", "unregistered_led_minutes", "unmarked_minutes")
MORE = (
    "no_subject_minutes", "cancelled_minutes", "days_ahead", "ahead_minutes", "ahead_led_minutes",
    "ahead_unmarked_minutes", "ahead_no_subject_minutes",
)  # fmt: skip
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
        "cancelled": None,
    } | other


def weeks(lessons: list[Lesson], folder: Path, *, day: date = AFTERWARDS) -> list[dict[str, object]]:
    path = folder / "lessons.parquet"
    pl.DataFrame(lessons, schema=LESSONS).write_parquet(path)
    with duckdb.connect() as store:
        answer = store.execute(LESSON_WEEKS, {"paths": [str(path)], "day": day})
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def minutes(lessons: list[Lesson], folder: Path) -> tuple[float, ...]:
    (week,) = weeks(lessons, folder)
    return tuple(week[name] for name in COUNTS)  # type: ignore[misc]


def more(lessons: list[Lesson], folder: Path, *, day: date = AFTERWARDS) -> dict[str, object]:
    """What is not nothing of the columns that tell of faults and of what lies ahead."""
    (week,) = weeks(lessons, folder, day=day)
    return {name: week[name] for name in MORE if week[name]}


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


def test_a_led_and_registered_lesson_without_a_subject_would_have_counted(tmp_path: Path) -> None:
    assert more([lesson(subject=" ")], tmp_path) == {"no_subject_minutes": 45}


def test_a_cancelled_lesson_was_planned_and_would_have_counted(tmp_path: Path) -> None:
    cancelled = [lesson(cancelled=True, registered=False)]
    assert minutes(cancelled, tmp_path) == (1, 1, 45, 0, 0, 0)
    assert more(cancelled, tmp_path) == {"cancelled_minutes": 45}


def test_a_day_after_the_day_of_the_file_is_ahead_and_needs_no_registration(tmp_path: Path) -> None:
    ahead = [
        lesson(registered=False),
        lesson(registered=False, teacher_led=False, start_minute=600, end_minute=630),
        lesson(registered=False, subject=None, start_minute=700, end_minute=720),
    ]
    day = MONDAY - timedelta(days=1)
    (week,) = weeks(ahead, tmp_path, day=day)
    assert [week[name] for name in COUNTS] == [0] * 6
    assert more(ahead, tmp_path, day=day) == {
        "days_ahead": 1, "ahead_minutes": 95, "ahead_led_minutes": 45, "ahead_unmarked_minutes": 30,
        "ahead_no_subject_minutes": 20,
    }  # fmt: skip


def test_the_day_of_the_file_is_not_ahead(tmp_path: Path) -> None:
    assert more([lesson(registered=False)], tmp_path, day=MONDAY) == {}


def test_a_day_with_something_registered_is_not_ahead(tmp_path: Path) -> None:
    both = [lesson(), lesson(registered=False, start_minute=600, end_minute=645)]
    (week,) = weeks(both, tmp_path, day=MONDAY - timedelta(days=1))
    assert (week["led_minutes"], week["unregistered_led_minutes"], week["days_ahead"]) == (45, 45, 0)


def test_lessons_checked_before_there_was_a_column_for_it_are_not_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "old.parquet"
    pl.DataFrame([lesson()], schema=LESSONS).drop("cancelled").write_parquet(path)
    with duckdb.connect() as store:
        (week,) = store.execute(
            f"SELECT led_minutes, cancelled_minutes FROM ({LESSON_WEEKS})", {"paths": [str(path)], "day": AFTERWARDS}
        ).fetchall()
    assert week == (45, 0)


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
    """A pupil's week counted one minute at a time: minutes by what they are, behind and ahead."""

    days: set[date]
    days_ahead: set[date]
    lessons: int
    behind: Counter[str]
    ahead: Counter[str]


ORDER = ("led", "unregistered", "unmarked", "no_subject", "cancelled", "other")


def kind_of(one: Lesson, *, ahead: bool) -> str:
    if one["cancelled"]:
        return "cancelled" if one["teacher_led"] and one["subject"] else "other"
    counted = one["registered"] or ahead
    if one["teacher_led"] and one["subject"]:
        return "led" if counted else "unregistered"
    if one["subject"]:
        return "unmarked" if counted else "other"
    return "no_subject" if one["teacher_led"] and counted else "other"


def naively(lessons: list[Lesson], *, file_day: date) -> dict[tuple[object, ...], tuple[float, ...]]:
    found: dict[tuple[object, ...], Naive] = defaultdict(lambda: Naive(set(), set(), 0, Counter(), Counter()))
    days: dict[tuple[object, date], list[Lesson]] = defaultdict(list)
    for one in lessons:
        assert isinstance(one["date"], date)
        days[one["pupil"], one["date"]].append(one)
    for (pupil, day), of_day in days.items():
        week = found[pupil, day.isocalendar()[:2]]
        is_ahead = day > file_day and not any(one["registered"] for one in of_day)
        (week.days_ahead if is_ahead else week.days).add(day)
        week.lessons += 0 if is_ahead else len(of_day)
        for minute in range(24 * 60):
            covering = [one for one in of_day if one["start_minute"] <= minute < one["end_minute"]]  # type: ignore[operator]
            if covering:
                kind = min((kind_of(one, ahead=is_ahead) for one in covering), key=ORDER.index)
                (week.ahead if is_ahead else week.behind)[kind] += 1
    return {key: as_counts(one) for key, one in found.items()}


def as_counts(week: Naive) -> tuple[float, ...]:
    behind, ahead = week.behind, week.ahead
    return (
        len(week.days), week.lessons, behind.total(), behind["led"], behind["unregistered"], behind["unmarked"],
        behind["no_subject"], behind["cancelled"] + ahead["cancelled"], len(week.days_ahead), ahead.total(),
        ahead["led"], ahead["unmarked"], ahead["no_subject"],
    )  # fmt: skip


random_lesson = st.builds(
    lambda pupil, group, day, start, length, subject, led, registered, cancelled: lesson(
        pupil=pupil,
        date=MONDAY + timedelta(days=day),
        start_minute=start,
        end_minute=start + length,
        subject=subject,
        teacher_led=led,
        registered=registered,
        cancelled=cancelled,
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
    st.sampled_from([None, False, True]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lessons=st.lists(random_lesson, min_size=1, max_size=25), file_day=st.integers(-1, 10))
def test_random_weeks_equal_those_counted_minute_by_minute(
    tmp_path: Path, lessons: list[Lesson], file_day: int
) -> None:
    drawn = MONDAY + timedelta(days=file_day)
    counted = {
        (week["pupil"], (week["iso_year"], week["iso_week"])): tuple(week[name] for name in (*COUNTS, *MORE))
        for week in weeks(lessons, tmp_path, day=drawn)
    }
    assert counted == naively(lessons, file_day=drawn)
