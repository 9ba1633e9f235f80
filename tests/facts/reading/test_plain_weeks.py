"""The weeks a delivery's parts hold, against those counted of all its lessons at once."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from ledestjerne.facts.checked import LESSONS
from ledestjerne.facts.parts import Part, write_parts
from ledestjerne.facts.weeks import LESSON_WEEKS
from tests.facts.reading.test_weeks import AFTERWARDS, MONDAY, Lesson, lesson, random_lesson


def parts_of(lessons: list[Lesson], folder: Path, *, day: date = AFTERWARDS) -> list[Part]:
    rows = folder / "rows.parquet"
    pl.DataFrame(lessons, schema=LESSONS).write_parquet(rows)
    return write_parts(folder=folder, table="lessons", rows=rows, unit="281009", number=1, day=day)


def kept(parts: list[Part], fact: str) -> list[int]:
    return [part.rows for part in parts if part.fact == fact]


def test_lessons_side_by_side_lie_in_one_file(tmp_path: Path) -> None:
    parts = parts_of([lesson(), lesson(start_minute=525, end_minute=570)], tmp_path)
    assert kept(parts, "lessons") == [2]


def test_only_the_week_with_an_overlap_lies_apart(tmp_path: Path) -> None:
    clash = [lesson(), lesson(start_minute=500, end_minute=560), lesson(date=MONDAY + timedelta(days=1))]
    parts = parts_of([*clash, lesson(date=MONDAY + timedelta(days=7))], tmp_path)
    assert (kept(parts, "lessons"), kept(parts, "pupil_week")) == ([1, 3], [2])


def test_a_year_of_tangled_weeks_only_is_one_file(tmp_path: Path) -> None:
    parts = parts_of([lesson(subject=None)], tmp_path)
    assert (kept(parts, "lessons"), kept(parts, "pupil_week")) == ([1], [1])


plain_lesson = st.builds(
    lambda pupil, day, slot, led, registered: lesson(
        pupil=pupil, date=MONDAY + timedelta(days=day), start_minute=480 + 45 * slot, end_minute=525 + 45 * slot,
        teacher_led=led, registered=registered,
    ),
    st.integers(1, 4), st.integers(0, 20), st.integers(0, 7), st.booleans(), st.booleans(),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    lessons=st.lists(st.one_of(plain_lesson, plain_lesson, random_lesson), min_size=1, max_size=25),
    file_day=st.sampled_from([-1, 4, 8, 30]),
    turn=st.sampled_from([0, -34]),
)
def test_plain_and_tangled_weeks_together_are_all_weeks(lessons: list[Lesson], file_day: int, turn: int) -> None:
    """`turn` lays the lessons around the first of August, where a week belongs to two school years."""
    moved = [one | {"date": one["date"] + timedelta(days=turn)} for one in lessons]  # type: ignore[operator]
    day = MONDAY + timedelta(days=file_day + turn)
    with TemporaryDirectory() as name, duckdb.connect() as store:
        folder = Path(name)
        parts = [str(folder / part.path) for part in parts_of(moved, folder, day=day) if part.fact == "pupil_week"]
        split = store.execute("FROM read_parquet($paths) ORDER BY ALL", {"paths": parts}).fetchall()
        at_once = store.execute(
            f"FROM ({LESSON_WEEKS}) ORDER BY ALL", {"paths": [str(folder / "rows.parquet")], "day": day}
        ).fetchall()
    assert split == at_once
