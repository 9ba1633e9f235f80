"""All lesson indicators for all units of the country, from the lessons' Parquet files: ours beside hand-written ones.

    .venv/bin/python benchmarks/national.py [--rows 10000000 100000000 336000000] [--folder DIR] [--limit 8GB]
        [--rounds 3] [--pandas] [--postgresql ADDRESS] [--small]

The files come from `national_year`. `--pandas` also goes school by school with pandas, `--postgresql` asks a server that
has been given the lessons beforehand (only the query is timed), and `--small` asks ours once more with 512 MB. Each engine
runs in a process of its own, interleaved, ROUNDS times; seconds are medians, and the answers must be the same. Ours is what
the product does when lessons are accepted and figures asked for: weeks and years into a snapshot, where both are kept, then
the eight live definitions for every class, education, department, institution and the nation. As in the product the lessons
of schools are counted beside each other (there each in a process that checks a delivery), and written many at a time. The others are written by hand (`national_by_hand`) for just this
question and these files, where no lessons overlap. Results: docs/reference/benchmarks.md.
"""

import argparse
import json
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import duckdb
import national_by_hand as by_hand
import polars as pl
from national_by_hand import Answer
from national_year import make

from ledestjerne.base.files import load_folder
from ledestjerne.facts import pupil_weeks, years
from ledestjerne.facts.counted_weeks import weeks_in
from ledestjerne.facts.snapshot import ONE_WRITE, TABLES, write_through
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.results import Scope
from ledestjerne.indicators.sql import pupils
from ledestjerne.indicators.vocabulary import Level, Table

DELIVERY, AHEAD = 1, 2
LEVELS = {"class": Level.CLASS, "education": Level.EDUCATION, "department": Level.DEPARTMENT}
ROOT = Path(__file__).resolve().parent.parent


def ours(paths: list[Path], limit: str) -> Answer:
    """As the product does it: the weeks of each batch of schools, the years, then each definition."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(f"{folder}/facts.duckdb") as facts:
        facts.execute("SET enable_progress_bar = false")
        facts.execute(f"SET memory_limit = '{limit}'")
        lay_down(facts, paths)
        scopes = scopes_of(facts)
        found = {}
        for definition in lesson_definitions():
            for place, seen in pupils.counted(definition, scopes=scopes, connection=facts).items():
                if not place[2]:
                    found.setdefault(place[0], []).append(value_of(definition, seen))
        return {unit: values for unit, values in found.items() if len(values) == len(FIGURES)}


def lay_down(facts: duckdb.DuckDBPyConnection, paths: list[Path]) -> None:
    """The weeks and years of all schools, as in a snapshot; the files hold plain weeks only."""
    facts.execute(ONE_WRITE)
    facts.execute("BEGIN")
    facts.execute(TABLES)
    pupil_weeks.add(facts, weeks_of(paths), between=lambda: write_through(facts))
    years.renew(facts, years.years_of(facts, [DELIVERY]))
    facts.execute("COMMIT")
    facts.execute("CHECKPOINT")


def weeks_of(paths: list[Path]) -> Iterator[pl.DataFrame]:
    """The weeks of each school, two counted ahead while those before are written."""
    with ThreadPoolExecutor(AHEAD) as pool:
        waiting: deque[Future[pl.DataFrame]] = deque()
        for path in paths:
            waiting.append(pool.submit(weeks_in, path, institution=path.stem, year="2025"))
            if len(waiting) > AHEAD:
                yield waiting.popleft().result().with_columns(delivery=DELIVERY)
        yield from (each.result().with_columns(delivery=DELIVERY) for each in waiting)


def scopes_of(facts: duckdb.DuckDBPyConnection) -> tuple[Scope, ...]:
    schools = [code for (code,) in facts.execute("SELECT DISTINCT institution FROM pupil_year ORDER BY 1").fetchall()]
    found = [Scope("DK", Level.NATION, tuple(schools)), *(Scope(code, Level.INSTITUTION) for code in schools)]
    for column, level in LEVELS.items():
        units = facts.execute(f'SELECT DISTINCT "{column}" FROM pupil_year ORDER BY 1').fetchall()  # noqa: S608
        found += [Scope(code, level) for (code,) in units]
    return tuple(found)


def lesson_definitions() -> list[Definition]:
    live = load_folder(ROOT / "definitions" / "indicators", model=Definition)
    return [live[key] for key in FIGURES if live[key].table is Table.PUPIL_WEEK]


def value_of(definition: Definition, seen: pupils.Counted) -> float:
    if definition.measure == "mean" or definition.measure == "count":
        return seen.total or 0
    return (seen.hits or 0) / (seen.total or 1) if definition.measure == "ratio" else (seen.hits or 0) / seen.n


FIGURES = (
    "led_hours_per_week", "share_26_hours", "led_hours_per_calendar_week", "share_26_hours_calendar_weeks",
    "unmarked_hours_share", "unregistered_hours_share", "lesson_class_size", "pupils_in_basic_course",
)  # fmt: skip

ENGINES: dict[str, Callable[[list[Path], str], Answer]] = {
    "Ledestjerne": ours, "DuckDB by hand": by_hand.in_duckdb, "Polars by hand": by_hand.in_polars,
}  # fmt: skip
ONCE: dict[str, Callable[[list[Path], str], Answer]] = {
    "pandas by school": by_hand.in_pandas, "PostgreSQL": by_hand.in_postgresql,
}  # fmt: skip
"""So slow that one round is enough."""


def run(name: str, paths: list[Path], limit: str, answers: str) -> None:
    """`limit` is the memory an engine may use in this process, or the address of the server to ask."""
    begun, before = time.perf_counter(), time.process_time()
    found = (ENGINES | ONCE)[name](paths, limit)
    took = time.perf_counter() - begun
    spent = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Path(answers).write_text(
        json.dumps({"seconds": took, "processor": spent, "mib": peak, "found": found}, default=float)
    )


def once(name: str, paths: list[Path], limit: str) -> dict[str, object]:
    with tempfile.NamedTemporaryFile() as answers:
        process = multiprocessing.get_context("spawn").Process(target=run, args=(name, paths, limit, answers.name))
        process.start()
        process.join(3600)
        if process.exitcode != 0:
            raise SystemExit(f"{name} failed")
        return json.loads(Path(answers.name).read_text())


def furthest(one: Answer, other: Answer) -> float:
    """The largest difference, relative to the value, over the units and figures both have."""
    pairs = [(a, b) for unit in one.keys() & other.keys() for a, b in zip(one[unit], other[unit], strict=False)]
    return max(abs(a - b) / max(1.0, abs(b)) for a, b in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000_000])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "ledestjerne-nation")
    parser.add_argument("--limit", default="8GB")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pandas", action="store_true", help="school by school, once")
    parser.add_argument(
        "--postgresql", metavar="ADDRESS", help="the lessons in a table there, once; only the query is timed"
    )
    parser.add_argument("--small", action="store_true", help="ours with 512 MB, once")
    given = parser.parse_args()
    first: tuple[int, float] | None = None
    for rows in given.rows:
        ours = compared(make(given.folder / "lessons", rows=rows), rows, given)
        first = first or (rows, ours)
        print(f"{'growth':18} {ours / first[1]:8.1f} times for {rows / first[0]:.1f} times the rows")


def compared(paths: list[Path], rows: int, given: argparse.Namespace) -> float:
    """Run each engine and print its seconds beside ours; gives our processor seconds."""
    runs: dict[str, list[dict]] = {name: [] for name in ENGINES}
    for _ in range(given.rounds):
        for name, found in runs.items():
            found.append(once(name, paths, given.limit))
    if given.pandas:
        runs["pandas by school"] = [once("pandas by school", paths, given.limit)]
    if given.postgresql:
        by_hand.load_postgresql(paths, given.postgresql)
        runs["PostgreSQL"] = [once("PostgreSQL", paths, given.postgresql)]
    print(f"{rows} rows, {len(paths)} schools, memory limit {given.limit}")
    ours = {what: statistics.median(each[what] for each in runs["Ledestjerne"]) for what in ("seconds", "processor")}
    for name, found in runs.items():
        took = {what: statistics.median(each[what] for each in found) for what in ours}
        apart = furthest(runs["Ledestjerne"][0]["found"], found[0]["found"])
        print(
            f"{name:18} {took['seconds']:8.2f} s  processor {took['processor']:8.2f} s  "
            f"{max(each['mib'] for each in found):7.0f} MiB  ours / it {ours['seconds'] / took['seconds']:5.2f} "
            f"(processor {ours['processor'] / took['processor']:5.2f})  furthest apart {apart:.1e}",
            flush=True,
        )
    if given.small:
        small = once("Ledestjerne", paths, "512MB")
        print(f"{'with 512 MB':18} {small['seconds']:8.2f} s  {small['mib']:7.0f} MiB")
    return ours["processor"]


if __name__ == "__main__":
    main()
