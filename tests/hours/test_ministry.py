"""The published figure held against ours: the parts add up, and the way that ends nearest is found."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from ledestjerne.facts import writes as writes_of_facts
from ledestjerne.facts.incoming import pieces_of
from ledestjerne.hours import reads, writes
from ledestjerne.hours.reads.ministry import Choice, Ministry, comparison
from ledestjerne.hours.tally import Tally
from ledestjerne.organisation.models import Unit
from tests.conftest import NOW
from tests.facts.reading.conftest import workbook

__all__ = ["workbook"]
YEAR = "2026/2027"
WHOLE = Tally(led=1500, unregistered=60, unmarked=30, days=5, weeks=1)
SHORT = Tally(led=900, unregistered=60, days=4, weeks=1)


def compared(hours: str, courses):
    figure = Ministry(
        unit=Unit(), school_year="2025/2026", hours=float(hours), pupils=None, source="", is_delivered=False, typed=None
    )
    return comparison(figure, courses)


def test_counting_unregistered_lessons_is_found_when_it_is_the_difference():
    found = compared("26", [(True, WHOLE)] * 5)
    steps = {part.choice: part.step for part in found.parts if part.step is not None}
    assert (found.ours, found.difference) == (25, 1)
    assert steps == {Choice.REGISTRATION: 1}
    assert found.rest == 0
    assert found.is_explained


def test_calendar_weeks_are_found_when_they_are_the_difference():
    found = compared("15", [(True, SHORT)] * 5)
    assert found.ours == 18.75
    assert {part.choice: part.step for part in found.parts if part.step is not None} == {Choice.WEEKS: -3.75}


def test_those_who_left_are_found_when_they_are_the_difference():
    found = compared("25", [(True, WHOLE)] * 5 + [(False, SHORT)] * 5)
    assert found.left_out == 5
    assert [part.choice for part in found.parts if part.step is not None] == [Choice.PUPILS]
    assert found.rest == 0


@pytest.mark.parametrize("hours", ["10", "24.3", "25.7", "31"])
def test_steps_and_rest_add_up_to_the_difference(hours):
    found = compared(hours, [(True, WHOLE)] * 6 + [(False, SHORT)] * 4)
    steps = sum(part.step or 0 for part in found.parts)
    assert steps + found.rest == pytest.approx(found.difference)


def test_a_few_who_left_are_not_told_apart():
    found = compared("25", [(True, WHOLE)] * 6 + [(False, SHORT)] * 3)
    assert Choice.PUPILS not in {part.choice for part in found.parts}
    assert found.left_out is None


@pytest.fixture
def published(console, workbook):
    """Hand in the ministry's table with an institution's hours."""

    def take(hours, *, code="999001"):
        path = workbook([
            ["Timetal for lærerstyret undervisning", "", "Skoleår"],
            ["Institution", "Institutionsnummer", YEAR],
            ["Fjordby Erhvervsskole & Gymnasium", code, hours],
        ])  # fmt: skip
        delivery = writes_of_facts.receive_delivery(
            by=console, unit=None, file_name="timetal.xlsx", pieces=lambda: pieces_of(path), at=NOW,
            retrieved_on=date(2026, 10, 20),
        ).delivery  # fmt: skip
        writes_of_facts.check_delivery(delivery=delivery, by=console, at=NOW)
        return writes_of_facts.accept_delivery(delivery=delivery, by=console, at=NOW)

    return take


def typed(cast, school, hours="25.1"):
    return writes.note_published_hours(
        by=cast.quality, unit=school.institution, school_year=YEAR, hours=Decimal(hours), pupils=None, source="Et brev"
    )


@pytest.mark.django_db
def test_the_delivered_figure_is_taken_with_its_source_and_day(school, published):
    published(26.4)

    found = reads.figure_of(school.institution, YEAR)

    assert (found.hours, found.is_delivered, found.typed) == (26.4, True, None)
    assert found.source == "Kilde: Uddannelsesstatistik.dk, hentet 20. oktober 2026"


@pytest.mark.django_db
def test_what_is_written_in_is_used_only_until_the_table_comes(cast, school, published):
    noted = typed(cast, school)
    before = reads.figure_of(school.institution, YEAR)
    published(26.4)
    after = reads.figure_of(school.institution, YEAR)

    assert (before.hours, before.is_delivered, before.source) == (25.1, False, "Et brev")
    assert (after.hours, after.is_delivered, after.typed) == (26.4, True, noted)


@pytest.mark.django_db
def test_the_page_to_write_it_in_says_that_the_table_is_used(planted, cast, school, published, log_in):
    typed(cast, school)
    published(26.4)
    client = log_in(cast.planner)

    edit = client.get(reverse("hours:published-edit", args=["999001", "2026-2027"])).content.decode()
    seen = client.get(reverse("hours:overview-detail", args=["999001"])).content.decode()

    assert "26,40" in edit
    assert "står kun i reserve" in edit
    assert "taget fra den afleverede tabel" in seen
    assert "hentet 20. oktober 2026" in seen
    assert "26,40" in seen


@pytest.mark.django_db
def test_another_institutions_figure_is_not_ours(school, published):
    published(26.4, code="281009")

    assert reads.figure_of(school.institution, YEAR) is None
