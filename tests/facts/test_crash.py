"""The process that delivers is killed at random moments; what was there stays, what was not is not half there."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ledestjerne.accounts.models import User
from ledestjerne.facts import manifest, reads, writes
from ledestjerne.facts.models import Delivery, StoredPart
from ledestjerne.facts.parts import digest_of
from tests.conftest import NOW
from tests.facts import papers
from tests.facts.outside import environment

TIMES = 20
DELIVER = """
import sys, django
django.setup()
from django.core.management import call_command
from ledestjerne.facts import reads, writes
reads.known_sources()
print("ready", flush=True)
call_command("deliver", sys.argv[1], accept=True, json=True)
"""
ACCEPT = """
import sys, django
django.setup()
from ledestjerne.accounts.models import User
from ledestjerne.base.time import now
from ledestjerne.facts import writes
from ledestjerne.facts.models import Delivery
delivery, by = Delivery.objects.get(pk=sys.argv[1]), User.objects.console()
print("ready", flush=True)
writes.accept_delivery(delivery=delivery, by=by, at=now())
"""


def started(program: str, argument: str) -> subprocess.Popen[str]:
    """A process about to do something, in the tests' own database and home."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, argument], env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    return process


def paper(folder: Path, number: int) -> Path:
    path = folder / f"{number}.csv"
    path.write_bytes(papers.herning(year=1990 + number, dropped=number))
    return path


def assert_whole() -> None:
    """Every delivery counts wholly or not at all, and everything the manifest names is there and sound."""
    accepted = list(Delivery.objects.accepted())
    with reads.open_facts() as facts:
        rows = dict(facts.execute("SELECT delivery, count(*) FROM published GROUP BY 1").fetchall())
    assert rows == dict.fromkeys((each.pk for each in accepted), 10)
    for part in StoredPart.objects.all():
        assert digest_of(manifest.folder().parts / part.path) == part.sha256
    for delivery in Delivery.objects.exclude(state=Delivery.State.REJECTED):
        assert delivery.original.exists()
        assert delivery.state == Delivery.State.RECEIVED or delivery.checked_rows.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_lost_or_half_after_twenty_kills(tmp_path, own_home, console):
    first = started(DELIVER, str(paper(tmp_path, 0)))
    began = time.monotonic()
    first.communicate()
    usual = time.monotonic() - began
    assert Delivery.objects.accepted().count() == 1

    chance = random.Random(20261121)
    for number in range(1, TIMES + 1):
        before = set(Delivery.objects.accepted().values_list("pk", flat=True))
        process = started(DELIVER, str(paper(tmp_path, number)))
        time.sleep(chance.uniform(0, usual))
        process.kill()
        process.communicate()

        assert_whole()
        assert before <= set(Delivery.objects.accepted().values_list("pk", flat=True))

    finish(tmp_path)
    assert_whole()
    assert Delivery.objects.accepted().count() == TIMES + 1
    with manifest.writing() as folder:
        parts = {str(path.relative_to(folder.parts)) for path in folder.parts.glob("*/*/*")}
    assert parts == set(StoredPart.objects.values_list("path", flat=True))


def finish(folder: Path) -> None:
    """Hand in again what was interrupted; what is there already is recognised."""
    console = User.objects.console()
    for number in range(1, TIMES + 1):
        content = paper(folder, number).read_bytes()
        delivery = writes.receive_delivery(
            by=console, unit=None, file_name="igen.csv", pieces=lambda content=content: iter([content]), at=NOW
        ).delivery
        if delivery.state == Delivery.State.RECEIVED:
            delivery = writes.check_delivery(delivery=delivery, by=console, at=NOW)
        if delivery.state == Delivery.State.CHECKED:
            writes.accept_delivery(delivery=delivery, by=console, at=NOW)


def weeks_seen() -> list[tuple[int, int]]:
    with reads.open_facts() as facts:
        return facts.execute("SELECT delivery, iso_week FROM pupil_week ORDER BY iso_week").fetchall()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_lessons_laid_ready_count_wholly_or_not_at_all(own_home, check, school, console):
    """Each newer delivery tells of all the weeks of the ones before it, so a mixture would show."""
    chance, in_force, usual = random.Random(34), 0, 0.0
    for number in range(1, 9):
        days = [f"2026-09-{day:02}" for day in (7, 14, 21, 28)]
        lesson = [papers.lesson(date=day, end=f"09:{10 + number}") for day in days]
        delivery = check(papers.lessons(lesson), unit=school.institution)
        process, began = started(ACCEPT, str(delivery.pk)), time.monotonic()
        if number > 1:
            time.sleep(chance.uniform(0, usual))
            process.kill()
        process.communicate()
        usual = usual or time.monotonic() - began

        delivery.refresh_from_db()
        in_force = delivery.pk if delivery.state == Delivery.State.ACCEPTED else in_force
        assert weeks_seen() == [(in_force, week) for week in (37, 38, 39, 40)]
        for part in StoredPart.objects.all():
            assert digest_of(manifest.folder().parts / part.path) == part.sha256

        if delivery.pk != in_force:
            writes.accept_delivery(delivery=delivery, by=console, at=NOW)
            in_force = delivery.pk
        assert weeks_seen() == [(in_force, week) for week in (37, 38, 39, 40)]
