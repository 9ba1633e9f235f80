import hashlib
import json
from dataclasses import replace

import pytest

from ledestjerne.publication.content import HiddenValueError, digest_of, from_text, to_text
from tests.publication.sample import DROPOUT, HIDDEN, HOURS, PLAN


def test_the_text_gives_the_same_content_back():
    assert from_text(to_text(PLAN)) == PLAN


def test_the_text_is_the_same_however_often_it_is_written():
    assert to_text(from_text(to_text(PLAN))) == to_text(PLAN)


def test_the_hash_is_that_of_the_bytes_a_reader_downloads():
    text = to_text(PLAN)

    assert digest_of(text) == hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert json.loads(text)["title"] == "Opfølgningsplan 2026"


@pytest.mark.parametrize("number", ["value", "numerator", "n", "low", "high"])
def test_a_hidden_figure_cannot_carry_the_number_it_hides(number):
    with pytest.raises(HiddenValueError):
        replace(HIDDEN, **{number: 3})


def test_a_figure_used_by_two_rows_is_told_once():
    first, *rest = PLAN.rows
    twice = replace(PLAN, rows=(first, *(replace(row, figures=(HOURS, *row.figures)) for row in rest)))

    assert twice.figures == [HOURS, DROPOUT, HIDDEN]
