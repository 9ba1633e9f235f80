"""The pages on which an expectation is written, measured and judged."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.base import time
from ledestjerne.followup import reads, writes
from ledestjerne.followup.models import EffectCheck, Expectation
from tests.followup.conftest import AT
from tests.followup.test_expectations import (
    BEFORE,
    CHECK_ON,
    counting,
    expectation,
    initiative,
    later,
    values,
)
from tests.followup.test_tasks import adopt
from tests.indicators.conftest import lesson_file
from tests.indicators.test_signals import key_figures

__all__ = ["counting", "expectation", "initiative", "values"]


def url(name, initiative):
    return reverse(f"followup:expectation-{name}", args=["999001", "2026", initiative.pk])


def words_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@pytest.fixture
def on_the_day(monkeypatch):
    monkeypatch.setattr(time, "_clock", lambda: AT.replace(year=2027))


def test_an_expectation_is_written_in_the_draft(log_in, cast, deliver, initiative, school):
    deliver(key_figures("999001", BEFORE))
    sent = {"indicator": "dropout_gf1", "unit": "999001", "way": "down", "size": "5", "check_on": "15.8.2027"}

    response = log_in(cast.quality).post(url("edit", initiative), sent)

    assert response.status_code == 302
    assert "Frafald på grundforløbets 1. del falder med mindst 5,0 procentpoint" in words_of(
        log_in(cast.quality).get(response.url)
    )


def test_a_figure_the_unit_does_not_have_is_refused_with_the_reason(log_in, cast, initiative):
    sent = {"indicator": "dropout_gf1", "unit": "999001", "way": "down", "size": "", "check_on": "15.8.2027"}

    response = log_in(cast.quality).post(url("edit", initiative), sent)

    assert response.status_code == 422
    assert "Der er intet tal for den enhed at gå ud fra" in words_of(response)


def test_an_expectation_can_be_taken_away_again(log_in, cast, expectation):
    log_in(cast.quality).post(url("remove", expectation.initiative))

    assert not Expectation.objects.exists()


def test_the_page_shows_change_picture_assumptions_and_verdict(log_in, cast, counting, deliver, on_the_day):
    later(deliver, 24)

    response = log_in(cast.quality).get(url("check", counting.initiative))

    text = words_of(response)
    for expected in (
        "30,5 % i 2025/26", "12,0 % i 2026/27", "-18,0 procentpoint", "Det hjalp", "Der er talt på samme måde før og efter.",
        "Jeres beslutning",
    ):  # fmt: skip
        assert expected.replace("-", "−") in text.replace("-", "−").replace("\u00a0", " ")
    assert BeautifulSoup(response.content, "html.parser").select_one("figure.chart svg[role=img]")


def test_a_person_records_what_is_done(log_in, cast, counting, deliver, on_the_day):
    later(deliver, 24)
    page = url("check", counting.initiative)

    assert log_in(cast.quality).post(page, {"consequence": "spread", "text": "Også på GF2"}).status_code == 302

    assert EffectCheck.objects.get().consequence == "spread"
    assert "Udbred til flere" in words_of(log_in(cast.board).get(page))


def test_before_the_day_nobody_is_asked_to_decide(log_in, cast, counting):
    response = log_in(cast.quality).get(url("check", counting.initiative))

    assert "Der ses efter 15. august 2027" in words_of(response)
    assert "Jeres beslutning" not in words_of(response)


def test_the_plan_tells_what_is_expected(log_in, cast, counting):
    page = reverse("followup:plan-detail", args=["999001", "2026"])

    assert "Forventning: Frafald på grundforløbets 1. del" in words_of(log_in(cast.board).get(page))


@pytest.mark.parametrize("name", ["neighbour", "outsider"])
def test_outsiders_are_told_there_is_no_such_page(log_in, cast, counting, name):
    reader = log_in(getattr(cast, name))

    assert {reader.get(url(page, counting.initiative)).status_code for page in ("edit", "check")} == {404}


def test_before_the_plan_is_adopted_the_page_says_that_the_baseline_comes_with_it(log_in, cast, expectation, plan):
    address = reverse("followup:expectation-check", args=["999001", plan.slug, expectation.initiative_id])

    text = log_in(cast.quality).get(address).content.decode()

    assert "Planen er ikke vedtaget endnu" in text
    assert "Der var intet tal at gå ud fra" not in text


def test_a_baseline_that_would_tell_of_a_small_group_today_is_not_told_and_nothing_is_measured_from_it(
    cast, school, plan, initiative, deliver, log_in
):
    """The class of twelve was shown beside one of eight; now the other has two, and the education's fourteen stand there."""
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}, short=2, monday=date(2025, 9, 1)))
    expectation = writes.set_expectation(
        by=cast.quality, initiative=initiative,
        values={"indicator": "share_26_hours", "unit": school.class_a, "way": "up", "size": 5, "check_on": CHECK_ON},
    )  # fmt: skip
    adopt(cast, plan)
    expectation.refresh_from_db()
    page = reverse("followup:expectation-check", args=["999001", "2026", initiative.pk])
    client = log_in(cast.quality)
    before = client.get(page).content.decode()

    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}, short=2, monday=date(2025, 9, 1)))
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}, short=1))
    after = client.get(page).content.decode()

    assert "83,3" in before
    assert "83,3" not in after
    assert "Udgangspunktet er skjult i dag" in after
    assert reads.effect_sheet(expectation, on=CHECK_ON).verdict.text == "Kan ikke afgøres"
