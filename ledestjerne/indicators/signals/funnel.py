"""A funnel: units beside each other, each judged by its own size, with room for the ordinary spread between units.

The idea is Spiegelhalter's (2005, Statistics in Medicine 24, 1185-1202; Quality and Safety in Health Care 14,
347-351): a random-effects funnel. A unit's p is how rare its count is for a new unit drawn as the others were, with
Student's tails because the spread between them is itself only estimated. Units that stand out are set aside and
the rest judged again without them, until no more stand out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from ledestjerne.indicators.signals.families import FALSE_SHARE, benjamini_hochberg
from ledestjerne.indicators.signals.spread import Spread, fit, fitted, mixture
from ledestjerne.indicators.signals.tails import TINY, Floats, says_enough

FEWEST_UNITS = 10
MOST_LEFT_OUT = 40  # so many of the most extreme units are held against a fit without them; the rest cannot be flagged
ROUNDS = 5


@dataclass(frozen=True)
class Funnel:
    """`spread` is the typical share and how much units differ.

    For each unit `p` (exact, with the spread) and `q` (Benjamini-Hochberg over the funnel); NaN where the unit is too
    small to judge.
    """

    spread: Spread
    p: Floats
    q: Floats

    @property
    def centre(self) -> float:
        return float(self.spread.share[0])

    @property
    def between(self) -> float:
        """The standard deviation between the units' true shares on the logit scale."""
        return float(self.spread.logit_scale[1][0])

    @property
    def flagged(self) -> NDArray[np.bool_]:
        return np.asarray(self.q <= FALSE_SHARE)

    def limits(self, n: ArrayLike, *, alpha: float = FALSE_SHARE) -> tuple[Floats, Floats]:
        """The shares between which units of those sizes are as usual."""
        size = np.atleast_1d(np.asarray(n, dtype=float))
        level: Floats = np.asarray(2 * ndtr(stdtrit(self.spread.degrees(size), alpha / 2)), dtype=np.float64)
        fewest, most = mixture(size, self.spread).usual(level)
        return fewest / size, most / size


def funnel(*, hits: Sequence[float], n: Sequence[float]) -> Funnel | None:
    """Judge units by their shares, `hits` of `n`; None with fewer than ten units large enough."""
    x, size = np.asarray(hits, dtype=float), np.asarray(n, dtype=float)
    if len(x) < FEWEST_UNITS:
        return None
    enough = says_enough(size, x.sum() / size.sum())
    if enough.sum() < FEWEST_UNITS:
        return None
    spread, judged = judge(x[enough], size[enough])
    p = np.full(len(x), np.nan)
    q = np.full(len(x), np.nan)
    p[enough], q[enough] = judged, benjamini_hochberg(judged)
    return Funnel(spread, p, q)


def judge(x: Floats, size: Floats) -> tuple[Spread, Floats]:
    """The fit to the units that do not stand out, and the p of each unit."""
    usual = np.ones(len(x), dtype=bool)
    for _round in range(ROUNDS):
        whole, cut = fit(x, size, usual.astype(float))
        p = rare(x, size, whole)
        extreme = np.argsort(np.where(usual, p, 2.0))[: min(MOST_LEFT_OUT, int(usual.sum()))]
        without = np.repeat(usual[None, :].astype(float), len(extreme), axis=0)
        without[np.arange(len(extreme)), extreme] = 0.0
        p[extreme] = rare(x[extreme], size[extreme], fitted(x, size, without, cut))
        out = benjamini_hochberg(p) <= FALSE_SHARE
        still = usual & ~out
        if still.sum() == usual.sum() or still.sum() < FEWEST_UNITS:
            break
        usual = still
    return whole, p


def rare(x: Floats, size: Floats, spread: Spread) -> Floats:
    """Two-sided p of counts in units drawn as those the spread was fitted to, Student's tails for its unsureness."""
    p = mixture(size, spread).two_sided(x)
    return np.asarray(2 * stdtr(spread.degrees(size), ndtri(np.maximum(p, TINY) / 2)))
