"""A logistic model with a random intercept for each unit, by Laplace or adaptive quadrature. Pure.

Newton's method on the exact derivatives of Laplace's approximation; from there, with more nodes, a quasi-Newton method
whose metric is Laplace's Hessian. Zero variance between units is an answer (`Remark.NO_UNIT_VARIATION`), not a failure.
"""

from dataclasses import dataclass

import numpy as np

from ledestjerne.indicators.reference.ascent import (
    CLOSE,
    HALVINGS,
    ROUNDING,
    STEPS,
    climb_with_metric,
    covariance_at,
    newton_step,
    shortened,
)
from ledestjerne.indicators.reference.laplace import Point, Tops, laplace
from ledestjerne.indicators.reference.quadrature import quadrature
from ledestjerne.indicators.reference.results import Floats, LogisticFit, NoFit, Remark, Trouble, UnitEffects
from ledestjerne.indicators.reference.sample import Grouped, Moments, Sample, group, unfit, unfit_columns
from ledestjerne.indicators.reference.separation import one_sided_columns, separating_columns
from ledestjerne.indicators.reference.trials import Trials, plain_logit, trials

START_ROWS = 40_000
START_LOG_SCALE = float(np.log(0.4))
NOTHING, ENDLESS = float(np.log(1e-3)), float(np.log(30.0))  # log s: below there is no variation, above no end to it
FAR, VAGUE = 12.0, 10.0  # a log odds ratio over a column's span this large and this uncertain smells of separation


@dataclass(frozen=True)
class Estimates:
    """What the likelihood says: theta (q + 1,) in scaled columns, its covariance, the units' tops, and the value."""

    theta: Floats
    covariance: Floats
    tops: Tops
    value: float
    steps: int


def fit_logistic(sample: Sample, *, nodes: int = 1) -> LogisticFit | NoFit:
    """Fit `logit P(outcome = 1) ~ background + (1 | unit)`; NoFit says why there is no answer.

    `nodes` is the number of quadrature nodes a unit; 1 is Laplace.
    """
    units = group(sample.unit)
    if reason := unfit(sample, units) or _unfit_outcome(sample, units):
        return reason
    moments = _moments(sample.background)
    if reason := unfit_columns(moments, sample.names):
        return reason
    if found := one_sided_columns(sample.background, sample.outcome):
        return NoFit(Trouble.SEPARATION, tuple(sample.names[place] for place in found))
    data = trials(sample, units, moments)
    return _fitted(sample, units, data, nodes)


def _unfit_outcome(sample: Sample, units: Grouped) -> NoFit | None:
    if not bool(((sample.outcome == 0) | (sample.outcome == 1)).all()):
        return NoFit(Trouble.NOT_BINARY)
    if sample.outcome.min() == sample.outcome.max():
        return NoFit(Trouble.ONE_OUTCOME)
    return NoFit(Trouble.ALL_UNITS_OF_ONE) if units.n.max() == 1 else None


def _moments(background: Floats) -> Moments:
    mean = background.mean(axis=0)
    width = len(mean)
    cross = np.zeros((width, width))
    for first in range(0, len(background), 16_384):
        centred = background[first : first + 16_384] - mean
        cross += centred.T @ centred
    cross /= len(background)
    return Moments(mean, np.sqrt(np.diag(cross)), cross)


def _fitted(sample: Sample, units: Grouped, data: Trials, nodes: int) -> LogisticFit | NoFit:
    found = _by_laplace(data)
    if found is None:
        return _without_variation(sample, units, data, nodes)
    if isinstance(found, Estimates) and nodes > 1:
        found = _by_quadrature(data, found, nodes)
        if found is None:
            return _without_variation(sample, units, data, nodes)
    if isinstance(found, Trouble):
        return NoFit(Trouble.SEPARATION, columns) if (columns := _separating(sample, data)) else NoFit(found)
    if _is_suspicious(data, found) and (columns := _separating(sample, data)):
        return NoFit(Trouble.SEPARATION, columns)
    return _told(sample, units, data, found, nodes)


def _by_laplace(data: Trials) -> Estimates | Trouble | None:
    """The top of Laplace's approximation; None when it lies where the units do not vary."""
    theta = np.r_[plain_logit(data, every=max(1, len(data.hits) // START_ROWS)), START_LOG_SCALE]
    point = laplace(data, theta, near=np.zeros(len(data.start)))
    for step in range(STEPS):
        if theta[-1] < NOTHING:
            return None
        if theta[-1] > ENDLESS:
            return Trouble.UNITS_SEPARATE
        move = newton_step(point.gradient, point.hessian)
        if float(point.gradient @ move) < CLOSE:
            return Estimates(
                theta, np.asarray(np.linalg.inv(-point.hessian), dtype=float), point.tops, point.value, step
            )
        theta, point, moved = _higher(data, theta, point, move)
        if not moved:
            return Trouble.NOT_CONVERGED
    return Trouble.NOT_CONVERGED


def _higher(data: Trials, theta: Floats, point: Point, move: Floats) -> tuple[Floats, Point, bool]:
    """The next point, not lower than this one; the step is halved until it is so."""
    move = shortened(move)
    for _ in range(HALVINGS):
        near = point.tops.intercept + point.tops.slope @ move[:-1]
        new = laplace(data, theta + move, near=near)
        if new.value >= point.value - ROUNDING * abs(point.value):
            return theta + move, new, True
        move = move / 2
    return theta, point, False


def _by_quadrature(data: Trials, start: Estimates, nodes: int) -> Estimates | Trouble | None:
    """The top with more nodes, from Laplace's; None when it lies where the units do not vary."""

    def slope(theta: Floats) -> tuple[float, Floats]:
        found = quadrature(data, theta, nodes=nodes, near=start.tops.intercept)
        return found.value, found.gradient

    top = climb_with_metric(slope, start=start.theta, metric=start.covariance, floor=NOTHING)
    if top.theta[-1] < NOTHING:
        return None
    if not top.is_top:
        return Trouble.NOT_CONVERGED
    covariance = covariance_at(slope, theta=top.theta, metric=start.covariance)
    tops = laplace(data, top.theta, near=start.tops.intercept).tops
    return Estimates(top.theta, covariance, tops, slope(top.theta)[0], start.steps + top.steps)


def _without_variation(sample: Sample, units: Grouped, data: Trials, nodes: int) -> LogisticFit | NoFit:
    """The plain logistic model: the variance between units is estimated as zero."""
    beta = plain_logit(data)
    theta = np.r_[beta, NOTHING]
    point = laplace(data, theta, near=np.zeros(len(data.start)))
    covariance = np.zeros_like(point.hessian)
    covariance[:-1, :-1] = np.linalg.inv(-point.hessian[:-1, :-1])
    none = np.zeros_like(point.tops.intercept)
    tops = Tops(none, none + np.inf, np.zeros_like(point.tops.slope))
    found = Estimates(np.r_[beta, -np.inf], covariance, tops, point.value, 0)
    if (_is_suspicious(data, found)) and (columns := _separating(sample, data)):
        return NoFit(Trouble.SEPARATION, columns)
    return _told(sample, units, data, found, nodes)


def _is_suspicious(data: Trials, found: Estimates) -> bool:
    span = np.ptp(data.columns[:, 1:], axis=0)
    error = np.sqrt(np.maximum(np.diag(found.covariance)[1:-1], 0))
    return bool(((np.abs(found.theta[1:-1]) * span > FAR) & (error * span > VAGUE)).any())


def _separating(sample: Sample, data: Trials) -> tuple[str, ...]:
    found = separating_columns(data.columns, data.hits, data.tries)
    return tuple(sample.names[place - 1] for place in found if place)


def _told(sample: Sample, units: Grouped, data: Trials, found: Estimates, nodes: int) -> LogisticFit:
    to_raw = data.to_raw()
    own = found.covariance[:-1, :-1]
    spread = np.einsum("ij,ij->i", found.tops.slope @ own, found.tops.slope)
    conditional = 1 / found.tops.curvature
    variance = float(np.exp(2 * found.theta[-1]))
    remarks = (Remark.NO_UNIT_VARIATION,) * (variance == 0) + (Remark.UNITS_OF_ONE,) * bool((units.n == 1).any())
    return LogisticFit(
        names=("", *sample.names),
        coefficients=to_raw @ found.theta[:-1],
        covariance=to_raw @ own @ to_raw.T,
        unit_variance=variance,
        deviance=-2 * found.value,
        nodes=nodes,
        units=UnitEffects(
            units.code, units.n, found.tops.intercept, np.sqrt(conditional), np.sqrt(conditional + spread)
        ),
        steps=found.steps,
        remarks=remarks,
    )
