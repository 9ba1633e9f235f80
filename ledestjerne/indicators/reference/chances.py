"""How many of some pupils drop out, each with a chance of their own: exact probabilities and intervals. Pure.

The number is Poisson-binomial. The interval turns the exact test around as Clopper and Pearson (Biometrika 26, 1934) did for
equal chances: everybody's log odds are moved by the same step until what was seen is just not unlikely. Over `EXACT`
pupils the normal curve with a correction of half a pupil does the same.
"""

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, logit
from scipy.stats import norm

from ledestjerne.indicators.reference.results import Floats

EXACT = 200
FURTHEST = 60.0  # log odds: beyond it every chance is 0 or 1


def probabilities(chance: Floats) -> Floats:
    """Probability of 0, 1, … n hits (n + 1,) when each of n pupils has its own `chance`, by adding one pupil at a time."""
    found = np.zeros(len(chance) + 1)
    found[0] = 1.0
    for place, each in enumerate(chance):
        found[1 : place + 2] = found[1 : place + 2] * (1 - each) + found[: place + 1] * each
        found[0] *= 1 - each
    return found


def share_interval(*, hits: int, chance: Floats, confidence: float = 0.95) -> tuple[float, float]:
    """Lowest and highest expected share that `hits` of the pupils is not unlikely under; as fractions.

    `chance` (n,) are the expected chances; the interval contains their mean just when the exact two-sided test
    (each side by itself at half the risk) finds nothing unusual.
    """
    risk = (1 - confidence) / 2
    odds = logit(chance)
    low = 0.0 if hits == 0 else _share_at(odds, lambda moved: _at_least(hits, moved), risk, rising=True)
    high = 1.0 if hits == len(chance) else _share_at(odds, lambda moved: _at_most(hits, moved), risk, rising=False)
    return low, high


def _share_at(odds: Floats, tail: Callable[[Floats], float], risk: float, *, rising: bool) -> float:
    """The mean chance after the step that makes the tail's probability just the risk."""

    def over(step: float) -> float:
        return (tail(expit(odds + step)) - risk) * (1 if rising else -1)

    return float(expit(odds + brentq(over, -FURTHEST, FURTHEST, xtol=1e-10)).mean())


def _at_least(hits: int, chance: Floats) -> float:
    return _at_most(len(chance) - hits, 1 - chance)


def _at_most(hits: int, chance: Floats) -> float:
    if len(chance) <= EXACT:
        return float(probabilities(chance)[: hits + 1].sum())
    deviation = np.sqrt((chance * (1 - chance)).sum())
    return float(norm.cdf((hits + 0.5 - chance.sum()) / np.maximum(deviation, 1e-12)))
