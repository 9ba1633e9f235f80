import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ledestjerne.audit.models import Event
from ledestjerne.followup import writes
from ledestjerne.followup.models import Finding, Outcome, PlanRow
from ledestjerne.followup.stale import StaleSaveError, mark
from tests.followup.conftest import FULL


def marks(row, *fields):
    return {field: mark(getattr(row, field)) for field in fields}


def texts(plan):
    return list(plan.rows.order_by("position").values_list("position", "result"))


def test_rows_keep_their_order(cast, plan):
    for text in ("a", "b", "c"):
        writes.add_row(by=cast.quality, plan=plan, values={"result": text})
    writes.move_row(by=cast.quality, row=plan.rows.get(result="c"), up=True)
    writes.move_row(by=cast.quality, row=plan.rows.get(result="a"), up=True)

    assert texts(plan) == [(1, "a"), (2, "c"), (3, "b")]


def test_a_removed_row_leaves_no_hole_and_stays_in_the_log(cast, plan, row):
    writes.add_row(by=cast.quality, plan=plan, values={"result": "b"})
    writes.remove_row(by=cast.quality, row=row)

    assert texts(plan) == [(1, "b")]
    assert Event.objects.get(verb="row.removed").detail["before"] == FULL


def test_two_people_in_different_cells_both_save(cast, plan, row):
    read = marks(row, *FULL)
    writes.edit_row(by=cast.quality, row=row, values={**FULL, "result": "Karins"}, read=read)
    saved = writes.edit_row(by=cast.director, row=row, values={**FULL, "goal": "Dortes"}, read=read)

    assert (saved.result, saved.goal) == ("Karins", "Dortes")


def test_two_people_in_the_same_cell_lose_nothing(cast, plan, row):
    read = marks(row, "result")
    writes.edit_row(by=cast.quality, row=row, values={"result": "Karins"}, read=read)

    with pytest.raises(StaleSaveError) as caught:
        writes.edit_row(by=cast.director, row=row, values={"result": "Dortes"}, read=read)
    clash = caught.value.clashes[0]
    assert (clash.field, clash.mine, clash.theirs) == ("result", "Dortes", "Karins")
    row.refresh_from_db()
    assert row.result == "Karins"


def test_the_same_change_twice_is_no_clash(cast, row):
    read = marks(row, "result")
    for who in (cast.quality, cast.director):
        writes.edit_row(by=who, row=row, values={"result": "Enige"}, read=read)

    assert Event.objects.filter(verb="row.edited").count() == 1


def test_a_save_that_does_not_say_what_it_started_from_is_not_trusted(cast, row):
    with pytest.raises(StaleSaveError):
        writes.edit_row(by=cast.quality, row=row, values={"result": "Uden mærke"}, read={})


def test_what_stood_before_is_in_the_log(cast, row):
    writes.edit_row(by=cast.quality, row=row, values={"goal": "Nyt mål"}, read=marks(row, "goal"))

    assert Event.objects.get(verb="row.edited").detail == {"before": {"goal": "Vi vil dette."}}


def test_unknown_fields_are_a_mistake(cast, row):
    with pytest.raises(ValueError, match="plan_id"):
        writes.edit_row(by=cast.quality, row=row, values={"plan_id": 1}, read={})


@pytest.mark.parametrize("name", ["teacher", "board", "planner", "pupil", "head", "neighbour"])
def test_only_those_who_write_the_plan_touch_its_rows(cast, plan, row, name):
    by = getattr(cast, name)
    for attempt in (
        lambda: writes.add_row(by=by, plan=plan),
        lambda: writes.edit_row(by=by, row=row, values={}, read={}),
        lambda: writes.move_row(by=by, row=row, up=True),
        lambda: writes.remove_row(by=by, row=row),
        lambda: writes.judge_row(by=by, row=row, outcome=Outcome.REACHED, text="", read={}),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_an_adopted_plan_stands_still(cast, adopted, row):
    for attempt in (
        lambda: writes.add_row(by=cast.quality, plan=adopted),
        lambda: writes.edit_row(by=cast.quality, row=row, values={"result": "x"}, read=marks(row, "result")),
        lambda: writes.move_row(by=cast.quality, row=row, up=True),
        lambda: writes.remove_row(by=cast.quality, row=row),
    ):
        with pytest.raises(writes.PlanLockedError):
            attempt()


def test_what_came_of_a_row_is_told_until_the_plan_is_closed(cast, adopted, row):
    read = marks(row, "outcome", "outcome_text")
    told = writes.judge_row(by=cast.quality, row=row, outcome=Outcome.PARTLY, text="Det hjalp.", read=read)
    writes.close_plan(by=cast.quality, plan=adopted, version=adopted.version)

    assert (told.outcome, told.outcome_text) == ("partly", "Det hjalp.")
    with pytest.raises(writes.PlanLockedError):
        writes.judge_row(by=cast.quality, row=row, outcome=Outcome.REACHED, text="", read=read)


@pytest.mark.parametrize(
    "wrong",
    [
        {"target_relation": "at_least", "target_value": None},
        {"target_relation": "all", "target_value": 3},
        {"target_relation": "reference", "target_indicator": ""},
    ],
)
def test_the_database_refuses_a_goal_that_says_nothing(row, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanRow.objects.filter(pk=row.pk).update(**wrong)


def test_rows_are_carried_over_once_with_what_goes_on(cast, school, adopted, row):
    Finding.objects.all().delete()
    next_year = writes.create_plan(
        by=cast.quality, unit=school.institution, year="2027", title="2027", carried_from=adopted
    )
    for _again in range(2):
        writes.carry_rows(by=cast.quality, plan=next_year, rows=[row])

    carried = next_year.rows.get()
    assert (carried.result, carried.carried_from) == ("Vi så dette.", row)


def test_rows_of_another_plan_are_not_carried(cast, plan, row):
    with pytest.raises(writes.NothingToCarryError):
        writes.carry_rows(by=cast.quality, plan=plan, rows=[row])


def test_a_row_that_was_moved_since_it_was_read_is_removed_from_where_it_stands(cast, plan, row):
    """Read in the first place, moved to the second by another: the third must close up behind the second."""
    for text in ("b", "c"):
        writes.add_row(by=cast.quality, plan=plan, values={"result": text})
    writes.move_row(by=cast.director, row=PlanRow.objects.get(pk=row.pk), up=False)

    writes.remove_row(by=cast.quality, row=row)

    assert texts(plan) == [(1, "b"), (2, "c")]
