"""Runs about the median: whether a series has shifted or drifted, with no point out of the ordinary.

Anhøj & Olesen (2014), «Run charts revisited», PLoS ONE 9(11): an unusually long run on one side of the
median, or unusually few crossings of it. Their limits hold when the median halves the series. Shares of few are often
equal to it, and what is left may lie unevenly: then both counts are held against all orders of so many points on each
side (Wald & Wolfowitz 1940), with half the risk to each.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb, log2

import numpy as np
from scipy.special import bdtr

FEWEST_POINTS = 10
FEW_CROSSINGS = 0.05
UNEVEN = 2  # so many more points on one side of the median than on the other


@dataclass(frozen=True)
class RunChart:
    """`useful` points lie off the median; `side` is 1 or -1 for the side the newest run lies on."""

    median: float
    useful: int
    longest: int
    longest_usual: int
    crossings: int
    fewest_usual: int
    side: int
    p: float

    @property
    def is_signal(self) -> bool:
        return self.longest > self.longest_usual or self.crossings < self.fewest_usual


def run_chart(values: Sequence[float]) -> RunChart | None:
    """The runs of a series; None with fewer than ten points off the median."""
    y = np.asarray(values, dtype=float)
    median = float(np.median(y)) if len(y) else 0.0
    sides = np.sign(y - median)
    sides = sides[sides != 0]
    n = len(sides)
    if n < FEWEST_POINTS:
        return None
    turns = np.flatnonzero(sides[1:] != sides[:-1]) + 1
    longest = int(np.diff(np.concatenate(([0], turns, [n]))).max())
    crossings, over = len(turns), int((sides > 0).sum())
    usual = uneven(over, n - over) if abs(2 * over - n) >= UNEVEN else even(n)
    rare = min(usual.few(crossings), usual.long(longest))
    return RunChart(median, n, longest, usual.longest, crossings, usual.fewest, int(sides[-1]), min(1.0, 2 * rare))


@dataclass(frozen=True)
class Usual:
    """The longest run and the fewest crossings that are usual, and how often so few or so long come by chance."""

    longest: int
    fewest: int
    few: Callable[[int], float]
    long: Callable[[int], float]


@lru_cache(maxsize=256)
def even(n: int) -> Usual:
    """For `n` points halved by the median, by Anhøj & Olesen."""
    return Usual(
        round(log2(n) + 3), fewest_crossings(n), lambda crossings: float(bdtr(crossings, n - 1, 0.5)),
        lambda longest: longer_run(n, longest),
    )  # fmt: skip


@lru_cache(maxsize=256)
def uneven(over: int, under: int) -> Usual:
    """For so many points over and under the median, in any order."""
    each = FEW_CROSSINGS / 2
    n = over + under
    fewest = next(k for k in range(n) if fewer_turns(over, under, k) > each)
    longest = next(k for k in range(n, 0, -1) if run_among(over, under, k) > each)
    return Usual(
        longest, fewest, lambda crossings: fewer_turns(over, under, crossings),
        lambda longest: run_among(over, under, longest),
    )  # fmt: skip


def fewer_turns(over: int, under: int, crossings: int) -> float:
    """How many of all orders of so many points on each side cross at most so often."""
    runs = crossings + 1
    return _orders(over, under, lambda points, parts: comb(points - 1, parts - 1) if points else 0, runs)


def run_among(over: int, under: int, length: int) -> float:
    """How many of all orders of so many points on each side have a run of at least that length."""
    return 1.0 - _orders(over, under, lambda points, parts: _parts(points, parts, length - 1), over + under)


def _orders(over: int, under: int, ways: Callable[[int, int], int], most: int) -> float:
    """The share of orders with at most so many runs, each side cut into runs in so many ways; one side alone is one run."""
    if not over or not under:
        return float(bool(ways(over + under, 1)))
    found = 0
    for runs in range(2, min(most, over + under) + 1):
        more, fewer = (runs + 1) // 2, runs // 2
        first, second = ways(over, more) * ways(under, fewer), ways(over, fewer) * ways(under, more)
        found += first + second
    return found / comb(over + under, over)


def _parts(points: int, parts: int, longest: int) -> int:
    """In how many ways so many points make so many runs, none longer."""
    return sum(
        (-1) ** each * comb(parts, each) * comb(points - each * longest - 1, parts - 1)
        for each in range(parts + 1)
        if points - each * longest >= parts
    )


@lru_cache
def fewest_crossings(n: int) -> int:
    """The fewest crossings that are usual among `n` useful points: the 5 % quantile of a fair coin's turns."""
    return next(k for k in range(n) if bdtr(k, n - 1, 0.5) >= FEW_CROSSINGS)


@lru_cache(maxsize=4096)
def longer_run(n: int, length: int) -> float:
    """How often `n` tosses of a fair coin have a run of at least that length, heads or tails."""
    without = [1.0]  # sequences of so many tosses in which no run is as long, each start of a run counted once
    for tosses in range(1, n + 1):
        without.append(sum(without[max(0, tosses - length + 1) : tosses]))
    return 1.0 - 2 * without[n] / 2.0**n
