from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ledestjerne.accounts.permissions import Permission, Role
from ledestjerne.audit.models import Event
from ledestjerne.organisation import reads, writes
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.permissions import may, permissions_on

DAY = date(2026, 11, 2)


def test_an_institution_number_keeps_its_leading_zero(console):
    unit = writes.add_unit(by=console, code="012345", level=Level.INSTITUTION, name="Nulskolen")

    assert Unit.objects.get(pk=unit.pk).code == "012345"


@pytest.mark.parametrize("code", ["12345", "1234567", "ABCDEF"])
def test_an_institution_has_six_digits(console, code):
    with pytest.raises(ValidationError):
        writes.add_unit(by=console, code=code, level=Level.INSTITUTION, name="Skolen")


def test_moving_keeps_history(console, school):
    writes.move_unit(by=console, unit=school.carpentry, parent=school.gymnasium, on=date(2026, 8, 1))

    before = reads.parent_of(school.carpentry, on=date(2026, 7, 31))
    after = reads.parent_of(school.carpentry, on=date(2026, 8, 1))
    assert (before, after) == (school.vocational, school.gymnasium)


def test_a_unit_cannot_be_moved_below_itself(console, school):
    with pytest.raises(writes.UnitLoopError):
        writes.move_unit(by=console, unit=school.vocational, parent=school.class_a, on=DAY)


def test_a_move_on_the_day_of_another_undoes_it(console, school):
    writes.move_unit(by=console, unit=school.carpentry, parent=school.gymnasium, on=DAY)
    writes.move_unit(by=console, unit=school.carpentry, parent=school.vocational, on=DAY)

    assert reads.parent_of(school.carpentry, on=DAY) == school.vocational


def test_merging_moves_the_parts_and_closes_the_unit(console, school):
    writes.merge_unit(by=console, unit=school.vocational, into=school.gymnasium, on=DAY)

    assert reads.parent_of(school.carpentry, on=DAY) == school.gymnasium
    school.vocational.refresh_from_db()
    assert school.vocational.ends_on == date(2026, 11, 1)
    assert [link.get_kind_display() for link in reads.history_of(school.vocational)] == [
        "hører under",
        "lagt sammen med",
    ]


def test_every_change_is_logged(console, school):
    writes.rename_unit(by=console, unit=school.class_a, name="TØ26 A")

    event = Event.objects.get(verb="unit.renamed")
    assert (event.by_name, event.unit_code, event.detail) == (console.name, school.class_a.code, {"before": "TØ26A"})


def test_a_teacher_cannot_change_the_tree(cast, school):
    with pytest.raises(PermissionDenied):
        writes.rename_unit(by=cast.teacher, unit=school.class_a, name="Andet")


def test_a_role_reaches_down_but_not_up_or_sideways(cast, school):
    assert may(cast.head, Permission.PLAN_EDIT, on=school.class_a)
    assert not may(cast.head, Permission.PLAN_EDIT, on=school.institution)
    assert not may(cast.head, Permission.PLAN_EDIT, on=school.gymnasium)
    assert not may(cast.quality, Permission.UNIT_READ, on=school.neighbour)


@pytest.mark.parametrize("name", ["admin", "quality", "head", "teacher", "neighbour", "outsider"])
def test_all_rights_asked_for_at_once_are_those_asked_for_one_by_one(cast, school, name):
    for unit in (school.network, school.institution, school.vocational, school.class_a, school.gymnasium):
        user = getattr(cast, name)
        assert permissions_on(user, unit=unit) == {each for each in Permission if may(user, each, on=unit)}


def test_nobody_gives_away_more_than_they_have(cast, school):
    with pytest.raises(PermissionDenied):
        writes.add_member(by=cast.quality, unit=school.institution, user=cast.teacher, role=Role.ADMINISTRATOR, on=DAY)


def test_a_role_ends_on_its_day(cast, school):
    membership = cast.teacher.memberships.get()
    writes.end_membership(by=cast.quality, membership=membership, on=DAY)

    assert not may(cast.teacher, Permission.UNIT_READ, on=school.class_a)


def test_inviting_someone_with_an_account_gives_only_the_role(cast, school):
    membership = writes.invite_member(
        by=cast.quality, unit=school.vocational, email="LARS@fjordby.example", name="L", password=None,
        role=Role.PLANNER, on=DAY,
    )  # fmt: skip

    assert membership.user == cast.teacher
    assert membership.user.name == "Lars Lund"
