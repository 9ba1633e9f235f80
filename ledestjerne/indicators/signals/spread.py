"""How much units of a kind ordinarily differ, and how rare a unit's count then is.

True shares are taken to spread normally on the logit scale. Their mean and variance solve Paule & Mandel's (1982)
equations with the residuals cut at two standard deviations (Huber's second proposal, 1964), so that the units that
stand out do not hide themselves; what the cut takes from ordinary units is reckoned with.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit, ndtr

from ledestjerne.indicators.signals.tails import Floats, at_least, at_most

ROUNDS, CLOSE = 60, 1e-9
CUT = 2.0
REFITS = 3  # what the cut takes depends on the fit, and the fit on that
KNOWN = 0.885  # how much a cut residual tells of the variance, beside a whole one (two standard deviations, normal)
REACH = 6.5  # how many standard deviations of the spread the integral covers
WIDEST_STEP, NARROWEST_STEP = 0.25, 0.05
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(21)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


@dataclass(frozen=True)
class Spread:
    """One or more fits (arrays of the same length): mean `share` and variance `between` the units' true shares.

    `unsure` is the variance of the mean, `information` the sum over the units fitted of one over their squared variance.
    """

    share: Floats
    between: Floats
    unsure: Floats
    information: Floats

    @property
    def logit_scale(self) -> tuple[Floats, Floats]:
        """Mean and standard deviation on the logit scale that give the same mean and variance of shares."""
        slope = self.share * (1 - self.share)
        middle, deviation = logit(self.share), np.sqrt(self.between) / slope
        for _round in range(8):
            shares = expit(middle[:, None] + deviation[:, None] * NODES)
            mean = shares @ WEIGHTS
            found = np.sqrt((shares - mean[:, None]) ** 2 @ WEIGHTS)
            middle = middle + (self.share - mean) / slope
            deviation = np.where(found > 0, deviation * np.sqrt(self.between) / np.maximum(found, 1e-300), 0.0)
        return middle, deviation

    def degrees(self, size: Floats) -> Floats:
        """How well the variance of units of that size is known (Satterthwaite's degrees of freedom, at least 1)."""
        return np.maximum(1.0, variance(self.share, self.between, size) ** 2 * self.information - 1)


def variance(share: Floats, between: Floats, size: Floats) -> Floats:
    """The variance of an observed share: chance, and the spread between units."""
    return np.asarray(share * (1 - share) / size + (1 - 1 / size) * between)


@dataclass(frozen=True)
class Cut:
    """For each unit the mean of its cut residual, and of its square, when it is an ordinary one."""

    mean: Floats
    square: Floats


def fit(x: Floats, size: Floats, used: Floats) -> tuple[Spread, Cut]:
    """One fit to the units `used` (0 or 1), and what the cut takes at it."""
    cut = Cut(np.zeros(len(x)), np.full(len(x), float(_cut(np.zeros(1), np.ones(1))[1][0])))
    found = fitted(x, size, used[None, :], cut)
    for _refit in range(REFITS):
        cut = taken(found, size)
        found = fitted(x, size, used[None, :], cut)
    return found, cut


def fitted(x: Floats, size: Floats, used: Floats, cut: Cut) -> Spread:
    """A fit for each row of `used` (fits, units) of 0 and 1: which units it rests on."""
    y, between = x / size, np.zeros(len(used))
    count = used.sum(axis=1)
    share = used @ x / (used @ size)
    for _round in range(ROUNDS):
        v = variance(share[:, None], between[:, None], size)
        z = (y - share[:, None]) / np.sqrt(v)
        whole, bent = used * (np.abs(z) < CUT), np.clip(z, -CUT, CUT)
        over = (used * (bent**2 - cut.square * (1 - 1 / count[:, None]))).sum(axis=1)
        step = over / np.maximum((whole * z * z / v).sum(axis=1), CLOSE)
        moved = np.maximum(0.0, between + np.maximum(step, -between / 2))
        centre = (used * (bent - cut.mean) / np.sqrt(v)).sum(axis=1) / np.maximum((whole / v).sum(axis=1), CLOSE)
        share = np.clip(share + centre, share / 2, (1 + share) / 2)
        is_still = np.abs(moved - between) + np.abs(centre) * share <= CLOSE * share
        between = moved
        if np.all(is_still):
            break
    weight = used / variance(share[:, None], between[:, None], size)
    return Spread(share, between, 1 / weight.sum(axis=1), KNOWN * (weight**2).sum(axis=1))


def taken(spread: Spread, size: Floats) -> Cut:
    """The means of cut residuals of ordinary units of those sizes; `spread` is one fit."""
    middle, deviation = spread.logit_scale
    share = expit(middle + deviation * NODES)
    error = np.sqrt(variance(spread.share, spread.between, size))[:, None]
    chance = np.sqrt(share * (1 - share) / size[:, None]) / error
    mean, square = _cut((share - spread.share) / error, chance)
    return Cut(mean @ WEIGHTS, square @ WEIGHTS)


def _cut(m: Floats, s: Floats) -> tuple[Floats, Floats]:
    """Mean, and mean square, of a normal variable (mean m, deviation s) cut at both ends."""
    low, high = (-CUT - m) / s, (CUT - m) / s
    inside, below, above = ndtr(high) - ndtr(low), ndtr(low), ndtr(-high)
    at_low, at_high = (np.exp(-end * end / 2) / np.sqrt(2 * np.pi) for end in (low, high))
    mean = m * inside - s * (at_high - at_low) + CUT * (above - below)
    square = (m * m + s * s) * inside - s * s * (high * at_high - low * at_low) - 2 * m * s * (at_high - at_low)
    return np.asarray(mean), np.asarray(square + CUT**2 * (above + below))


@dataclass(frozen=True)
class Mixture:
    """For units of `size` the true shares they may have, a row each, and how likely each column is."""

    size: Floats
    shares: Floats
    weights: Floats

    def at_most(self, hits: Floats) -> Floats:
        """How often the units have at most so many, chance and spread together."""
        return np.asarray(at_most(hits[:, None], self.size[:, None], self.shares) @ self.weights)

    def at_least(self, hits: Floats) -> Floats:
        """How often the units have at least so many."""
        return np.asarray(at_least(hits[:, None], self.size[:, None], self.shares) @ self.weights)

    def two_sided(self, hits: Floats) -> Floats:
        return np.asarray(np.minimum(1.0, 2 * np.minimum(self.at_most(hits), self.at_least(hits))))

    def usual(self, level: Floats) -> tuple[Floats, Floats]:
        """The fewest and the most hits of units that size whose two-sided p is above the level (searched by halving)."""
        low, high = np.zeros_like(self.size) - 1, self.size.copy()
        top, bottom = self.size + 1, np.zeros_like(self.size)
        for _halving in range(int(np.ceil(np.log2(self.size.max() + 2)))):
            middle = np.floor((low + high) / 2)
            is_usual = 2 * self.at_most(middle) > level
            low, high = np.where(is_usual, low, middle), np.where(is_usual, middle, high)
            middle = np.floor((bottom + top) / 2)
            is_usual = 2 * self.at_least(middle) > level
            bottom, top = np.where(is_usual, middle, bottom), np.where(is_usual, top, middle)
        return high, bottom


def mixture(size: Floats, spread: Spread) -> Mixture:
    """The shares a new unit of each size may have, the unsureness of the mean among it; one fit, or a fit for each size."""
    middle, deviation = spread.logit_scale
    wide = np.sqrt(deviation**2 + spread.unsure / (spread.share * (1 - spread.share)) ** 2)
    narrow = 1 / np.sqrt(size * spread.share * (1 - spread.share))
    finest = float((1.5 * narrow / np.maximum(wide, CLOSE)).min())
    z = np.arange(-REACH, REACH, min(WIDEST_STEP, max(NARROWEST_STEP, finest)))
    weights = np.exp(-z * z / 2)
    shares = expit(middle[:, None] + wide[:, None] * z)
    return Mixture(size, np.broadcast_to(shares, (len(size), len(z))), weights / weights.sum())
