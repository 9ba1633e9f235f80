"""The parts laid ready at the check, and what acceptance takes over from them."""

import os
import shutil
from datetime import date

import pytest

from ledestjerne.facts import manifest, reads, ready, writes
from ledestjerne.facts.models import Delivery, StoredPart
from ledestjerne.facts.parts import digest_of
from tests.conftest import NOW
from tests.facts import papers


def hours() -> list[tuple]:
    with reads.open_facts() as facts:
        return facts.execute(
            "SELECT pupil, iso_week, led_minutes, ahead_minutes FROM pupil_week ORDER BY ALL"
        ).fetchall()


def lessons() -> bytes:
    return papers.lessons([papers.lesson(), papers.lesson(date="2026-09-14", start="12:00", end="13:00")])


def order(delivery: Delivery) -> ready.Order:
    return ready.order_of(delivery, key=delivery.check_key, report=reads.report_of(delivery))


def test_acceptance_takes_the_files_the_check_wrote(check, console, school):
    delivery = check(lessons(), unit=school.institution)
    laid = {path.name: path.stat().st_ino for path in order(delivery).ready.rglob("*.parquet")}

    writes.accept_delivery(delivery=delivery, by=console, at=NOW)

    parts = StoredPart.objects.filter(delivery=delivery)
    paths = [manifest.folder().parts / part.path for part in parts]
    assert {path.name: path.stat().st_ino for path in paths} == laid
    assert [digest_of(path) for path in paths] == [part.sha256 for part in parts]
    assert not order(delivery).ready.exists()


def test_a_new_check_lays_out_anew(receive, console):
    delivery = receive(papers.herning())
    for _ in range(2):
        delivery = writes.check_delivery(delivery=delivery, by=console, at=NOW)

    assert [path.parent for path in delivery.folder.rglob(ready.LIST)] == [order(delivery).ready]


def test_a_delivery_checked_by_an_older_version_gives_the_same_facts(check, accept, console, school):
    first = accept(lessons(), unit=school.institution)
    expected = hours()
    writes.withdraw_delivery(delivery=first, by=console, at=NOW, reason="afleveres igen")
    delivery = check(lessons(), unit=school.institution)
    shutil.rmtree(order(delivery).ready)

    writes.accept_delivery(delivery=delivery, by=console, at=NOW)

    assert hours() == expected
    assert len(expected) == 2


def test_what_was_laid_ready_for_another_day_is_laid_anew(check, console, school):
    lesson = papers.lesson(date="2026-09-07", registered="nej")
    delivery = check(papers.lessons([lesson]), unit=school.institution)
    Delivery.objects.filter(pk=delivery.pk).update(retrieved_on=date(2026, 9, 1))

    writes.accept_delivery(delivery=delivery, by=console, at=NOW)

    [(_, week, led, ahead)] = hours()
    assert (week, led) == (37, 0)
    assert ahead > 0


def test_where_files_have_one_name_only_they_are_copied(check, console, school, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError("kender ikke hårde lænker")

    delivery = check(lessons(), unit=school.institution)
    monkeypatch.setattr(os, "link", refuse)

    writes.accept_delivery(delivery=delivery, by=console, at=NOW)

    assert len(hours()) == 2


def test_an_acceptance_that_fails_leaves_what_was_laid_ready(check, console, school, monkeypatch):
    delivery = check(lessons(), unit=school.institution)

    def fails() -> str:
        raise OSError("disken er fuld")

    with monkeypatch.context() as during:
        during.setattr(manifest, "build_next", fails)
        with pytest.raises(OSError, match="disken er fuld"):
            writes.accept_delivery(delivery=delivery, by=console, at=NOW)
    assert hours() == []

    writes.accept_delivery(delivery=delivery, by=console, at=NOW)
    assert len(hours()) == 2
    with manifest.writing() as folder:
        parts = {str(path.relative_to(folder.parts)) for path in folder.parts.glob("*/*/*")}
    assert parts == set(StoredPart.objects.values_list("path", flat=True))
