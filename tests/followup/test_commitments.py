"""Commitments that come back: due in their months, told of once each time, seen by their owners."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ledestjerne.accounts.permissions import Role
from ledestjerne.followup import reads, writes
from ledestjerne.followup.models import Commitment
from ledestjerne.followup.permissions import may_record
from ledestjerne.organisation.writes import add_member, end_membership

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 2)


@pytest.fixture
def meeting(cast, school):
    return make(cast.planner, school.institution, owner=Role.PLANNER)


def make(by, unit, *, owner, **more):
    return writes.make_commitment(by=by, unit=unit, text="Møde", months=(8, 1), owner=owner, on=NOVEMBER, **more)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        ("2026-11-02", "2027-01-31"),
        ("2027-01-30", "2027-01-31"),
        ("2027-01-31", "2027-08-31"),
        ("2026-12-31", "2027-01-31"),
    ],
)
def test_it_is_due_at_the_end_of_its_next_month(day, due):
    assert Commitment(months=[1, 8]).due_after(date.fromisoformat(day)) == date.fromisoformat(due)


def test_december_has_an_end():
    assert Commitment(months=[12]).due_after(NOVEMBER) == date(2026, 12, 31)


def test_told_of_in_time_it_is_due_the_next_time(cast, meeting):
    writes.record_commitment(
        by=cast.planner, commitment=meeting, due_on=meeting.due_on, done_on=date(2027, 1, 12), text="Skemaet er rettet."
    )
    meeting.refresh_from_db()
    assert meeting.due_on == date(2027, 8, 31)
    assert meeting.records.get().text == "Skemaet er rettet."


def test_told_of_so_late_that_the_next_time_has_passed_too_it_waits_for_the_one_after(cast, meeting):
    writes.record_commitment(
        by=cast.planner, commitment=meeting, due_on=meeting.due_on, done_on=date(2027, 9, 3), text="Sent."
    )
    meeting.refresh_from_db()
    assert meeting.due_on == date(2028, 1, 31)


def test_two_who_tell_of_the_same_time_tell_of_it_once(cast, meeting):
    told = {"commitment": meeting, "due_on": meeting.due_on, "done_on": date(2027, 1, 12), "text": "Holdt."}
    writes.record_commitment(by=cast.planner, **told)
    with pytest.raises(writes.AlreadyRecordedError):
        writes.record_commitment(by=cast.quality, **told)


def test_one_reason_binds_once_until_it_ends(cast, school):
    first = make(cast.planner, school.institution, owner=cast.quality, origin_kind="hours")
    with pytest.raises(writes.CommitmentStandsError):
        make(cast.planner, school.institution, owner=cast.quality, origin_kind="hours")
    writes.end_commitment(by=cast.planner, commitment=first, on=NOVEMBER)
    assert make(cast.planner, school.institution, owner=cast.quality, origin_kind="hours").pk != first.pk


def test_who_may_not_bind_the_unit_cannot(cast, school):
    for person in (cast.teacher, cast.board, cast.neighbour, cast.outsider):
        with pytest.raises(PermissionDenied):
            make(person, school.institution, owner=Role.PLANNER)


def test_it_stands_on_the_list_of_whoever_holds_the_role(cast, meeting):
    january = date(2027, 1, 5)
    assert [each.commitment for each in reads.tasks_of(cast.planner, on=january).commitments] == [meeting]
    assert reads.tasks_of(cast.planner, on=january).count == reads.task_count(cast.planner, on=january) == 1
    assert reads.tasks_of(cast.quality, on=january).commitments == ()


def test_an_owner_who_has_gone_to_another_school_neither_sees_nor_tells_of_it(cast, school, console):
    own = make(cast.planner, school.institution, owner=cast.teacher)
    before = Commitment.objects.visible_to(cast.teacher, on=NOVEMBER).filter(pk=own.pk).exists()

    for held in cast.teacher.memberships.all():
        end_membership(by=console, membership=held, on=NOVEMBER - timedelta(days=1))
    add_member(by=console, unit=school.neighbour, user=cast.teacher, role=Role.TEACHER, on=NOVEMBER)

    assert before
    assert not Commitment.objects.visible_to(cast.teacher, on=NOVEMBER).exists()
    assert not may_record(cast.teacher, own)


def test_before_its_time_it_is_only_on_its_way(cast, meeting):
    tasks = reads.tasks_of(cast.planner, on=NOVEMBER)
    assert [each.commitment for each in tasks.later_commitments] == [meeting]
    assert tasks.count == reads.task_count(cast.planner, on=NOVEMBER) == 0


def test_the_owner_tells_of_it_on_its_page(cast, meeting, log_in):
    client, url = log_in(cast.planner), reverse("followup:commitment-detail", args=["999001", meeting.pk])
    assert client.get(url).status_code == 200
    late = client.post(url, {"due_on": str(meeting.due_on), "done_on": "12.1.2027", "text": "Holdt."})
    assert late.status_code == 422
    client.post(url, {"due_on": str(meeting.due_on), "done_on": "1.11.2026", "text": "Holdt før tid."})
    assert "Holdt før tid." in client.get(url).content.decode()


def test_readers_see_it_and_cannot_tell_of_it_and_strangers_see_nothing(cast, meeting, log_in):
    url = reverse("followup:commitment-detail", args=["999001", meeting.pk])
    listed = reverse("followup:commitment-list", args=["999001"])
    reader = log_in(cast.board)
    assert reader.get(url).status_code == 200
    assert reader.post(url, {"text": "Nej."}).status_code == 404
    assert "Møde" in reader.get(listed).content.decode()
    stranger = log_in(cast.neighbour)
    assert stranger.get(url).status_code == 404
    assert stranger.get(listed).status_code == 404


def test_ended_it_comes_back_no_more(cast, meeting, log_in):
    client = log_in(cast.planner)
    client.post(reverse("followup:commitment-end", args=["999001", meeting.pk]))
    assert reads.tasks_of(cast.planner, on=date(2027, 1, 5)).is_empty
    with pytest.raises(writes.AlreadyRecordedError):
        writes.record_commitment(
            by=cast.planner, commitment=meeting, due_on=meeting.due_on, done_on=NOVEMBER, text="Sent."
        )
