"""Plain weeks counted where they lie, against the query that counts any lessons."""

import random
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from ledestjerne.facts import counted_weeks
from ledestjerne.facts.checked import LESSONS
from ledestjerne.facts.counted_weeks import weeks_in
from ledestjerne.facts.weeks import LESSON_WEEKS
from tests.facts.reading.test_weeks import AFTERWARDS, MONDAY, Lesson, lesson

CLASSES = ("TØ26A", "TØ26B", None)


def plain_lessons(*, seed: int, pupils: int, days: int) -> list[Lesson]:
    """Lessons side by side in one class a week, sorted by pupil and date."""
    chance = random.Random(seed)
    found = []
    for pupil in range(pupils):
        for day in range(days):
            group = CLASSES[(pupil + day // 7) % len(CLASSES)]
            for slot in range(chance.choice((0, 1, 2, 5))):
                found.append(lesson(
                    pupil=pupil, date=MONDAY + timedelta(days=day), start_minute=480 + 60 * slot,
                    end_minute=520 + 60 * slot + chance.randint(0, 20), teacher_led=chance.random() < 0.8,
                    registered=chance.random() < 0.8, **{"class": group},
                ))  # fmt: skip
    return found


def counted_by_query(path: Path) -> pl.DataFrame:
    with duckdb.connect() as store:
        return store.sql(f"FROM ({LESSON_WEEKS})", params={"paths": [str(path)], "day": AFTERWARDS}).pl()


def in_order(weeks: pl.DataFrame) -> list[dict]:
    told = weeks.with_columns(pl.col(pl.Categorical).cast(pl.String))
    return told.sort("pupil", "iso_year", "iso_week").to_dicts()


@pytest.mark.parametrize("rows_a_group", [1, 7, 50, 10_000])
def test_weeks_are_whole_however_the_file_is_cut(tmp_path: Path, rows_a_group: int) -> None:
    path = tmp_path / "lessons.parquet"
    lessons = plain_lessons(seed=rows_a_group, pupils=6, days=21)
    pl.DataFrame(lessons, schema=LESSONS).write_parquet(path, row_group_size=rows_a_group)

    found = weeks_in(path, institution="281009", year="2025")

    assert len(found) > 10
    assert in_order(found) == in_order(counted_by_query(path))


def test_lessons_that_do_not_lie_sorted_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "lessons.parquet"
    mixed = [lesson(pupil=pupil, date=MONDAY) for pupil in (2, 1, 2)]
    pl.DataFrame(mixed, schema=LESSONS).write_parquet(path)

    with pytest.raises(ValueError, match="sorted"):
        weeks_in(path, institution="281009", year="2026")


def test_the_weeks_at_the_turn_of_a_year_are_those_of_the_calendar(tmp_path: Path) -> None:
    path = tmp_path / "lessons.parquet"
    days = [date(2026, 12, 27), date(2026, 12, 28), date(2027, 1, 3), date(2027, 1, 4)]
    pl.DataFrame([lesson(date=day) for day in days], schema=LESSONS).write_parquet(path)

    found = weeks_in(path, institution="281009", year="2026")

    assert found.select("iso_year", "iso_week", "school_days").rows() == [(2026, 52, 1), (2026, 53, 2), (2027, 1, 1)]
    assert set(counted_weeks.NONE) < set(found.columns)
