import pytest

from ledestjerne.indicators.compare import (
    Verdict,
    may_share_axis,
    on_one_scale,
    with_goal,
    with_last,
    with_other,
    with_reference,
)
from ledestjerne.indicators.results import HiddenReason, Mark, Result
from tests.indicators.makers import SHARE, define

RISING = define(**SHARE)
FALLING = define(**SHARE, better="lower")


def result(value, low=None, high=None, **keys):
    whole = {
        "indicator": "tried", "unit": "A", "period": "2025/2026", "breakdown": (), "numerator": None, "n": None,
        "hidden": None, "marks": (), "deliveries": (),
    }  # fmt: skip
    return Result(value=value, low=low, high=high, **whole | keys)


@pytest.mark.parametrize(
    ("definition", "new", "verdict"),
    [
        (RISING, result(90, 85, 94), Verdict.BETTER),
        (FALLING, result(90, 85, 94), Verdict.WORSE),
        (RISING, result(72, 66, 77), Verdict.SAME),
        (RISING, result(50, 44, 56), Verdict.WORSE),
    ],
)
def test_a_move_counts_only_beyond_the_interval_of_the_difference(definition, new, verdict):
    found = with_last(definition, this=new, last=result(70, 64, 76))

    assert found.verdict is verdict
    assert found.is_beyond_chance == (verdict in (Verdict.BETTER, Verdict.WORSE))


def test_overlapping_intervals_can_still_differ():
    found = with_other(RISING, this=result(80, 75, 85), other=result(71, 66, 76))

    assert found.verdict is Verdict.BETTER
    assert found.low == pytest.approx(9 - 50**0.5)


def test_without_intervals_nobody_can_tell():
    found = with_last(RISING, this=result(7.4), last=result(7.1))

    assert (found.step, found.verdict) == (pytest.approx(0.3), Verdict.UNSURE)


@pytest.mark.parametrize(
    ("this", "last"),
    [
        (result(7.4, marks=(Mark.BREAK,)), result(7.1)),
        (result(7.4, marks=(Mark.INCOMPLETE,)), result(7.1)),
        (result(7.4), result(7.1, marks=(Mark.INCOMPLETE,))),
        (result(None, hidden=HiddenReason.FEW), result(7.1)),
        (result(7.4), result(None, hidden=HiddenReason.WITHHELD)),
    ],
)
def test_periods_that_cannot_be_compared_are_not(this, last):
    assert with_last(RISING, this=this, last=last) is None


def test_a_break_last_year_does_not_hinder_this_years_comparison():
    assert with_last(RISING, this=result(7.4), last=result(7.1, marks=(Mark.BREAK,))) is not None


@pytest.mark.parametrize(
    ("definition", "new", "gap", "is_met", "is_sure"),
    [
        (RISING, result(100, 97, 100), 0, True, False),
        (RISING, result(90, 85, 94), -10, False, True),
        (RISING, result(98, 95, 100), -2, False, False),
        (FALLING, result(90, 85, 94), 10, True, True),
    ],
)
def test_the_distance_to_a_goal_says_how_sure_it_is(definition, new, gap, is_met, is_sure):
    found = with_goal(definition, this=new, goal=100)

    assert (found.gap, found.is_met, found.is_sure) == (gap, is_met, is_sure)


def test_a_printed_value_without_interval_meets_its_goal_or_not():
    assert with_goal(RISING, this=result(26.0), goal=26).is_sure


def test_a_figure_with_no_better_direction_has_no_goal():
    assert with_goal(define(**SHARE, better="neither"), this=result(90), goal=80) is None


def test_the_published_verdict_is_passed_on_and_never_worked_out():
    definition = define(table="published", measure="published", value="difference", reference={"verdict": "level"})

    assert with_reference(definition, this=result(-0.4, verdict="På niveau")) == "På niveau"
    assert with_reference(definition, this=result(-0.4)) is None


NEW_SCALE = {"breaks": [{"period": "2019/2020", "text": "Ny skala", "new_scale": True}]}


def test_a_series_ends_where_a_new_scale_begins():
    definition = define(**SHARE | NEW_SCALE)
    series = [
        result(value=value, period=period) for value, period in ((72, "2017/2018"), (73, "2018/2019"), (4, "2019/2020"))
    ]

    assert on_one_scale(definition, series, period="2019/2020") == (series[2],)
    assert on_one_scale(definition, series, period="2017/2018") == (series[0], series[1])


def test_figures_on_either_side_of_a_new_scale_are_never_compared():
    definition = define(**SHARE | NEW_SCALE)
    old, new = result(value=73, period="2018/2019"), result(value=4, period="2020/2021")

    assert with_last(definition, this=new, last=old) is None
    assert with_last(definition, this=new, last=result(value=5, period="2019/2020")) is not None


def test_only_the_same_unit_period_and_scale_may_share_an_axis():
    survey = {"table": "published", "measure": "published", "value": "mean", "unit": "index"}
    one, other = (define(**survey, where={"scale": [scale]}) for scale in ("0-100", "1-10"))

    assert may_share_axis(one, one)
    assert not may_share_axis(one, other)
    assert not may_share_axis(one, define(**SHARE))
