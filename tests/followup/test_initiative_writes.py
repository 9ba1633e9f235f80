from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ledestjerne.accounts.permissions import Role
from ledestjerne.audit.models import Event
from ledestjerne.followup import writes
from ledestjerne.followup.models import Initiative, InitiativeStatus, Plan
from ledestjerne.followup.stale import StaleSaveError, mark
from ledestjerne.organisation.writes import add_member, end_membership
from tests.followup.conftest import DAY

DONE = InitiativeStatus.DONE


@pytest.fixture
def initiative(cast, row):
    return writes.add_initiative(
        by=cast.quality, row=row, values={"text": "Ret skemaerne", "ends_on": date(2027, 1, 31)},
        people=[cast.teacher], titles=["Skemalægger", "Stabs-/støttechef"],
    )  # fmt: skip


def adopt(cast, plan):
    plan.refresh_from_db()
    proposed = writes.propose_plan(by=cast.quality, plan=plan, version=plan.version)
    return writes.adopt_plan(by=cast.director, plan=proposed, on=date(2026, 11, 2), version=proposed.version)


def report(by, initiative, text="Gjort"):
    read = {"status": mark(initiative.status), "outcome_text": mark(initiative.outcome_text)}
    return writes.report_on_initiative(by=by, initiative=initiative, status=DONE, text=text, read=read)


def test_people_and_functions_own_it_together(initiative):
    assert [str(owner) for owner in initiative.owners.all()] == ["Lars Lund", "Skemalægger", "Stabs-/støttechef"]


def test_a_function_that_is_a_role_is_owned_by_its_holder(cast, plan, initiative):
    adopt(cast, plan)

    assert report(cast.planner, initiative).status == DONE


def test_an_owner_by_name_reports_though_the_plan_is_adopted(cast, plan, initiative):
    adopt(cast, plan)

    assert report(cast.teacher, initiative).outcome_text == "Gjort"


@pytest.mark.parametrize("name", ["board", "pupil", "head", "neighbour", "outsider"])
def test_others_do_not_report(cast, plan, initiative, name):
    adopt(cast, plan)

    with pytest.raises(PermissionDenied):
        report(getattr(cast, name), initiative)


def test_nobody_reports_on_a_closed_plan(cast, plan, initiative):
    adopted = adopt(cast, plan)
    writes.close_plan(by=cast.quality, plan=adopted, version=adopted.version)

    with pytest.raises(writes.PlanLockedError):
        report(cast.teacher, initiative)


def test_two_reports_lose_nothing(cast, initiative):
    stale = Initiative.objects.get(pk=initiative.pk)
    report(cast.teacher, initiative, "Første")

    with pytest.raises(StaleSaveError):
        report(cast.quality, stale, "Anden")


@pytest.mark.parametrize("name", ["neighbour", "outsider", "pupil", "board"])
def test_an_owner_must_be_able_to_report(cast, row, name):
    with pytest.raises(writes.WrongOwnerError):
        writes.add_initiative(by=cast.quality, row=row, values={"text": "x"}, people=[getattr(cast, name)])


def test_the_texts_of_an_adopted_initiative_stand_still(cast, plan, initiative):
    adopt(cast, plan)

    with pytest.raises(writes.PlanLockedError):
        writes.edit_initiative(
            by=cast.quality, initiative=initiative, values={"text": "x"}, people=[], titles=[], read={}
        )
    with pytest.raises(writes.PlanLockedError):
        writes.remove_initiative(by=cast.quality, initiative=initiative)


def owner_marks(initiative):
    return {name: mark(owners) for name, owners in initiative.owners_named().items()}


def edit(by, initiative, *, text, people, titles, read):
    return writes.edit_initiative(
        by=by, initiative=initiative, values={"text": text}, people=people, titles=titles, read=read
    )


def test_who_changes_the_text_only_does_not_bring_old_owners_back(cast, initiative):
    """Both opened the page; the first took Lars Lund off, the second's page still names him."""
    read = {"text": mark(initiative.text), **owner_marks(initiative)}
    titles = initiative.owners_named()["titles"]
    edit(cast.quality, initiative, text=initiative.text, people=[cast.planner], titles=titles, read=read)

    edit(cast.director, initiative, text="Ret dem ugentligt", people=[cast.teacher], titles=titles, read=read)

    initiative.refresh_from_db()
    assert initiative.text == "Ret dem ugentligt"
    assert initiative.owners_named() == {"people": ["Sanne Skov"], "titles": titles}


def test_two_who_name_different_owners_see_each_others(cast, initiative):
    read = {"text": mark(initiative.text), **owner_marks(initiative)}
    edit(cast.quality, initiative, text=initiative.text, people=[cast.planner], titles=[], read=read)

    with pytest.raises(StaleSaveError) as caught:
        edit(cast.director, initiative, text=initiative.text, people=[], titles=[], read=read)

    assert [(each.field, each.mine, each.theirs) for each in caught.value.clashes] == [("people", [], ["Sanne Skov"])]


def test_who_owned_it_before_is_in_the_log(cast, initiative):
    before = initiative.owners_named()
    edit(
        cast.quality, initiative, text=initiative.text, people=[], titles=before["titles"], read=owner_marks(initiative)
    )

    assert Event.objects.get(verb="initiative.edited").detail == {"before": {"people": str(before["people"])}}


def test_saving_without_a_change_leaves_the_plan_as_it_was_read(cast, plan, initiative):
    plan.refresh_from_db()
    owners = initiative.owners_named()
    read = {"text": mark(initiative.text), **owner_marks(initiative)}

    edit(cast.quality, initiative, text=initiative.text, people=[cast.teacher], titles=owners["titles"], read=read)

    version = plan.version
    plan.refresh_from_db()
    assert plan.version == version
    assert not Event.objects.filter(verb="initiative.edited").exists()


def test_an_owner_by_name_who_has_gone_to_another_school_reads_and_reports_no_more(
    cast, school, console, plan, initiative
):
    adopted = adopt(cast, plan)
    sees = Plan.objects.visible_to(cast.teacher, on=DAY).filter(pk=adopted.pk)
    before = sees.exists()

    leave(console, cast.teacher)
    add_member(by=console, unit=school.neighbour, user=cast.teacher, role=Role.TEACHER, on=DAY)

    assert before
    assert not Plan.objects.visible_to(cast.teacher, on=DAY).filter(pk=adopted.pk).exists()
    assert not Initiative.objects.owned_by(cast.teacher, on=DAY).exists()
    with pytest.raises(PermissionDenied):
        report(cast.teacher, initiative)


def leave(by, user):
    for held in user.memberships.all():
        end_membership(by=by, membership=held, on=DAY - timedelta(days=1))


def test_an_edit_changes_owners_and_texts_together(cast, initiative):
    writes.edit_initiative(
        by=cast.quality, initiative=initiative, values={"text": "Ret skemaerne hver måned"}, people=[cast.planner],
        titles=[], read={"text": mark("Ret skemaerne"), **owner_marks(initiative)},
    )  # fmt: skip

    initiative.refresh_from_db()
    assert (initiative.text, [str(owner) for owner in initiative.owners.all()]) == (
        "Ret skemaerne hver måned",
        ["Sanne Skov"],
    )


def test_only_unfinished_initiatives_are_carried_over(cast, school, plan, row, initiative):
    done = writes.add_initiative(by=cast.quality, row=row, values={"text": "Færdig"}, people=[cast.teacher])
    adopted = adopt(cast, plan)
    report(cast.teacher, done)
    following = writes.create_plan(
        by=cast.quality, unit=school.institution, year="2027", title="2027", carried_from=adopted
    )
    carried = writes.carry_rows(by=cast.quality, plan=following, rows=[row])[0]

    again = carried.initiatives.get()
    assert (again.text, again.is_continued, again.ends_on) == ("Ret skemaerne", True, None)
    assert again.owners.count() == 3


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"starts_on": date(2027, 2, 1)}, {"meeting_months": [13]}], ids=["text", "days", "month"]
)
def test_the_database_refuses_nonsense(initiative, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.filter(pk=initiative.pk).update(**wrong)


def test_what_is_overdue_is_unfinished_and_past_its_day(cast, initiative):
    overdue = Initiative.objects.overdue(on=date(2027, 2, 1))
    assert list(overdue) == [initiative]
    report(cast.teacher, initiative)

    assert not overdue.all().exists()
