import numpy as np
import pytest
from scipy import stats

from ledestjerne.indicators.effects.choice import Course, measure
from ledestjerne.indicators.effects.groups import are_alike, difference_in_differences, limit_apart, periods_apart
from ledestjerne.indicators.effects.likeness import alike
from ledestjerne.indicators.effects.measured import Point
from ledestjerne.indicators.intervals import wilson


def test_one_unit_against_the_others_is_students_prediction():
    others = [1.0, 2.0, -1.0, 0.5, 3.0, 1.5]

    found = difference_in_differences(6.0, others)

    half = stats.t.ppf(0.975, 5) * np.std(others, ddof=1) * np.sqrt(1 + 1 / 6)
    assert (found.change, found.high - found.change) == pytest.approx((6.0 - np.mean(others), half))


def test_two_stretches_have_students_error_and_a_limit_for_periods_that_are_alike():
    before, after = [20.0, 21.0, 19.5, 20.5, 20.2], [23.0, 24.0, 22.5]

    found = periods_apart(before, after)

    reference = stats.ttest_ind(after, before).confidence_interval()
    wider = limit_apart(5, 3) / stats.t.ppf(0.975, 6)
    assert (found.low + found.high) == pytest.approx(reference.low + reference.high)
    assert (found.high - found.low) == pytest.approx((reference.high - reference.low) * wider)
    assert wider > 1


@pytest.mark.parametrize(("own", "other", "expected"), [(100, 50, True), (100, 49, False), (100, 201, False), (None, None, True), (100, None, False)])  # fmt: skip
def test_units_are_alike_up_to_twice_the_size(own, other, expected):
    assert are_alike(own, other) == expected


def shares(random, logit, sizes):
    return random.binomial(sizes, 1 / (1 + np.exp(-logit))) / sizes


@pytest.mark.parametrize("size", [18, 150, 1000])
@pytest.mark.parametrize("spread", [0.0, 0.2])
def test_beside_others_the_interval_covers_the_truth_as_often_as_promised(size, spread):
    """One unit and eight of comparable size; everything moves a little, the unit no more than the others."""
    random, covered = np.random.default_rng(20261121), 0
    for _trial in range(1500):
        sizes = np.concatenate(([size], (size * random.uniform(0.5, 2, 8)).astype(int)))
        before = np.log(0.2 / 0.8) + random.normal(0, spread, 9)
        changes = shares(random, before + 0.3 + random.normal(0, spread / 2, 9), sizes) - shares(random, before, sizes)
        found = difference_in_differences(changes[0], changes[1:])
        covered += found.low <= 0 <= found.high

    assert covered / 1500 >= 0.93


@pytest.mark.parametrize(("before", "after"), [(4, 1), (5, 2), (7, 3), (7, 8), (20, 3)])
@pytest.mark.parametrize("likeness", [-0.3, 0.0, 0.4, 0.8])
def test_over_periods_the_interval_covers_the_truth_as_often_as_promised(before, after, likeness):
    series = alike(np.random.default_rng(20261122).normal(size=(before + after, 4000)), likeness)

    held = [found.low <= 0 <= found.high for found in (periods_apart(y[:before], y[before:]) for y in series.T)]

    assert np.mean(held) >= 0.93


def point(hits, n):
    interval = wilson(hits=hits, n=n)
    return Point("", 100 * hits / n, hits, n, 100 * interval.low, 100 * interval.high)


@pytest.mark.parametrize("size", [18, 150, 1000])
def test_of_two_counts_the_interval_covers_the_truth_as_often_as_promised(size):
    random, covered = np.random.default_rng(20261121), 0
    for _trial in range(1500):
        old, new = random.binomial(size, 0.3), random.binomial(size, 0.4)
        found = measure(Course((point(old, size),), (point(new, size),)))
        covered += found.low <= 10 <= found.high

    assert covered / 1500 >= 0.93


@pytest.mark.parametrize("size", [18, 150, 1000])
def test_of_two_counts_the_interval_allows_for_years_that_move(size):
    random, covered = np.random.default_rng(20261122), 0
    for _trial in range(1500):
        old, new = random.binomial(size, 1 / (1 + np.exp(0.85 - random.normal(0, 0.1, 2))))
        found = measure(Course((point(old, size),), (point(new, size),)))
        covered += found.low <= 0 <= found.high

    assert covered / 1500 >= 0.93
