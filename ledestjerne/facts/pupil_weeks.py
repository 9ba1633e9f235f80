"""The weeks of pupils as a snapshot keeps them: whole numbers, and a number for the place a pupil stands in. Pure.

A place is a class and course part, with all they lie in, in one school year as one delivery tells of it. A nation has
ten million weeks and some ten thousand places, so the names are kept once and each week names its place by a number.
Who asks sees the view `pupil_week`, in which names and weeks stand together.
"""

from collections.abc import Callable, Iterable, Sequence

import duckdb
import polars as pl

PLACE = {
    "delivery": pl.Int64, "institution": pl.String, "department": pl.String, "education": pl.String,
    "class": pl.String, "course_part": pl.String, "school_year": pl.String,
}  # fmt: skip
COUNTED = (
    "iso_year", "iso_week", "school_days", "lessons", "planned_minutes", "led_minutes", "unregistered_led_minutes",
    "unmarked_minutes", "no_subject_minutes", "cancelled_minutes", "days_ahead", "ahead_minutes", "ahead_led_minutes",
    "ahead_unmarked_minutes", "ahead_no_subject_minutes",
)  # fmt: skip
"""Whole numbers; what a week does not tell of is 0."""
ENOUGH = 500_000
"""Weeks worth a writing of their own: full groups are packed once, and what is less is packed again with the next."""

CREATED = f"""
CREATE TABLE place (
    place INTEGER, delivery BIGINT, institution VARCHAR, department VARCHAR, education VARCHAR, "class" VARCHAR,
    course_part VARCHAR, school_year VARCHAR);
CREATE TABLE week (place INTEGER, pupil BIGINT, {", ".join(f"{name} INTEGER" for name in COUNTED)});
"""
VIEW = f"""
CREATE VIEW pupil_week AS
SELECT delivery, institution, department, education, "class", pupil, course_part, school_year, {", ".join(COUNTED)}
FROM week JOIN place USING (place);
"""  # noqa: S608  # our own words

ROWS_OF = "week USING place WHERE place.place = week.place AND"
"""Where the weeks lie whose names a condition speaks of, for a DELETE."""


def add(
    facts: duckdb.DuckDBPyConnection, lots: Iterable[pl.DataFrame], *, between: Callable[[], None] = lambda: None
) -> None:
    """Write lots of weeks, with the columns of `pupil_week`, many at a time; `between` is called when many were written."""
    waiting: list[pl.DataFrame] = []
    for lot in lots:
        waiting.append(lot)
        if sum(map(len, waiting)) >= ENOUGH:
            write(facts, "week", numbered(facts, waiting))
            waiting = []
            between()
    if waiting:
        write(facts, "week", numbered(facts, waiting))


def numbered(facts: duckdb.DuckDBPyConnection, lots: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The weeks with the numbers of their places instead of the names; each run of weeks in one place is looked up once."""
    rows = pl.concat(lots, how="diagonal_relaxed")
    is_elsewhere = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in PLACE)
    runs = rows.select(is_elsewhere.cum_sum() - 1).to_series()
    told = rows.filter(is_elsewhere).select(pl.col(name).cast(kind) for name, kind in PLACE.items())
    numbers = told.join(places_of(facts, told), on=list(PLACE), how="left", nulls_equal=True, maintain_order="left")
    counted = (pl.col(name) if name in rows.columns else pl.lit(0).alias(name) for name in COUNTED)
    return rows.select(numbers["place"].gather(runs), "pupil", *(each.fill_null(0).cast(pl.Int32) for each in counted))


def places_of(facts: duckdb.DuckDBPyConnection, told: pl.DataFrame) -> pl.DataFrame:
    """The places told of with their numbers; those that are new are given the next ones."""
    deliveries = told["delivery"].unique().to_list()
    asked = "SELECT * FROM place WHERE list_contains($deliveries::BIGINT[], delivery)"
    known: pl.DataFrame = facts.sql(asked, params={"deliveries": deliveries}).pl()
    [(last,)] = facts.execute("SELECT coalesce(max(place), 0) FROM place").fetchall()
    new = told.unique().join(known, on=list(PLACE), how="anti", nulls_equal=True).sort(*PLACE)
    new = new.select((pl.int_range(pl.len(), dtype=pl.Int32) + (last + 1)).alias("place"), *PLACE)
    write(facts, "place", new)
    return pl.concat([known, new])


def write(facts: duckdb.DuckDBPyConnection, table: str, rows: pl.DataFrame) -> None:
    facts.register("rows_to_write", rows)
    facts.execute(f"INSERT INTO {table} BY NAME SELECT * FROM rows_to_write")  # noqa: S608  # our own words
    facts.unregister("rows_to_write")


def forget(facts: duckdb.DuckDBPyConnection, delivery: int) -> None:
    """Remove all a delivery tells."""
    bound = {"delivery": delivery}
    facts.execute("DELETE FROM week WHERE place IN (SELECT place FROM place WHERE delivery = $delivery)", bound)
    facts.execute("DELETE FROM place WHERE delivery = $delivery", bound)
