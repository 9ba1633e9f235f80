from itertools import combinations, groupby, pairwise, product

import numpy as np
import pytest

from ledestjerne.indicators.signals.runs import fewer_turns, fewest_crossings, longer_run, run_among, run_chart

# Anhøj & Olesen (2014), PLoS ONE 9(11), table 1: useful points, longest usual run, fewest usual crossings.
PRINTED = [(10, 6, 2), (12, 7, 3), (16, 7, 4), (20, 7, 6), (24, 8, 8)]


@pytest.mark.parametrize(("useful", "longest", "fewest"), PRINTED)
def test_the_limits_are_the_printed_ones(useful, longest, fewest):
    chart = run_chart([1.0, 2.0] * (useful // 2))

    assert (chart.useful, chart.longest_usual, fewest_crossings(useful)) == (useful, longest, fewest)


def test_a_shift_half_way_is_seen():
    chart = run_chart([1, 2, 1, 3, 2, 1, 2, 1, 2, 1, 8, 9, 8, 9, 8, 7, 9, 8, 9, 8])

    assert chart.is_signal
    assert chart.side == 1
    assert chart.longest == 10


def test_a_series_that_crosses_its_median_often_is_as_usual():
    assert not run_chart([1, 5, 2, 6, 3, 7, 1, 6, 2, 5, 3, 8]).is_signal


def test_nine_points_are_too_few():
    assert run_chart([1, 2, 3, 4, 5, 6, 7, 8, 9]) is None
    assert run_chart([]) is None


def test_long_runs_are_as_rare_as_counting_every_row_of_tosses_says():
    tosses = list(product((0, 1), repeat=10))
    for length in range(1, 11):
        long = sum(max(len(list(run)) for _side, run in groupby(row)) >= length for row in tosses)
        assert longer_run(10, length) == pytest.approx(long / len(tosses))


def test_a_run_chart_is_wrong_about_no_more_than_five_series_in_a_hundred():
    random = np.random.default_rng(20261121)
    for points in (12, 24):
        found = [run_chart(random.normal(size=points)).is_signal for _series in range(2000)]
        assert np.mean(found) <= 0.05


@pytest.mark.parametrize(("over", "under"), [(6, 4), (3, 8), (9, 2), (7, 7)])
def test_uneven_sides_are_held_against_every_order(over, under):
    rows = [
        "".join("o" if place in places else "u" for place in range(over + under))
        for places in map(set, combinations(range(over + under), over))
    ]
    turns = [sum(a != b for a, b in pairwise(row)) for row in rows]
    longest = [max(len(list(run)) for _side, run in groupby(row)) for row in rows]

    for k in range(1, over + under):
        assert fewer_turns(over, under, k) == pytest.approx(np.mean([each <= k for each in turns]))
        assert run_among(over, under, k) == pytest.approx(np.mean([each >= k for each in longest]))


def test_points_on_one_side_only_say_nothing():
    assert not run_chart([5] * 20 + [6] * 12).is_signal


@pytest.mark.parametrize("points", [16, 36, 60])
def test_shares_of_a_class_alarm_no_more_often_than_promised(points):
    random = np.random.default_rng(20261122)

    found = [run_chart(random.binomial(18, 0.3, points) / 18) for _series in range(600)]

    assert np.mean([chart is not None and chart.is_signal for chart in found]) <= 0.05
