"""The method the data allow, from the strongest to the weakest, and what it then rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, isfinite, sqrt

from ledestjerne.indicators.effects.groups import (
    FEWEST_PERIODS,
    FEWEST_UNITS,
    Change,
    difference_in_differences,
    periods_apart,
    quantile,
)
from ledestjerne.indicators.effects.measured import Assumption, Effect, Method, Point
from ledestjerne.indicators.effects.movement import CHOSEN, Movement
from ledestjerne.indicators.effects.series import FEWEST_AFTER, FEWEST_BEFORE, interrupted
from ledestjerne.indicators.intervals import Interval, difference

A = Assumption
NORMAL = 1.959964  # half a 95 % interval in standard errors
CLASS = 30


@dataclass(frozen=True)
class Course:
    """The unit's periods before and after, the oldest first, and the changes of comparable units meanwhile.

    The last period before is the baseline. `movement` is what two counts reckon that figures move by themselves.
    """

    before: tuple[Point, ...]
    after: tuple[Point, ...]
    others: tuple[float, ...] = ()
    movement: Movement = CHOSEN


def measure(course: Course) -> Effect | None:
    """The change with its interval; None when there is no period on each side, or nothing tells how sure it is."""
    if not course.before or not course.after:
        return None
    found = strongest(course)
    return found if found and found.half > 0 else None  # figures that never move tell nothing of how sure they are


def strongest(course: Course) -> Effect | None:
    if len(course.before) >= FEWEST_BEFORE and len(course.after) >= FEWEST_AFTER:
        return by_series(course)
    if len(course.others) >= FEWEST_UNITS:
        return beside_others(course)
    if len(course.before) >= FEWEST_PERIODS:
        return by_periods(course)
    return by_counts(course)


def is_by_counts(course: Course) -> bool:
    """Whether nothing better than two counts is at hand."""
    return len(course.before) < FEWEST_PERIODS and len(course.others) < FEWEST_UNITS


def by_series(course: Course) -> Effect:
    step = interrupted(values(course.before), values(course.after))
    return Effect(
        Method.SERIES, step.change, step.low, step.high, len(course.after), "periods",
        (A.SAME_COUNTING, A.STRAIGHT_TREND, A.NOTHING_ELSE), step.expected,
    )  # fmt: skip


def beside_others(course: Course) -> Effect:
    old, new = course.before[-1], course.after[-1]
    found = no_surer_than_chance(difference_in_differences(new.value - old.value, course.others), [old], [new])
    without = old.value + sum(course.others) / len(course.others)
    return effect(
        Method.COMPARED, found, size=people([old, new]) or len(course.others), counted=counted([old, new], "units"),
        assumptions=(A.SAME_COUNTING, A.SAME_COURSE, A.NOTHING_ELSE), course=course, expected=(without,) * len(course.after),
    )  # fmt: skip


def by_periods(course: Course) -> Effect:
    found = no_surer_than_chance(
        periods_apart(values(course.before), values(course.after)), course.before, course.after
    )
    mean = sum(values(course.before)) / len(course.before)
    return effect(
        Method.PERIODS, found, size=len(course.after), counted="periods",
        assumptions=(A.SAME_COUNTING, A.NO_TREND, A.ORDINARY_YEARS, A.NOTHING_ELSE), course=course,
        expected=(mean,) * len(course.after),
    )  # fmt: skip


def by_counts(course: Course) -> Effect | None:
    """The newest period against the baseline, by their own intervals (Newcombe's square-and-add), and what years move.

    Where that is estimated, Student's quantile takes the place of the normal one.
    """
    old, new = course.before[-1], course.after[-1]
    if old.low is None or old.high is None or new.low is None or new.high is None:
        return None
    step = difference(
        new=new.value, new_interval=Interval(new.low, new.high), old=old.value, old_interval=Interval(old.low, old.high)
    )
    slope, change = sqrt(sum(slope_at(each) ** 2 for each in (old, new)) / 2), new.value - old.value
    more = NORMAL * sqrt(course.movement.variance) * slope
    wider = unsureness(course.movement, (step.high - step.low) / 2 / NORMAL, slope)
    found = Change(
        change, change - wider * hypot(change - step.low, more), change + wider * hypot(step.high - change, more)
    )
    years = A.MOVES_AS_OTHERS if course.movement.is_estimated else A.ONLY_CHANCE
    return effect(
        Method.COUNTS, found, size=people([old, new]) or 0, counted="persons",
        assumptions=(A.SAME_COUNTING, years, A.NO_TREND, A.NOTHING_ELSE), course=course,
        expected=(old.value,) * len(course.after),
    )  # fmt: skip


def slope_at(point: Point) -> float:
    """How much a share moves, in its own unit, with a step on the logit scale; 0 where no count is known."""
    if not point.hits or not point.n:
        return 0.0
    return abs(point.value) * (1 - point.hits / point.n)


def unsureness(movement: Movement, chance: float, slope: float) -> float:
    """How much wider the interval is because the movement is only estimated."""
    if not slope:
        return 1.0
    degrees = movement.degrees(chance=(chance / slope) ** 2)
    return quantile(degrees) / NORMAL if isfinite(degrees) else 1.0


def effect(
    method: Method, found: Change, *, size: int, counted: str, assumptions: tuple[Assumption, ...], course: Course,
    expected: tuple[float, ...],
) -> Effect:  # fmt: skip
    small = people([course.before[-1], course.after[-1]])
    more = (A.FALLS_BACK,) if small and small < CLASS else ()
    return Effect(method, found.change, found.low, found.high, size, counted, (*assumptions, *more), expected)


def values(points: Sequence[Point]) -> list[float]:
    return [each.value for each in points]


def no_surer_than_chance(found: Change, before: Sequence[Point], after: Sequence[Point]) -> Change:
    """The interval, widened where a few periods or units happen to lie closer together than their own counts allow."""
    least = NORMAL * sqrt(variance_of_mean(before) + variance_of_mean(after))
    if found.high - found.change >= least:
        return found
    return Change(found.change, found.change - least, found.change + least)


def variance_of_mean(points: Sequence[Point]) -> float:
    """What chance alone gives the mean of the periods; 0 where their intervals are not known."""
    errors = [(each.high - each.low) / 2 / NORMAL for each in points if each.low is not None and each.high is not None]
    return sum(error**2 for error in errors) / len(errors) ** 2 if len(errors) == len(points) else 0.0


def people(points: Sequence[Point]) -> int | None:
    """The smallest number of persons behind the points; None when one does not tell."""
    sizes = [each.n for each in points if each.n]
    return min(sizes) if len(sizes) == len(points) else None


def counted(points: Sequence[Point], otherwise: str) -> str:
    return otherwise if people(points) is None else "persons"
