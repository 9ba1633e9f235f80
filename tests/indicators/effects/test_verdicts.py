from dataclasses import replace

import pytest

from ledestjerne.indicators.effects.choice import Course, measure
from ledestjerne.indicators.effects.measured import Assumption, Effect, Method, Point
from ledestjerne.indicators.effects.verdicts import Judgement, Reason, Verdict, judge, needed

EFFECT = Effect(Method.COUNTS, -6.0, -10.0, -2.0, 150, "persons", ())


def points(count, start=20.0):
    return tuple(Point(str(index), start + index % 3, low=start - 5, high=start + 5, n=200) for index in range(count))


@pytest.mark.parametrize(
    ("before", "after", "others", "method"),
    [
        (8, 4, 9, Method.SERIES), (8, 3, 9, Method.COMPARED), (2, 1, 6, Method.COMPARED),
        (4, 1, 5, Method.PERIODS), (3, 1, 0, Method.COUNTS),
    ],
)  # fmt: skip
def test_the_strongest_method_the_data_allow_is_taken(before, after, others, method):
    course = Course(points(before), points(after, 25.0), tuple(float(index % 4) for index in range(others)))

    assert measure(course).method is method


def test_a_class_is_told_of_the_way_back_to_the_ordinary():
    small = tuple(replace(each, n=18) for each in points(1))

    assert Assumption.FALLS_BACK in measure(Course(small, small)).assumptions
    assert Assumption.FALLS_BACK not in measure(Course(points(1), points(1))).assumptions


def test_periods_that_happen_to_lie_close_do_not_make_it_surer_than_their_counts():
    close = tuple(Point(str(index), 20.0 + index / 100, low=15, high=25, n=200) for index in range(5))

    found = measure(Course(close[:4], (replace(close[4], value=24.0, low=19, high=29),)))

    assert found.method is Method.PERIODS
    assert found.half == pytest.approx((5**2 / 4 + 5**2) ** 0.5)


def test_without_a_period_after_or_an_interval_nothing_is_measured():
    bare = (Point("a", 4.1),)

    assert measure(Course(points(3), ())) is None
    assert measure(Course((), points(3))) is None
    assert measure(Course(bare, bare)) is None


def test_a_figure_that_never_moves_tells_nothing_of_how_sure_it_is():
    still = tuple(Point(str(index), 20.0) for index in range(6))

    assert measure(Course(still, still[:1])) is None


@pytest.mark.parametrize(
    ("low", "high", "is_up", "size", "expected"),
    [
        (-10.0, -2.0, False, 5.0, Judgement(Verdict.HELPED, Reason.BEYOND_CHANCE)),
        (-10.0, -2.0, True, 5.0, Judgement(Verdict.HARMED, Reason.BEYOND_CHANCE)),
        (-3.0, 2.0, False, 5.0, Judgement(Verdict.NO_EFFECT, Reason.EXPECTED_RULED_OUT)),
        (-6.0, 2.0, False, 5.0, Judgement(Verdict.UNDECIDED, Reason.TOO_UNSURE, 197)),
    ],
)
def test_a_change_helps_harms_is_too_small_or_cannot_be_decided(low, high, is_up, size, expected):
    effect = replace(EFFECT, change=(low + high) / 2, low=low, high=high)

    assert judge(effect, is_up=is_up, size=size) == expected


def test_without_an_expected_size_no_effect_is_never_concluded():
    found = judge(replace(EFFECT, change=-1.0, low=-3.0, high=1.0), is_up=False, size=None)

    assert (found.verdict, found.reason) == (Verdict.UNDECIDED, Reason.NO_SIZE)


def test_a_sample_twice_as_unsure_needs_four_times_as_many():
    wide = replace(EFFECT, low=-14.0, high=2.0)

    assert needed(wide, 2.0) == pytest.approx(4 * needed(EFFECT, 2.0), rel=0.01)
    assert needed(EFFECT, 0.0) is None
