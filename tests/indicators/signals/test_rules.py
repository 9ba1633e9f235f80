from dataclasses import replace

import pytest

from ledestjerne.indicators.intervals import wilson
from ledestjerne.indicators.results import Mark, Result
from ledestjerne.indicators.signals.rules import Goal, Rule, Subject, control_chart, goal_p, look, reading_of, usable
from ledestjerne.indicators.signals.years import Movement, Side, Year, three_years
from tests.indicators.makers import SHARE, define

DROPOUT = define(
    table="published", measure="share", of={"measure": ["dropped"]}, among={"measure": ["started"]}, better="lower"
)  # fmt: skip


def share(period, hits, n, *, marks=()):
    return Result("tried", "281009", period, (), 100 * hits / n, hits, n, None, None, None, marks, ())


def series(*counts):
    return tuple(share(f"{2015 + index}/{2016 + index}", hits, n) for index, (hits, n) in enumerate(counts))


def looked(subject, rule):
    return next((each for each in look(subject) if each.rule is rule), None)


def test_a_year_out_of_the_ordinary_is_bad_news_when_low_is_better():
    subject = Subject(DROPOUT, series((12, 100), (10, 100), (11, 100), (33, 100)), nation={})

    found = looked(subject, Rule.LIMITS)

    assert (found.is_signal, found.direction) == (True, -1)


def test_the_history_before_a_break_and_half_periods_are_left_out():
    history = series((1, 10), (2, 10), (3, 10), (4, 10))
    cut = (
        *history[:1],
        share("2016/2017", 2, 10, marks=(Mark.BREAK,)),
        history[2],
        share("x", 1, 9, marks=(Mark.INCOMPLETE,)),
    )

    assert [each.period for each in usable(cut)] == ["2016/2017", "2017/2018"]


def test_a_rule_without_a_signal_is_still_counted():
    subject = Subject(DROPOUT, series((12, 100), (10, 100), (11, 100), (12, 100)), nation={})

    assert [(each.rule, each.is_signal) for each in look(subject)] == [(Rule.LIMITS, False)]


def test_nothing_shown_allows_no_rule():
    assert look(Subject(DROPOUT, (), nation={})) == []


def test_three_years_running_worse_than_the_nation_is_what_supervision_looks_for():
    nation = {"2015/2016": 10.0, "2016/2017": 10.0, "2017/2018": 10.0}
    subject = Subject(DROPOUT, series((30, 150), (26, 150), (28, 150)), nation=nation)

    found = looked(subject, Rule.YEARS)

    assert (found.is_signal, found.direction, found.picture.side) == (True, -1, Side.WORSE)
    assert found.p < 0.001


def test_three_years_a_little_worse_may_be_chance():
    nation = {"2015/2016": 10.0, "2016/2017": 10.0, "2017/2018": 10.0}
    subject = Subject(DROPOUT, series((16, 150), (16, 150), (16, 150)), nation=nation)

    assert not looked(subject, Rule.YEARS).is_signal


def with_interval(period, hits, n):
    interval = wilson(hits=hits, n=n)
    return replace(share(period, hits, n), low=100 * interval.low, high=100 * interval.high)


@pytest.mark.parametrize(("counts", "expected"), [((20, 33, 45), True), ((20, 22, 24), False), ((20, 70, 61), False)])
def test_without_a_yardstick_three_years_the_same_way_beyond_chance_are_a_signal(counts, expected):
    years = tuple(with_interval(f"{2020 + index}/{2021 + index}", hits, 200) for index, hits in enumerate(counts))

    found = looked(Subject(DROPOUT, years, nation={}), Rule.YEARS)

    assert found.is_signal == expected
    assert not expected or (found.direction, found.p < 0.001) == (-1, True)


@pytest.mark.parametrize(
    ("values", "side", "movement"),
    [
        ((11, 12, 13), Side.WORSE, Movement.UP), ((9, 8, 7), Side.BETTER, Movement.DOWN),
        ((9, 12, 9), Side.MIXED, Movement.BOTH), ((9, None, 9), Side.UNKNOWN, Movement.UNKNOWN),
    ],
)  # fmt: skip
def test_three_years_are_read_by_side_and_movement(values, side, movement):
    found = three_years([Year(str(index), value, 10) for index, value in enumerate(values)], higher_is_better=False)

    assert (found.side, found.movement) == (side, movement)


def test_without_a_yardstick_only_the_movement_is_read():
    found = three_years([Year(str(index), index) for index in range(3)], higher_is_better=True)

    assert (found.side, found.movement, found.p) == (Side.UNKNOWN, Movement.UP, None)


def test_a_goal_missed_by_chance_is_no_signal():
    missed = looked(Subject(DROPOUT, series((12, 100)), nation={}, goal=Goal(10)), Rule.GOAL)
    clear = looked(Subject(DROPOUT, series((25, 100)), nation={}, goal=Goal(10)), Rule.GOAL)

    assert (missed.is_signal, clear.is_signal) == (False, True)
    assert goal_p(DROPOUT, share("2020", 12, 100), 10) == pytest.approx(0.2970, abs=5e-5)


def test_the_publishers_verdict_is_taken_at_its_word():
    good = looked(Subject(DROPOUT, series((12, 100)), nation={}, verdict="Signifikant lavere"), Rule.REFERENCE)
    even = looked(Subject(DROPOUT, series((12, 100)), nation={}, verdict="På niveau"), Rule.REFERENCE)

    assert (good.is_signal, good.direction, good.p) == (True, 1, None)
    assert not even.is_signal


def test_each_figure_gets_the_chart_that_fits_it():
    lessons = define(**SHARE)
    printed = define(table="published", measure="published", value="score", unit="score")
    counts = define(table="published", measure="count", value="intake", unit="count")
    mean = define(table="pupil_week", measure="mean", per_pupil={"value": "led_hours_per_week", "weeks": "school_days"})
    ten = tuple(
        Result("t", "u", f"{2010 + year}", (), 20.0 + year % 3, 20, 100, 19, 22, None, (), ()) for year in range(10)
    )

    kinds = [control_chart(each, ten).kind for each in (lessons, printed, counts, mean)]

    assert kinds == ["p", "x", "u", "xbar"]
    assert control_chart(counts, ten[:7]) is None


def test_a_figure_that_is_neither_better_high_nor_low_lies_on_no_side():
    intake = define(table="published", measure="count", value="intake", unit="count", better="neither")
    years = tuple(Result("t", "u", str(year), (), 20.0, None, None, None, None, None, (), ()) for year in (1, 2, 3))

    found = reading_of(intake, years, nation={"1": 10.0, "2": 10.0, "3": 10.0}, goal=None)

    assert (found.side, found.movement) == (Side.UNKNOWN, Movement.BOTH)
