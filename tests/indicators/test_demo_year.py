"""A year of lessons of the demo school, from the file to the figure, against plain loops over the file's own lines."""

import csv
from collections import defaultdict
from fractions import Fraction

import pytest

from ledestjerne.config.demo.content import classes_of_years
from ledestjerne.facts import writes
from ledestjerne.facts.incoming import pieces_of
from ledestjerne.facts.lesson_generator import LessonSchool, write_lessons
from ledestjerne.indicators import reads
from tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def minute(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def weekly_hours(path) -> list[Fraction]:
    """Hours a week of each pupil: every minute once that a led, registered lesson with a subject covers."""
    led, days = defaultdict(set), defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file, delimiter=";"):
            pupil, day = line["Elevnøgle"], line["Dato"]
            days[pupil].add(day)
            if line["Lærerstyret"] == "ja" and line["Registreret"] == "ja" and line["Fag"].strip():
                led[pupil].update((day, each) for each in range(minute(line["Start"]), minute(line["Slut"])))
    return [Fraction(len(led[pupil]), 60) / Fraction(len(days[pupil]), 5) for pupil in days]


def test_hours_and_share_of_a_year_are_what_plain_loops_count(console, school, tmp_path):
    first_year, classes = classes_of_years()[-1]
    path = tmp_path / "lektioner.csv"
    write_lessons(school=LessonSchool(institution="999001", first_year=first_year, classes=classes), seed=7, path=path)
    delivery = writes.receive_delivery(
        by=console, unit=school.institution, file_name=path.name, pieces=lambda: pieces_of(path), at=NOW
    ).delivery
    writes.check_delivery(delivery=delivery, by=console, at=NOW)
    writes.accept_delivery(delivery=delivery, by=console, at=NOW)

    period = f"{first_year}/{first_year + 1}"
    expected = weekly_hours(path)
    hours = reads.live_figures(reads.definition("led_hours_per_week")).result("999001", period=period)
    share = reads.live_figures(reads.definition("share_26_hours")).result("999001", period=period)
    assert hours.n == share.n == len(expected) > 100
    assert hours.value == pytest.approx(float(sum(expected) / len(expected)), rel=1e-12)
    assert share.numerator == sum(each >= 26 for each in expected)
    assert 0 < share.value < 100
