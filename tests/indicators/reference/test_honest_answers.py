"""What cannot be estimated is told by name, never as a number."""

import numpy as np
import pytest

from ledestjerne.indicators.reference.linear import fit_linear
from ledestjerne.indicators.reference.logistic import fit_logistic
from ledestjerne.indicators.reference.results import LinearFit, LogisticFit, NoFit, Remark, Trouble
from ledestjerne.indicators.reference.sample import Sample
from tests.indicators.reference.samples import made

BOTH = pytest.mark.parametrize(
    ("fit", "binary"), [(fit_linear, False), (fit_logistic, True)], ids=["linear", "logistic"]
)


def with_column(rows: Sample, column: np.ndarray, name: str = "more") -> Sample:
    return Sample(rows.outcome, np.column_stack((rows.background, column)), rows.unit, (*rows.names, name))


@BOTH
def test_a_constant_column_is_named(fit, binary):
    rows = with_column(made(binary=binary), np.full(300, 7.0))

    assert fit(rows) == NoFit(Trouble.CONSTANT_COLUMN, ("more",))


@BOTH
def test_a_column_the_others_already_tell_is_named(fit, binary):
    rows = made(binary=binary)

    answer = fit(with_column(rows, 3 * rows.background[:, 0] - rows.background[:, 1] + 2))

    assert answer == NoFit(Trouble.DEPENDENT_COLUMNS, ("more",))


@BOTH
def test_a_value_that_is_no_number_is_named(fit, binary):
    column = np.zeros(300)
    column[3] = np.nan

    assert fit(with_column(made(binary=binary), column)) == NoFit(Trouble.NOT_FINITE, ("more",))


@BOTH
def test_one_unit_alone_has_nothing_to_be_held_against(fit, binary):
    rows = made(binary=binary)

    assert fit(Sample(rows.outcome, rows.background, np.zeros(300), rows.names)) == NoFit(Trouble.ONE_UNIT)


@BOTH
def test_units_of_one_each_cannot_be_told_from_their_pupils(fit, binary):
    rows = made(binary=binary)

    assert fit(Sample(rows.outcome, rows.background, np.arange(300), rows.names)) == NoFit(Trouble.ALL_UNITS_OF_ONE)


@BOTH
def test_a_unit_of_one_among_others_is_pulled_towards_the_middle_and_remarked(fit, binary):
    rows = made(binary=binary)
    unit = rows.unit.copy()
    unit[0] = 99

    found = fit(Sample(rows.outcome, rows.background, unit, rows.names))

    assert Remark.UNITS_OF_ONE in found.remarks
    assert found.units.n[-1] == 1
    assert found.units.conditional_se[-1] == found.units.conditional_se.max()


@BOTH
def test_fewer_rows_than_columns_is_too_few(fit, binary):
    rows = made(binary=binary)
    few = Sample(rows.outcome[:4], rows.background[:4], np.array([1, 1, 2, 2]), rows.names)

    assert fit(few) == NoFit(Trouble.TOO_FEW_ROWS)


@BOTH
def test_no_rows_is_no_answer(fit, binary):
    assert fit(Sample(np.empty(0), np.empty((0, 2)), np.empty(0), ("a", "b"))) == NoFit(Trouble.NO_ROWS)


@BOTH
def test_units_that_do_not_differ_give_zero_variance_and_say_so(fit, binary):
    rng = np.random.default_rng(1)
    outcome = np.tile([0.0, 1.0], 150) if binary else np.tile([1.0, 2.0, 3.0], 100)
    unit = np.repeat(np.arange(50), 6)
    rows = Sample(outcome, rng.normal(scale=1e-3, size=(300, 1)), unit, ("noise",))

    found = fit(rows)

    assert found.remarks == (Remark.NO_UNIT_VARIATION,)
    assert found.unit_variance == 0
    assert not found.units.effect.any()
    assert not found.units.conditional_se.any()


def test_columns_that_tell_the_outcome_exactly_are_a_perfect_fit():
    rows = made()
    told = Sample(rows.background @ [1.0, 2.0] + 3, rows.background, rows.unit, rows.names)

    assert fit_linear(told) == NoFit(Trouble.PERFECT_FIT)


def test_a_group_where_all_drop_out_separates():
    rows = made(binary=True)
    member = (np.arange(300) % 29 == 0).astype(float)
    told = Sample(np.where(member == 1, 1.0, rows.outcome), rows.background, rows.unit, rows.names)

    assert fit_logistic(with_column(told, member, "group")) == NoFit(Trouble.SEPARATION, ("group",))


def test_a_number_that_parts_the_outcomes_separates():
    rows = made(binary=True)
    number = np.where(rows.outcome == 1, 1.0, -1.0) * np.random.default_rng(2).uniform(0.1, 3, 300)

    answer = fit_logistic(with_column(rows, number, "split"))

    assert isinstance(answer, NoFit)
    assert answer.trouble is Trouble.SEPARATION
    assert "split" in answer.columns


def test_units_where_everyone_or_no_one_drops_out_separate():
    rows = made(rows=600, units=20, binary=True)
    parted = Sample((rows.unit % 2).astype(float), rows.background[:, :1], rows.unit, ("number",))

    assert fit_logistic(parted) == NoFit(Trouble.UNITS_SEPARATE)


def test_an_outcome_everybody_has_cannot_be_explained():
    rows = made(binary=True)

    assert fit_logistic(Sample(np.ones(300), rows.background, rows.unit, rows.names)) == NoFit(Trouble.ONE_OUTCOME)


def test_an_outcome_of_grades_is_not_yes_or_no():
    assert fit_logistic(made()) == NoFit(Trouble.NOT_BINARY)


@pytest.mark.parametrize("nodes", [1, 7])
def test_a_climb_that_may_not_finish_says_so(monkeypatch, nodes):
    where = "logistic" if nodes == 1 else "ascent"
    monkeypatch.setattr(f"ledestjerne.indicators.reference.{where}.STEPS", 1)

    assert fit_logistic(made(binary=True), nodes=nodes) == NoFit(Trouble.NOT_CONVERGED)


def test_both_kinds_of_standard_error_are_given_and_the_full_one_is_never_smaller():
    for found in (fit_linear(made()), fit_logistic(made(binary=True))):
        assert isinstance(found, LinearFit | LogisticFit)
        assert (found.units.full_se > found.units.conditional_se).all()
