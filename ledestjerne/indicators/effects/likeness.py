"""Limits simulated for the very shape of a series, for periods that are like their neighbours.

The textbook's limits take each period for a new one. How alike periods are cannot be told from a short series, so the
limit is the widest any likeness up to 0.8 needs (the idea of fixed-b limits, Kiefer & Vogelsang 2005).
"""

from collections.abc import Callable
from math import sqrt

import numpy as np

from ledestjerne.indicators.signals.tails import Floats

# Correlation of neighbouring periods, and how often the interval is to hold the truth there: the promise is 95 % for the
# likeness school figures have, and 93 % whatever the likeness; one per cent is kept for what a simulation misses.
SURENESS = {0.0: 0.95, 0.35: 0.95, 0.6: 0.94, 0.8: 0.94}
DRAWS, SEED = 10_000, 2005


def widest(statistic: Callable[[Floats], Floats], periods: int) -> float:
    """The limit of a statistic worked out from series without any change (a column each), whatever their likeness."""
    noise = np.random.default_rng(SEED).normal(size=(periods, DRAWS))
    return max(float(np.quantile(statistic(alike(noise, each)), sure)) for each, sure in SURENESS.items())


def alike(noise: Floats, likeness: float) -> Floats:
    """Series (a column each) whose neighbouring periods are correlated, from independent ones."""
    found = noise.copy()
    found[0] /= sqrt(1 - likeness**2)
    for index in range(1, len(found)):
        found[index] += likeness * found[index - 1]
    return found
