"""Control charts: which points of a series lie outside what the series itself gives reason to expect.

Shewhart's charts with exact limits for counts (Montgomery 2013, chapters 6 and 7) and, where a series is long
enough to tell, limits widened by the spread from period to period (Laney 2002, p').
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, stdtr, stdtrit

from ledestjerne.indicators.signals.tails import (
    FEWEST_EXPECTED,
    Floats,
    binomial_limits,
    binomial_p,
    poisson_limits,
    poisson_p,
    says_enough,
    widened,
)

ALPHA = 0.0027  # what three standard deviations leave outside
FEWEST_POINTS = 3
FEWEST_FOR_SPREAD = 8  # fewer points say nothing about the spread from period to period
D2 = 1.128  # mean range of two values in standard deviations
D4 = 0.954  # median range of two values
# Three would alarm at 0.7 % of the newest points, which enter only one moving range; simulated, this keeps to 0.3 %.
LIMIT_OF_VALUES = 3.5


@dataclass(frozen=True)
class ChartPoint:
    """One period: its value, the limits, and how rare it is; None where too little is expected for limits."""

    value: float
    low: float | None
    high: float | None
    p: float | None

    @property
    def is_out(self) -> bool:
        return self.p is not None and self.p <= ALPHA


@dataclass(frozen=True)
class ControlChart:
    """A series with its centre and limits; `spread` is the period-to-period spread in units of pure chance."""

    kind: str
    centre: float
    spread: float
    points: tuple[ChartPoint, ...]


def p_chart(*, hits: Sequence[float], n: Sequence[float]) -> ControlChart | None:
    """Shares over time, `hits` of `n` a period; None with fewer than three periods or nowhere five expected."""
    x, size = np.asarray(hits, dtype=float), np.asarray(n, dtype=float)
    if len(x) < FEWEST_POINTS:
        return None
    share = float(x.sum() / size.sum())
    enough = says_enough(size, share)
    if not enough.any():
        return None
    spread = _spread((x / size - share) / np.sqrt(share * (1 - share) / size))
    p = widened(binomial_p(x, size, share), spread)
    alpha = exact_alpha(spread)
    limits = [binomial_limits(each, share, alpha) if ok else None for each, ok in zip(size, enough, strict=True)]
    return ControlChart("p", share, spread, _points(x / size, limits, p))


def u_chart(*, counts: Sequence[float], exposure: Sequence[float]) -> ControlChart | None:
    """Events per unit of exposure over time (such as absence days a school day); None as for shares."""
    x, size = np.asarray(counts, dtype=float), np.asarray(exposure, dtype=float)
    if len(x) < FEWEST_POINTS:
        return None
    rate = float(x.sum() / size.sum())
    enough = size * rate >= FEWEST_EXPECTED
    if not enough.any():
        return None
    spread = _spread((x / size - rate) / np.sqrt(rate / size))
    p = widened(poisson_p(x, size * rate), spread)
    alpha = exact_alpha(spread)
    limits = [
        _rates(poisson_limits(each * rate, alpha), each) if ok else None for each, ok in zip(size, enough, strict=True)
    ]
    return ControlChart("u", rate, spread, _points(x / size, limits, p))


def x_chart(values: Sequence[float]) -> ControlChart | None:
    """Single values over time with limits from the moving range (XmR); None with fewer than eight or no movement."""
    y = np.asarray(values, dtype=float)
    if len(y) < FEWEST_FOR_SPREAD:
        return None
    centre, sigma = float(y.mean()), float(np.abs(np.diff(y)).mean() / D2)
    if sigma == 0:
        return None
    p = 2 * ndtr(-np.abs(y - centre) / sigma * 3 / LIMIT_OF_VALUES)
    half = LIMIT_OF_VALUES * sigma
    return ControlChart("x", centre, 1.0, _points(y, [(centre - half, centre + half)] * len(y), p))


def mean_chart(*, means: Sequence[float], deviations: Sequence[float], n: Sequence[int]) -> ControlChart | None:
    """Means of `n` persons over time, with their standard deviations (X-bar with n that varies)."""
    y, size = np.asarray(means, dtype=float), np.asarray(n, dtype=float)
    degrees = float((size - 1).sum())
    if len(y) < FEWEST_POINTS or size.min() < FEWEST_EXPECTED:
        return None
    sigma = float(np.sqrt(((size - 1) * np.asarray(deviations, dtype=float) ** 2).sum() / degrees))
    if sigma == 0:
        return None
    centre = float((y * size).sum() / size.sum())
    # A point is itself a part of the centre: that much less is left to chance.
    error = sigma * np.sqrt(1 / size - 1 / size.sum())
    spread = _spread((y - centre) / error)
    p = 2 * stdtr(degrees, -np.abs(y - centre) / (error * spread))
    half = float(stdtrit(degrees, 1 - ALPHA / 2)) * error * spread
    limits = [(float(centre - each), float(centre + each)) for each in half]
    return ControlChart("xbar", centre, spread, _points(y, limits, p))


def exact_alpha(spread: float) -> float:
    """The p of pure chance that, when the spread is larger, is as rare as `ALPHA`."""
    return ALPHA if spread == 1 else float(2 * ndtr(-3 * spread))


def _spread(z: Floats) -> float:
    """Laney's sigma-z from the moving ranges of the standardised points; never below 1, and 1 in a short series.

    Their median, so that the very point that stands out does not hide itself.
    """
    return max(1.0, float(np.median(np.abs(np.diff(z))) / D4)) if len(z) >= FEWEST_FOR_SPREAD else 1.0


def _rates(limits: tuple[float, float], exposure: float) -> tuple[float, float]:
    return limits[0] / exposure, limits[1] / exposure


def _points(values: Floats, limits: Sequence[tuple[float, float] | None], p: Floats) -> tuple[ChartPoint, ...]:
    return tuple(
        ChartPoint(float(value), ends[0] if ends else None, ends[1] if ends else None, float(rare) if ends else None)
        for value, ends, rare in zip(values, limits, p, strict=True)
    )
