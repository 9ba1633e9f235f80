"""How long a year of lessons takes from the door to the facts, and how much memory.

    python benchmarks/lesson_delivery.py [ROWS]

Makes a file of about ROWS lessons (default 1,000,000), and an installation of its own in a temporary folder. Then a
fresh process receives, checks and accepts the file; the limit is 15 seconds and 1 GiB for a million rows.
"""

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path

import django

# Each step runs in a process of its own and imports Django's models only when the settings are named.
SCHOOL = "281009"
ROWS_A_PUPIL = 640
AT = datetime(2026, 7, 1, 12, tzinfo=UTC)


def make(path: Path, rows: int) -> None:
    from ledestjerne.facts.lesson_generator import made_up_school, write_lessons

    school = made_up_school(institution=SCHOOL, first_year=2025, pupils=rows // ROWS_A_PUPIL, seed=1)
    write_lessons(school=school, seed=1, path=path)


def found_installation(_path: Path, _rows: int) -> None:
    begin()
    from ledestjerne.accounts.models import User
    from ledestjerne.config.schema import bring_up_to_date
    from ledestjerne.organisation.models import Level
    from ledestjerne.organisation.writes import add_unit

    bring_up_to_date()
    add_unit(by=User.objects.console(), code=SCHOOL, level=Level.INSTITUTION, name="Den store skole")


def deliver(path: Path, _rows: int) -> None:
    begin()
    from ledestjerne.accounts.models import User
    from ledestjerne.facts import reads, writes
    from ledestjerne.facts.incoming import pieces_of
    from ledestjerne.organisation.models import Unit

    by, unit, clock = User.objects.console(), Unit.objects.get(code=SCHOOL), [time.perf_counter()]
    delivery = writes.receive_delivery(
        by=by, unit=unit, file_name=path.name, pieces=partial(pieces_of, path), at=AT
    ).delivery
    clock.append(time.perf_counter())
    delivery = writes.check_delivery(delivery=delivery, by=by, at=AT)
    clock.append(time.perf_counter())
    writes.accept_delivery(delivery=delivery, by=by, at=AT)
    clock.append(time.perf_counter())

    with reads.open_facts() as facts:
        weeks = facts.execute("SELECT count(*) FROM pupil_week").fetchall()[0][0]
    received, checked, accepted = (after - before for before, after in pairwise(clock))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{reads.report_of(delivery).detail_rows:,} rows, {path.stat().st_size / 2**20:.0f} MB: "
        f"received in {received:.2f} s, checked in {checked:.2f} s, accepted in {accepted:.2f} s, "
        f"together {clock[-1] - clock[0]:.2f} s (processor {time.process_time():.1f} s), "
        f"{weeks:,} pupil-weeks, peak {peak:.0f} MiB"
    )


def begin() -> None:
    from ledestjerne.config.start import prepare

    prepare()
    django.setup()


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["LEDESTJERNE_HOME"] = f"{folder}/home"
        os.environ.pop("DATABASE_URL", None)
        for step in (make, found_installation, deliver):
            process = multiprocessing.get_context("spawn").Process(
                target=step, args=(Path(folder) / "lessons.csv", rows)
            )
            process.start()
            process.join()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
