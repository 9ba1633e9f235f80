import math

import numpy as np
import pytest
from scipy import stats
from scipy.integrate import quad

from ledestjerne.indicators.signals.families import benjamini_hochberg, expected_false_alarms
from ledestjerne.indicators.signals.funnel import funnel, rare
from ledestjerne.indicators.signals.spread import Spread, fit, mixture, taken


def schools(random, *, spread, deviating=0):
    """300 schools of very different sizes at about 12 %, with an ordinary spread on the logit scale."""
    n = np.clip((random.pareto(1.2, 300) * 60 + 30).astype(int), 30, 2000)
    logit = np.log(0.12 / 0.88) + random.normal(0, spread, 300)
    bad = np.zeros(300, bool)
    bad[random.choice(300, deviating, replace=False)] = True
    return random.binomial(n, 1 / (1 + np.exp(-logit - 0.9 * bad))), n, bad


def test_q_values_are_those_of_scipy():
    p = np.random.default_rng(1).uniform(size=50) ** 3

    assert benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p), abs=1e-12)
    assert len(benjamini_hochberg([])) == 0


def test_false_alarms_add_up():
    assert expected_false_alarms([0.0027, 0.05, 0.05]) == pytest.approx(0.1027)


def test_one_school_far_from_the_rest_is_flagged_and_no_other():
    hits = [12, 11, 13, 12, 10, 14, 12, 11, 13, 12, 12, 60]

    assert list(np.flatnonzero(funnel(hits=hits, n=[100] * 12).flagged)) == [11]


def test_few_units_make_no_funnel():
    assert funnel(hits=[10] * 9, n=[100] * 9) is None
    assert funnel(hits=[1] * 20, n=[12] * 20) is None


def test_a_school_too_small_to_judge_is_left_out():
    found = funnel(hits=[12] * 12 + [5], n=[100] * 12 + [6])

    assert np.isnan(found.p[-1])
    assert not found.flagged[-1]


def test_the_limits_close_in_with_size_but_not_closer_than_the_ordinary_spread():
    hits, n, _bad = schools(np.random.default_rng(3), spread=0.25)
    low, high = funnel(hits=hits, n=n).limits([50, 500, 5000, 50000])

    assert list(high - low) == sorted(high - low, reverse=True)
    assert (high - low)[-1] > 0.05


def test_a_count_is_outside_the_limits_exactly_when_it_is_rare():
    hits, n, _bad = schools(np.random.default_rng(3), spread=0.25)
    found, counts = funnel(hits=hits, n=n), np.arange(201.0)
    low, high = found.limits(200)

    usual = counts[rare(counts, np.full(201, 200.0), found.spread) > 0.05]

    assert (usual.min() / 200, usual.max() / 200) == (low[0], high[0])


def test_the_spread_between_schools_is_found_again():
    random = np.random.default_rng(5)
    n = random.integers(100, 600, 400)
    hits = random.binomial(n, 1 / (1 + np.exp(0.85 - random.normal(0, 0.25, 400))))

    found = funnel(hits=hits, n=n)

    assert found.between == pytest.approx(0.25, abs=0.03)
    assert found.centre == pytest.approx(0.304, abs=0.01)


def test_the_fit_solves_its_equations_unit_by_unit():
    hits, n, _bad = schools(np.random.default_rng(3), spread=0.4, deviating=12)
    found, cut = fit(hits.astype(float), n.astype(float), np.ones(300))
    share, between = float(found.share[0]), float(found.between[0])

    errors = [math.sqrt(share * (1 - share) / size + (1 - 1 / size) * between) for size in n]
    bent = [max(-2, min(2, (x / size - share) / error)) for x, size, error in zip(hits, n, errors, strict=True)]

    assert sum(each**2 for each in bent) == pytest.approx(cut.square.sum() * 299 / 300, rel=1e-6)
    assert sum((b - a) / e for b, a, e in zip(bent, cut.mean, errors, strict=True)) == pytest.approx(0, abs=1e-3)


def test_what_the_cut_takes_from_ordinary_units_is_what_drawing_them_gives():
    random, size = np.random.default_rng(7), 150
    spread = Spread(np.array([0.12]), np.array([0.0009]), np.zeros(1), np.ones(1))
    middle, deviation = (float(each[0]) for each in spread.logit_scale)
    share = 1 / (1 + np.exp(-middle - deviation * random.normal(size=400_000)))
    error = math.sqrt(0.12 * 0.88 / size + (1 - 1 / size) * 0.0009)

    drawn = np.clip((random.binomial(size, share) / size - 0.12) / error, -2, 2)
    cut = taken(spread, np.array([float(size)]))

    assert cut.mean[0] == pytest.approx(drawn.mean(), abs=0.01)
    assert cut.square[0] == pytest.approx((drawn**2).mean(), abs=0.01)


def test_the_tails_are_those_of_counts_whose_share_is_drawn_first():
    spread = Spread(np.array([0.3]), np.array([0.006]), np.zeros(1), np.ones(1))
    middle, deviation = (float(each[0]) for each in spread.logit_scale)

    drawn = quad(
        lambda z: stats.norm.pdf(z) * stats.binom.cdf(12, 90, 1 / (1 + np.exp(-middle - deviation * z))), -8, 8
    )[0]

    assert mixture(np.array([90.0]), spread).at_most(np.array([12.0]))[0] == pytest.approx(drawn, rel=1e-6)


@pytest.mark.parametrize(("spread", "promised", "least"), [(0.0, 0.05, 200), (0.25, 0.10, 50)])
def test_of_the_flags_no_more_are_false_than_promised_and_some_are_true(spread, promised, least):
    random, shares, right = np.random.default_rng(20261121), [], 0
    for _funnel in range(50):
        hits, n, bad = schools(random, spread=spread, deviating=12)
        flagged = funnel(hits=hits, n=n).flagged
        shares.append((flagged & ~bad).sum() / max(1, flagged.sum()))
        right += (flagged & bad).sum()

    assert np.mean(shares) <= promised
    assert right > least


@pytest.mark.parametrize(("spread", "promised"), [(0, 0.05), (0.1, 0.10), (0.25, 0.10), (0.5, 0.10)])
@pytest.mark.parametrize("units", [10, 30, 300])
def test_where_no_school_deviates_there_is_seldom_a_flag(units, spread, promised):
    random, some, funnels = np.random.default_rng(20261122), 0, 100
    for _funnel in range(funnels):
        n = np.exp(random.uniform(np.log(45), np.log(1000), units)).astype(int)
        hits = random.binomial(n, 1 / (1 + np.exp(1.4 - random.normal(0, spread, units))))
        some += funnel(hits=hits, n=n).flagged.any()

    assert some / funnels <= promised
