"""A figure beside another: last period, the parent, the goal, the published reference. Judges, never recomputes."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.intervals import Interval, difference
from ledestjerne.indicators.results import Mark, Result
from ledestjerne.indicators.vocabulary import Better

# What makes two periods impossible to compare.
_NOT_COMPARABLE = frozenset({Mark.BREAK, Mark.INCOMPLETE})


class Verdict(StrEnum):
    """How the figure stands: no difference that could not be chance is `SAME`; without intervals it is `UNSURE`.

    `DIFFERENT` is a difference beyond chance of a figure that is neither better high nor low.
    """

    BETTER = "better"
    WORSE = "worse"
    DIFFERENT = "different"
    SAME = "same"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Comparison:
    """`step` is this figure minus the other, `low` to `high` its 95 % interval (None when one of them has none)."""

    step: float
    low: float | None
    high: float | None
    verdict: Verdict

    @property
    def is_beyond_chance(self) -> bool:
        return self.verdict in (Verdict.BETTER, Verdict.WORSE, Verdict.DIFFERENT)


@dataclass(frozen=True)
class Standing:
    """`gap` is how far the figure is from the goal, positive when the goal is reached with room to spare.

    `is_sure` when the whole interval lies on the same side of the goal, or the figure has no interval.
    """

    goal: float
    gap: float
    is_met: bool
    is_sure: bool


def with_other(definition: Definition, *, this: Result, other: Result) -> Comparison | None:
    """This figure beside another of the same indicator (last period, the parent, the nation); None when one is missing.

    The other figure may contain this one, so against a parent the interval is on the careful side.
    """
    if this.value is None or other.value is None:
        return None
    step = this.value - other.value
    mine, theirs = _interval(this), _interval(other)
    if mine is None or theirs is None:
        return Comparison(step, None, None, Verdict.UNSURE)
    found = difference(new=this.value, new_interval=mine, old=other.value, old_interval=theirs)
    return Comparison(step, found.low, found.high, _verdict(definition, found))


def with_last(definition: Definition, *, this: Result, last: Result) -> Comparison | None:
    """This period beside the one before; None across a break or a new scale and for periods that are not complete."""
    if last not in on_one_scale(definition, (last,), period=this.period):
        return None
    if _NOT_COMPARABLE.intersection(this.marks) or Mark.INCOMPLETE in last.marks:
        return None
    return with_other(definition, this=this, other=last)


def on_one_scale(definition: Definition, series: Sequence[Result], *, period: str) -> tuple[Result, ...]:
    """The figures of a unit that stand on the same scale as the period's: those between the same two new scales.

    Figures on either side of a new scale are never drawn on one axis and never compared.
    """
    new = sorted({each.period for each in definition.breaks if each.new_scale})
    place = bisect_right(new, period)
    return tuple(each for each in series if bisect_right(new, each.period) == place)


def may_share_axis(one: Definition, other: Definition) -> bool:
    """Whether two indicators can be drawn on one axis: the same unit of measure, scale and kind of period."""
    return _axis(one) == _axis(other)


def _axis(definition: Definition) -> tuple[object, ...]:
    scale = definition.where.get("scale", ()) if definition.value == "mean" else ()
    return definition.unit, definition.period, scale


def with_goal(definition: Definition, *, this: Result, goal: float) -> Standing | None:
    """How the figure stands to a goal; None when it is hidden or has no better direction."""
    if this.value is None or definition.better is Better.NEITHER:
        return None
    sign = 1 if definition.better is Better.HIGHER else -1
    ends = [end for end in (this.low, this.high) if end is not None]
    is_met = (this.value - goal) * sign >= 0
    return Standing(goal, (this.value - goal) * sign, is_met, all(((end - goal) * sign >= 0) == is_met for end in ends))


def with_reference(definition: Definition, *, this: Result) -> str | None:
    """The verdict the publisher printed beside the figure, word for word; never worked out from the difference."""
    return this.verdict if definition.reference else None


def _verdict(definition: Definition, step: Interval) -> Verdict:
    if step.low <= 0 <= step.high:
        return Verdict.SAME
    if definition.better is Better.NEITHER:
        return Verdict.DIFFERENT
    is_up = step.low > 0
    return Verdict.BETTER if is_up == (definition.better is Better.HIGHER) else Verdict.WORSE


def _interval(result: Result) -> Interval | None:
    return None if result.low is None or result.high is None else Interval(result.low, result.high)
