from pathlib import Path

import pytest

from ledestjerne.base.files import load_folder
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.examples import misses
from ledestjerne.indicators.vocabulary import Measure, Status

FOLDER = Path(__file__).resolve().parents[2] / "definitions" / "indicators"
SOURCES = FOLDER.parent / "sources"
DEFINITIONS = load_folder(FOLDER, model=Definition)
EACH = pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS.keys())


@EACH
def test_a_definition_meets_its_own_examples(definition):
    assert [str(miss) for miss in misses(definition)] == []


@EACH
def test_a_definition_shows_by_example_what_it_hides_or_says_why_it_cannot(definition):
    hidden = {expected.hidden for example in definition.examples for expected in example.expect}
    is_counted = definition.measure in (Measure.SHARE, Measure.MEAN, Measure.COUNT) and not definition.mean_over
    is_persons = definition.pupil_table or definition.hide_by

    assert hidden - {None} or definition.caveats or not (is_counted or is_persons)


@EACH
def test_a_definition_names_sources_that_there_are(definition):
    if not SOURCES.is_dir():
        pytest.fail("definitions/sources findes ikke")
    assert [key for key in definition.sources if not (SOURCES / f"{key}.yaml").exists()] == []


def test_every_row_of_the_national_catalogue_is_there():
    assert {definition.row for definition in DEFINITIONS.values()} - {None} == set(range(1, 58))


def test_the_six_kinds_of_dropout_are_six_indicators():
    kinds = {row: [each for each in DEFINITIONS.values() if each.row == row] for row in (7, 8, 9, 11, 13, 16)}

    assert all(kinds.values())
    assert all(each.caveats for found in kinds.values() for each in found)


def test_the_supervision_has_its_ten_indicators():
    found = [each.key for each in DEFINITIONS.values() if "Tilsynets ti indikatorer for EUD" in each.framework]

    assert found == [
        "absence_basic_course", "dropout_eud_total", "dropout_gf1", "dropout_gf2", "dropout_main_course",
        "etu_learning_environment", "etu_wellbeing", "first_priority_direct", "gf2_intake", "no_transition_gf2_main",
    ]  # fmt: skip


@EACH
def test_a_definition_has_someone_who_answers_for_it_and_a_caveat_or_a_plain_meaning(definition):
    assert definition.owner
    assert definition.checked_by
    assert len(definition.plain) > 40
    assert len(definition.not_counted) >= len("Ingen.")


@EACH
def test_figures_of_a_survey_stand_on_one_named_scale(definition):
    if definition.value == "mean" and definition.sources[0].startswith("survey_results"):
        low, high = definition.where["scale"][0].split("-")
        assert definition.plausible == (float(low), float(high))
        assert definition.n_from == "answers"
        assert definition.guards_extremes


def test_at_least_twenty_indicators_are_live():
    assert sum(definition.status is Status.LIVE for definition in DEFINITIONS.values()) >= 20


def test_titles_tell_the_indicators_apart():
    titles = [definition.title for definition in DEFINITIONS.values()]
    assert len(set(titles)) == len(titles)
