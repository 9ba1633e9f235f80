from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ledestjerne.facts import pupil_weeks
from ledestjerne.facts.checked import GRADES, LESSONS, PUBLISHED
from ledestjerne.facts.parts import write_parts
from ledestjerne.facts.snapshot import AcceptedDelivery, build_snapshot

DAY = date(2026, 11, 2)
TABLES = ("published", "pupil_week", "pupil_year", "pupil_absence", "pupil_exit", "pupil_grade", "coverage", "delivery")


@dataclass(frozen=True)
class Move:
    """Accept a delivery of these cells, or withdraw the one accepted at this place."""

    cells: tuple[tuple[str, str, str, int], ...] = ()
    weeks: tuple[tuple[str, str, int, int], ...] = ()
    grades: tuple[tuple[str, int, str], ...] = ()
    withdraw: int = -1
    is_built: bool = True


cells = some.tuples(
    some.sampled_from(["281009", "657", "DK"]), some.sampled_from(["2023", "2024"]), some.sampled_from(["a", "b"]),
    some.integers(0, 9),
)  # fmt: skip
weeks = some.tuples(
    some.sampled_from(["281009", "657401"]), some.sampled_from(["EUD", "HHX"]), some.integers(1, 3), some.integers(1, 4)
)
grades = some.tuples(some.sampled_from(["EUD", "HHX"]), some.integers(1, 3), some.sampled_from(["-3", "7", "passed"]))
accepts = some.builds(
    Move, cells=some.lists(cells, max_size=6).map(tuple), weeks=some.lists(weeks, max_size=6).map(tuple),
    grades=some.lists(grades, max_size=4).map(tuple), is_built=some.booleans(),
)  # fmt: skip
withdraws = some.builds(Move, withdraw=some.integers(0, 5), is_built=some.booleans())


def published(found: tuple[tuple[str, str, str, int], ...]) -> pl.DataFrame:
    rows = [
        {
            "source": "s", "sheet": "", "row": number, "kind": "detail", "unit": unit, "unit_level": "municipality",
            "period": period, "period_kind": "year", "measure": measure,
            "dims": [{"key": "n", "value": str(value)}], "value": float(value), "text": None, "withheld": False,
            "complete": True,
        }
        for number, (unit, period, measure, value) in enumerate(found, 1)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=PUBLISHED)


def lessons(found: tuple[tuple[str, str, int, int], ...]) -> pl.DataFrame:
    rows = [
        {
            "institution": school, "department": f"{school}-{department}", "education": "u", "class": f"hold{pupil}",
            "pupil": pupil, "course_part": "GF1", "date": date.fromisocalendar(2026, 30 + week, 1),
            "start_minute": 480, "end_minute": 480 + pupil, "subject": "Dansk", "teacher_led": True,
            "registered": True,
        }
        for school, department, week, pupil in found
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=LESSONS)


def graded(found: tuple[tuple[str, int, str], ...]) -> pl.DataFrame:
    rows = [
        {
            "institution": "281009", "department": department, "education": "u", "class": None, "pupil": pupil,
            "course_part": "GF2", "date": date(2026, 6, pupil), "subject": "Dansk", "level": "C", "kind": "exam",
            "grade": grade,
        }
        for department, pupil, grade in found
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=GRADES)


def accepted(folder: Path, number: int, move: Move) -> AcceptedDelivery:
    parts: dict[str, list[Path]] = {}
    frames = (("published", published(move.cells)), ("lessons", lessons(move.weeks)), ("grades", graded(move.grades)))
    for table, frame in frames:
        rows = folder / f"{table}-{number}.parquet"
        frame.write_parquet(rows)
        for part in write_parts(folder=folder / "parts", table=table, rows=rows, unit="281009", number=number, day=DAY):
            parts.setdefault(part.fact, []).append(folder / "parts" / part.path)
    for raw in ("lessons", "grades"):
        parts.pop(raw, None)
    return AcceptedDelivery(
        number=number, rank=number, source="s", title="S", unit="281009", file_name="f", received_on=DAY,
        retrieved_on=None, attribution="", parts=parts,
    )  # fmt: skip


def content(path: Path) -> dict[str, list[str]]:
    with duckdb.connect(str(path), read_only=True) as facts:
        return {table: sorted(map(str, facts.execute(f"FROM {table}").fetchall())) for table in TABLES}


@settings(deadline=None, max_examples=15)
@given(some.lists(some.one_of(accepts, withdraws), min_size=1, max_size=7), some.sampled_from([1, pupil_weeks.ENOUGH]))
def test_step_by_step_gives_what_a_rebuild_gives(moves, enough):
    with TemporaryDirectory() as name:
        folder, held, base = Path(name), [], None
        for number, move in enumerate(moves, 1):
            if move.withdraw < 0:
                held.append(accepted(folder, number, move))
            elif held:
                held.pop(move.withdraw % len(held))
            if not move.is_built and number < len(moves):
                continue
            stepped = folder / f"stepped-{number}.duckdb"
            with patch.object(pupil_weeks, "ENOUGH", enough):  # written through in the middle, or at once
                build_snapshot(path=stepped, version="v", deliveries=held, base=base)
            base = stepped
        build_snapshot(path=folder / "rebuilt.duckdb", version="v", deliveries=held, base=None)

        assert content(base) == content(folder / "rebuilt.duckdb")


@settings(deadline=None, max_examples=15)
@given(some.lists(accepts, min_size=1, max_size=4))
def test_every_cell_is_told_by_the_newest_that_tells_of_it(moves):
    with TemporaryDirectory() as name:
        folder = Path(name)
        held = [accepted(folder, number, move) for number, move in enumerate(moves, 1)]
        build_snapshot(path=folder / "facts.duckdb", version="v", deliveries=held, base=None)

        newest = {}
        for number, move in enumerate(moves, 1):
            for cell in move.cells:
                newest[cell[:3]] = number
        expected = sorted(
            (number, *cell) for number, move in enumerate(moves, 1) for cell in move.cells if newest[cell[:3]] == number
        )
        with duckdb.connect(str(folder / "facts.duckdb"), read_only=True) as facts:
            rows = facts.execute("SELECT delivery, unit, period, measure, value::INTEGER FROM published").fetchall()
        assert sorted(rows) == expected


def test_a_test_that_was_only_passed_gives_no_grade(tmp_path):
    move = Move(grades=(("EUD", 1, "passed"), ("EUD", 2, "-3"), ("EUD", 3, "7")))

    build_snapshot(path=tmp_path / "f.duckdb", version="v", deliveries=[accepted(tmp_path, 1, move)], base=None)

    with duckdb.connect(str(tmp_path / "f.duckdb"), read_only=True) as facts:
        assert facts.execute("SELECT pupil, grade, grades FROM pupil_grade ORDER BY 1").fetchall() == [
            (2, -3, 1),
            (3, 7, 1),
        ]


def test_rows_keep_their_order_and_their_dimensions(tmp_path):
    move = Move(cells=tuple(("657", "2024", "a", value) for value in (5, 3, 9, 1)))

    build_snapshot(path=tmp_path / "f.duckdb", version="v", deliveries=[accepted(tmp_path, 1, move)], base=None)

    with duckdb.connect(str(tmp_path / "f.duckdb"), read_only=True) as facts:
        assert facts.execute("SELECT dims['n'] FROM published").fetchall() == [("5",), ("3",), ("9",), ("1",)]


def test_a_pupil_with_lessons_in_two_classes_counts_once(tmp_path):
    rows = lessons((("281009", "EUD", 1, 60), ("281009", "EUD", 1, 30))).with_columns(pupil=pl.lit(7))
    rows.write_parquet(tmp_path / "rows.parquet")
    parts = write_parts(
        folder=tmp_path, table="lessons", rows=tmp_path / "rows.parquet", unit="281009", number=1, day=DAY
    )

    weeks = pl.read_parquet(tmp_path / next(part.path for part in parts if part.fact == "pupil_week"))

    assert weeks.select("class", "lessons", "planned_minutes", "led_minutes").rows() == [("hold60", 2, 60.0, 60.0)]


def test_a_building_that_fails_leaves_nothing(tmp_path):
    delivery = accepted(tmp_path, 1, Move(cells=(("657", "2024", "a", 1),)))
    broken = replace(delivery, parts={"published": [tmp_path / "findes-ikke.parquet"]})

    with pytest.raises(duckdb.IOException):
        build_snapshot(path=tmp_path / "f.duckdb", version="v", deliveries=[broken], base=None)

    assert not [path for path in tmp_path.iterdir() if path.suffix == ".duckdb"]
