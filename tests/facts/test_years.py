"""Years laid out and packed, against the query that says what a year is; and the numbers of places."""

from collections.abc import Iterator

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ledestjerne.facts import pupil_weeks, years
from ledestjerne.facts.pupil_weeks import COUNTED, PLACE
from ledestjerne.facts.snapshot import TABLES
from ledestjerne.facts.vocabulary import GROUPED, MINUTES, PUPIL_YEAR

Week = dict[str, object]
KEY = ("delivery", "institution", "class", "pupil", "course_part", "iso_year", "iso_week")


@pytest.fixture
def facts() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        yield connection


def week(**told: object) -> Week:
    usual: Week = {
        "delivery": 1, "institution": "281009", "department": "281009-A", "education": None, "class": "TØ26A",
        "pupil": 1, "course_part": "GF1", "school_year": "2025/2026", "iso_year": 2025, "iso_week": 40,
        "school_days": 5, "lessons": 30, **dict.fromkeys(MINUTES, 60),
    }  # fmt: skip
    return usual | told


def frame(weeks: list[Week]) -> pl.DataFrame:
    names = dict.fromkeys(COUNTED, pl.Int32)
    return pl.DataFrame(
        [dict.fromkeys(names, 0) | each for each in weeks], schema={**PLACE, "pupil": pl.Int64, **names}
    )


weeks_of_pupils = some.lists(
    some.builds(
        week, delivery=some.integers(1, 2), institution=some.sampled_from(["281009", "657401"]), pupil=some.integers(1, 3),
        course_part=some.sampled_from(["GF1", "GF2", None]), school_days=some.integers(0, 7), iso_week=some.integers(28, 52),
        **{"class": some.sampled_from(["TØ26A", None])}, **{name: some.integers(0, 10_080) for name in MINUTES},
    )
    | some.builds(week, pupil=some.integers(1, 3), iso_year=some.just(2026), iso_week=some.integers(1, 37)),
    min_size=1, max_size=20, unique_by=lambda one: tuple(str(one[name]) for name in KEY),
)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(weeks=weeks_of_pupils)
def test_years_are_what_the_query_makes_of_the_same_weeks(weeks: list[Week]) -> None:
    with duckdb.connect() as facts:
        facts.execute(TABLES)
        pupil_weeks.add(facts, [frame(weeks)])

        years.renew(facts, years.years_of(facts, [1, 2]))

        found = facts.execute("FROM pupil_year ORDER BY ALL").fetchall()
        assert found == facts.execute(f"FROM ({PUPIL_YEAR} {GROUPED}) ORDER BY ALL").fetchall()


def test_a_place_told_of_twice_has_one_number(facts: duckdb.DuckDBPyConnection) -> None:
    pupil_weeks.add(facts, [frame([week(), week(iso_week=41)])])
    pupil_weeks.add(facts, [frame([week(course_part="GF2", iso_week=42), week(iso_week=43)])])

    told = facts.execute("SELECT iso_week, place FROM week ORDER BY iso_week").fetchall()

    assert told == [(40, 1), (41, 1), (42, 2), (43, 1)]


def test_weeks_are_read_back_under_the_names_they_came_with(facts: duckdb.DuckDBPyConnection) -> None:
    told = [week(pupil=number, education=education) for number, education in enumerate([None, "u", None])]
    pupil_weeks.add(facts, [frame(told)])

    found = facts.execute("SELECT pupil, education, class, led_minutes FROM pupil_week ORDER BY pupil").fetchall()

    assert found == [(0, None, "TØ26A", 60), (1, "u", "TØ26A", 60), (2, None, "TØ26A", 60)]


def test_a_forgotten_delivery_leaves_neither_weeks_nor_places(facts: duckdb.DuckDBPyConnection) -> None:
    pupil_weeks.add(facts, [frame([week(), week(delivery=2)])])

    pupil_weeks.forget(facts, 1)

    assert facts.execute("SELECT delivery FROM place").fetchall() == [(2,)]
    assert facts.execute("SELECT delivery FROM pupil_week").fetchall() == [(2,)]
