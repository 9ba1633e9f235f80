"""How soon a changed delivery of one school is seen, at the nation's scale, and whether readers meanwhile see it whole.

    .venv/bin/python benchmarks/national_change.py [--schools 300] [--rounds 5] [--readers 2] [--folder DIR]

Made-up weeks of 930 pupils a school, in parts as the product lays them, are built into a snapshot. Then one school
hands its year in anew, again and again: the parts are written, the next snapshot is built from the one in force and put
in its place, while other processes ask for the school's and the nation's pupils without pause. A reader must always
find every school, and of the school that changes one delivery only. At the end the facts must be those of a rebuild.
The limit is one second from accepted lessons to what a reader sees. Results: docs/reference/benchmarks.md.
"""

import argparse
import multiprocessing
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb
from national_year import AFTER, make

from ledestjerne.facts import store
from ledestjerne.facts.parts import write_parts
from ledestjerne.facts.snapshot import AcceptedDelivery, build_snapshot

PUPILS, CHANGED = 930, "100001"
SCHOOL = """
COPY (
    SELECT $school AS institution, $school || '-afd-' || pupil // 186 AS department,
        $school || '-udd-' || pupil // 93 AS education, $school || '-hold-' || pupil // 24 AS "class",
        (pupil + 1000 * $school::INTEGER)::BIGINT AS pupil, CASE WHEN pupil % 3 = 0 THEN 'GF1' ELSE 'GF2' END AS course_part,
        '2025/2026' AS school_year, isoyear(monday)::INTEGER AS iso_year, weekofyear(monday)::INTEGER AS iso_week,
        5::INTEGER AS school_days, 30::INTEGER AS lessons, (1500 + hash(pupil, week, $school) % 200)::DOUBLE AS planned_minutes,
        (1400 + hash(pupil, week, $school) % 300)::DOUBLE AS led_minutes, 45::DOUBLE AS unregistered_led_minutes,
        60::DOUBLE AS unmarked_minutes, 0::DOUBLE AS no_subject_minutes, 0::DOUBLE AS cancelled_minutes,
        0::INTEGER AS days_ahead, 0::DOUBLE AS ahead_minutes, 0::DOUBLE AS ahead_led_minutes,
        0::DOUBLE AS ahead_unmarked_minutes, 0::DOUBLE AS ahead_no_subject_minutes
    FROM range($pupils) AS one(pupil), (
        SELECT week, DATE '2025-08-11' + (7 * week)::INTEGER AS monday FROM range(40) AS two(week))
    ORDER BY institution, department, "class", pupil, iso_year, iso_week
) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""
ASKED = """SELECT count(DISTINCT institution), count(DISTINCT delivery) FILTER (institution = $school),
    count(*) FILTER (institution = $school), max(delivery) FROM pupil_year"""


@dataclass(frozen=True)
class Seen:
    """What one reader met: how many answers, the slowest and the usual (ms), and how many were torn or missing."""

    answers: int
    usual: float
    slowest: float
    wrong: int


def delivery(number: int, parts: dict[str, list[Path]]) -> AcceptedDelivery:
    return AcceptedDelivery(
        number=number, rank=number, source="lessons", title="", unit="", file_name="", received_on=AFTER,
        retrieved_on=None, attribution="", parts=parts,
    )  # fmt: skip


def schools_of(folder: Path, schools: int) -> list[AcceptedDelivery]:
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for number in range(1, schools + 1):
        path = folder / f"{100_000 + number}.parquet"
        if not path.exists():
            with duckdb.connect() as connection:
                bound = {"school": path.stem, "pupils": PUPILS}
                connection.execute(SCHOOL.format(path=path.with_suffix(".part")), bound)
                path.with_suffix(".part").rename(path)
        found.append(delivery(number, {"pupil_week": [path]}))
    return found


def read(home: Path, schools: int, done: Event, answers: multiprocessing.Queue) -> None:
    reader, times, wrong = store.Reader(store.Folder(home)), [], 0
    while not done.is_set():
        begun = time.perf_counter()
        with reader.cursor() as facts:
            found, deliveries, pupils, _ = facts.execute(ASKED, {"school": CHANGED}).fetchall()[0]
        times.append((time.perf_counter() - begun) * 1000)
        wrong += found != schools or deliveries != 1 or pupils == 0
    answers.put(Seen(len(times), statistics.median(times), max(times), wrong))


def content(path: Path) -> dict[str, tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as facts:
        return {
            table: facts.execute(f"SELECT count(*), sum(hash(one)) FROM {table} AS one").fetchall()[0]  # noqa: S608
            for table in ("pupil_week", "pupil_year", "coverage", "delivery")
        }


def change(home: store.Folder, held: list[AcceptedDelivery], rows: Path, number: int) -> tuple[float, float]:
    """Accept the school's lessons anew; seconds to write its parts, and from there until readers see them."""
    begun = time.perf_counter()
    parts = write_parts(
        folder=home.parts, table="lessons", rows=rows, unit=CHANGED, number=number, day=date(2026, 7, 31)
    )
    weeks = [home.parts / part.path for part in parts if part.fact == "pupil_week"]
    written = time.perf_counter()
    held.append(delivery(number, {"pupil_week": weeks}))
    base, version = home.snapshot(home.version()), str(number)
    build_snapshot(path=home.snapshot(version), version=version, deliveries=held, base=base)
    store.put_in_force(home, version=version)
    base.unlink()
    return written - begun, time.perf_counter() - written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schools", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "ledestjerne-nation")
    given = parser.parse_args()
    held = schools_of(given.folder / "weeks", given.schools)
    lessons, *_ = make(given.folder / "lessons", rows=1_000_000)
    with tempfile.TemporaryDirectory(dir=given.folder) as place:
        measure(store.Folder(Path(place)), held, lessons, given)


def measure(home: store.Folder, held: list[AcceptedDelivery], lessons: Path, given: argparse.Namespace) -> None:
    home.facts.mkdir(parents=True)
    begun = time.perf_counter()
    build_snapshot(path=home.snapshot("0"), version="0", deliveries=held, base=None)
    store.put_in_force(home, version="0")
    size = home.snapshot("0").stat().st_size / 2**20
    print(f"{given.schools} schools, first snapshot in {time.perf_counter() - begun:.1f} s, {size:.0f} MiB", flush=True)
    context = multiprocessing.get_context("spawn")
    done, answers = context.Event(), context.Queue()
    readers = [
        context.Process(target=read, args=(home.home, given.schools, done, answers)) for _ in range(given.readers)
    ]
    for each in readers:
        each.start()
    times = []
    for number in range(given.rounds):
        processor = time.process_time()
        times.append(change(home, held, lessons, 1001 + number))
        written, seen = times[-1]
        print(
            f"parts {written:.2f} s, seen {seen:.2f} s later, processor {time.process_time() - processor:.2f} s",
            flush=True,
        )
    done.set()
    for _ in readers:
        print(answers.get(timeout=60))
    print(f"parts median {statistics.median(t for t, _ in times):.2f} s; from there to readers median "
          f"{statistics.median(t for _, t in times):.2f} s, the limit is 1 s for both")  # fmt: skip
    build_snapshot(path=home.snapshot("again"), version="again", deliveries=held, base=None)
    same = content(home.snapshot("again")) == content(home.snapshot(home.version()))
    print("the facts are those of a rebuild" if same else "THE FACTS DIFFER FROM A REBUILD")


if __name__ == "__main__":
    main()
