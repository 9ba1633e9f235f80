"""How much a figure moves by itself, told by the history of other units, and the intervals that rest on it."""

import numpy as np
import pytest

from ledestjerne.indicators.effects.choice import Course, measure
from ledestjerne.indicators.effects.measured import Assumption, Point
from ledestjerne.indicators.effects.movement import CHOSEN, Past, ordinary_movement
from ledestjerne.indicators.intervals import wilson

MIDDLE = np.log(0.3 / 0.7)


def history(random, *, units=30, years=8, movement=0.1, common=0.0, steps=1, draw=None, walks=False, size=None):
    """Counts of units of mixed sizes whose years move so much on the logit scale, each pair so many years apart."""
    sizes = np.full(units, size) if size else random.choice([40, 100, 250, 600, 1500], units)
    noise = movement * (draw or random.normal)(size=(units, years))
    noise = np.sqrt(2) * np.cumsum(noise, axis=1) if walks else noise
    logit = MIDDLE + random.normal(0, 0.3, (units, 1)) + noise + random.normal(0, 1, (1, years)) * common
    hits = random.binomial(sizes[:, None], 1 / (1 + np.exp(-logit)))
    return [
        Past(str(unit), str(year), (hits[unit, year], hits[unit, year + steps]), (int(sizes[unit]),) * 2)
        for unit in range(units)
        for year in range(years - steps)
    ]


@pytest.mark.parametrize("movement", [0.15, 0.3])
def test_the_movement_of_many_units_is_found(movement):
    random = np.random.default_rng(20261130)

    found = [ordinary_movement(history(random, units=100, movement=movement), steps=1).own for _trial in range(30)]

    # shares move a little less than logits at the ends of large steps
    assert np.mean(found) == pytest.approx(2 * movement**2, rel=0.12)


def test_what_all_units_move_together_is_told_apart_and_counts_too():
    random = np.random.default_rng(20261130)

    found = [ordinary_movement(history(random, units=100, common=0.1), steps=1) for _trial in range(60)]

    assert np.mean([each.own for each in found]) == pytest.approx(0.02, rel=0.1)
    assert np.mean([each.common for each in found]) == pytest.approx(0.02, rel=0.25)


@pytest.mark.parametrize(
    "past",
    [
        pytest.param({"units": 9, "years": 8}, id="few units"),
        pytest.param({"units": 40, "years": 3}, id="few years"),
        pytest.param({"units": 14, "years": 3}, id="few changes"),
        pytest.param({"size": 3}, id="units that say nothing"),
        pytest.param({"years": 7, "steps": 3}, id="few years so far apart"),
    ],
)
def test_a_short_history_leaves_the_chosen_movement(past):
    found = ordinary_movement(history(np.random.default_rng(1), **past), steps=past.get("steps", 1))

    assert (found.variance, found.is_estimated) == (CHOSEN.variance, False)


def test_a_history_of_small_units_does_not_make_the_movement_small():
    """Years that did not move at all, seen through so much chance that they might as well have moved."""
    random = np.random.default_rng(20261130)
    small = history(random, units=12, years=5, movement=0.0, size=30)
    large = history(random, units=100, movement=0.0, size=1500)

    unsure, sure = (ordinary_movement(each, steps=1) for each in (small, large))

    assert unsure.variance == pytest.approx(CHOSEN.variance)
    assert sure.variance < CHOSEN.variance / 5


def point(hits, n):
    interval = wilson(hits=hits, n=n)
    return Point("", 100 * hits / n, hits, n, 100 * interval.low, 100 * interval.high)


def covered(random, size, movement, *, trials=800, common=0.0, steps=1, walks=False, **past):
    """How often the interval of a unit that did not change holds nought, by the movement its neighbours' history tells."""
    held = 0
    for _trial in range(trials):
        known = ordinary_movement(
            history(random, movement=movement, common=common, steps=steps, walks=walks, **past), steps=steps
        )
        step = np.sqrt(steps) if walks else 1.0
        own = MIDDLE + random.normal(0, movement * step, 2) + random.normal(0, common, 2)
        old, new = random.binomial(size, 1 / (1 + np.exp(-own)))
        found = measure(Course((point(old, size),), (point(new, size),), movement=known))
        held += found.low <= 0 <= found.high
    return held / trials


@pytest.mark.parametrize("size", [150, 1000])
@pytest.mark.parametrize("movement", [0.0, 0.05, 0.15, 0.3])
def test_whatever_years_move_the_interval_covers_as_often_as_promised(size, movement):
    assert covered(np.random.default_rng(20261130), size, movement, units=20, years=6) >= 0.93


@pytest.mark.parametrize(
    "world",
    [
        pytest.param({"units": 10, "years": 5}, id="a short history"),
        pytest.param({"common": 0.1, "units": 20, "years": 5}, id="all move together"),
        pytest.param({"walks": True, "units": 20}, id="years that start where the last ended"),
        pytest.param({"walks": True, "steps": 3, "years": 12, "units": 20}, id="three years apart"),
    ],
)
def test_in_other_worlds_too_the_interval_covers_as_often_as_promised(world):
    assert covered(np.random.default_rng(20261131), 1000, 0.15, **world) >= 0.93


def test_with_the_chosen_movement_the_same_figures_are_covered_too_seldom():
    random, held = np.random.default_rng(20261130), 0
    for _trial in range(500):
        old, new = random.binomial(1000, 1 / (1 + np.exp(-MIDDLE - random.normal(0, 0.15, 2))))
        found = measure(Course((point(old, 1000),), (point(new, 1000),)))
        held += found.low <= 0 <= found.high

    assert held / 500 < 0.9


def test_the_effect_says_which_movement_it_reckons_with():
    known = ordinary_movement(history(np.random.default_rng(1)), steps=1)
    before, after = (point(300, 1000),), (point(330, 1000),)

    chosen, estimated = (
        measure(Course(before, after, movement=each)) for each in (ordinary_movement([], steps=1), known)
    )

    assert Assumption.ONLY_CHANCE in chosen.assumptions
    assert Assumption.MOVES_AS_OTHERS in estimated.assumptions
    assert Assumption.ONLY_CHANCE not in estimated.assumptions


def test_what_is_estimated_is_not_taken_for_known():
    few = ordinary_movement(history(np.random.default_rng(3), units=10, years=5, movement=0.3), steps=1)
    before, after = (point(300, 1000),), (point(330, 1000),)

    found = measure(Course(before, after, movement=few))
    as_known = measure(Course(before, after, movement=type(few)(few.variance)))

    assert found.half > 1.02 * as_known.half
