"""How soon a school's new year of lessons is seen after somebody accepts it, through the application and PostgreSQL.

    .venv/bin/python benchmarks/national_acceptance.py [--schools 300] [--rounds 3] [--rows 900000] [--folder DIR]

An installation of its own holds the made-up weeks of `national_change.py`. One school hands in its year of lessons as a
file, again and again; each is received and checked, and then accepted. The clock runs from there until another process
that asks without pause, as a page does, gets an answer that rests on the new delivery. No answer may lack a school, or rest
on two deliveries of the school that changes. The limit is one second. Results: docs/reference/benchmarks.md.
"""

import argparse
import multiprocessing
import os
import shutil
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import lesson_delivery
from national_change import schools_of

# Each step runs in a process of its own and imports Django's models only when the settings are named.
SCHOOL = lesson_delivery.SCHOOL
AT = lesson_delivery.AT
ASKED = """SELECT count(DISTINCT institution), list(DISTINCT delivery) FILTER (institution = $school),
    count(*) FILTER (institution = $school) FROM pupil_year"""


def found_installation(folder: Path, schools: int) -> None:
    """An installation in which each of the schools has its weeks accepted."""
    lesson_delivery.begin()
    from ledestjerne.accounts.models import User
    from ledestjerne.config.schema import bring_up_to_date
    from ledestjerne.facts import manifest
    from ledestjerne.facts.models import Delivery, StoredPart
    from ledestjerne.facts.writes.deciding import want_next_state
    from ledestjerne.organisation.models import Level
    from ledestjerne.organisation.writes import add_unit

    bring_up_to_date()
    console = User.objects.console()
    add_unit(by=console, code=SCHOOL, level=Level.INSTITUTION, name="Den store skole")
    with manifest.writing() as here:
        for number, each in enumerate(schools_of(folder / "weeks", schools), 1):
            delivery = Delivery.objects.create(
                file_name=f"{number}.csv", sha256=str(number), size=1, source="lessons", state=Delivery.State.ACCEPTED,
                received_at=AT, received_by=console, decided_at=AT, decided_by=console, rank=number,
            )  # fmt: skip
            [weeks] = each.parts["pupil_week"]
            path = here.parts / weeks.stem / "2025" / f"pupil_week-{number}.parquet"
            path.parent.mkdir(parents=True)
            shutil.copyfile(weeks, path)
            StoredPart.objects.create(
                delivery=delivery, fact="pupil_week", institution=weeks.stem, year="2025", sha256="", rows=1, size=1,
                path=str(path.relative_to(here.parts)),
            )  # fmt: skip
        begun = time.perf_counter()
        manifest.put_in_force(want_next_state(datetime.now(UTC)))
        size = here.snapshot(here.version()).stat().st_size / 2**20
    print(f"{schools} schools in a snapshot of {size:.0f} MiB after {time.perf_counter() - begun:.1f} s", flush=True)


def read(answers: Connection, schools: int) -> None:
    """Ask until told to stop; tell when each delivery of the school was first seen, and what answers were wrong."""
    lesson_delivery.begin()
    from ledestjerne.facts import reads

    seen: dict[int, float] = {}
    asked = wrong = 0
    while not answers.poll():
        with reads.open_facts() as facts:
            found, deliveries, pupils = facts.execute(ASKED, {"school": SCHOOL}).fetchall()[0]
        asked += 1
        wrong += found not in {schools, schools + 1} or len(deliveries or [0]) != 1 or (found > schools and not pupils)
        for number in deliveries or []:
            seen.setdefault(number, time.time())
    answers.send((seen, asked, wrong))


def accept_again_and_again(lessons: Path, rounds: int, told: Connection) -> None:
    """Hand in the lessons with one more each time; tell when each acceptance began."""
    lesson_delivery.begin()
    from ledestjerne.accounts.models import User
    from ledestjerne.facts import writes
    from ledestjerne.facts.incoming import pieces_of
    from ledestjerne.organisation.models import Unit

    by, unit, begun = User.objects.console(), Unit.objects.get(code=SCHOOL), {}
    last = lessons.read_text(encoding="utf-8-sig").splitlines()[-1]
    for _ in range(rounds):
        with lessons.open("a", encoding="utf-8") as file:
            file.write(last + "\n")
        delivery = writes.receive_delivery(
            by=by, unit=unit, file_name=lessons.name, pieces=partial(pieces_of, lessons), at=AT
        ).delivery
        clock, processor = time.perf_counter(), time.process_time()
        delivery = writes.check_delivery(delivery=delivery, by=by, at=AT)
        print(
            f"checked in {time.perf_counter() - clock:.2f} s, processor {time.process_time() - processor:.2f} s",
            end="; ",
        )
        begun[delivery.pk], processor = time.time(), time.process_time()
        writes.accept_delivery(delivery=delivery, by=by, at=AT)
        took, used = time.time() - begun[delivery.pk], time.process_time() - processor
        print(f"accepted in {took:.2f} s, processor {used:.2f} s", flush=True)
        time.sleep(1)  # the reader is to see each of them
    told.send(begun)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schools", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=900_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "ledestjerne-nation")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=given.folder, ignore_cleanup_errors=True) as home:
        os.environ["LEDESTJERNE_HOME"] = f"{home}/home"
        os.environ.pop("DATABASE_URL", None)
        run(Path(home) / "lessons.csv", given)


def run(lessons: Path, given: argparse.Namespace) -> None:
    context = multiprocessing.get_context("spawn")
    for step, bound in (
        (lesson_delivery.make, (lessons, given.rows)),
        (found_installation, (given.folder, given.schools)),
    ):
        process = context.Process(target=step, args=bound)
        process.start()
        process.join()
    ours, theirs = context.Pipe()
    reader = context.Process(target=read, args=(theirs, given.schools))
    reader.start()
    told, telling = context.Pipe()
    writer = context.Process(target=accept_again_and_again, args=(lessons, given.rounds, telling))
    writer.start()
    begun = told.recv()
    ours.send("done")
    seen, asked, wrong = ours.recv()
    reader.join()
    writer.join()
    for number, at in begun.items():
        print(f"delivery {number} seen {seen[number] - at:.2f} s after somebody accepted it")
    print(f"{asked} answers meanwhile, {wrong} torn or missing; load of the machine {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
