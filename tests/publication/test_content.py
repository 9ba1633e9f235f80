import hashlib
import json
from dataclasses import replace

import pytest

from ledestjerne.publication.content import HiddenValueError, digest_of, from_text, says_the_same, to_text
from tests.publication.sample import DROPOUT, EFFECT, GRADES, HIDDEN, HOURS, PLAN


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


def in_older_form(content):
    """The text of an edition from before references had numbers and initiatives had effects."""
    plain = json.loads(to_text(content))
    for row in plain["rows"]:
        for part, key in ((row["figures"], "compared"), (row["initiatives"], "effect")):
            for each in part:
                del each[key]
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def with_one_row(**changed):
    row = replace(PLAN.rows[0], figures=(GRADES,), initiatives=PLAN.rows[0].initiatives[:1])
    return replace(PLAN, rows=(replace(row, **changed),))


def test_an_edition_of_an_older_form_says_the_same_when_no_word_has_changed():
    assert says_the_same(from_text(in_older_form(with_one_row())), with_one_row())


@pytest.mark.parametrize(
    "changed",
    [{"result": "Andre ord."}, {"figures": (replace(GRADES, reference="Nye ord", compared=None),)},
     {"figures": (replace(GRADES, value=7.5),)},
     {"initiatives": (replace(PLAN.rows[0].initiatives[0], effect=EFFECT),)}],
)  # fmt: skip
def test_what_a_reader_would_find_changed_since_an_older_form_is_a_change(changed):
    assert not says_the_same(from_text(in_older_form(with_one_row())), with_one_row(**changed))


def test_a_new_number_in_a_reference_is_a_change_between_editions_of_the_form_in_force():
    other = replace(GRADES, compared=replace(GRADES.compared, expected=6.9))

    assert not says_the_same(with_one_row(), with_one_row(figures=(other,)))
