from datetime import date

import pytest

from ledestjerne.followup import writes as followup
from ledestjerne.followup.models import Consequence, Expectation, Outcome
from ledestjerne.followup.stale import mark
from ledestjerne.publication.content import Heading, to_text
from ledestjerne.publication.gather import content_of
from tests.publication.plans import AT, adopt, rest_on_figure

DAY = date(2026, 11, 2)


@pytest.fixture
def content(adopted):
    return content_of(adopted, named=(), on=DAY)


def test_the_plan_is_told_whole(content):
    (row,) = content.rows

    assert (content.title, content.year, content.introduction, content.adopted_on) == (
        "Opfølgningsplan 2026", "2026", "Indledning.", "2026-10-12",
    )  # fmt: skip
    assert (row.result, row.goal, row.actions, row.schedule) == (
        "Vi så dette.", "Vi vil dette.", "Vi gør dette.", "I foråret.",
    )  # fmt: skip
    assert content.headings[2] == Heading("Handlinger, der igangsættes/videreføres", "Strategier")


def test_a_department_is_published_under_its_institution(cast, school):
    plan = followup.create_plan(by=cast.head, unit=school.vocational, year="2026", title="EUD")

    publisher = content_of(plan, named=(), on=DAY).publisher

    assert (publisher.code, publisher.institution_code) == ("999001-afd-EUD", "999001")


def test_a_person_is_told_by_role(content, cast):
    (initiative,) = content.rows[0].initiatives

    assert set(initiative.owners) == {"Skemalægger", "Uddannelseschef eller leder"}
    assert cast.head.name not in to_text(content)


def test_a_name_is_told_when_the_school_shows_it(adopted, cast):
    content = content_of(adopted, named={cast.head.pk}, on=DAY)

    assert set(content.rows[0].initiatives[0].owners) == {"Skemalægger", "Henrik Holm"}


def test_the_time_of_an_initiative_is_told_in_words(content):
    assert "januar og august" in content.rows[0].initiatives[0].time


def test_a_frozen_figure_is_told_with_all_it_rests_on(content):
    (figure,) = content.figures

    assert (figure.value, figure.numerator, figure.n, figure.low, figure.high) == (92.4, 610, 660, 90.1, 94.2)
    assert (figure.measured_in, figure.definition, figure.not_counted) == (
        "%", "Andelen af elever.", "Elever i oplæring.",
    )  # fmt: skip
    assert (figure.source, figure.deliveries) == (
        "Skolens egne lektionsregistreringer, afleveret 1. oktober 2026", (7,),
    )  # fmt: skip
    assert figure.marks == ("Tallet er et lokalt skøn.",)


def test_a_hidden_figure_tells_only_why(draft, cast):
    nothing = dict.fromkeys(("value", "numerator", "n", "low", "high"))
    rest_on_figure(draft.rows.get(), by=cast.quality, hidden="few", indicator="exam_mean", **nothing)

    hidden = content_of(draft, named=(), on=DAY).figures[1]

    assert hidden.hidden.startswith("Skjult, fordi gruppen er så lille")
    assert (hidden.value, hidden.numerator, hidden.n, hidden.low, hidden.high) == (None,) * 5


def test_what_came_of_a_row_is_told_when_it_is_judged(adopted, cast):
    row = adopted.rows.get()
    read = {"outcome": mark("open"), "outcome_text": mark("")}
    followup.judge_row(by=cast.quality, row=row, outcome=Outcome.PARTLY, text="Det gik bedre.", read=read)

    told = content_of(adopted, named=(), on=DAY).rows[0]

    assert (told.outcome, told.outcome_text) == ("Delvist nået", "Det gik bedre.")


def test_an_unjudged_row_claims_nothing(content):
    assert (content.rows[0].outcome, content.rows[0].outcome_text) == ("", "")


@pytest.mark.parametrize("is_checked", [False, True])
def test_only_a_finished_check_is_told(cast, school, draft, is_checked):
    initiative = draft.rows.get().initiatives.get()
    expected = {"indicator": "dropout_gf1", "unit": school.institution, "way": "down", "size": 5, "check_on": DAY}
    expectation = followup.set_expectation(by=cast.quality, initiative=initiative, values=expected)
    plan = adopt(draft, cast)
    if is_checked:
        expectation = Expectation.objects.get(pk=expectation.pk)  # as it is once the plan is adopted
        followup.judge_effect(by=cast.quality, expectation=expectation, consequence=Consequence.ADJUST, text="", at=AT)

    effect = content_of(plan, named=(), on=DAY).rows[0].initiatives[0].effect

    assert (effect is not None) == is_checked
    if effect:
        assert (effect.verdict, effect.consequence, effect.checked_on) == ("Kan ikke afgøres", "Justér", "2026-11-02")
        assert "intet tal at gå ud fra" in effect.reason
