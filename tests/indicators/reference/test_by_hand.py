"""The textbook's model gives all that is printed for the classic sets, and so it may witness for the product's own."""

import csv

import numpy as np
import pytest

from ledestjerne.indicators.reference.linear import Likelihood, fit_linear
from tests.indicators.reference.by_hand import fit_by_hand
from tests.indicators.reference.samples import made, sample


@pytest.fixture
def rows(real_data):
    def read(name):
        with (real_data / "multilevel" / name).open() as file:
            return list(csv.DictReader(file))

    return read


def columns(rows, *names):
    """Numbers of the rows that have them all."""
    whole = [row for row in rows if all(row[name] not in ("", "NA") for name in names)]
    return [np.array([float(row[name]) for row in whole]) for name in names]


def texts(rows, name):
    return np.array([row[name] for row in rows])


def test_scottish_pupils_in_primary_schools_crossed_with_secondary_ones(rows):
    found = rows("scotssec.csv")
    attain, verbal = columns(found, "attain", "verbal")

    fit = fit_by_hand(attain, verbal[:, None], [texts(found, "primary"), texts(found, "second")])

    assert len(found) == 3435
    assert [len(set(texts(found, name))) for name in ("primary", "second")] == [148, 19]
    assert [round(value, 4) for value in fit.coefficients] == [5.9797, 0.1601]
    assert [round(value, 4) for value in (*fit.variances, fit.residual_variance)] == [0.2719, 0.0110, 4.2542]
    assert round(fit.deviance, 2) == 14845.59


def test_chemistry_marks_in_schools_within_authorities(rows):
    found = rows("chem97.csv")
    score, before = columns(found, "score", "gcsecnt")
    school = np.char.add(np.char.add(texts(found, "lea"), "-"), texts(found, "school"))

    fit = fit_by_hand(score, before[:, None], [school, texts(found, "lea")])

    assert (len(found), len(set(texts(found, "lea")))) == (31022, 131)
    assert [round(value, 4) for value in (*fit.variances, fit.residual_variance)] == [1.1662, 0.0136, 5.1541]


def test_the_performance_index_of_californian_schools(rows):
    found = rows("apipop.csv")
    index, meals, learners, parents = columns(found, "api00", "meals", "ell", "avg.ed")

    fit = fit_by_hand(index, np.column_stack([meals, learners, parents]), [])

    assert len(index) == 6016
    assert [round(value, digits) for value, digits in zip(fit.coefficients, (3, 4, 4, 3), strict=True)] == [
        558.443, -1.6721, -0.6776, 72.305,
    ]  # fmt: skip
    assert round(1 - fit.residual_variance / index.var(), 4) == 0.7444
    assert [texts(found, "stype").tolist().count(kind) for kind in "EHM"] == [4421, 755, 1018]
    assert [round(columns(found, name)[0].mean(), 4) for name in ("api00", "api99")] == [664.7126, 631.9130]


def test_who_has_not_answered_is_left_out_and_counted(rows, real_data):
    brandsma, marks = rows("brandsma.csv"), rows("gcsemv.csv")
    missing = {name: sum(row[name] == "" for row in brandsma) for name in brandsma[0]}

    assert len(brandsma) == 4106
    assert {name: count for name, count in missing.items() if name in ("iqv", "ses", "lpr", "lpo", "apr", "apo")} == {
        "iqv": 17, "ses": 137, "lpr": 320, "lpo": 204, "apr": 309, "apo": 200,
    }  # fmt: skip
    assert (missing["den"], missing["ssi"]) == (249, 622)
    assert (len(marks), len(set(texts(marks, "school")))) == (1905, 73)
    assert [sum(row[name] == "" for row in marks) for name in ("written", "course")] == [202, 180]
    whole = sample(real_data / "multilevel" / "gcsemv.csv", outcome="written", unit="school", background=["course"])
    assert len(whole.outcome) == sum(row["written"] != "" and row["course"] != "" for row in marks)


@pytest.mark.parametrize("likelihood", list(Likelihood))
@pytest.mark.parametrize("seed", range(4))
def test_our_own_model_agrees_with_the_textbook(likelihood, seed):
    pupils = made(rows=400, units=20 + seed, seed=seed)

    ours = fit_linear(pupils, likelihood=likelihood)
    theirs = fit_by_hand(
        pupils.outcome, pupils.background, [pupils.unit.astype(str)], restricted=likelihood is Likelihood.REML
    )

    assert ours.coefficients == pytest.approx(theirs.coefficients, abs=1e-6)
    assert ours.standard_errors == pytest.approx(theirs.standard_errors, rel=1e-6)
    assert (ours.unit_variance, ours.residual_variance) == pytest.approx(
        (theirs.variances[0], theirs.residual_variance), rel=1e-5
    )
    assert ours.deviance == pytest.approx(theirs.deviance, abs=1e-6)
