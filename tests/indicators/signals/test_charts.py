import numpy as np
import pytest
from scipy import stats

from ledestjerne.indicators.signals.charts import mean_chart, p_chart, u_chart, x_chart
from ledestjerne.indicators.signals.tails import binomial_limits, binomial_p, poisson_limits, poisson_p


def naive_p(hits, distribution):
    return min(1.0, 2 * min(distribution.cdf(hits), distribution.sf(hits - 1)))


def test_the_tails_are_those_of_the_distributions():
    for hits in range(31):
        assert binomial_p(hits, 30, 0.2) == pytest.approx(naive_p(hits, stats.binom(30, 0.2)), rel=1e-9)
        assert poisson_p(hits, 7.5) == pytest.approx(naive_p(hits, stats.poisson(7.5)), rel=1e-9)


@pytest.mark.parametrize(("n", "share"), [(18, 0.4), (150, 0.12), (1000, 0.5), (97, 0.93)])
def test_what_lies_outside_the_limits_is_what_is_rare(n, share):
    low, high = binomial_limits(n, share, 0.0027)

    for hits in range(n + 1):
        is_out = not low - 1e-12 <= hits / n <= high + 1e-12
        assert is_out == (naive_p(hits, stats.binom(n, share)) <= 0.0027)


def test_what_lies_outside_the_limits_of_a_count_is_what_is_rare():
    low, high = poisson_limits(12.5, 0.0027)

    for count in range(60):
        assert (not low <= count <= high) == (naive_p(count, stats.poisson(12.5)) <= 0.0027)


def test_a_year_far_from_the_others_is_out():
    chart = p_chart(hits=[10, 12, 11, 9, 31], n=[100] * 5)

    assert [point.is_out for point in chart.points] == [False] * 4 + [True]
    assert chart.centre == pytest.approx(0.146)
    assert chart.points[-1].high < 0.31


def test_a_small_group_gets_no_limits():
    chart = p_chart(hits=[10, 12, 1], n=[100, 100, 18])

    assert chart.points[-1].low is None
    assert not chart.points[-1].is_out
    assert p_chart(hits=[1, 2, 1], n=[18, 18, 18]) is None


def test_two_years_are_too_few_for_a_chart():
    assert p_chart(hits=[10, 40], n=[100, 100]) is None


def test_a_long_series_that_moves_more_than_chance_gets_wider_limits():
    hits = [1000, 1200, 900, 1100, 1250, 950, 1150, 1020, 1180, 940]
    chart = p_chart(hits=hits, n=[10000] * 10)

    assert chart.spread > 3
    assert not any(point.is_out for point in chart.points)


def test_events_are_judged_by_their_exposure():
    chart = u_chart(counts=[20, 22, 19, 60], exposure=[10, 11, 9, 10])

    assert chart.centre == pytest.approx(121 / 40)
    assert [point.is_out for point in chart.points] == [False, False, False, True]


def test_single_values_get_limits_from_their_moving_range():
    calm = [7.0, 7.1, 6.9, 7.0, 7.2, 7.0, 6.9, 7.1, 7.0, 6.9, 7.1, 7.0]

    assert x_chart([*calm, 9.0]).points[-1].is_out
    assert not any(point.is_out for point in x_chart(calm).points)
    assert x_chart(calm[:7]) is None
    assert x_chart([7.0] * 12) is None


def test_means_are_judged_by_how_many_stand_behind_them():
    few = mean_chart(means=[26, 26.1, 25.9, 27.5], deviations=[2, 2, 2, 2], n=[100, 100, 100, 6])
    many = mean_chart(means=[26, 26.1, 25.9, 27.5], deviations=[2, 2, 2, 2], n=[100, 100, 100, 100])

    assert not few.points[-1].is_out
    assert many.points[-1].is_out


def test_a_share_chart_is_wrong_about_no_more_than_three_points_in_a_thousand():
    random = np.random.default_rng(20261121)
    for share, size in ((0.05, 120), (0.1, 100), (0.3, 60), (0.3, 18)):
        points = []
        for _series in range(120):
            n = random.integers(int(0.6 * size), int(1.4 * size) + 1, 24)
            chart = p_chart(hits=random.binomial(n, share), n=n)
            points += [point.is_out for point in chart.points if point.p is not None] if chart else []
        assert len(points) > 1500
        assert np.mean(points) <= 0.003


def test_a_chart_of_values_is_wrong_about_no_more_than_three_newest_points_in_a_thousand():
    random = np.random.default_rng(20261121)

    assert np.mean([x_chart(random.normal(size=12)).points[-1].is_out for _series in range(6000)]) <= 0.003
