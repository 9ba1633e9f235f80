"""Asking, answering, sharing and leaving: who may, and what is recorded."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from ledestjerne.audit.models import Event
from ledestjerne.base.states import ForbiddenMoveError
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.models import Share
from ledestjerne.networks import reads, writes
from ledestjerne.networks.models import JoinRequest, Side
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Level
from ledestjerne.organisation.permissions import permissions_on
from ledestjerne.organisation.writes import NotForMembersError, add_unit, close_unit, join_network
from tests.conftest import NOW
from tests.networks.conftest import HOURS

DAY = NOW.date()
ABSENCE = "absence_school"


def choose(by, circle, institution, *indicators):
    return writes.choose_shares(by=by, institution=institution, network=circle.network, indicators=indicators, at=NOW)


def test_being_a_member_gives_nobody_a_right(circle, cast):
    assert permissions_on(circle.coordinator, unit=circle.members[2]) == frozenset()
    assert permissions_on(cast.neighbour, unit=circle.network) == frozenset()
    assert permissions_on(cast.neighbour, unit=circle.members[2]) == frozenset()


def test_members_are_on_nobodys_path_and_in_no_tree(circle):
    assert organisation.path_to(circle.members[2], on=DAY) == [circle.members[2]]
    assert [each.unit for each in organisation.tree_below(circle.network, on=DAY)] == [circle.network]
    assert circle.network.code not in indicators.basis_now().parents.values()


def test_a_member_shares_nothing_until_it_says_so(circle):
    assert not Share.objects.exists()


def test_the_side_that_asked_cannot_answer(console, circle, cast):
    writes.leave(by=console, institution=circle.members[1], network=circle.network, at=NOW)
    asked = writes.ask_to_join(
        by=cast.neighbour, network=circle.network, institution=circle.members[1], side=Side.INSTITUTION, at=NOW
    )

    with pytest.raises(PermissionDenied):
        writes.accept_request(by=cast.neighbour, request=asked, at=NOW)
    writes.accept_request(by=circle.coordinator, request=asked, at=NOW)
    assert reads.is_member(circle.members[1], circle.network, on=DAY)


def test_only_the_side_that_asks_may_ask_for_it(circle, cast):
    with pytest.raises(PermissionDenied):
        writes.ask_to_join(
            by=cast.neighbour, network=circle.network, institution=circle.members[0], side=Side.INSTITUTION, at=NOW
        )


def test_a_question_is_answered_once(console, circle):
    writes.leave(by=console, institution=circle.members[1], network=circle.network, at=NOW)
    asked = writes.ask_to_join(
        by=console, network=circle.network, institution=circle.members[1], side=Side.NETWORK, at=NOW
    )
    writes.decline_request(by=console, request=asked, at=NOW)

    with pytest.raises(ForbiddenMoveError):
        writes.accept_request(by=console, request=asked, at=NOW)
    assert not reads.is_member(circle.members[1], circle.network, on=DAY)


def test_asking_twice_is_asking_once(console, circle):
    writes.leave(by=console, institution=circle.members[1], network=circle.network, at=NOW)
    place = {"network": circle.network, "institution": circle.members[1]}
    first = writes.ask_to_join(by=console, **place, side=Side.NETWORK, at=NOW)

    assert writes.ask_to_join(by=console, **place, side=Side.NETWORK, at=NOW) == first
    assert writes.withdraw_request(by=console, request=first, at=NOW).state == JoinRequest.State.WITHDRAWN


def test_a_member_is_not_asked_again(console, circle):
    with pytest.raises(ValidationError):
        writes.ask_to_join(by=console, network=circle.network, institution=circle.members[0], side=Side.NETWORK, at=NOW)


def test_a_part_of_a_network_is_not_a_member_of_it_as_well(console, school):
    place = {"network": school.network, "institution": school.institution}

    with pytest.raises(NotForMembersError):
        writes.ask_to_join(by=console, **place, side=Side.NETWORK, at=NOW)
    with pytest.raises(NotForMembersError):
        join_network(by=console, **place, on=DAY)


def test_what_is_closed_is_asked_by_nobody(console, circle, cast):
    writes.leave(by=console, institution=circle.members[1], network=circle.network, at=NOW)
    close_unit(by=console, unit=circle.network, on=DAY)

    with pytest.raises(NotForMembersError):
        writes.ask_to_join(
            by=cast.neighbour, network=circle.network, institution=circle.members[1], side=Side.INSTITUTION, at=NOW
        )


def test_only_an_institution_is_a_member(console, circle, school):
    with pytest.raises(NotForMembersError):
        writes.ask_to_join(by=console, network=circle.network, institution=school.vocational, side=Side.NETWORK, at=NOW)


def test_an_institution_decides_for_itself_alone(circle, cast):
    assert [each.indicator for each in choose(cast.quality, circle, circle.members[0], HOURS)] == [HOURS]
    for user in (cast.neighbour, cast.head, cast.planner, circle.coordinator):
        with pytest.raises(PermissionDenied):
            choose(user, circle, circle.members[0], HOURS)


def test_what_is_not_chosen_any_more_ends_and_the_rest_goes_on(circle, cast):
    institution = circle.members[0]
    (kept, _ended) = sorted(choose(cast.quality, circle, institution, HOURS, ABSENCE), key=lambda x: -len(x.indicator))
    choose(cast.director, circle, institution, kept.indicator)

    assert reads.shares_of(institution, circle.network) == [kept]
    ended = Share.objects.get(ended_at=NOW)
    assert (ended.started_by, ended.ended_by) == (cast.quality, cast.director)


def test_every_change_of_sharing_is_logged_with_what_and_with_whom(circle, cast):
    choose(cast.quality, circle, circle.members[0], HOURS, ABSENCE)
    choose(cast.quality, circle, circle.members[0])

    events = Event.objects.filter(verb__startswith="share.", unit_code="999001").order_by("pk")
    assert [each.verb for each in events] == ["share.started"] * 2 + ["share.ended"] * 2
    assert {(each.detail["network"], each.detail["indicator"]) for each in events} == {
        ("net-ring", HOURS), ("net-ring", ABSENCE),
    }  # fmt: skip


@pytest.mark.parametrize("indicator", ["school_absence", "no_such_figure"])
def test_public_statistics_and_unknown_figures_are_not_shared(circle, cast, indicator):
    with pytest.raises(writes.CannotShareError):
        choose(cast.quality, circle, circle.members[0], indicator)


def test_one_shares_with_networks_one_is_in_only(console, circle, cast):
    other = add_unit(by=console, code="net-anden", level=Level.NETWORK, name="Den anden")

    with pytest.raises(writes.NotAMemberError):
        writes.choose_shares(by=cast.quality, institution=circle.members[0], network=other, indicators=[HOURS], at=NOW)


@pytest.mark.parametrize("who", ["quality", "coordinator"])
def test_either_side_ends_a_membership_and_all_sharing_with_it(circle, cast, who):
    institution = circle.members[0]
    choose(cast.quality, circle, institution, HOURS)
    by = circle.coordinator if who == "coordinator" else cast.quality
    writes.leave(by=by, institution=institution, network=circle.network, at=NOW)

    assert not reads.is_member(institution, circle.network, on=DAY)
    assert reads.shares_of(institution, circle.network) == []
    assert indicators.basis_now().sharing == ()


def test_a_closed_institution_is_put_together_with_nobody(console, circle, cast):
    choose(cast.quality, circle, circle.members[0], HOURS)
    close_unit(by=console, unit=circle.members[0], on=DAY)

    assert indicators.basis_now().sharing == ()


def test_the_same_is_not_shared_twice_at_a_time(circle, cast):
    (share,) = choose(cast.quality, circle, circle.members[0], HOURS)

    with pytest.raises(IntegrityError), transaction.atomic():
        Share.objects.create(
            institution=share.institution,
            network=share.network,
            indicator=HOURS,
            started_at=NOW,
            started_by=cast.quality,
        )
