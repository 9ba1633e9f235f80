"""Whether an initiative did what was expected of it: from the draft to the decision."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ledestjerne.audit.models import Event
from ledestjerne.followup import reads, writes
from ledestjerne.followup.models import Consequence, Expectation
from ledestjerne.indicators.writes import set_target
from tests.followup.conftest import AT, DAY
from tests.followup.test_tasks import adopt
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
