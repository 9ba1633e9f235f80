"""Pupils as trials and hits, unit by unit, ready for a logistic model; equal pupils of a unit are one row. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ledestjerne.indicators.reference.results import Floats, Integers
from ledestjerne.indicators.reference.sample import Grouped, Moments, Sample

BLOCK = 16_384  # rows worked on at a time, always whole units
PEEK = 4_096  # rows looked at to see whether collapsing pays
LOGIT_STEPS, LOGIT_FAR, LOGIT_RIDGE, LOGIT_CLOSE = 25, 30.0, 1e-8, 1e-10
PAYS = 0.7  # it does when at most this share of them differ


@dataclass(frozen=True)
class Block:
    """Neighbouring units and their rows; `start` (units,) counts from the block's first row."""

    rows: slice
    units: slice
    start: Integers
    n: Integers


@dataclass(frozen=True)
class Trials:
    """R rows in J units: scaled `columns` (R, q) with the intercept first, `hits` (R,), `tries` (R,), first rows (J,)."""

    columns: Floats
    hits: Floats
    tries: Floats
    start: Integers
    mean: Floats
    deviation: Floats

    @property
    def n(self) -> Integers:
        return np.asarray(np.diff(np.r_[self.start, len(self.hits)]), dtype=np.int64)

    def blocks(self) -> Iterator[Block]:
        """The units in order, as many at a time as fit the processor's cache."""
        ends = np.r_[self.start[1:], len(self.hits)]
        unit = 0
        while unit < len(self.start):
            first = int(self.start[unit])
            last = max(int(np.searchsorted(ends, first + BLOCK, side="right")), unit + 1)
            units = slice(unit, last)
            yield Block(slice(first, int(ends[last - 1])), units, self.start[units] - first, (ends - self.start)[units])
            unit = last

    def to_raw(self) -> Floats:
        """Matrix (q, q) that takes coefficients of the scaled columns to those of the given ones."""
        matrix = np.diag(np.r_[1.0, 1 / self.deviation])
        matrix[0, 1:] = -self.mean / self.deviation
        return matrix


def trials(sample: Sample, units: Grouped, moments: Moments) -> Trials:
    """The sample in order of units, with columns of mean 0 and deviation 1."""
    background, hits = units.sorted(sample.background), units.sorted(sample.outcome)
    start, tries = units.start, np.ones(len(hits))
    if _pays(background, start):
        background, hits, tries, start = _collapsed(background, hits, start)
    columns = np.empty((len(hits), background.shape[1] + 1))
    columns[:, 0] = 1
    np.subtract(background, moments.mean, out=columns[:, 1:])
    columns[:, 1:] /= moments.deviation
    return Trials(columns, hits.astype(float), tries, start, moments.mean, moments.deviation)


def _pays(background: Floats, start: Integers) -> bool:
    """Whether enough pupils of one unit are alike, judged on the first units."""
    if not background.shape[1]:
        return True
    upto = int(np.r_[start, len(background)][np.searchsorted(start, PEEK)])
    row_unit = np.searchsorted(start, np.arange(upto), side="right")
    return len(np.unique(np.c_[row_unit, background[:upto]], axis=0)) <= PAYS * upto


def _collapsed(background: Floats, hits: Floats, start: Integers) -> tuple[Floats, Floats, Floats, Integers]:
    """One row for each kind of pupil in a unit."""
    rows, found, tries, starts, at = [], [], [], [], 0
    for first, last in zip(start, np.r_[start[1:], len(hits)], strict=True):
        kinds, place, count = np.unique(background[first:last], axis=0, return_inverse=True, return_counts=True)
        if not background.shape[1]:
            kinds, place, count = np.empty((1, 0)), np.zeros(last - first, int), np.array([last - first])
        rows.append(kinds)
        found.append(np.bincount(place.reshape(-1), weights=hits[first:last], minlength=len(kinds)))
        tries.append(count.astype(float))
        starts.append(at)
        at += len(kinds)
    return np.concatenate(rows), np.concatenate(found), np.concatenate(tries), np.array(starts)


def plain_logit(data: Trials, *, every: int = 1) -> Floats:
    """Coefficients (q,) of a logistic model without units, from one row in `every`; where they run off, as far as they got."""
    x, hits, tries = data.columns[::every], data.hits[::every], data.tries[::every]
    beta = np.zeros(x.shape[1])
    share = (hits.sum() + 0.5) / (tries.sum() + 1)
    beta[0] = np.log(share / (1 - share))
    for _ in range(LOGIT_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ beta, -LOGIT_FAR, LOGIT_FAR)))
        weight = tries * chance * (1 - chance)
        normal = x.T @ (weight[:, None] * x) + LOGIT_RIDGE * np.eye(len(beta))
        step = np.linalg.solve(normal, x.T @ (hits - tries * chance))
        beta += step
        if np.abs(step).max() < LOGIT_CLOSE:
            break
    return beta
