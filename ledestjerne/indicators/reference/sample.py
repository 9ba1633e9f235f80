"""Pupils in units as arrays a model can be fitted to, and what makes them unfit for it. Pure."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ledestjerne.indicators.reference.results import Floats, Integers, NoFit, Trouble

ALIASED = 1e-9  # share of a column's variance left when the columns before it are taken out


@dataclass(frozen=True)
class Sample:
    """N pupils: `outcome` (N,), `background` (N, p) without an intercept, `unit` (N,) any sortable codes."""

    outcome: Floats
    background: Floats
    unit: NDArray[Any]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Grouped:
    """The units of a sample: `code` (J,), `n` (J,), first row `start` (J,); `order` (N,) sorts the rows, or None."""

    code: NDArray[Any]
    n: Integers
    start: Integers
    order: Integers | None

    def sorted(self, column: Floats) -> Floats:
        """A column with the rows of each unit together."""
        return column if self.order is None else column[self.order]


@dataclass(frozen=True)
class Moments:
    """Means (p,), standard deviations (p,) and centred cross products (p, p) of the background."""

    mean: Floats
    deviation: Floats
    cross: Floats


def group(unit: NDArray[Any]) -> Grouped:
    """Units in order of their codes, and how to sort the rows by them."""
    if len(unit) and bool(np.all(unit[:-1] <= unit[1:])):
        start = np.flatnonzero(np.r_[True, unit[1:] != unit[:-1]])
        return Grouped(unit[start], np.diff(np.r_[start, len(unit)]), start, None)
    code, place = np.unique(unit, return_inverse=True)
    n = np.bincount(place, minlength=len(code))
    order = np.argsort(place.astype(np.uint16 if len(code) < 2**16 else np.int64), kind="stable")
    return Grouped(code, n, np.concatenate(([0], np.cumsum(n)[:-1])), order)


def unfit(sample: Sample, units: Grouped) -> NoFit | None:
    """The first reason no random-intercept model can be fitted, apart from the columns."""
    rows, columns = sample.background.shape
    if not rows:
        return NoFit(Trouble.NO_ROWS)
    if not (np.isfinite(sample.outcome.sum()) and np.isfinite(sample.background.sum())):
        broken = ~np.isfinite(sample.background).all(axis=0)
        return NoFit(Trouble.NOT_FINITE, tuple(np.array(sample.names, dtype=object)[broken]))
    if len(units.code) == 1:
        return NoFit(Trouble.ONE_UNIT)
    if rows <= columns + 2:
        return NoFit(Trouble.TOO_FEW_ROWS)
    return None


def unfit_columns(moments: Moments, names: tuple[str, ...]) -> NoFit | None:
    """Columns that never vary, and columns that are sums of the columns before them."""
    floor = 1e-12 * np.maximum(1.0, np.abs(moments.mean))
    flat = moments.deviation <= floor
    if flat.any():
        return NoFit(Trouble.CONSTANT_COLUMN, tuple(np.array(names, dtype=object)[flat]))
    aliased = _aliased(moments.cross / np.outer(moments.deviation, moments.deviation))
    return NoFit(Trouble.DEPENDENT_COLUMNS, tuple(names[place] for place in aliased)) if aliased else None


def told_twice(background: Floats) -> list[int]:
    """Places of the columns that never vary or that the columns before them already tell."""
    deviation = background.std(axis=0)
    varying = np.flatnonzero(deviation > 1e-12 * np.maximum(1.0, np.abs(background.mean(axis=0))))
    scaled = (background[:, varying] - background[:, varying].mean(axis=0)) / deviation[varying]
    aliased = varying[_aliased(scaled.T @ scaled / max(len(scaled), 1))]
    return sorted({*range(background.shape[1])} - {*varying.tolist()} | {*aliased.tolist()})


def _aliased(cross: Floats) -> list[int]:
    """Columns the earlier ones already tell, by Cholesky's factor of the correlations column by column."""
    size = len(cross)
    scale = np.sqrt(np.diag(cross))
    left = cross / np.outer(scale, scale)
    found = []
    for place in range(size):
        if left[place, place] < ALIASED:
            found.append(place)
            continue
        column = left[place:, place] / np.sqrt(left[place, place])
        left[place:, place:] -= np.outer(column, column)
    return found
