"""A school with lessons, delivered as a school delivers them."""

from datetime import date, timedelta
from importlib.util import find_spec

import pytest

from ledestjerne.facts import writes
from tests.conftest import NOW

collect_ignore = [] if find_spec("pyspark") else ["distributed"]  # `make spark` puts it in

HEAD = "Institutionsnummer;Afdeling;Uddannelse;Hold;Elevnøgle;Forløbsdel;Dato;Start;Slut;Fag;Lærerstyret;Registreret"
MONDAY = date(2026, 8, 31)


def lesson_file(pupils: dict[str, int], *, short: int = 0, monday: date = MONDAY) -> bytes:
    """A week of lessons: so many pupils in each class, of whom `short` in the first class get an hour too little."""
    lines = [HEAD]
    for group, number in pupils.items():
        for pupil in range(number):
            is_short = group == next(iter(pupils)) and pupil < short
            for day in range(5):
                end = "12:12" if is_short else "13:12"
                when = f"{monday + timedelta(days=day):%d-%m-%Y}"
                lines.append(f"999001;EUD;Tømrer;{group};{group}-{pupil};GF2;{when};08:00;{end};Dansk;ja;ja")
    return "\n".join(lines).encode()


@pytest.fixture
def deliver(console, school):
    """Hand a file in for the school and accept it."""

    def take(content: bytes, *, unit=school.institution):
        delivery = writes.receive_delivery(
            by=console, unit=unit, file_name="fil.csv", pieces=lambda: iter([content]), at=NOW
        ).delivery
        writes.check_delivery(delivery=delivery, by=console, at=NOW)
        return writes.accept_delivery(delivery=delivery, by=console, at=NOW)

    return take


@pytest.fixture
def lessons(deliver):
    """Twelve pupils in one class, two of them short of 26 hours, and eight in the other; last year all had enough."""
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}, monday=date(2025, 9, 1)))
    return deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}, short=2))
