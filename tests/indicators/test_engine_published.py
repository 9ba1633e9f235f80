import pytest

from ledestjerne.indicators.engine import figures
from ledestjerne.indicators.results import HiddenReason, Mark, Scope
from ledestjerne.indicators.vocabulary import Level
from tests.indicators.makers import define, printed

INTAKE = {
    "table": "published", "measure": "count", "value": "intake", "sum_over": ["education"], "by": ["main_area"],
    "unit": "count", "decimals": 0,
}  # fmt: skip
DROPOUT = {
    "table": "published", "measure": "share", "value": "persons", "of": {"status": ["dropped"]},
    "among": {"status": ["all"]},
}  # fmt: skip
PRINTED = {"table": "published", "measure": "published", "value": "absence"}


ALONE = (Scope("A", Level.INSTITUTION),)


def shown(rows, scopes=ALONE, **keys):
    with printed(rows) as connection:
        found = figures(define(**keys), scopes=scopes, connection=connection)
    return {(r.unit, *(member for _, member in r.breakdown)): r for r in found}


def intake(value, **keys):
    dims = keys.pop("dims")
    return {"unit": "A", "measure": "intake", "value": value, "withheld": value is None, "dims": dims} | keys


def persons(value, status, unit="A"):
    return {
        "unit": unit, "measure": "persons", "value": value, "withheld": value is None, "dims": {"status": status},
    }  # fmt: skip


def test_the_printed_total_is_taken_and_not_the_sum_of_its_details():
    rows = [
        intake(165, dims={"main_area": "TBT", "education": "GF1", "total": "institution"}),
        intake(90, dims={"main_area": "TBT", "education": "GF1", "home_municipality": "657"}),
        intake(None, dims={"main_area": "TBT", "education": "GF1", "home_municipality": "615"}),
    ]

    result = shown(rows, **INTAKE)["A", "TBT"]

    assert (result.value, result.n, result.marks) == (165, 165, ())


def test_printed_subtotals_that_must_be_added_are_marked():
    rows = [
        intake(18, dims={"main_area": "FJO", "education": "Landbrug"}),
        intake(7, dims={"main_area": "FJO", "education": "Gartner"}),
    ]

    result = shown(rows, **INTAKE)["A", "FJO"]

    assert (result.value, result.marks) == (25, (Mark.SUMMED,))


def test_a_sum_with_a_withheld_part_says_that_a_part_is_missing():
    rows = [
        intake(18, dims={"main_area": "FJO", "education": "Landbrug"}),
        intake(None, dims={"main_area": "FJO", "education": "Gartner"}),
    ]

    assert shown(rows, **INTAKE)["A", "FJO"].marks == (Mark.PARTS_WITHHELD, Mark.SUMMED)


def test_details_that_may_not_be_added_give_no_figure():
    rows = [
        intake(18, dims={"main_area": "FJO", "home_municipality": "657"}),
        intake(7, dims={"main_area": "FJO", "home_municipality": "615"}),
    ]

    assert shown(rows, **INTAKE) == {}


def test_the_same_cell_printed_again_counts_once_and_the_newest_delivery_holds():
    dims = {"main_area": "TBT", "education": "GF1"}
    rows = [intake(165, dims=dims), intake(165, dims=dims, row=2), intake(170, dims=dims, delivery=2)]

    result = shown(rows, **INTAKE)["A", "TBT"]

    assert (result.value, result.deliveries) == (170, (2,))


def test_a_withheld_cell_is_hidden_and_never_zero():
    result = shown([intake(None, dims={"main_area": "TBT"})], **INTAKE)["A", "TBT"]

    assert (result.value, result.hidden) == (None, HiddenReason.WITHHELD)


def test_a_printed_zero_is_zero():
    result = shown([intake(0, dims={"main_area": "TBT"})], **INTAKE)["A", "TBT"]

    assert (result.value, result.hidden) == (0, None)


def test_a_row_that_is_not_printed_gives_no_figure():
    assert ("B",) not in shown(
        [intake(9, dims={})], scopes=(Scope("A", Level.INSTITUTION), Scope("B", Level.INSTITUTION)), **INTAKE
    )


def test_three_persons_are_hidden_even_when_the_source_printed_them():
    assert shown([intake(3, dims={"main_area": "FJO"})], **INTAKE)["A", "FJO"].hidden is HiddenReason.FEW


def test_a_share_of_printed_counts_has_wilsons_interval():
    result = shown([persons(41847, "dropped"), persons(601166, "all")], **DROPOUT)["A",]

    assert result.value == pytest.approx(6.9610, abs=5e-5)
    assert (result.numerator, result.n) == (41847, 601166)
    assert result.low == pytest.approx(6.8970, abs=5e-4)
    assert result.high == pytest.approx(7.0256, abs=5e-4)


def test_nothing_of_nothing_is_not_a_number():
    result = shown([persons(0, "dropped"), persons(0, "all")], **DROPOUT)["A",]

    assert (result.value, result.hidden) == (None, HiddenReason.NO_BASIS)


def test_a_share_with_a_withheld_numerator_is_withheld():
    result = shown([persons(None, "dropped"), persons(40, "all")], **DROPOUT)["A",]

    assert result.hidden is HiddenReason.WITHHELD


def test_a_printed_value_is_scaled_but_has_no_interval():
    result = shown([{"unit": "A", "measure": "absence", "value": 0.078}], **PRINTED, scale=100)["A",]

    assert result.value == pytest.approx(7.8)
    assert (result.n, result.low, result.high) == (None, None, None)


def test_a_period_the_source_calls_incomplete_is_marked():
    result = shown([{"unit": "A", "measure": "absence", "value": 7.8, "complete": False}], **PRINTED)["A",]

    assert result.marks == (Mark.INCOMPLETE,)


def test_breaks_and_known_outliers_are_marked_where_they_are():
    remark = {"period": "2024/2025", "text": "Ny opgørelse"}
    rows = [{"unit": unit, "measure": "absence", "value": 7.8} for unit in "AB"]
    scopes = (Scope("A", Level.INSTITUTION), Scope("B", Level.INSTITUTION))

    found = shown(rows, scopes, **PRINTED, breaks=[remark], outliers=[remark | {"unit": "B"}])

    assert (found["A",].marks, found["B",].marks) == ((Mark.BREAK,), (Mark.BREAK, Mark.OUTLIER))


@pytest.mark.parametrize(("value", "marks"), [(0, (Mark.OUTLIER,)), (760, ()), (1676, (Mark.OUTLIER,))])
def test_a_value_that_cannot_be_right_is_flagged_and_not_changed(value, marks):
    result = shown([{"unit": "A", "measure": "absence", "value": value}], **PRINTED, plausible=[100, 1500])["A",]

    assert (result.value, result.marks) == (value, marks)


def test_a_published_verdict_is_kept_word_for_word():
    rows = [
        {"unit": "A", "measure": "absence", "value": -0.4},
        {"unit": "A", "measure": "level", "text": "På niveau"},
    ]

    assert shown(rows, **PRINTED, reference={"verdict": "level"})["A",].verdict == "På niveau"


@pytest.mark.parametrize(("pupils", "hidden"), [(5, HiddenReason.FEW), (6, None)])
def test_wellbeing_of_a_school_with_five_pupils_is_hidden(pupils, hidden):
    rows = [{"unit": "A", "measure": "absence", "value": 3.7}, {"unit": "A", "measure": "pupils", "value": pupils}]

    assert shown(rows, **PRINTED, privacy="wellbeing", hide_by="pupils")["A",].hidden is hidden


def test_a_mean_over_printed_items_is_their_plain_mean():
    rows = [
        {"unit": "A", "measure": "negative", "value": value, "dims": {"item": item}}
        for item, value in (("a", 2.0), ("b", 4.0), ("c", 9.0))
    ]

    found = shown(rows, table="published", measure="mean", value="negative", mean_over=["item"])

    assert found["A",].value == pytest.approx(5)


def test_a_figure_is_not_shown_on_a_level_the_definition_leaves_out():
    rows = [{"unit": "A", "measure": "absence", "value": 7.8}]

    assert shown(rows, (Scope("A", Level.EDUCATION),), **PRINTED) == {}
