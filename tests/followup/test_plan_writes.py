import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ledestjerne.audit.models import Event
from ledestjerne.base.states import ForbiddenMoveError
from ledestjerne.base.time import UnknownPeriodError
from ledestjerne.followup import writes
from ledestjerne.followup.models import Plan, PlanState
from ledestjerne.followup.stale import StaleSaveError, mark
from tests.followup.conftest import DAY


def move(name, who, plan, **more):
    plan.refresh_from_db()
    return getattr(writes, f"{name}_plan")(by=who, plan=plan, version=plan.version, **more)


def test_a_unit_has_one_plan_a_year(cast, school, plan):
    with pytest.raises(writes.PlanExistsError):
        writes.create_plan(by=cast.quality, unit=school.institution, year="2026", title="Igen")
    other = writes.create_plan(by=cast.quality, unit=school.institution, year="2026/27", title="Skoleåret")

    assert (other.year, other.slug) == ("2026/2027", "2026-2027")


@pytest.mark.parametrize("year", ["26", "2026-09", "2024-2026", "i år", "2026/28"])
def test_a_plan_is_for_a_year(cast, school, year):
    with pytest.raises(UnknownPeriodError):
        writes.create_plan(by=cast.quality, unit=school.institution, year=year, title="x")


@pytest.mark.parametrize("name", ["teacher", "pupil", "board", "planner", "neighbour", "outsider", "head"])
def test_only_those_who_write_plans_there_begin_one(cast, school, name):
    with pytest.raises(PermissionDenied):
        writes.create_plan(by=getattr(cast, name), unit=school.institution, year="2027", title="x")


def test_a_head_writes_the_plan_of_the_own_department(cast, school):
    assert writes.create_plan(by=cast.head, unit=school.vocational, year="2026", title="x").unit == school.vocational


def test_the_way_from_draft_to_closed(cast, plan, row):
    for name, who, more in (
        ("propose", cast.head, None), ("propose", cast.quality, {}), ("adopt", cast.quality, None),
        ("adopt", cast.director, {"on": DAY}), ("close", cast.teacher, None), ("close", cast.quality, {}),
    ):  # fmt: skip
        if more is None:
            with pytest.raises(PermissionDenied):
                move(name, who, plan, **({"on": DAY} if name == "adopt" else {}))
        else:
            move(name, who, plan, **more)

    plan.refresh_from_db()
    assert (plan.state, plan.adopted_by, plan.adopted_on) == (PlanState.CLOSED, cast.director, DAY)
    verbs = list(Event.objects.filter(verb__startswith="plan.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["plan.created", "plan.proposed", "plan.adopted", "plan.closed"]


def test_a_draft_is_not_adopted_directly(cast, plan, row):
    with pytest.raises(ForbiddenMoveError):
        move("adopt", cast.director, plan, on=DAY)


def test_a_plan_comes_back_with_the_reason(cast, plan, row):
    move("propose", cast.quality, plan)
    move("return", cast.director, plan, reason="Målet mangler et tal.")

    plan.refresh_from_db()
    assert (plan.state, plan.return_reason) == (PlanState.DRAFT, "Målet mangler et tal.")


def test_nobody_adopts_what_was_changed_since_they_read_it(cast, plan, row):
    plan.refresh_from_db()
    read = plan.version
    writes.add_row(by=cast.quality, plan=plan)

    with pytest.raises(writes.StalePlanError):
        writes.propose_plan(by=cast.quality, plan=plan, version=read)


def test_a_plan_with_empty_cells_is_not_proposed(cast, plan, row):
    writes.add_row(by=cast.quality, plan=plan, values={"result": "Kun dette"})

    with pytest.raises(writes.PlanNotReadyError) as caught:
        move("propose", cast.quality, plan)
    assert [(gap.position, gap.field) for gap in caught.value.gaps] == [(2, "goal"), (2, "actions"), (2, "schedule")]


def test_initiatives_tell_what_is_done_and_when(cast, plan):
    row = writes.add_row(by=cast.quality, plan=plan, values={"result": "a", "goal": "b"})
    writes.add_initiative(by=cast.quality, row=row, values={"text": "Møde", "meeting_months": [1, 8]})

    assert move("propose", cast.quality, plan).state == PlanState.PROPOSED


def test_a_plan_without_rows_is_not_proposed(cast, plan):
    with pytest.raises(writes.PlanNotReadyError):
        move("propose", cast.quality, plan)


def test_the_introduction_is_not_overwritten_unseen(cast, plan):
    read = {"title": mark(plan.title), "introduction": mark(plan.introduction)}
    writes.describe_plan(by=cast.quality, plan=plan, title=plan.title, introduction="Karins tekst", read=read)

    with pytest.raises(StaleSaveError) as caught:
        writes.describe_plan(by=cast.director, plan=plan, title=plan.title, introduction="Dortes tekst", read=read)
    assert [(c.field, c.mine, c.theirs) for c in caught.value.clashes] == [
        ("introduction", "Dortes tekst", "Karins tekst")
    ]


def test_the_database_refuses_a_plan_adopted_by_nobody(plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(state="adopted")
