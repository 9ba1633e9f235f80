"""Whether an initiative did what was expected of it: from the draft to the decision."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from ledestjerne.audit.models import Event
from ledestjerne.base import time
from ledestjerne.followup import reads, writes
from ledestjerne.followup.models import Consequence, EffectCheck, Expectation
from ledestjerne.indicators.writes import set_target
from tests.followup.conftest import AT, DAY
from tests.followup.test_tasks import adopt
from tests.indicators.conftest import lesson_file
from tests.indicators.test_signals import key_figures

CHECK_ON = date(2027, 8, 15)
BEFORE = [60, 58, 62, 59, 61]  # of 200 each


@pytest.fixture
def initiative(cast, row):
    return writes.add_initiative(
        by=cast.quality, row=row, values={"text": "Mentor fra første dag"}, people=[cast.teacher]
    )


@pytest.fixture
def values(school):
    return {"indicator": "dropout_gf1", "unit": school.institution, "way": "down", "size": 5, "check_on": CHECK_ON}


@pytest.fixture
def expectation(cast, deliver, initiative, values):
    deliver(key_figures("999001", BEFORE))
    return writes.set_expectation(by=cast.quality, initiative=initiative, values=values)


@pytest.fixture
def counting(cast, plan, expectation):
    """The same, of an adopted plan."""
    adopt(cast, plan)
    expectation.refresh_from_db()
    return expectation


def later(deliver, *dropped):
    """The years after adoption, delivered with those before."""
    counts = [*BEFORE, *dropped]
    text = key_figures("999001", counts).decode()
    for index in range(len(counts)):  # the newest year before adoption stays 2025/2026
        old, new = 2026 - len(counts) + index, 2021 + index
        text = text.replace(f"{old}/{old + 1};", f"<{new}>")
    for index in range(len(counts)):
        text = text.replace(f"<{2021 + index}>", f"{2021 + index}/{2022 + index};")
    return deliver(text.encode())


def judge(cast, expectation, consequence=Consequence.CONTINUE):
    return writes.judge_effect(by=cast.quality, expectation=expectation, consequence=consequence, text=" Godt ", at=AT)


def test_the_baseline_is_frozen_when_the_plan_is_adopted(cast, counting):
    assert counting.baseline.value == pytest.approx(30.5)
    assert counting.baseline.period == "2025/2026"
    assert Event.objects.filter(verb="expectation.frozen").count() == 1


def test_without_a_figure_nothing_is_frozen_and_nothing_can_be_decided(cast, plan, initiative, values):
    expectation = writes.set_expectation(by=cast.quality, initiative=initiative, values=values)
    adopt(cast, plan)
    expectation.refresh_from_db()

    check = judge(cast, expectation)

    assert (expectation.baseline, check.verdict) == (None, "undecided")
    assert "intet tal at gå ud fra" in check.words


def test_a_fall_beyond_the_ordinary_movement_helped(cast, counting, deliver):
    later(deliver, 24)

    check = judge(cast, counting, Consequence.SPREAD)

    assert (check.verdict, check.method, check.consequence, check.text) == ("helped", "periods", "spread", "Godt")
    assert check.change == pytest.approx(12.0 - 30.0)
    assert check.high < 0
    assert check.figure.period == "2026/2027"
    assert Event.objects.get(verb="effect.judged").detail == {"verdict": "helped", "consequence": "spread"}


def test_a_rise_harmed(cast, counting, deliver):
    later(deliver, 90)

    assert judge(cast, counting).verdict == "harmed"


def test_no_change_where_the_expected_one_would_have_shown_is_no_effect(cast, counting, deliver):
    Expectation.objects.update(size=15)
    counting.refresh_from_db()
    later(deliver, 60)

    assert judge(cast, counting).verdict == "no_effect"


def test_no_change_where_a_small_one_was_expected_cannot_be_decided(cast, counting, deliver):
    later(deliver, 60)

    assert judge(cast, counting).verdict == "undecided"


def test_without_a_size_the_way_to_the_goal_is_what_was_expected(cast, counting, deliver, school):
    set_target(by=cast.quality, unit=school.institution, indicator="dropout_gf1", value=12)
    Expectation.objects.update(size=None)
    counting.refresh_from_db()
    later(deliver, 60)

    assert judge(cast, counting).verdict == "no_effect"


def test_a_class_cannot_decide_and_is_told_what_it_would_have_taken(cast, deliver, initiative, plan, values):
    deliver(key_figures("999001", [6], started=18))
    expectation = writes.set_expectation(by=cast.quality, initiative=initiative, values=values)
    adopt(cast, plan)
    expectation.refresh_from_db()
    deliver(
        key_figures("999001", [6, 5], started=18)
        .replace(b"2025/2026", b"2026/2027")
        .replace(b"2024/2025", b"2025/2026")
    )

    check = judge(cast, expectation)

    assert (check.verdict, check.method) == ("undecided", "counts")
    assert check.needed > 500
    assert "personer mod 18 her" in check.words
    assert any("blevet bedre af sig selv" in each for each in check.assumptions)


def test_before_the_next_period_is_whole_nothing_can_be_decided(cast, counting):
    check = judge(cast, counting)

    assert (check.verdict, check.change, check.figure) == ("undecided", None, None)


def test_the_effect_is_judged_once(cast, counting):
    judge(cast, counting)

    with pytest.raises(writes.AlreadyJudgedError):
        judge(cast, counting)


def test_a_draft_has_no_effect_to_judge(cast, expectation):
    with pytest.raises(writes.PlanLockedError):
        judge(cast, expectation)


def test_an_adopted_plans_expectation_stands(cast, counting, values):
    with pytest.raises(writes.PlanLockedError):
        writes.set_expectation(by=cast.quality, initiative=counting.initiative, values=values)
    with pytest.raises(writes.PlanLockedError):
        writes.remove_expectation(by=cast.quality, expectation=counting)


@pytest.mark.parametrize("name", ["teacher", "board", "pupil", "neighbour", "outsider"])
def test_only_those_who_write_the_plan_expect_and_judge(cast, counting, values, name):
    with pytest.raises(PermissionDenied):
        writes.set_expectation(by=getattr(cast, name), initiative=counting.initiative, values=values)
    with pytest.raises(PermissionDenied):
        writes.judge_effect(by=getattr(cast, name), expectation=counting, consequence=Consequence.STOP, text="", at=AT)


def test_an_expectation_of_nothing_is_refused(expectation):
    with pytest.raises(IntegrityError), transaction.atomic():
        Expectation.objects.filter(pk=expectation.pk).update(size=0)


def test_a_due_check_is_a_task_for_those_who_write_the_plan(cast, counting):
    assert reads.tasks_of(cast.quality, on=DAY).to_check == ()
    assert reads.tasks_of(cast.quality, on=CHECK_ON).to_check == (counting,)
    assert reads.tasks_of(cast.teacher, on=CHECK_ON).to_check == ()
    assert reads.task_count(cast.quality, on=CHECK_ON) == reads.tasks_of(cast.quality, on=CHECK_ON).count

    judge(cast, counting)
    assert reads.tasks_of(cast.quality, on=CHECK_ON).to_check == ()


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
