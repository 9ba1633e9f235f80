import pytest
from django.http import Http404

from ledestjerne.indicators import reads
from ledestjerne.indicators.compare import Verdict
from ledestjerne.indicators.results import HiddenReason
from ledestjerne.indicators.vocabulary import Dimension
from ledestjerne.indicators.writes import set_target
from ledestjerne.organisation.writes import add_unit
from tests.indicators.conftest import lesson_file

pytestmark = pytest.mark.django_db
SHARE = "share_26_hours"


def test_a_figure_has_its_history_goal_and_children(school, lessons):
    found = reads.figure(school.vocational, reads.definition(SHARE))

    assert (found.result.period, found.result.value, found.result.n) == ("2026/2027", 90, 20)
    assert (found.last.value, found.movement.verdict) == (100, Verdict.SAME)
    assert [(goal.standing.is_met, goal.is_own) for goal in found.goals] == [(False, False)]
    assert [(child.unit, child.result.n) for child in found.children] == [(school.carpentry, 20)]


def test_an_earlier_period_can_be_asked_for(school, lessons):
    assert reads.figure(school.institution, reads.definition(SHARE), period="2025/2026").result.value == 100


def test_the_wider_unit_of_the_same_persons_is_not_set_beside(school, lessons):
    assert reads.figure(school.vocational, reads.definition(SHARE)).beside == ()


def test_a_class_is_seen_beside_the_nearest_unit_with_more_pupils(school, lessons):
    found = reads.figure(school.class_a, reads.definition(SHARE))

    assert [beside.unit for beside in found.beside] == [school.carpentry]


def test_a_wider_figure_of_two_schools_is_not_set_beside_either_of_them(console, school, deliver):
    """The one would take itself away and have the other; whoever has the right above sees it there."""
    third = add_unit(by=console, code="999003", level="institution", name="Ny", parent=school.network)
    for unit, pupils in ((school.institution, 12), (school.neighbour, 9)):
        deliver(lesson_file({"A": pupils}, short=2).replace(b"999001;", f"{unit.code};".encode()), unit=unit)
    of_two = reads.figure(school.institution, reads.definition(SHARE)).beside
    deliver(lesson_file({"A": 8}).replace(b"999001;", b"999003;"), unit=third)
    of_three = reads.figure(school.institution, reads.definition(SHARE)).beside

    assert of_two == ()
    assert [(each.unit, each.result.n) for each in of_three] == [(school.network, 29)]
    assert reads.figure(school.network, reads.definition(SHARE)).result.n == 29


def test_a_small_class_takes_another_with_it_on_every_page(school, deliver):
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}))
    definition = reads.definition(SHARE)

    seen_from_above = reads.figure(school.carpentry, definition).children
    seen_alone = [reads.figure(unit, definition).result for unit in (school.class_a, school.class_b)]

    assert [child.result.hidden for child in seen_from_above] == [HiddenReason.FEW, HiddenReason.FEW]
    assert [result.hidden for result in seen_alone] == [HiddenReason.FEW, HiddenReason.FEW]


def test_a_unit_without_facts_has_no_figure(school, lessons):
    assert reads.figure(school.neighbour, reads.definition(SHARE)) is None


def test_new_facts_are_seen_at_once(school, deliver, lessons):
    before = reads.figure(school.institution, reads.definition(SHARE)).result.value
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}, short=12))

    assert (before, reads.figure(school.institution, reads.definition(SHARE)).result.value) == (90, 40)


def test_a_unit_that_moves_is_seen_at_once(school, console, lessons):
    assert reads.live_figures(reads.definition(SHARE)).of("999001-hold-NY") == ()
    add_unit(by=console, code="999001-hold-NY", level="class", name="Ny", parent=school.carpentry)

    assert reads.basis_now().parents["999001-hold-NY"] == school.carpentry.code


def test_figures_stand_under_their_quality_dimensions(school, lessons):
    groups = {group.dimension: group.figures for group in reads.figures_by_dimension(school.institution)}

    assert SHARE in [seen.definition.key for seen in groups[Dimension.EDUCATION]]
    assert all(seen.definition.dimension is dimension for dimension, found in groups.items() for seen in found)


def test_the_units_own_goal_stands_beside_everyones(school, cast, lessons):
    set_target(by=cast.quality, unit=school.institution, indicator=SHARE, value=85, text="Strategien")

    goals = reads.figure(school.institution, reads.definition(SHARE)).goals

    assert [(goal.is_own, goal.standing.is_met) for goal in goals] == [(False, False), (True, True)]


@pytest.mark.parametrize("key", ["findes_ikke", "../hemmeligt"])
def test_an_indicator_that_is_not_is_not_found(key):
    with pytest.raises(Http404):
        reads.definition(key)


def test_drafts_never_reach_users(monkeypatch):
    draft = reads.definition(SHARE).model_copy(update={"status": "draft"})
    monkeypatch.setattr(reads.catalogue, "every_definition", lambda: {SHARE: draft})

    assert reads.definitions() == []
    with pytest.raises(Http404):
        reads.definition(SHARE)


def test_the_source_line_names_the_source_and_its_date(school, lessons):
    found = reads.figure(school.institution, reads.definition(SHARE))

    assert reads.source_line(found.definition, found.result).startswith("Kilde: institutionens studieadministrative")
    assert "2026" in reads.source_line(found.definition, found.result)
