from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from ledestjerne.audit.models import Event
from ledestjerne.base.states import ForbiddenMoveError
from ledestjerne.followup import reads, writes
from ledestjerne.followup.models import Direction, Finding
from tests.followup.conftest import AT, lessons
from tests.followup.test_detect import SHARE

State = Finding.State


@pytest.fixture
def finding(cast, school):
    return writes.propose_findings(by=cast.quality, unit=school.institution, observations=[SHARE]).proposed[0]


@pytest.fixture
def raised(cast, school):
    return other(cast, school, "Rejst i en samtale")


def other(cast, school, title="Andet"):
    return writes.raise_finding(
        by=cast.quality, unit=school.institution, title=title, text="x", direction=Direction.WORSE
    )


def test_the_same_figures_propose_once(cast, school, finding):
    again = writes.propose_findings(by=cast.quality, unit=school.institution, observations=[SHARE])

    assert (again.proposed, again.outdated) == ((), 0)
    assert finding.observed["numerator"] == 17


def test_a_corrected_figure_takes_the_place_of_the_open_proposal(cast, school, finding):
    corrected = replace(SHARE, value=75.0, numerator=18)
    review = writes.propose_findings(by=cast.quality, unit=school.institution, observations=[corrected])

    finding.refresh_from_db()
    assert (len(review.proposed), review.outdated, finding.state) == (1, 1, State.OUTDATED)


def test_a_decision_is_not_undone_by_new_figures(cast, school, finding):
    writes.dismiss_finding(by=cast.quality, finding=finding, reason="Kendt fejl i data", at=AT)
    writes.propose_findings(by=cast.quality, unit=school.institution, observations=[replace(SHARE, value=75.0)])

    finding.refresh_from_db()
    assert finding.state == State.DISMISSED


def test_figures_of_other_units_propose_nothing_here(cast, school):
    elsewhere = replace(SHARE, unit=school.neighbour.code)

    assert not writes.propose_findings(by=cast.quality, unit=school.institution, observations=[elsewhere]).proposed


def test_accepting_puts_it_in_a_row(cast, raised, row):
    writes.accept_finding(by=cast.quality, finding=raised, row=row, at=AT)

    raised.refresh_from_db()
    assert (raised.state, raised.row, raised.decided_by, raised.decided_at) == (
        State.ACCEPTED, row, cast.quality, AT,
    )  # fmt: skip
    assert Event.objects.get(verb="finding.accepted").detail == {"row": row.pk}


def test_an_accepted_finding_is_given_a_row_later_but_only_one(cast, raised, row):
    writes.accept_finding(by=cast.quality, finding=raised, at=AT)
    writes.accept_finding(by=cast.quality, finding=raised, row=row, at=AT)

    with pytest.raises(ForbiddenMoveError):
        writes.accept_finding(by=cast.quality, finding=raised, row=row, at=AT)


def test_a_finding_goes_into_no_plan_of_another_unit(cast, school, row):
    """Whoever decides on both still leaves the neighbour's finding out of our plan."""
    finding = writes.raise_finding(
        by=cast.admin, unit=school.neighbour, title="Naboens", text="x", direction=Direction.WORSE
    )

    with pytest.raises(writes.WrongPlanError):
        writes.accept_finding(by=cast.admin, finding=finding, row=row, at=AT)

    finding.refresh_from_db()
    assert (finding.state, finding.row) == (State.PROPOSED, None)


def test_a_row_of_an_adopted_plan_takes_no_more_findings(cast, raised, adopted, row):
    with pytest.raises(writes.PlanLockedError):
        writes.accept_finding(by=cast.quality, finding=raised, row=row, at=AT)


def test_a_removed_row_gives_its_finding_back(cast, raised, row):
    writes.accept_finding(by=cast.quality, finding=raised, row=row, at=AT)
    writes.remove_row(by=cast.quality, row=row)

    raised.refresh_from_db()
    assert (raised.state, raised.row) == (State.ACCEPTED, None)


def test_merging_follows_through(cast, school, finding):
    second, third = other(cast, school, "2"), other(cast, school, "3")
    writes.merge_finding(by=cast.quality, finding=finding, into=second, at=AT)
    writes.merge_finding(by=cast.quality, finding=second, into=third, at=AT)

    finding.refresh_from_db()
    assert (finding.state, finding.merged_into) == (State.MERGED, third)


def test_wrong_merges_are_refused(cast, school, finding):
    gone = other(cast, school)
    writes.dismiss_finding(by=cast.quality, finding=gone, reason="x", at=AT)

    for into in (finding, gone):
        with pytest.raises(writes.WrongMergeError):
            writes.merge_finding(by=cast.quality, finding=finding, into=into, at=AT)


def test_dismissing_needs_a_reason(cast, finding):
    with pytest.raises(writes.ReasonMissingError):
        writes.dismiss_finding(by=cast.quality, finding=finding, reason="  ", at=AT)


def test_a_finding_is_decided_once(cast, finding):
    writes.dismiss_finding(by=cast.quality, finding=finding, reason="x", at=AT)

    with pytest.raises(ForbiddenMoveError):
        writes.accept_finding(by=cast.quality, finding=finding, at=AT)


FIGURE = "share_26_hours"


def of_figure(review):
    return next(each for each in review.proposed if each.indicator == FIGURE)


def review(cast, school):
    observations = reads.observations_of(school.institution)
    return writes.propose_findings(by=cast.quality, unit=school.institution, observations=observations)


def test_delivered_lessons_propose_that_the_goal_is_missed(cast, school, deliver):
    deliver(lessons(reaching=17, short=7))

    found = of_figure(review(cast, school))
    assert found.text.startswith(
        "Andel elever med mindst 26 timers lærerstyret undervisning: 17 af 24 elever (70,8\u00a0%) i 2026/27. "
        "Det fastsatte mål er mindst 100\u00a0%."
    )


def test_accepting_freezes_the_figure_with_its_definition_and_delivery(cast, school, deliver):
    delivery = deliver(lessons(reaching=17, short=7))
    accepted = writes.accept_finding(by=cast.quality, finding=of_figure(review(cast, school)), at=AT)

    figure = accepted.figure
    assert (figure.n, figure.numerator, figure.deliveries) == (24, 17, [delivery.pk])
    assert '"key":"share_26_hours"' in figure.definition_text


def test_what_was_proposed_for_another_figure_is_not_accepted(cast, school, deliver):
    deliver(lessons(reaching=17, short=7))
    found = of_figure(review(cast, school))
    deliver(lessons(reaching=20, short=4))

    with pytest.raises(writes.FigureMovedError):
        writes.accept_finding(by=cast.quality, finding=found, at=AT)


def test_a_small_group_proposes_nothing(cast, school, deliver):
    deliver(lessons(reaching=1, short=2))

    assert review(cast, school).proposed == ()


def test_a_new_row_takes_words_and_goal_from_the_finding(cast, school, plan, deliver):
    deliver(lessons(reaching=17, short=7))
    row = writes.accept_into_new_row(by=cast.quality, finding=of_figure(review(cast, school)), plan=plan, at=AT)

    assert (row.kind, row.target_indicator, row.target_relation) == ("change", FIGURE, "all")
    assert row.result.startswith("Andel elever med mindst 26 timers")


@pytest.mark.parametrize("name", ["teacher", "board", "planner", "pupil", "head", "neighbour", "outsider"])
def test_only_those_who_decide_findings_there_do(cast, school, finding, name):
    by = getattr(cast, name)
    for attempt in (
        lambda: writes.propose_findings(by=by, unit=school.institution, observations=[]),
        lambda: writes.raise_finding(by=by, unit=school.institution, title="x", text="", direction=Direction.WORSE),
        lambda: writes.accept_finding(by=by, finding=finding, at=AT),
        lambda: writes.merge_finding(by=by, finding=finding, into=finding, at=AT),
        lambda: writes.dismiss_finding(by=by, finding=finding, reason="x", at=AT),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.parametrize("wrong", [{"state": "accepted"}, {"state": "merged"}, {"reason": "", "state": "dismissed"}])
def test_the_database_refuses_half_decisions(finding, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(pk=finding.pk).update(**wrong)
