"""The same question as `national`, written by hand for just these files: in DuckDB, Polars, pandas and PostgreSQL."""

import tempfile
from pathlib import Path

import duckdb
import polars as pl
import psycopg

Answer = dict[str, list[float]]

WEEK = """
SELECT institution, any_value(department) AS department, any_value(education) AS education,
    any_value("class") AS "class", pupil, any_value(course_part) AS course_part, (date - DATE '1970-01-05') // 7 AS w,
    bit_count(bit_or(1 << isodow(date))) AS days, sum(end_minute - start_minute) AS planned,
    sum(end_minute - start_minute) FILTER (teacher_led AND registered AND subject <> '') AS led,
    sum(end_minute - start_minute) FILTER (teacher_led AND NOT registered AND subject <> '') AS missed,
    sum(end_minute - start_minute) FILTER (NOT teacher_led AND registered AND subject <> '') AS unmarked
FROM read_parquet($paths) GROUP BY institution, pupil, w
"""
"""A pupil's week stands in one place in these files, so its names need not be grouped by: a quarter less than with them."""
YEAR = """
SELECT institution, department, education, "class", pupil, course_part, count(*) AS weeks, sum(days) AS days,
    sum(planned) AS planned, coalesce(sum(led), 0) AS led, coalesce(sum(missed), 0) AS missed,
    coalesce(sum(unmarked), 0) AS unmarked FROM week GROUP BY ALL
"""
UNITS = """
SELECT coalesce("class", education, department, institution, 'DK') AS unit,
    avg(led * 5 / (days * 60)), avg((led * 5 / (days * 60) >= 26)::INT), avg(led / (weeks * 60)),
    avg((led / (weeks * 60) >= 26)::INT), sum(unmarked) / sum(planned), sum(missed) / sum(planned),
    count(DISTINCT ("class", pupil)) / count(DISTINCT "class"), count(DISTINCT (institution, pupil))
FROM year GROUP BY GROUPING SETS (("class"), (education), (department), (institution), ())
"""


def in_duckdb(paths: list[Path], limit: str) -> Answer:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(f"{folder}/hand.duckdb") as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SET memory_limit = '{limit}'")
        bound = {"paths": [str(path) for path in paths]}
        rows = connection.execute(f"WITH week AS ({WEEK}), year AS ({YEAR}) {UNITS}", bound).fetchall()
    return {unit: values for unit, *values in rows}


def in_polars(paths: list[Path], _limit: str) -> Answer:
    place = ["institution", "department", "education", "class", "pupil", "course_part"]
    minutes, led, known = pl.col("end_minute") - pl.col("start_minute"), pl.col("teacher_led"), pl.col("registered")
    week = (
        pl.scan_parquet(paths)
        .group_by(*place, pl.col("date").dt.iso_year().alias("y"), pl.col("date").dt.week().alias("w"))
        .agg(
            days=pl.col("date").n_unique(),
            planned=minutes.sum(),
            led=minutes.filter(led & known).sum(),
            missed=minutes.filter(led & ~known).sum(),
            unmarked=minutes.filter(~led & known).sum(),
        )
    )
    year = week.group_by(place).agg(
        pl.len().alias("weeks"), pl.col("days", "planned", "led", "missed", "unmarked").sum()
    )
    frame = year.collect(engine="streaming").with_columns(
        by_days=pl.col("led") * 5 / (pl.col("days") * 60), by_weeks=pl.col("led") / (pl.col("weeks") * 60)
    )
    found = {}
    for column in ("class", "education", "department", "institution", None):
        unit = pl.col(column) if column else pl.lit("DK")
        figures = frame.group_by(unit.alias("unit")).agg(
            pl.col("by_days").mean().alias("a"), (pl.col("by_days") >= 26).mean().alias("b"),
            pl.col("by_weeks").mean().alias("c"), (pl.col("by_weeks") >= 26).mean().alias("d"),
            (pl.col("unmarked").sum() / pl.col("planned").sum()).alias("e"),
            (pl.col("missed").sum() / pl.col("planned").sum()).alias("f"),
            (pl.struct("class", "pupil").n_unique() / pl.col("class").n_unique()).alias("g"),
            pl.struct("institution", "pupil").n_unique().alias("h"),
        )  # fmt: skip
        found |= {row[0]: list(row[1:]) for row in figures.iter_rows()}
    return found


def in_pandas(paths: list[Path], _limit: str) -> Answer:
    """School by school; only the years, so less than the others do."""
    import pandas as pd

    found = []
    for path in paths:
        rows = pd.read_parquet(path)
        rows["minutes"] = rows.end_minute - rows.start_minute
        when = pd.to_datetime(rows.date).dt.isocalendar()
        rows["y"], rows["w"] = when.year, when.week
        rows["led"] = rows.minutes.where(rows.teacher_led & rows.registered, 0)
        keys = ["institution", "department", "education", "class", "pupil", "course_part"]
        week = rows.groupby([*keys, "y", "w"], observed=True).agg(days=("date", "nunique"), led=("led", "sum"))
        found.append(week.groupby(keys, observed=True).sum())
    year = pd.concat(found).reset_index()
    year["by_days"] = year.led * 5 / (year.days * 60)
    return {unit: [value] for unit, value in year.groupby("institution").by_days.mean().items()}


POSTGRESQL = """
WITH week AS (
    SELECT institution, department, education, "class", pupil, course_part,
        extract(isoyear FROM date)::int AS y, extract(week FROM date)::int AS w,
        bit_count(bit_or(1 << extract(isodow FROM date)::int)::bit(8)) AS days, sum(end_minute - start_minute) AS planned,
        sum(end_minute - start_minute) FILTER (WHERE teacher_led AND registered AND subject <> '') AS led,
        sum(end_minute - start_minute) FILTER (WHERE teacher_led AND NOT registered AND subject <> '') AS missed,
        sum(end_minute - start_minute) FILTER (WHERE NOT teacher_led AND registered AND subject <> '') AS unmarked
    FROM lesson GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
), year AS (
    SELECT institution, department, education, "class", pupil, course_part, count(*)::float8 AS weeks,
        sum(days)::float8 AS days, sum(planned)::float8 AS planned, coalesce(sum(led), 0)::float8 AS led,
        coalesce(sum(missed), 0)::float8 AS missed, coalesce(sum(unmarked), 0)::float8 AS unmarked
    FROM week GROUP BY 1, 2, 3, 4, 5, 6
)
SELECT coalesce("class", education, department, institution, 'DK') AS unit,
    avg(led * 5 / (days * 60)), avg((led * 5 / (days * 60) >= 26)::int)::float8, avg(led / (weeks * 60)),
    avg((led / (weeks * 60) >= 26)::int)::float8, sum(unmarked) / sum(planned), sum(missed) / sum(planned),
    count(DISTINCT ("class", pupil))::float8 / count(DISTINCT "class"), count(DISTINCT (institution, pupil))::float8
FROM year GROUP BY GROUPING SETS (("class"), (education), (department), (institution), ())
"""
LESSON = """
DROP TABLE IF EXISTS lesson;
CREATE UNLOGGED TABLE lesson (
    institution text, department text, education text, "class" text, pupil bigint, course_part text, date date,
    start_minute smallint, end_minute smallint, subject text, teacher_led boolean, registered boolean)
"""
COLUMNS = (
    "institution", "department", "education", "class", "pupil", "course_part", "date", "start_minute", "end_minute",
    "subject", "teacher_led", "registered",
)  # fmt: skip


def load_postgresql(paths: list[Path], address: str) -> None:
    """Give the server the lessons in a table without a log, measured (ANALYZE) as it wishes."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(LESSON)
        with connection.cursor() as cursor, cursor.copy("COPY lesson FROM STDIN (FORMAT csv)") as copy:
            for path in paths:
                copy.write(pl.read_parquet(path, columns=list(COLUMNS)).select(COLUMNS).write_csv(include_header=False))
        connection.execute("VACUUM ANALYZE lesson")


def in_postgresql(_paths: list[Path], address: str) -> Answer:
    """Both cores, and all the memory the others have."""
    with psycopg.connect(address) as connection:
        connection.execute("SET max_parallel_workers_per_gather = 2")
        connection.execute("SET work_mem = '4GB'")
        connection.execute("SET hash_mem_multiplier = 2")
        rows = connection.execute(POSTGRESQL).fetchall()
    return {unit: [float(value) for value in values] for unit, *values in rows}
