"""A second witness beside lme4: gpboost, another method of another house, by maximum likelihood."""

import gpboost
import numpy as np
import pytest

from ledestjerne.indicators.reference.linear import Likelihood, fit_linear
from ledestjerne.indicators.reference.logistic import fit_logistic
from ledestjerne.indicators.reference.results import LinearFit, LogisticFit
from tests.indicators.reference.samples import made


def witness(rows, likelihood: str):
    columns = np.column_stack((np.ones(len(rows.outcome)), rows.background))
    model = gpboost.GPModel(group_data=rows.unit, likelihood=likelihood)
    model.fit(y=rows.outcome, X=columns, params={"optimizer_cov": "lbfgs", "delta_rel_conv": 1e-12, "maxit": 1000})
    return model


def test_the_linear_model():
    rows = made(rows=1200, units=40)

    found, other = fit_linear(rows, likelihood=Likelihood.ML), witness(rows, "gaussian")

    assert isinstance(found, LinearFit)
    residual, between = np.asarray(other.get_cov_pars(format_pandas=False)).ravel()[:2]
    assert found.residual_variance == pytest.approx(residual, rel=1e-3)
    assert found.unit_variance == pytest.approx(between, rel=5e-3)
    coefficients = np.asarray(other.get_coef(format_pandas=False)).ravel()[:3]
    assert np.abs((found.coefficients - coefficients) / found.standard_errors).max() < 5e-3


def test_the_logistic_model():
    rows = made(rows=2000, units=40, binary=True)

    found, other = fit_logistic(rows), witness(rows, "bernoulli_logit")

    assert isinstance(found, LogisticFit)
    between = float(np.asarray(other.get_cov_pars(format_pandas=False)).ravel()[0])
    assert found.unit_variance == pytest.approx(between, rel=1e-2)
    coefficients = np.asarray(other.get_coef(format_pandas=False)).ravel()[:3]
    assert np.abs((found.coefficients - coefficients) / found.standard_errors).max() < 3e-2
