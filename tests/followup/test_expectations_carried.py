"""An expectation whose initiative goes on into the next plan: one baseline, one check."""

import pytest
from django.urls import reverse

from ledestjerne.audit.models import Event
from ledestjerne.followup import reads, writes
from ledestjerne.followup.models import Expectation
from ledestjerne.followup.reads.tasks import effects_to_check
from tests.followup.test_expectations import CHECK_ON, counting, expectation, initiative, judge, later, values
from tests.followup.test_tasks import adopt

__all__ = ["counting", "expectation", "initiative", "values"]
pytestmark = pytest.mark.django_db


def carried(cast, school, plan, row, year="2027"):
    """The row taken over into next year's draft; answers the draft and the expectation there."""
    following = writes.create_plan(by=cast.quality, unit=school.institution, year=year, title=year, carried_from=plan)
    (again,) = writes.carry_rows(by=cast.quality, plan=following, rows=[row])
    return following, Expectation.objects.filter(initiative__row=again).first()


def due(cast):
    return list(effects_to_check(cast.quality, on=CHECK_ON))


def test_an_expectation_goes_on_with_its_baseline_and_its_day(cast, school, plan, row, counting):
    _following, again = carried(cast, school, plan, row)

    assert (again.indicator, again.way, again.size, again.check_on) == ("dropout_gf1", "down", 5, CHECK_ON)
    assert again.baseline == counting.baseline
    assert again.carried_from == counting


def test_the_check_is_asked_for_once_and_in_the_plan_that_goes_on(cast, school, plan, row, counting):
    following, again = carried(cast, school, plan, row)
    while_drafting = due(cast)
    adopt(cast, following)

    assert while_drafting == [counting]
    assert due(cast) == [again]
    assert Event.objects.filter(verb="expectation.frozen").count() == 1
    with pytest.raises(writes.GoesOnError):
        judge(cast, counting)


def test_a_check_made_while_the_next_plan_is_a_draft_holds_there_too(cast, school, plan, row, counting, deliver):
    following, again = carried(cast, school, plan, row)
    later(deliver, 24)
    check = judge(cast, counting)
    adopt(cast, following)
    again = Expectation.objects.get(pk=again.pk)

    assert due(cast) == []
    assert again.check_made == check
    assert reads.effect_sheet(again, on=CHECK_ON).check == check
    with pytest.raises(writes.AlreadyJudgedError):
        judge(cast, again)


def test_what_is_judged_already_is_not_expected_again(cast, school, plan, row, counting, deliver):
    later(deliver, 24)
    judge(cast, counting)

    _following, again = carried(cast, school, plan, row)

    assert again is None


def test_another_expectation_written_in_the_next_plan_leaves_the_first_to_be_checked(
    cast, school, plan, row, counting, values
):
    following, again = carried(cast, school, plan, row)
    writes.set_expectation(by=cast.quality, initiative=again.initiative, values={**values, "way": "up"})
    adopt(cast, following)

    assert {(each.pk, each.way) for each in due(cast)} == {(counting.pk, "down"), (again.pk, "up")}


def test_the_page_of_the_old_plan_leads_to_the_check_in_the_new(log_in, cast, school, plan, row, counting):
    following, again = carried(cast, school, plan, row)
    adopt(cast, following)

    address = reverse("followup:expectation-check", args=["999001", plan.slug, counting.initiative_id])
    page = log_in(cast.quality).get(address).content.decode()

    assert reverse("followup:expectation-check", args=["999001", "2027", again.initiative_id]) in page
