import pytest
from scipy import stats

from ledestjerne.indicators.intervals import Interval, difference, student, wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_newcombes_printed_intervals(hits, n, low, high):
    found = wilson(hits=hits, n=n)

    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


def test_wilson_agrees_with_scipy_for_every_number_of_hits():
    for hits in range(31):
        reference = stats.binomtest(hits, 30).proportion_ci(method="wilson")
        found = wilson(hits=hits, n=30)
        assert (found.low, found.high) == pytest.approx((reference.low, reference.high), abs=1e-12)


def test_the_interval_of_a_mean_is_students():
    values = [24.0, 26.5, 27.0, 25.5, 28.0]
    spread = stats.tstd(values)

    found = student(mean=26.2, deviation=spread, n=5)

    reference = stats.t.interval(0.95, 4, loc=26.2, scale=stats.sem(values))
    assert (found.low, found.high) == pytest.approx(reference, abs=1e-12)


def test_the_difference_of_two_shares_is_newcombes():
    # Newcombe (1998), Statistics in Medicine 17, table II: 56/70 and 48/80, method 10.
    new, old = wilson(hits=56, n=70), wilson(hits=48, n=80)

    found = difference(new=56 / 70, new_interval=new, old=48 / 80, old_interval=old)

    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_a_difference_of_equal_figures_reaches_both_sides():
    same = Interval(0.4, 0.6)

    found = difference(new=0.5, new_interval=same, old=0.5, old_interval=same)

    assert found.low < 0 < found.high
