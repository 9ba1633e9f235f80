"""Laplace's approximation of a logistic random-intercept likelihood, with exact first and second derivatives. Pure.

Each unit's integral over its intercept u ~ N(0, s²) is replaced by the normal curve with the same top and curvature
(Breslow & Clayton, JASA 88, 1993; Bates et al., lme4). The top moves with the parameters, and its movement is differentiated
too: the derivatives are those of the approximation itself, so Newton's method ends where the approximated deviance does.

Shapes: R rows, J units, q coefficients with the intercept first, theta = (coefficients, log s) of length q + 1.
"""

from dataclasses import dataclass

import numpy as np

from ledestjerne.indicators.reference.results import Floats
from ledestjerne.indicators.reference.trials import Block, Trials

CLOSE = 1e-9  # how near its top a unit's intercept must be, in log odds
LONGEST = 3.0  # no longer step at once
TRIES = 100


@dataclass(frozen=True)
class Logits:
    """What one block of rows gives at its intercepts: chance, its variance (R,) and log likelihood of each unit."""

    chance: Floats
    weight: Floats
    likelihood: Floats


@dataclass(frozen=True)
class Tops:
    """Each unit's most likely intercept (J,), the curvature there (J,) and its change with the coefficients (J, q)."""

    intercept: Floats
    curvature: Floats
    slope: Floats


@dataclass(frozen=True)
class Point:
    """Log likelihood at one theta, its gradient (q + 1,), its Hessian (q + 1, q + 1), and the tops."""

    value: float
    gradient: Floats
    hessian: Floats
    tops: Tops


def laplace(data: Trials, theta: Floats, *, near: Floats) -> Point:
    """The approximation at `theta`; `near` (J,) are intercepts to start the climb from."""
    q, units = data.columns.shape[1], len(data.start)
    variance = float(np.exp(2 * theta[-1]))
    value, gradient, hessian = 0.0, np.zeros(q + 1), np.zeros((q + 1, q + 1))
    tops = Tops(np.empty(units), np.empty(units), np.empty((units, q)))
    for block in data.blocks():
        part = _block(data, block, theta, variance, near[block.units])
        value += part.value
        gradient += part.gradient
        hessian += part.hessian
        tops.intercept[block.units] = part.tops.intercept
        tops.curvature[block.units] = part.tops.curvature
        tops.slope[block.units] = part.tops.slope
    return Point(value, gradient, hessian, tops)


def climb(
    block: Block, fixed: Floats, hits: Floats, tries: Floats, *, variance: float, near: Floats
) -> tuple[Floats, Floats, Logits]:
    """Newton's method to each unit's most likely intercept; answers intercepts, curvatures and the logits there."""
    top = near.copy()
    for _ in range(TRIES):
        at = logits(block, fixed + np.repeat(top, block.n), hits, tries)
        pull = np.add.reduceat(hits - tries * at.chance, block.start) - top / variance
        curvature = np.add.reduceat(at.weight, block.start) + 1 / variance
        step = pull / curvature
        if np.abs(step).max() < CLOSE:
            break
        top += np.clip(step, -LONGEST, LONGEST)
    return top, curvature, at


def logits(block: Block, eta: Floats, hits: Floats, tries: Floats) -> Logits:
    """Chances and log likelihoods, without overflow however large the log odds `eta` (R,)."""
    small = np.exp(-np.abs(eta))
    chance = np.where(eta >= 0, 1.0, small) / (1 + small)
    likelihood = hits * eta - tries * (np.maximum(eta, 0) + np.log1p(small))
    weight = tries * small / (1 + small) ** 2
    return Logits(chance, weight, np.add.reduceat(likelihood, block.start))


def _block(data: Trials, block: Block, theta: Floats, variance: float, near: Floats) -> Point:
    x, hits, tries = data.columns[block.rows], data.hits[block.rows], data.tries[block.rows]
    top, curvature, at = climb(block, x @ theta[:-1], hits, tries, variance=variance, near=near)
    third = at.weight * (1 - 2 * at.chance)
    fourth = at.weight * (1 - 6 * at.chance * (1 - at.chance))
    skew, kurt = np.add.reduceat(third, block.start), np.add.reduceat(fourth, block.start)
    sums = _unit_sums(x, np.column_stack((at.weight, third, fourth)), block)
    value = at.likelihood - top**2 / (2 * variance) - theta[-1] - 0.5 * np.log(curvature)
    slope = -sums[:, :, 0] / curvature[:, None]
    curves = _Curves(top, curvature, skew, kurt, slope, sums[:, :, 1], sums[:, :, 2], variance)
    per_row = hits - tries * at.chance - np.repeat(0.5 / curvature, block.n) * third
    per_row += np.repeat(0.5 * skew / curvature**2, block.n) * at.weight
    within = -at.weight - np.repeat(0.5 / curvature, block.n) * fourth
    within += np.repeat(0.5 * skew / curvature**2, block.n) * third
    gradient = np.r_[x.T @ per_row, curves.scale_gradient()]
    hessian = curves.hessian(x.T @ (within[:, None] * x))
    return Point(float(value.sum()), gradient, hessian, Tops(top, curvature, slope))


def _unit_sums(x: Floats, weights: Floats, block: Block) -> Floats:
    """Sums (units, q, 3) of the columns under three weights; one small product a unit beats adding row by row."""
    found = np.empty((len(block.n), x.shape[1], weights.shape[1]))
    for place, (first, length) in enumerate(zip(block.start.tolist(), block.n.tolist(), strict=True)):
        np.dot(x[first : first + length].T, weights[first : first + length], out=found[place])
    return found


@dataclass(frozen=True)
class _Curves:
    """Derivatives by unit: the top u, H = -h'', sums of the third and fourth derivatives, and their sums with x."""

    top: Floats
    curvature: Floats
    skew: Floats
    kurt: Floats
    slope: Floats  # du/dbeta (units, q)
    with_third: Floats
    with_fourth: Floats
    variance: float

    @property
    def _of_scale(self) -> Floats:
        """du/d log s."""
        return 2 * self.top / (self.variance * self.curvature)

    def scale_gradient(self) -> float:
        bend = -2 / self.variance + self.skew * self._of_scale
        return float((self.top**2 / self.variance - 1 - 0.5 * bend / self.curvature).sum())

    def hessian(self, within: Floats) -> Floats:
        """`within` (q, q) is what rows give by themselves; the rest comes from the moving tops."""
        q = len(within)
        whole = np.empty((q + 1, q + 1))
        whole[:q, :q] = within + self._between()
        whole[:q, q] = whole[q, :q] = self._mixed()
        whole[q, q] = self._scale()
        return whole

    def _between(self) -> Floats:
        h, a2, a3, d = self.curvature, self.skew, self.kurt, self.slope
        outer = h - 0.5 * a3 / h + a2**2 / h**2
        other = -0.5 * self.with_fourth / h[:, None] + (a2 / h**2)[:, None] * self.with_third
        crossed = d.T @ other
        thirds = self.with_third / h[:, None]
        return np.asarray((d * outer[:, None]).T @ d + crossed + crossed.T + 0.5 * thirds.T @ thirds)

    def _mixed(self) -> Floats:
        h, a2, a3, d, us = self.curvature, self.skew, self.kurt, self.slope, self._of_scale
        bend = -2 / self.variance
        lean = -0.5 * a2 / h
        of_third = 0.5 * bend / h**2 + 0.5 * a2 * us / h**2 - lean * us / h
        of_slope = h * us + 0.5 * a2 * bend / h**2 - 0.5 * (a3 / h - a2**2 / h**2) * us - lean * (bend + a2 * us) / h
        return np.asarray(of_third @ self.with_third + (-0.5 * us / h) @ self.with_fourth + of_slope @ d)

    def _scale(self) -> float:
        h, a2, a3, us, s2 = self.curvature, self.skew, self.kurt, self._of_scale, self.variance
        bend, lean = -2 / s2, -0.5 * a2 / h
        second = (-4 * self.top / s2 + 4 / s2 * us - a2 * us**2) / h
        own = -2 * self.top**2 / s2 + 2 * self.top / s2 * us - 0.5 * (4 / s2 / h - bend**2 / h**2)
        return float((own + a2 * bend / h**2 * us - 0.5 * (a3 / h - a2**2 / h**2) * us**2 + lean * second).sum())
