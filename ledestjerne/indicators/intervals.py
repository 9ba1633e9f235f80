"""95 % intervals: Wilson for shares, t for means, and for the difference of two figures."""

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from scipy.special import ndtri, stdtrit  # scipy.stats takes two seconds to import

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    low: float
    high: float


def wilson(*, hits: float, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's score interval (1927) for a share, as fractions; `n` is at least 1."""
    z = _normal(confidence)
    share = hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Interval(low=max(0.0, middle - half), high=min(1.0, middle + half))


def student(*, mean: float, deviation: float, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Student's t interval for a mean of `n` ≥ 2 values with that sample standard deviation."""
    half = _student(confidence, n - 1) * deviation / sqrt(n)
    return Interval(low=mean - half, high=mean + half)


def difference(*, new: float, new_interval: Interval, old: float, old_interval: Interval) -> Interval:
    """Interval of new minus old from their two intervals (Newcombe's square-and-add, 1998)."""
    step = new - old
    down = sqrt((new - new_interval.low) ** 2 + (old_interval.high - old) ** 2)
    up = sqrt((new_interval.high - new) ** 2 + (old - old_interval.low) ** 2)
    return Interval(low=step - down, high=step + up)


@lru_cache
def _normal(confidence: float) -> float:
    return float(ndtri((1 + confidence) / 2))


@lru_cache(maxsize=4096)
def _student(confidence: float, degrees: int) -> float:
    return float(stdtrit(degrees, (1 + confidence) / 2))
