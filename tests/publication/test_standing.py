"""What is out and what comes out may not together tell of a few persons."""

from dataclasses import replace
from datetime import date

import pytest

from ledestjerne.followup import writes as followup
from ledestjerne.indicators.reads import Limits
from ledestjerne.indicators.writes import Cited, freeze_result, set_shown_from
from ledestjerne.publication import gather
from ledestjerne.publication.content import to_text
from ledestjerne.publication.preview import preview_of
from ledestjerne.publication.standing import hidden, safe_beside_editions
from ledestjerne.publication.writes import publish_edition, revoke_edition
from tests.indicators.conftest import deliver, lesson_file  # noqa: F401
from tests.publication.plans import AT, adopt, freeze_by_hand, rest_on_figure
from tests.publication.sample import GRADES, PLAN

ON = date(2026, 11, 2)
VALUES = {"result": "Vi så dette.", "goal": "Vi vil dette.", "actions": "Vi gør dette.", "schedule": "I foråret."}


@pytest.fixture
def out(adopted, cast):
    """The first plan is out: 610 of 660 pupils."""
    return publish_edition(plan=adopted, by=cast.quality, at=AT)


def next_plan(cast, unit, **changed):
    """Next year's plan, with the same figure as it is by then."""
    plan = followup.create_plan(by=cast.quality, unit=unit, year="2027", title="Plan 2027", introduction="")
    row = followup.add_row(by=cast.quality, plan=plan, values=VALUES)
    rest_on_figure(row, by=cast.quality, **changed)
    return adopt(plan, cast)


@pytest.mark.parametrize(
    "changed", [{"n": 662, "numerator": 612, "value": 92.5}, {"n": 657}, {"numerator": 611, "value": 92.6}]
)
def test_a_change_of_a_few_pupils_keeps_the_number_that_is_out(out, cast, school, changed):
    plan = next_plan(cast, school.institution, **changed)

    shown = publish_edition(plan=plan, by=cast.quality, at=AT).read().figures[0]

    assert (shown.value, shown.numerator, shown.n) == (92.4, 610, 660)
    assert shown.marks[-1] == "Som offentliggjort 2. november 2026."


@pytest.mark.parametrize("changed", [{"n": 664, "numerator": 614}, {"numerator": 614, "value": 93.0}, {}])
def test_a_change_of_enough_pupils_comes_out(out, cast, school, changed):
    plan = next_plan(cast, school.institution, **changed)

    shown = publish_edition(plan=plan, by=cast.quality, at=AT).read().figures[0]

    assert (shown.numerator, shown.n) == (changed.get("numerator", 610), changed.get("n", 660))
    assert not any("Som offentliggjort" in mark for mark in shown.marks)


def test_the_editor_is_told_which_row_and_why(out, cast, school):
    told = preview_of(next_plan(cast, school.institution, n=662), on=ON).warnings[0]

    assert told.startswith("Række 1: «Mindst 26 timer» er ændret med nogle få personer")
    assert "2. november 2026" in told
    assert "Skriv heller ikke det nye tal i rækkens tekst." in told


def test_a_revoked_edition_holds_nothing_back(out, cast, school):
    revoke_edition(edition=out, by=cast.quality, at=AT, reason="Forkert tal")
    plan = next_plan(cast, school.institution, n=662)

    assert publish_edition(plan=plan, by=cast.quality, at=AT).read().figures[0].n == 662


def test_a_raised_limit_holds_larger_changes_back(out, cast, school):
    set_shown_from(by=cast.quality, unit=school.institution, limits=Limits(10, 10))
    plan = next_plan(cast, school.institution, n=668)

    assert publish_edition(plan=plan, by=cast.quality, at=AT).read().figures[0].n == 660


def test_a_raised_limit_for_wellbeing_holds_its_own_figures_back(out, cast, school):
    wellbeing = '{"plain": "x", "not_counted": "", "privacy": "wellbeing"}'
    set_shown_from(by=cast.quality, unit=school.institution, limits=Limits(4, 12))
    plan = next_plan(cast, school.institution, n=670, definition_text=wellbeing)

    assert publish_edition(plan=plan, by=cast.quality, at=AT).read().figures[0].n == 660


def test_two_rows_of_one_plan_do_not_tell_who_came_between_them(cast, school):
    plan = followup.create_plan(by=cast.quality, unit=school.institution, year="2027", title="Plan", introduction="")
    for n in (660, 662, 664):
        rest_on_figure(followup.add_row(by=cast.quality, plan=plan, values=VALUES), by=cast.quality, n=n)

    told = preview_of(adopt(plan, cast), on=ON)
    shown = publish_edition(plan=plan_again(plan), by=cast.quality, at=AT).read()

    assert [row.figures[0].n for row in shown.rows] == [664, 664, 664]
    assert "to tal fra hver sin dag" in told.warnings[0]


def plan_again(plan):
    plan.refresh_from_db()
    return plan


def test_what_is_kept_stays_kept_through_a_third_edition(out, cast, school):
    publish_edition(plan=next_plan(cast, school.institution, n=662), by=cast.quality, at=AT)
    third = freeze_by_hand(school.institution, by=cast.quality, n=663)
    content = content_with(third, school.vocational, cast, year="2027")

    shown = safe_beside_editions(content).content.figures[0]

    assert shown.n == 660
    assert len([mark for mark in shown.marks if "Som offentliggjort" in mark]) == 1


def test_a_new_number_that_would_tell_of_a_group_beside_an_old_one_is_hidden(deliver, cast, school):  # noqa: F811
    """Out is the class of twelve; of the education there are now fourteen, and two in the class that is hidden."""
    period = "2026/2027"
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}))
    old = freeze_result(by=cast.quality, unit=school.class_a, cited=Cited("share_26_hours", period))
    first = published_with(old, school.institution, cast, year="2026")
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}))
    whole = freeze_result(by=cast.quality, unit=school.carpentry, cited=Cited("share_26_hours", period))
    assert (whole.n, first.read().figures[0].n) == (14, 12)

    safe = safe_beside_editions(content_with(whole, school.institution, cast, year="2027"))

    assert (safe.content.figures[0].n, bool(safe.content.figures[0].hidden)) == (None, True)
    assert [(held.rows, held.day, held.is_hidden) for held in safe.held] == [((1,), "", True)]


def test_a_frozen_number_that_would_tell_of_a_group_beside_todays_is_hidden_too(deliver, cast, school):  # noqa: F811
    """The class of twelve was frozen, and before the plan came out only two were left in the other."""
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}))
    frozen = freeze_result(by=cast.quality, unit=school.class_a, cited=Cited("share_26_hours", "2026/2027"))
    plan = adopt(plan_with(frozen, school.institution, cast, year="2026"), cast)
    before = preview_of(plan, on=ON).content.figures[0].n
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}))

    told = preview_of(plan, on=ON)

    assert (before, told.content.figures[0].n, bool(told.content.figures[0].hidden)) == (12, None, True)
    assert "bliver skjult. Sammen med tal fra en anden dag" in told.warnings[0]


def test_what_is_hidden_takes_its_reference_with_it():
    """The reference repeats the raw result."""
    told = to_text(replace(PLAN, rows=(replace(PLAN.rows[0], figures=(hidden(GRADES),)),)))

    assert "7.4" in to_text(replace(PLAN, rows=(replace(PLAN.rows[0], figures=(GRADES,)),)))
    assert "7.4" not in told
    assert "Over niveau" not in told


def plan_with(frozen, unit, cast, *, year):
    plan = followup.create_plan(by=cast.quality, unit=unit, year=year, title="Plan", introduction="")
    row = followup.add_row(by=cast.quality, plan=plan, values=VALUES)
    finding = rest_on_figure(row, by=cast.quality).findings.get()
    finding.figure = frozen
    finding.save()
    return plan


def content_with(frozen, unit, cast, *, year):
    return gather.content_of(plan_with(frozen, unit, cast, year=year), named=(), on=ON)


def published_with(frozen, unit, cast, *, year):
    return publish_edition(plan=adopt(plan_with(frozen, unit, cast, year=year), cast), by=cast.quality, at=AT)
