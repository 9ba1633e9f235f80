"""A linear model with a random intercept for each unit, by maximum or restricted maximum likelihood. Pure.

Method: with sums of each unit the likelihood depends on one number only, the ratio of the two variances (Bates et al.,
«Fitting linear mixed-effects models using lme4», J. Stat. Softw. 67(1), 2015, section 3; Harville, JASA 72, 1977). Its
derivative is exact, so the ratio is found as a root and not as a minimum.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import brentq

from ledestjerne.indicators.reference.results import Floats, LinearFit, NoFit, Remark, Trouble, UnitEffects
from ledestjerne.indicators.reference.sample import Grouped, Moments, Sample, group, unfit, unfit_columns

BLOCK = 16_384  # rows worked on at a time: they stay in the processor's cache
LOG_RATIOS = np.linspace(-18.0, 12.0, 31)  # where the profile is looked at before it is polished
PERFECT = 1e-12


class Likelihood(StrEnum):
    ML = "ml"
    REML = "reml"


@dataclass(frozen=True)
class Sums:
    """Centred sums: `columns` (J, p + 1) and `outcome` (J,) of each unit; `cross` (p + 1, p + 1), `with_outcome`, `square`."""

    rows: int
    n: Floats
    columns: Floats
    outcome: Floats
    cross: Floats
    with_outcome: Floats
    square: float
    mean: Floats
    outcome_mean: float

    def moments(self) -> Moments:
        cross = self.cross[1:, 1:]
        return Moments(self.mean, np.sqrt(np.maximum(np.diag(cross), 0) / self.rows), cross / self.rows)


@dataclass(frozen=True)
class Profile:
    """The likelihood at one variance ratio: coefficients of the centred columns and what belongs to them."""

    ratio: float
    deviance: float
    slope: float
    beta: Floats
    inverse: Floats
    residual_variance: float


def fit_linear(sample: Sample, *, likelihood: Likelihood = Likelihood.REML) -> LinearFit | NoFit:
    """Fit `outcome ~ background + (1 | unit)`; NoFit says why there is no answer."""
    units = group(sample.unit)
    if reason := unfit(sample, units):
        return reason
    if units.n.max() == 1:
        return NoFit(Trouble.ALL_UNITS_OF_ONE)
    sums = unit_sums(sample, units)
    if reason := unfit_columns(sums.moments(), sample.names):
        return reason
    if _is_perfect(sums):
        return NoFit(Trouble.PERFECT_FIT)
    best = _best(sums, likelihood)
    if best is None:
        return NoFit(Trouble.NOT_CONVERGED)
    return _told(sample, units, sums, best)


def unit_sums(sample: Sample, units: Grouped) -> Sums:
    """One pass over the rows, a block at a time; columns are centred at their means to keep every digit."""
    rows, width = sample.background.shape
    mean, outcome_mean = sample.background.mean(axis=0), float(sample.outcome.mean())
    columns, outcome = np.zeros((len(units.n), width + 1)), np.zeros(len(units.n))
    cross, with_outcome, square = np.zeros((width, width)), np.zeros(width), 0.0
    for first in range(0, rows, BLOCK):
        last = min(first + BLOCK, rows)
        chosen = slice(first, last) if units.order is None else units.order[first:last]
        x, y = sample.background[chosen] - mean, sample.outcome[chosen] - outcome_mean
        cross += x.T @ x
        with_outcome += x.T @ y
        square += float(y @ y)
        one, other = np.searchsorted(units.start, (first, last - 1), side="right") - 1
        cuts = np.maximum(units.start[one : other + 1] - first, 0)
        columns[one : other + 1, 1:] += np.add.reduceat(x, cuts, axis=0)
        outcome[one : other + 1] += np.add.reduceat(y, cuts)
    n = units.n.astype(float)
    columns[:, 0] = n
    whole = np.zeros((width + 1, width + 1))
    whole[0, 0] = rows
    whole[1:, 1:] = cross
    whole[0, 1:] = whole[1:, 0] = columns[:, 1:].sum(axis=0)
    return Sums(rows, n, columns, outcome, whole, np.r_[outcome.sum(), with_outcome], square, mean, outcome_mean)


def _is_perfect(sums: Sums) -> bool:
    """Whether the columns alone leave nothing over."""
    beta = np.linalg.solve(sums.cross, sums.with_outcome)
    return sums.square - float(beta @ sums.with_outcome) <= PERFECT * max(sums.square, np.finfo(float).tiny)


def profile(sums: Sums, *, ratio: float, likelihood: Likelihood) -> Profile:
    """-2 log likelihood at `ratio` = unit variance / residual variance, with its derivative in the ratio."""
    weight = ratio / (1 + sums.n * ratio)
    normal = sums.cross - (sums.columns.T * weight) @ sums.columns
    right = sums.with_outcome - sums.columns.T @ (weight * sums.outcome)
    factor = cho_factor(normal, lower=True)
    beta = cho_solve(factor, right)
    left = sums.square - float(weight @ sums.outcome**2) - float(right @ beta)
    free = sums.rows - (len(beta) if likelihood is Likelihood.REML else 0)
    deviance = free * (np.log(2 * np.pi * left / free) + 1) + float(np.log1p(sums.n * ratio).sum())
    share = 1 / (1 + sums.n * ratio) ** 2
    remains = sums.outcome - sums.columns @ beta
    slope = -free * float(share @ remains**2) / left + float((sums.n / (1 + sums.n * ratio)).sum())
    inverse = cho_solve(factor, np.eye(len(beta)))
    if likelihood is Likelihood.REML:
        deviance += 2 * float(np.log(np.diag(factor[0])).sum())
        slope -= float(np.sum(inverse * ((sums.columns.T * share) @ sums.columns)))
    return Profile(ratio, deviance, slope, beta, inverse, left / free)


def _best(sums: Sums, likelihood: Likelihood) -> Profile | None:
    """The deepest point of the profile; ratio 0 when the variance between units is estimated as zero."""
    seen = [profile(sums, ratio=float(np.exp(each)), likelihood=likelihood) for each in LOG_RATIOS]
    none = profile(sums, ratio=0.0, likelihood=likelihood)
    lowest = int(np.argmin([each.deviance for each in seen]))
    if lowest == 0 or (none.deviance <= seen[lowest].deviance and none.slope >= 0):
        return none
    if lowest == len(seen) - 1:
        return None
    low, high = float(LOG_RATIOS[lowest - 1]), float(LOG_RATIOS[lowest + 1])

    def slope(log_ratio: float) -> float:
        return profile(sums, ratio=float(np.exp(log_ratio)), likelihood=likelihood).slope

    if not slope(low) < 0 < slope(high):
        return None
    root = float(brentq(slope, low, high, xtol=1e-13, rtol=1e-13))
    return profile(sums, ratio=float(np.exp(root)), likelihood=likelihood)


def _told(sample: Sample, units: Grouped, sums: Sums, best: Profile) -> LinearFit:
    to_raw = np.eye(len(best.beta))  # from centred columns back to the ones given
    to_raw[0, 1:] = -sums.mean
    coefficients = to_raw @ best.beta
    coefficients[0] += sums.outcome_mean
    centred = best.residual_variance * best.inverse
    remains = sums.outcome - sums.columns @ best.beta
    weight = best.ratio / (1 + sums.n * best.ratio)
    conditional = best.residual_variance * weight
    spread = _quadratic(sums.columns, centred)  # variance of each unit's summed expectation
    remarks = (Remark.NO_UNIT_VARIATION,) * (best.ratio == 0) + (Remark.UNITS_OF_ONE,) * bool((units.n == 1).any())
    return LinearFit(
        names=("", *sample.names),
        coefficients=coefficients,
        covariance=to_raw @ centred @ to_raw.T,
        unit_variance=best.ratio * best.residual_variance,
        residual_variance=best.residual_variance,
        deviance=best.deviance,
        units=UnitEffects(
            units.code, units.n, weight * remains, np.sqrt(conditional), np.sqrt(conditional + weight**2 * spread)
        ),
        raw_difference=remains / sums.n,
        raw_difference_se=_raw_error(sums, best),
        remarks=remarks,
    )


def _raw_error(sums: Sums, best: Profile) -> Floats:
    """Standard error (J,) of a unit's mean over what is expected, with the units taken as they are.

    The variance of `mean error - mean columns x error of the coefficients` that chance among pupils alone gives: that
    other units might have been drawn is no part of it.
    """
    weight = best.ratio / (1 + sums.n * best.ratio)
    noise = sums.cross - (sums.columns.T * (2 * weight - weight**2 * sums.n)) @ sums.columns
    mean = sums.columns / sums.n[:, None]
    shared = _quadratic(mean, best.inverse) / (1 + sums.n * best.ratio)
    variance = 1 / sums.n - 2 * shared + _quadratic(mean, best.inverse @ noise @ best.inverse)
    return np.sqrt(best.residual_variance * np.maximum(variance, 0))


def _quadratic(rows: Floats, covariance: Floats) -> Floats:
    """x V x' of each row."""
    return np.asarray(np.einsum("ij,ij->i", rows @ covariance, rows), dtype=float)
