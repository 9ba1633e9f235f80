"""Builds the file figures are computed from: the facts of all accepted deliveries, each told once. Pure.

A newer delivery takes the place of an older one where both tell of the same (source, unit, period, measure); for
lessons that is (source, department, school year and week). `coverage` says who tells of what and whose word counts.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from ledestjerne.base import duck
from ledestjerne.facts import pupil_weeks, years
from ledestjerne.facts.durable import whole_file
from ledestjerne.facts.narrow import NARROW

MEMORY = "400MB"
FORM = 7
"""Grows when the tables change; a snapshot of an older form is then built anew."""

TABLES = """
CREATE TABLE published (
    delivery BIGINT, source VARCHAR, sheet VARCHAR, "row" BIGINT, kind VARCHAR, unit VARCHAR, unit_level VARCHAR,
    period VARCHAR, period_kind VARCHAR, measure VARCHAR, dims MAP(VARCHAR, VARCHAR), value DOUBLE, withheld BOOLEAN,
    complete BOOLEAN, text VARCHAR);
CREATE TABLE delivery (
    delivery BIGINT, rank BIGINT, source VARCHAR, title VARCHAR, unit VARCHAR, file_name VARCHAR, received_on DATE,
    retrieved_on DATE, attribution VARCHAR);
CREATE TABLE coverage (
    delivery BIGINT, rank BIGINT, fact VARCHAR, source VARCHAR, unit VARCHAR, period VARCHAR, measure VARCHAR,
    counts BOOLEAN);
CREATE TABLE snapshot (version VARCHAR);
""" + "".join([pupil_weeks.CREATED, pupil_weeks.VIEW, years.CREATED, *(each.created for each in NARROW)])
WEEKS = "pupil_week"
PARTS = {
    "published": """SELECT $number::BIGINT AS delivery, source, sheet, "row", kind, unit, unit_level, period,
        period_kind, measure, map_from_entries(dims) AS dims, value, withheld, complete, text
        FROM read_parquet($paths)""",
    WEEKS: "SELECT $number::BIGINT AS delivery, * FROM read_parquet($paths)",
    **{each.table: "SELECT $number::BIGINT AS delivery, * FROM read_parquet($paths)" for each in NARROW},
}
UNIT_PERIOD_MEASURE = {
    "published": ("coalesce(unit, '')", "coalesce(period, '')", "measure"),
    WEEKS: (
        "coalesce(department, institution, '')",
        "format('{} uge {}-{:02d}', school_year, iso_year, iso_week)",
        "'lessons'",
    ),
    **{each.table: each.tells_of for each in NARROW},
}
"""What a row tells of, as expressions over its columns; the values of `coverage`."""


TOLD = "fact, source, unit, period, measure"
SAME = " AND ".join(f"told.{name} IS NOT DISTINCT FROM touched.{name}" for name in TOLD.split(", "))
ONE_WRITE = "SET checkpoint_threshold = '1B'"
"""What is committed goes straight into the file, and not into a log beside it first."""


@dataclass(frozen=True, kw_only=True)
class AcceptedDelivery:
    """A delivery whose facts count; `rank` grows with each acceptance, `parts` are Parquet files by fact."""

    number: int
    rank: int
    source: str
    title: str
    unit: str
    file_name: str
    received_on: date
    retrieved_on: date | None
    attribution: str
    parts: Mapping[str, Sequence[Path]] = field(default_factory=dict)


def build_snapshot(*, path: Path, version: str, deliveries: Sequence[AcceptedDelivery], base: Path | None) -> None:
    """Write a snapshot of just these deliveries; only what differs from `base` is read again. Whole or not at all."""
    with whole_file(path) as waiting:
        if base is not None:
            shutil.copyfile(base, waiting)
        with duck.connect(waiting, config={"memory_limit": MEMORY}) as facts:
            facts.execute(ONE_WRITE)
            facts.execute("BEGIN")
            if base is None:
                facts.execute(TABLES)
            change(facts, deliveries={each.number: each for each in deliveries})
            facts.execute("DELETE FROM snapshot")
            facts.execute("INSERT INTO snapshot VALUES ($version)", {"version": version})
            facts.execute("COMMIT")
            facts.execute("CHECKPOINT")


def write_through(facts: duckdb.DuckDBPyConnection) -> None:
    """Begin a new transaction: DuckDB keeps what one has written in memory, outside the limit it is given.

    What is written lies in a file nobody reads before it is whole, so nothing is seen half.
    """
    facts.execute("COMMIT")
    facts.execute("BEGIN")


def change(facts: duckdb.DuckDBPyConnection, *, deliveries: Mapping[int, AcceptedDelivery]) -> None:
    """Make an open snapshot tell of just these deliveries."""
    held = {number for (number,) in facts.execute("SELECT delivery FROM delivery").fetchall()}
    gone, new = sorted(held - deliveries.keys()), sorted(deliveries.keys() - held)
    for number in new:
        enter(facts, deliveries[number])
    touch(facts, [*gone, *new])
    changed = years.years_of(facts, gone)
    for number in gone:
        forget(facts, number)
    changed |= settle(facts, deliveries)
    years.renew(facts, changed)


def touch(facts: duckdb.DuckDBPyConnection, numbers: Sequence[int]) -> None:
    """Note all that these deliveries tell of: only there may another's word come to count."""
    facts.execute(
        f"CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT {TOLD} FROM coverage WHERE list_contains($numbers, delivery)",  # noqa: S608  # our own words
        {"numbers": list(numbers)},
    )


def forget(facts: duckdb.DuckDBPyConnection, number: int) -> None:
    pupil_weeks.forget(facts, number)
    for table in (*PARTS.keys() - {WEEKS}, "coverage", "delivery"):
        facts.execute(f"DELETE FROM {table} WHERE delivery = $number", {"number": number})  # noqa: S608  # our own words


def enter(facts: duckdb.DuckDBPyConnection, delivery: AcceptedDelivery) -> None:
    """Note what a delivery tells of; its rows follow when it is settled whose word counts."""
    facts.execute(
        "INSERT INTO delivery VALUES ($number, $rank, $source, $title, $unit, $file_name, $received, $retrieved, $from)",
        {
            "number": delivery.number, "rank": delivery.rank, "source": delivery.source, "title": delivery.title,
            "unit": delivery.unit, "file_name": delivery.file_name, "received": delivery.received_on,
            "retrieved": delivery.retrieved_on, "from": delivery.attribution,
        },
    )  # fmt: skip
    for fact, paths in delivery.parts.items():
        facts.execute(
            f"""INSERT INTO coverage
            SELECT DISTINCT $number, $rank, $fact, $source, {told_of(fact)}, false FROM read_parquet($paths)""",  # noqa: S608  # our own words
            {
                "number": delivery.number, "rank": delivery.rank, "fact": fact, "source": delivery.source,
                "paths": [str(path) for path in paths],
            },
        )  # fmt: skip


def settle(facts: duckdb.DuckDBPyConnection, deliveries: Mapping[int, AcceptedDelivery]) -> set[years.SchoolYear]:
    """Let the newest delivery's word count everywhere: rows that lost go, rows that won come from their Parquet.

    Gives the institutions and school years whose weeks are others now.
    """
    facts.execute(
        f"""CREATE OR REPLACE TEMP TABLE verdict AS SELECT * FROM (
            SELECT told.*, rank = max(rank) OVER (PARTITION BY {TOLD}) AS wins
            FROM coverage AS told SEMI JOIN touched ON {SAME}
        ) WHERE wins <> counts"""  # noqa: S608  # our own words
    )
    moved = [pk for (pk,) in facts.execute("SELECT DISTINCT delivery FROM verdict").fetchall()]
    changed = years.years_of(facts, moved)
    for fact in PARTS:
        drop_losers(facts, fact)
    gained = facts.execute("SELECT DISTINCT delivery, fact FROM verdict WHERE wins ORDER BY delivery, fact").fetchall()
    for number, fact in gained:
        if fact != WEEKS:
            bring_winners(facts, deliveries[number], fact)
    lots = (winning_weeks(facts, deliveries[number]) for number, fact in gained if fact == WEEKS)
    pupil_weeks.add(facts, lots, between=lambda: write_through(facts))
    facts.execute(
        f"UPDATE coverage AS told SET counts = wins FROM verdict AS touched WHERE touched.delivery = told.delivery AND {SAME}"  # noqa: S608  # our own words
    )
    return changed | years.years_of(facts, moved)


def told_of(fact: str) -> str:
    return ", ".join(UNIT_PERIOD_MEASURE[fact])


def drop_losers(facts: duckdb.DuckDBPyConnection, fact: str) -> None:
    """Delivery by delivery, so that only its own rows are asked what they tell of and not those of the whole nation."""
    losing = facts.execute(
        "SELECT DISTINCT delivery FROM verdict WHERE NOT wins AND fact = $fact ORDER BY 1", {"fact": fact}
    ).fetchall()
    rows = pupil_weeks.ROWS_OF if fact == WEEKS else f"{fact} WHERE"
    for (number,) in losing:
        facts.execute(
            f"""DELETE FROM {rows} delivery = $number AND ({told_of(fact)}) IN (
                SELECT (unit, period, measure) FROM verdict
                WHERE NOT wins AND delivery = $number AND fact = $fact)""",  # noqa: S608  # our own words
            {"fact": fact, "number": number},
        )


def bring_winners(facts: duckdb.DuckDBPyConnection, delivery: AcceptedDelivery, fact: str) -> None:
    facts.execute(f"INSERT INTO {fact} BY NAME {winners(fact)}", asked_of(delivery, fact))  # our own words


def winning_weeks(facts: duckdb.DuckDBPyConnection, delivery: AcceptedDelivery) -> pl.DataFrame:
    found: pl.DataFrame = facts.sql(winners(WEEKS), params=asked_of(delivery, WEEKS)).pl()
    return found


def winners(fact: str) -> str:
    """The rows of a delivery's Parquet whose word counts since now."""
    return f"""SELECT * FROM ({PARTS[fact]}) WHERE ({told_of(fact)}) IN (
        SELECT (unit, period, measure) FROM verdict WHERE wins AND delivery = $number AND fact = $fact)"""  # noqa: S608  # our own words


def asked_of(delivery: AcceptedDelivery, fact: str) -> dict[str, object]:
    return {"number": delivery.number, "fact": fact, "paths": [str(path) for path in delivery.parts[fact]]}
