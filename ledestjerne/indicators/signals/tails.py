"""Exact tails of counts: how rare a count is when only chance is at work."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtrik, betainc, ndtr, ndtri, pdtr, pdtrc, pdtrik

Floats: TypeAlias = NDArray[np.float64]
# Below this many expected hits or misses a count says too little for limits.
FEWEST_EXPECTED = 5.0
TINY = 1e-300


def at_most(hits: ArrayLike, n: ArrayLike, share: ArrayLike) -> Floats:
    """How often `n` trials give at most so many hits."""
    x, size, p = (np.asarray(each, dtype=float) for each in (hits, n, share))
    inside = (x >= 0) & (x < size)
    return np.where(inside, betainc(np.where(inside, size - x, 1), np.where(inside, x + 1, 1), 1 - p), x >= size)


def at_least(hits: ArrayLike, n: ArrayLike, share: ArrayLike) -> Floats:
    """How often `n` trials give at least so many hits."""
    size = np.asarray(n, dtype=float)
    return at_most(size - np.asarray(hits, dtype=float), size, 1 - np.asarray(share, dtype=float))


def binomial_p(hits: ArrayLike, n: ArrayLike, share: ArrayLike) -> Floats:
    """Two-sided exact p of `hits` of `n` when the true share is `share` (0 to 1): twice the smaller tail, at most 1."""
    x, size, p = (np.asarray(each, dtype=float) for each in (hits, n, share))
    return np.asarray(np.minimum(1.0, 2 * np.minimum(at_most(x, size, p), at_least(x, size, p))))


def poisson_p(count: ArrayLike, expected: ArrayLike) -> Floats:
    """Two-sided exact p of a count when so many are expected."""
    x, mean = np.asarray(count, dtype=float), np.asarray(expected, dtype=float)
    return np.asarray(np.minimum(1.0, 2 * np.minimum(pdtr(x, mean), np.where(x <= 0, 1.0, pdtrc(x - 1, mean)))))


def widened(p: ArrayLike, spread: ArrayLike) -> Floats:
    """A two-sided p when the spread is `spread` times that of pure chance (at least 1)."""
    return np.asarray(2 * ndtr(ndtri(np.maximum(np.asarray(p, dtype=float), TINY) / 2) / spread))


def binomial_limits(n: float, share: float, alpha: float) -> tuple[float, float]:
    """Lowest and highest share of `n` whose exact two-sided p is above alpha: what lies outside is out."""
    low = _count(lambda k: float(at_most(k, n, share)), float(bdtrik(alpha / 2, n, share)), n, alpha / 2)
    high = n - _count(lambda k: float(at_most(k, n, 1 - share)), float(bdtrik(alpha / 2, n, 1 - share)), n, alpha / 2)
    return low / n, high / n


def poisson_limits(expected: float, alpha: float) -> tuple[float, float]:
    """Lowest and highest count whose exact two-sided p is above alpha."""
    top = expected * 20 + 100
    low = _count(lambda k: float(pdtr(k, expected)), float(pdtrik(alpha / 2, expected)), top, alpha / 2)
    high = _count(lambda k: float(pdtr(k, expected)), float(pdtrik(1 - alpha / 2, expected)), top, 1 - alpha / 2)
    return low, high


def says_enough(n: ArrayLike, share: ArrayLike) -> NDArray[np.bool_]:
    """Whether at least five hits and five misses are expected."""
    size, p = np.asarray(n, dtype=float), np.asarray(share, dtype=float)
    return np.asarray(np.minimum(size * p, size * (1 - p)) >= FEWEST_EXPECTED)


def _count(cumulated: Callable[[float], float], start: float, top: float, level: float) -> float:
    """The smallest whole count whose cumulated probability is above the level, searched from a near guess."""
    count = 0.0 if np.isnan(start) else float(np.clip(np.ceil(start), 0, top))
    while count > 0 and cumulated(count - 1) > level:
        count -= 1
    while count < top and cumulated(count) <= level:
        count += 1
    return count
