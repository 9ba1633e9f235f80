"""How long every kind of page that shows an indicator takes at the nation's scale: first, warm and kept.

    DATABASE_URL=postgres://… .venv/bin/python benchmarks/national_pages.py --folder DIR [--only WORD] [--schools 300]

The installation is made once, in the database named and in the folder, and kept: a nation of regions and
municipalities, 300 schools of 5 departments, 10 educations and 43 classes, 930 pupils a school with 40 weeks each,
all accepted in one state of the facts, public statistics, and a network of 60 schools that share two figures.
What the first look at any figure costs is measured first, on its own: the figures of all definitions, worked out once
for each state of the facts. Each kind of page is then asked for in a process of its own, which has the figures and
nothing else: once (first), for other units never asked for (warm, the median), and the last again (kept). Milliseconds of the clock, of this process, of
PostgreSQL's own process where it runs on this machine, and how many questions PostgreSQL got.
"""

import argparse
import gc
import os
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from national_installation import COORDINATOR, HEAD, READER, schools_in, set_up

GOAL = 150.0
FIGURE = "share_26_hours"


@dataclass(frozen=True)
class Kind:
    """A kind of page: its name, who asks, and the addresses to ask for, the first one cold."""

    name: str
    who: str
    paths: Sequence[str]


@dataclass(frozen=True)
class Took:
    """What one answer took, in milliseconds, and the questions put to PostgreSQL."""

    wall: float
    processor: float
    database: float
    queries: int
    size: int

    def __str__(self) -> str:
        return f"{self.wall:7.0f} {self.processor:7.0f} {self.database:6.0f} {self.queries:4d} {self.size // 1024:5d}"


def kinds(schools: Sequence[str]) -> list[Kind]:
    """Every kind of page, for three units each where there are so many."""
    own, some = schools[0], schools[:3]
    classes = [f"{own}-hold-{number}" for number in (0, 5, 9)]
    departments = [f"{own}-afd-{number}" for number in (0, 1, 2)]
    educations = [f"{own}-udd-{number}" for number in (0, 1, 2)]
    towns, regions = ("101", "102", "103"), ("1081", "1082", "1083")
    catalogue = ["/noegletal/", "/noegletal/?q=timer", "/noegletal/?q=frav%C3%A6r"]
    figures = [FIGURE, "led_hours_per_week", "unregistered_hours_share"]
    compared = [f"/noegletal/sammenlign/?n={FIGURE}&n={other}" for other in figures[1:]]

    def slices(units: Sequence[str], more: str = "") -> list[str]:
        return [f"/udforsk/?tal={figure}{''.join(f'&enhed={unit}' for unit in units)}{more}" for figure in figures]

    def each(pattern: str, units: Sequence[str]) -> list[str]:
        return [pattern.format(unit) for unit in units]

    return [
        Kind("catalogue", COORDINATOR, catalogue),
        Kind("definition", COORDINATOR, each("/noegletal/{}/", figures)),
        Kind("definitions compared", COORDINATOR, compared),
        Kind("references", COORDINATOR, ["/referencer/", "/referencer/local_grade/", "/referencer/local_dropout/"]),
        Kind("front page, class", COORDINATOR, each("/enhed/{}/", classes)),
        Kind("front page, school", READER, each("/enhed/{}/", some)),
        Kind("front page, municipality", HEAD, each("/enhed/{}/", towns)),
        Kind("front page, nation", READER, ["/enhed/DK/"] * 3),
        Kind("home", READER, ["/"] * 3),
        Kind("figures, class", COORDINATOR, each("/tal/{}/", classes)),
        Kind("figures, school", READER, each("/tal/{}/", some)),
        Kind("figures, municipality", HEAD, each("/tal/{}/", towns)),
        Kind("figures, nation", READER, ["/tal/DK/"] * 3),
        Kind("figure, class", COORDINATOR, each(f"/tal/{{}}/{FIGURE}/", classes)),
        Kind("figure, education", COORDINATOR, each(f"/tal/{{}}/{FIGURE}/", educations)),
        Kind("figure, department", COORDINATOR, each(f"/tal/{{}}/{FIGURE}/", departments)),
        Kind("figure, school", READER, each(f"/tal/{{}}/{FIGURE}/", some)),
        Kind("figure, municipality", HEAD, each(f"/tal/{{}}/{FIGURE}/", towns)),
        Kind("figure, region", READER, each(f"/tal/{{}}/{FIGURE}/", regions)),
        Kind("figure, nation", READER, each("/tal/DK/{}/", figures)),
        Kind("figure as a file", READER, each(f"/tal/{{}}/{FIGURE}/hent.csv", some)),
        Kind("signals, school", READER, each("/signaler/{}/", some)),
        Kind("signals, class", COORDINATOR, each("/signaler/{}/", classes)),
        Kind("supervision, school", READER, each("/tilsyn/{}/", some)),
        Kind("smallest groups", COORDINATOR, each("/skjulte-grupper/{}/", some[:1] * 3)),
        Kind("hours, school", READER, each("/26-timer/{}/", some)),
        Kind("hours, department", COORDINATOR, each("/26-timer/{}/", departments)),
        Kind("hours, class", HEAD, each(f"/26-timer/{own}/hold/{{}}/?aar=2025/2026", classes)),
        Kind("explore, the choice", READER, ["/udforsk/"] * 3),
        Kind("explore, coordinator", COORDINATOR, slices([])),
        Kind("explore, reader", READER, slices([])),
        Kind("explore, head", HEAD, slices([])),
        Kind("explore, 40 schools apart", READER, slices(schools[:40], "&visning=hver-for-sig")),
        Kind("explore as a file", READER, [path.replace("?", "hent/xlsx/?", 1) for path in slices(schools[:40])]),
        Kind("network list", READER, ["/netvaerk/"] * 3),
        Kind("network", READER, ["/netvaerk/NET/"] * 3),
        Kind("network figure", READER, each("/netvaerk/NET/{}/", figures[:2])),
        Kind("municipality beside", HEAD, each("/netvaerk/{}/", towns)),
        Kind("municipality, a figure", HEAD, each(f"/netvaerk/{{}}/{FIGURE}/", towns)),
        Kind("nation beside", READER, ["/netvaerk/DK/"] * 3),
        Kind("nation, a figure", READER, each("/netvaerk/DK/{}/", figures)),
        Kind("nation, a figure as a file", READER, each("/netvaerk/DK/{}/hent.csv", figures)),
    ]  # fmt: skip


def backend_nanoseconds(pid: int) -> int:
    place = Path(f"/proc/{pid}/schedstat")
    try:
        return int(place.read_text().split()[0])
    except (FileNotFoundError, PermissionError):
        return 0


def ask(client, path: str) -> Took:  # type: ignore[no-untyped-def]  # Django is set up only when this script runs
    from django.db import connection

    asked: list[str] = []

    def count(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    begun, worked, database = time.perf_counter(), time.process_time(), backend_nanoseconds(pid)
    with connection.execute_wrapper(count):
        answer = client.get(path)
    took = Took(
        (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000,
        (backend_nanoseconds(pid) - database) / 1e6, len(asked), len(answer.content),
    )  # fmt: skip
    if answer.status_code not in (200, 302):
        raise SystemExit(f"{path}: {answer.status_code}")
    return took


def median(found: Sequence[Took]) -> Took:
    return sorted(found, key=lambda each: each.processor + each.database)[(len(found) - 1) // 2]


def measure(kind: Kind) -> tuple[Took, Took, Took]:
    """The first, the usual and the kept answer of one kind, in a process that knew nothing."""
    from django.contrib.auth import get_user_model
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections
    from django.test import Client

    for signal in (request_started, request_finished):  # one connection, as a worker keeps it
        signal.disconnect(close_old_connections)
    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(email=kind.who))
    client.get("/personoplysninger/")  # templates, addresses and languages are read; no figure is
    first = ask(client, kind.paths[0])
    others = [ask(client, path) for path in kind.paths[1:]]
    kept = min((ask(client, kind.paths[-1]) for _ in range(3)), key=lambda each: each.wall)
    return first, median(others), kept


def alone(kind: Kind) -> tuple[Took, Took, Took] | None:
    """`measure` in a child that is begun from this process, where no page was asked for; None when it failed."""
    import pickle

    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 1
        try:
            with os.fdopen(writing, "wb") as out:
                pickle.dump(measure(kind), out)
            code = 0
        except BaseException as error:  # a child must never go on as if it were its parent
            print(f"{kind.name}: {type(error).__name__}: {error}", flush=True)
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        content = told.read()
    failed = os.waitpid(child, 0)[1]
    return None if failed else pickle.loads(content)  # noqa: S301  # our own child's


def work_out() -> None:
    """Have the figures in this process, and tell what it cost; the facts are closed again, for children are begun."""
    from django.db import connections

    from ledestjerne.facts.reads import reader_of
    from ledestjerne.indicators import reads

    basis, begun, worked = reads.basis_now(), time.perf_counter(), time.process_time()
    for each in reads.definitions():
        reads.live_figures(each, basis=basis)
    print(f"the figures of all definitions: {time.perf_counter() - begun:.1f} s, processor "
          f"{time.process_time() - worked:.1f} s", flush=True)  # fmt: skip
    reader_of.cache_clear()
    gc.collect()
    connections.close_all()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schools", type=int, default=300)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--only", default="", help="kun de slags sider, hvis navn rummer ordet")
    given = parser.parse_args()
    set_up(given.folder, schools=given.schools)
    work_out()
    found = []
    for kind in kinds(schools_in(given.schools)):
        if given.only in kind.name and (took := alone(kind)):
            found.append((kind, *took))
            print(f"{kind.name:28} {took[0]} | {took[1]} | {took[2].wall:5.0f} {took[2].processor:5.0f}", flush=True)
    report(found, schools=given.schools)


def report(found, *, schools: int) -> None:  # type: ignore[no-untyped-def]
    def load(each: Took) -> float:
        return each.processor + each.database

    print(f"\n{schools} schools; machine's load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores. Slowest warm first; "
          f"! is above {GOAL:.0f} ms of processor time, ours and PostgreSQL's")  # fmt: skip
    print(f"{'':29} {'first':^33} | {'warm':^33} | {'kept':^11}")
    columns = f"{'wall':>7} {'proc':>7} {'pg':>6} {'asks':>4} {'KiB':>5}"
    print(f"{'':29} {columns} | {columns} | {'wall':>5} {'proc':>5}")
    for kind, first, warm, kept in sorted(found, key=lambda each: -load(each[2])):
        sign = "!" if load(warm) > GOAL else " "
        print(f"{sign}{kind.name:28} {first} | {warm} | {kept.wall:5.0f} {kept.processor:5.0f}")
    over = sum(load(warm) > GOAL for _kind, _first, warm, _kept in found)
    usual = statistics.median(load(warm) for _kind, _first, warm, _kept in found)
    print(f"{over} of {len(found)} kinds above {GOAL:.0f} ms; usual {usual:.0f} ms")


if __name__ == "__main__":
    main()
