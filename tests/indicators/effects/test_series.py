import numpy as np
import pytest

from ledestjerne.indicators.effects.likeness import alike
from ledestjerne.indicators.effects.series import design, interrupted, lags_for, limit, newey_west

Y = np.array([22.1, 21.4, 23.0, 22.6, 21.9, 22.8, 23.4, 22.2, 22.9, 23.1, 20.1, 19.8, 20.6, 19.9, 21.0, 20.2])
# OLS(...).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": False}) of statsmodels 0.15, bse of the step.
PRINTED = {2: 0.1823924, 6: 0.12632801}


@pytest.mark.parametrize("lags", PRINTED)
def test_the_errors_are_those_of_statsmodels(lags):
    x = design(10, 6)
    beta = np.linalg.lstsq(x, Y, rcond=None)[0]

    assert newey_west(x, (Y - x @ beta)[:, None], lags=lags)[0] == pytest.approx(PRINTED[lags], abs=1e-8)


def test_a_step_is_found_and_what_would_have_been_without_it():
    found = interrupted(Y[:10], Y[10:])

    assert found.change == pytest.approx(-3.16133333)
    assert found.high < 0
    assert found.expected == pytest.approx([22.0405 + 0.111 * time for time in range(10, 16)])


def test_a_straight_trend_is_no_step():
    noise = np.random.default_rng(4).normal(size=20) * 0.2
    y = np.arange(20) * 0.5 + noise

    found = interrupted(y[:12], y[12:])

    assert found.low < 0 < found.high


@pytest.mark.parametrize(("before", "after"), [(8, 4), (12, 4), (12, 12), (24, 12), (36, 12), (60, 24)])
@pytest.mark.parametrize("likeness", [-0.3, 0.0, 0.4, 0.6, 0.8])
def test_the_interval_covers_the_truth_as_often_as_promised(before, after, likeness):
    """With a trend, which the line takes away whatever its slope."""
    periods, x = before + after, design(before, after)
    y = (
        alike(np.random.default_rng(20261122).normal(size=(periods, 4000)), likeness)
        + 0.3 * np.arange(periods)[:, None]
    )

    beta = np.linalg.inv(x.T @ x) @ x.T @ y
    errors = newey_west(x, y - x @ beta, lags=lags_for(periods))

    assert np.mean(np.abs(beta[2]) <= limit(before, after) * errors) >= 0.93
