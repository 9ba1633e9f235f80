from pathlib import Path

import pytest

from ledestjerne.base.files import load_folder
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.examples import misses
from ledestjerne.indicators.vocabulary import Measure, Status, Table

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
    is_persons = definition.table is Table.PUPIL_WEEK or definition.hide_by

    assert hidden - {None} or definition.caveats or not (is_counted or is_persons)


@EACH
def test_a_definition_names_sources_that_there_are(definition):
    if not SOURCES.is_dir():
        pytest.fail("definitions/sources findes ikke")
    assert [key for key in definition.sources if not (SOURCES / f"{key}.yaml").exists()] == []


def test_at_least_twenty_indicators_are_live():
    assert sum(definition.status is Status.LIVE for definition in DEFINITIONS.values()) >= 20


def test_titles_tell_the_indicators_apart():
    titles = [definition.title for definition in DEFINITIONS.values()]
    assert len(set(titles)) == len(titles)
