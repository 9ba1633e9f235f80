"""How many of some pupils drop out, each with a chance of their own."""

from itertools import product

import numpy as np
import pytest
from scipy.stats import beta, binom

from ledestjerne.indicators.reference.chances import EXACT, probabilities, share_interval


def test_probabilities_are_those_of_every_outcome_written_out():
    chance = np.array([0.1, 0.35, 0.6, 0.05])
    counted = np.zeros(5)
    for outcome in product((0, 1), repeat=4):
        counted[sum(outcome)] += np.prod(np.where(outcome, chance, 1 - chance))

    assert probabilities(chance) == pytest.approx(counted)


def test_equal_chances_are_the_binomial_distribution():
    assert probabilities(np.full(30, 0.2)) == pytest.approx(binom.pmf(np.arange(31), 30, 0.2))


@pytest.mark.parametrize(("hits", "n"), [(3, 20), (0, 7), (7, 7), (1, 5)])
def test_with_equal_chances_the_interval_is_clopper_and_pearsons(hits, n):
    low, high = share_interval(hits=hits, chance=np.full(n, 0.4))

    assert low == pytest.approx(beta.ppf(0.025, hits, n - hits + 1) if hits else 0)
    assert high == pytest.approx(beta.ppf(0.975, hits + 1, n - hits) if hits < n else 1)


@pytest.mark.parametrize("hits", range(13))
def test_the_interval_holds_the_expected_share_just_when_the_exact_test_finds_nothing(hits):
    chance = np.linspace(0.02, 0.7, 12)
    law = probabilities(chance)

    low, high = share_interval(hits=hits, chance=chance)

    is_usual = law[: hits + 1].sum() > 0.025 and law[hits:].sum() > 0.025
    assert (low < chance.mean() < high) == is_usual


def test_one_pupil_more_than_the_exact_limit_changes_next_to_nothing():
    chance = np.linspace(0.05, 0.5, EXACT)

    exact, normal = (share_interval(hits=60, chance=each) for each in (chance, np.r_[chance, chance.mean()]))

    assert normal == pytest.approx(exact, abs=4e-3)
