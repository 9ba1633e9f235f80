"""Before and after, alone or beside units where nothing was begun.

One unit's change against the changes of comparable units is a new observation against a sample: the interval is
Student's prediction interval, exact when changes are normal (the idea of Conley & Taber 2011 for few treated units).
Errors are by unit, because each unit enters with one change.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np
from scipy.special import stdtrit

from ledestjerne.indicators.effects.likeness import widest
from ledestjerne.indicators.signals.tails import Floats

CONFIDENCE = 0.95
FEWEST_UNITS = 6
FEWEST_PERIODS = 4  # periods before that show how much the figure moves by itself
LEAST_ALIKE, MOST_ALIKE = 0.5, 2.0


@dataclass(frozen=True)
class Change:
    """A change with its 95 % interval."""

    change: float
    low: float
    high: float


def difference_in_differences(own: float, others: Sequence[float]) -> Change:
    """The unit's change beyond the mean change of the others (at least two)."""
    changes = np.asarray(others, dtype=float)
    step = own - float(changes.mean())
    half = quantile(len(changes) - 1) * float(changes.std(ddof=1)) * sqrt(1 + 1 / len(changes))
    return Change(step, step - half, step + half)


def periods_apart(before: Sequence[float], after: Sequence[float]) -> Change:
    """Mean after minus mean before, by how much the figure moves from period to period within each stretch."""
    both = np.asarray([*before, *after], dtype=float)[:, None]
    step, error = (float(each[0]) for each in apart(both, len(before)))
    half = limit_apart(len(before), len(after)) * error
    return Change(step, step - half, step + half)


def apart(y: Floats, before: int) -> tuple[Floats, Floats]:
    """The step between the two stretches of each column, and its standard error if periods are not alike."""
    stretches = (y[:before], y[before:])
    within = sum(((each - each.mean(axis=0)) ** 2).sum(axis=0) for each in stretches) / (len(y) - 2)
    step = stretches[1].mean(axis=0) - stretches[0].mean(axis=0)
    return step, np.sqrt(within * sum(1 / len(each) for each in stretches))


@lru_cache(maxsize=256)
def limit_apart(before: int, after: int) -> float:
    """How many such errors the interval reaches to each side: Student's quantile, and more for periods that are alike."""

    def steps(noise: Floats) -> Floats:
        step, error = apart(noise, before)
        return np.abs(step / error)

    return max(quantile(before + after - 2), widest(steps, before + after))


def are_alike(own: int | None, other: int | None) -> bool:
    """Whether two units are of comparable size: one at most twice the other."""
    if not own or not other:
        return own is None and other is None
    return LEAST_ALIKE <= other / own <= MOST_ALIKE


def quantile(degrees: float) -> float:
    return float(stdtrit(degrees, (1 + CONFIDENCE) / 2))
