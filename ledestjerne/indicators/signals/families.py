"""Many tests at once: which signals still count when so many figures are looked at."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from ledestjerne.indicators.signals.tails import Floats

FALSE_SHARE = 0.05


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """The smallest share of false alarms at which each test counts (q, Benjamini & Hochberg 1995), in the order given."""
    values = np.asarray(p, dtype=float)
    if not len(values):
        return values
    order = np.argsort(values)
    ranked = values[order] * len(values) / np.arange(1, len(values) + 1)
    q = np.empty_like(values)
    q[order] = np.minimum(1.0, np.minimum.accumulate(ranked[::-1])[::-1])
    return q


def expected_false_alarms(rates: Iterable[float]) -> float:
    """How many signals chance alone gives when each rule is wrong so often."""
    return float(sum(rates))
