"""How long reading and checking a lesson file takes, and how much memory.

    python benchmarks/lesson_delivery.py [ROWS]

Makes a file of about ROWS lessons (default 1,000,000) in a process of its own, then reads, checks and aggregates it.
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from ledestjerne.facts.checks import check_file
from ledestjerne.facts.context import Context
from ledestjerne.facts.definitions import load_places, load_sources
from ledestjerne.facts.lesson_generator import made_up_school, write_lessons
from ledestjerne.facts.weeks import LESSON_WEEKS

DEFINITIONS = Path(__file__).resolve().parent.parent / "definitions"
ROWS_A_PUPIL = 640


def make(path: Path, rows: int) -> None:
    school = made_up_school(institution="281009", first_year=2025, pupils=rows // ROWS_A_PUPIL, seed=1)
    write_lessons(school=school, seed=1, path=path)


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lessons.csv"
        maker = multiprocessing.get_context("spawn").Process(target=make, args=(path, rows))
        maker.start()
        maker.join()
        work = Path(folder) / "work"
        work.mkdir()
        began = time.perf_counter()
        places = load_places(DEFINITIONS)
        source = load_sources(DEFINITIONS)["lessons"]
        context = Context(work=work, places=places, secret=b"0123456789abcdef", institution="281009")
        checked = check_file(path, source=source, context=context)
        read = time.perf_counter() - began
        paths = {"paths": [str(work / "rows.parquet")]}
        with duckdb.connect() as store:
            weeks = len(store.execute(LESSON_WEEKS, paths).fetchall())
        whole, cpu = time.perf_counter() - began, time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{checked.detail_rows:,} rows, {path.stat().st_size / 2**20:.0f} MB: read and checked in {read:.2f} s, "
            f"{weeks:,} pupil-weeks after {whole:.2f} s, processor {cpu:.1f} s, peak {peak:.0f} MiB"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
