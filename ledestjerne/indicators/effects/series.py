"""Interrupted series: a straight line through all periods and a step where the initiative began.

Segmented regression (Wagner and others 2002) with Newey & West's (1987) standard errors. In short series the
textbook's normal or t limits cover 70 to 90 % instead of 95; the limits here are simulated for the very series.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, sqrt

import numpy as np

from ledestjerne.indicators.effects.likeness import widest
from ledestjerne.indicators.signals.tails import Floats

FEWEST_BEFORE, FEWEST_AFTER = 8, 4
STEP = 2  # the column of the step


@dataclass(frozen=True)
class Step:
    """The step, its 95 % interval, and what the line alone says for the periods after."""

    change: float
    low: float
    high: float
    expected: tuple[float, ...]


def interrupted(before: Sequence[float], after: Sequence[float]) -> Step:
    """The step between two stretches of equally long periods; needs eight before and four after."""
    y = np.asarray([*before, *after], dtype=float)
    x = design(len(before), len(after))
    beta = np.linalg.lstsq(x, y, rcond=None)[0]
    error = float(newey_west(x, (y - x @ beta)[:, None], lags=lags_for(len(y)))[0])
    half = limit(len(before), len(after)) * error
    without = x[len(before) :, :STEP] @ beta[:STEP]
    change = float(beta[STEP])
    return Step(change, change - half, change + half, tuple(float(each) for each in without))


def design(before: int, after: int) -> Floats:
    """Level, straight trend and step, a row for each period."""
    time = np.arange(before + after, dtype=float)
    return np.column_stack([np.ones_like(time), time, (time >= before).astype(float)])


def newey_west(x: Floats, residuals: Floats, *, lags: int) -> Floats:
    """Newey-West standard errors of the step, one for each column of residuals (Bartlett's weights, no correction)."""
    moments = (np.linalg.inv(x.T @ x)[STEP] @ x.T)[:, None] * residuals
    variance = (moments**2).sum(axis=0)
    for lag in range(1, lags + 1):
        variance = variance + 2 * (1 - lag / (lags + 1)) * (moments[lag:] * moments[:-lag]).sum(axis=0)
    return np.asarray(np.sqrt(variance))


def lags_for(periods: int) -> int:
    """How many neighbours count, by Lazarus, Lewis, Stock & Watson's (2018) rule for short series."""
    return ceil(1.3 * sqrt(periods))


@lru_cache(maxsize=256)
def limit(before: int, after: int) -> float:
    """How many standard errors the interval reaches to each side, for a series of just this shape."""
    x = design(before, after)
    hat = np.linalg.inv(x.T @ x) @ x.T

    def steps(noise: Floats) -> Floats:
        beta = hat @ noise
        errors = newey_west(x, noise - x @ beta, lags=lags_for(before + after))
        return np.asarray(np.abs(beta[STEP] / errors))

    return widest(steps, before + after)
