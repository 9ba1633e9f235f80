"""How much a share ordinarily moves from one period to another beyond chance, told by the history of other units.

A change of a unit is what all units move together and what it moves by itself, normal on the logit scale, and the chance in
its two counts. The two variances are estimated apart: its own by restricted likelihood about the mean change of the
period, the common one by the moments of those means. What is estimated is not known (decision 030): both come with how
unsure they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ledestjerne.indicators.signals.tails import Floats

CHOSEN_PERIOD = 0.1  # without history: a period's standard deviation on the logit scale, two percentage points at 30 %
FEWEST_CHANGES, FEWEST_UNITS, FEWEST_TIMES = 30, 10, 3
FEWEST_HITS = 5.0  # with and without, over both periods, for a change to say something
SHARED = 1.5  # two changes of one unit share a period: their squares correlate by a quarter
SURE = 2.0  # how many standard errors the history must speak against the chosen movement to make it smaller
ROUNDS, CLOSE = 60, 1e-10


@dataclass(frozen=True)
class Past:
    """The counts of one unit in an earlier period and so many periods later; `time` says which pair of periods it is."""

    unit: str
    time: str
    hits: tuple[float, float]
    n: tuple[int, int]


@dataclass(frozen=True)
class Movement:
    """The variance of a change on the logit scale, of what units move by themselves and together, and how unsure they are.

    `units` and `changes` are what the estimate rests on; none when the movement is chosen.
    """

    own: float
    common: float = 0.0
    unsure: float = 0.0
    units: int = 0
    changes: int = 0

    @property
    def variance(self) -> float:
        return self.own + self.common

    @property
    def is_estimated(self) -> bool:
        return self.changes > 0

    def degrees(self, *, chance: float) -> float:
        """How well the variance of a change is known that also has so much of chance (Satterthwaite)."""
        whole = chance + self.variance
        return max(1.0, 2 * whole**2 / self.unsure) if self.unsure > 0 else np.inf


CHOSEN = Movement(own=2 * CHOSEN_PERIOD**2)  # of the difference of two periods


def ordinary_movement(past: Sequence[Past], *, steps: int) -> Movement:
    """The movement over so many periods by the history of other units; the chosen one where the history is too short."""
    told = [each for each in past if says_something(each)]
    units, times = {each.unit for each in told}, sorted({each.time for each in told})
    if len(told) < FEWEST_CHANGES or len(units) < FEWEST_UNITS or len(times) < max(FEWEST_TIMES, 2 * steps):
        return CHOSEN
    change, slope, chance = scaled(told)
    when = np.array([times.index(each.time) for each in told])
    own = own_variance(change, slope, chance, when)
    overlap = max(SHARED, float(steps))
    unsure = overlap * error_of(own, slope, chance, when)
    common, unsure_common = common_variance(change, slope, chance, when, own=own, overlap=steps)
    more = max(0.0, min(CHOSEN.variance - own - common, SURE * unsure**0.5))
    return Movement(own + more, common, unsure + unsure_common, len(units), len(told))


def says_something(past: Past) -> bool:
    hits, size = sum(past.hits), sum(past.n)
    return min(past.n) > 1 and FEWEST_HITS <= hits <= size - FEWEST_HITS


def scaled(past: Sequence[Past]) -> tuple[Floats, Floats, Floats]:
    """Each change on the logit scale, how much of its movement its counts show, and the variance chance gives it."""
    hits = np.array([each.hits for each in past], dtype=float)
    size = np.array([each.n for each in past], dtype=float)
    share = hits.sum(axis=1) / size.sum(axis=1)
    slope = share * (1 - share) * size.sum(axis=1) / (size.sum(axis=1) - 1)
    thin = (1 / size).sum(axis=1)
    change = np.diff(hits / size, axis=1)[:, 0] / slope
    return change, 1 - thin / 2, thin / slope


def own_variance(change: Floats, shown: Floats, chance: Floats, when: Floats) -> float:
    """Restricted likelihood, by Fisher's scoring, about the weighted mean change of each time."""
    own = 0.0
    for _round in range(ROUNDS):
        whole = chance + shown * own
        left, kept = about_means(change, 1 / whole, when)
        told = (shown / whole) ** 2
        step = float((shown / whole * (left**2 / whole - kept)).sum() / (told * kept).sum())
        moved = max(0.0, own + max(step, -own / 2))
        if abs(moved - own) < CLOSE:
            break
        own = moved
    return own


def error_of(own: float, shown: Floats, chance: Floats, when: Floats) -> float:
    """The variance of the estimate, were no two changes of one unit."""
    whole = chance + shown * own
    _left, kept = about_means(np.zeros_like(whole), 1 / whole, when)
    return float(2 / ((shown / whole) ** 2 * kept).sum())


def about_means(change: Floats, weight: Floats, when: Floats) -> tuple[Floats, Floats]:
    """What is left of each change beside its time's mean, and how much of its variance that leaves."""
    whole = np.bincount(when, weight)
    mean = np.bincount(when, weight * change) / whole
    return change - mean[when], 1 - weight / whole[when]


def common_variance(
    change: Floats, shown: Floats, chance: Floats, when: Floats, *, own: float, overlap: int
) -> tuple[float, float]:
    """The variance of what all move together, from the mean change of each time, and how unsure it is."""
    weight = 1 / (chance + shown * own)
    whole = np.bincount(when, weight)
    mean = np.bincount(when, weight * change) / whole
    found = max(0.0, float((mean**2 - 1 / whole).mean()))
    return found, 2 * (found + float((1 / whole).mean())) ** 2 * overlap / len(mean)
