"""How long one figure takes at national scale, when the weeks and years lie ready as in a snapshot.

    .venv/bin/python benchmarks/national_slices.py [--rows 336000000 | --schools 300] [--threads 2] [--folder DIR]

Asks for each lesson indicator for units drawn at random on every level, and for rules nobody prepared: 27.5 hours in 80
per cent of the weeks, by calendar weeks and by school days, for all schools. The limits are 20 ms (95th percentile) and
100 ms. Each is told in milliseconds of wall and of processor; with `--schools` weeks are made without their lessons, 930
pupils a school, which is the nation at 300. Results: docs/reference/benchmarks.md.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
from national import lay_down, lesson_definitions, scopes_of
from national_change import schools_of
from national_year import make

from ledestjerne.facts import pupil_weeks, years
from ledestjerne.facts.durable import whole_file
from ledestjerne.facts.snapshot import TABLES
from ledestjerne.indicators.definition import Definition, PerPupil
from ledestjerne.indicators.results import Scope
from ledestjerne.indicators.sql import pupils
from ledestjerne.indicators.vocabulary import Level, PupilValue, Weeks

ASKED, NEW_RULE = 10, 11
WIDE = {Level.REGION: 5, Level.MUNICIPALITY: 98, Level.NETWORK: 25}
"""How many of each wider unit the schools are dealt out between."""


@dataclass(frozen=True)
class Took:
    """Milliseconds."""

    wall: float
    processor: float


def measured(definition: Definition, scopes: tuple[Scope, ...], facts: duckdb.DuckDBPyConnection) -> Took:
    begun, before = time.perf_counter(), time.process_time()
    pupils.counted(definition, scopes=scopes, connection=facts)
    return Took((time.perf_counter() - begun) * 1000, (time.process_time() - before) * 1000)


def told(name: str, found: list[Took], limit: int) -> None:
    for what in ("wall", "processor"):
        values = [getattr(each, what) for each in found]
        p95 = statistics.quantiles(values, n=20)[-1]
        print(f"{name:28} {what:9} median {statistics.median(values):6.1f} ms  p95 {p95:6.1f} ms, the limit is {limit}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--schools", type=int, help="make weeks of so many schools instead of lessons")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "ledestjerne-nation")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    kept = given.folder / (f"facts-{given.schools}-schools.duckdb" if given.schools else f"facts-{given.rows}.duckdb")
    if not kept.exists():
        with whole_file(kept) as waiting, duckdb.connect(str(waiting)) as facts:
            facts.execute("SET enable_progress_bar = false")
            if given.schools:
                lay_weeks_down(facts, given.folder / "weeks", given.schools)
            else:
                lay_down(facts, make(given.folder / "lessons", rows=given.rows))
    with duckdb.connect(str(kept), read_only=True, config={"memory_limit": "512MB", "threads": given.threads}) as facts:
        report(facts)


def lay_weeks_down(facts: duckdb.DuckDBPyConnection, folder: Path, schools: int) -> None:
    """A delivery from each school."""
    facts.execute(TABLES)
    lots = (
        pl.read_parquet(path).with_columns(delivery=pl.lit(each.number, pl.Int64))
        for each in schools_of(folder, schools)
        for path in each.parts["pupil_week"]
    )
    pupil_weeks.add(facts, lots)
    told = facts.execute("SELECT DISTINCT institution, school_year FROM place").fetchall()
    years.renew(facts, set(told))


def report(facts: duckdb.DuckDBPyConnection) -> None:
    chance, by_level = random.Random(3), defaultdict(list)  # noqa: S311  # the same units every time
    for scope in scopes_of(facts):
        by_level[scope.level].append(scope)
    schools = tuple(by_level[Level.INSTITUTION])
    for level, number in WIDE.items():
        dealt = [tuple(each.unit for each in schools[one::number]) for one in range(number)]
        by_level[level] = [Scope(f"{level}-{one}", level, members) for one, members in enumerate(dealt) if members]
    weeks, years = facts.execute(
        "SELECT (SELECT count(*) FROM pupil_week), (SELECT count(*) FROM pupil_year)"
    ).fetchall()[0]
    print(f"{len(schools)} schools, {weeks} pupil weeks, {years} pupil years")
    times = defaultdict(list)
    for definition in lesson_definitions():
        for level, units in by_level.items():
            measured(definition, (units[0],), facts)  # the query is written once
            times[level] += [measured(definition, (scope,), facts) for scope in chance.choices(units, k=ASKED)]
    for level, found in times.items():
        told(level, found, 20)
    told("any slice", [each for found in times.values() for each in found], 20)
    for by in Weeks:
        rule = PerPupil(value=PupilValue.LED, weeks=by, reached_in_weeks=27.5)
        definition = lesson_definitions()[1].model_copy(update={"per_pupil": rule, "at_least": 80.0})
        told(f"a new rule by {by}", [measured(definition, schools, facts) for _ in range(NEW_RULE)][1:], 100)


if __name__ == "__main__":
    main()
