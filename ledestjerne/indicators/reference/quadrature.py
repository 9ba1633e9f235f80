"""Adaptive Gauss-Hermite quadrature of a logistic random-intercept likelihood, with its exact gradient. Pure.

Each unit's integral is summed at K nodes placed by its own top and curvature (Pinheiro & Bates, JCGS 4, 1995; one node is
Laplace's approximation). The nodes move with the parameters, and the gradient follows them.
"""

from dataclasses import dataclass

import numpy as np

from ledestjerne.indicators.reference.laplace import climb, logits
from ledestjerne.indicators.reference.results import Floats
from ledestjerne.indicators.reference.trials import Block, Trials


@dataclass(frozen=True)
class Slope:
    """Log likelihood at one theta, its gradient (q + 1,) and each unit's most likely intercept (J,)."""

    value: float
    gradient: Floats
    top: Floats


def quadrature(data: Trials, theta: Floats, *, nodes: int, near: Floats) -> Slope:
    """The likelihood with `nodes` nodes a unit; `near` (J,) are intercepts to start the climb from."""
    places, weights = np.polynomial.hermite_e.hermegauss(nodes)
    logs = np.log(weights) - 0.5 * np.log(2 * np.pi) + 0.5 * places**2
    value, gradient, top = 0.0, np.zeros(len(theta)), np.empty(len(data.start))
    for block in data.blocks():
        part = _block(data, block, theta, near[block.units], places, logs)
        value += part.value
        gradient += part.gradient
        top[block.units] = part.top
    return Slope(value, gradient, top)


def _block(data: Trials, block: Block, theta: Floats, near: Floats, places: Floats, logs: Floats) -> Slope:
    x, hits, tries = data.columns[block.rows], data.hits[block.rows], data.tries[block.rows]
    variance, fixed = float(np.exp(2 * theta[-1])), x @ theta[:-1]
    top, curvature, at = climb(block, fixed, hits, tries, variance=variance, near=near)
    width = 1 / np.sqrt(curvature)
    seen = [logits(block, fixed + np.repeat(top + width * place, block.n), hits, tries) for place in places]
    intercepts = top + width * places[:, None]
    terms = np.array([each.likelihood for each in seen]) - 0.5 * intercepts**2 / variance + logs[:, None]
    highest = terms.max(axis=0)
    share = np.exp(terms - highest)
    value = highest + np.log(share.sum(axis=0)) + np.log(width) - theta[-1]
    share /= share.sum(axis=0)
    rest = [hits - tries * each.chance for each in seen]
    pull = np.array([np.add.reduceat(each, block.start) for each in rest]) - intercepts / variance
    of_top = (share * pull).sum(axis=0)
    of_curvature = -0.5 * width**2 * (1 + width * (share * pull * places[:, None]).sum(axis=0))
    third = at.weight * (1 - 2 * at.chance)
    skew = np.add.reduceat(third, block.start)
    per_row = sum((np.repeat(part, block.n) * each for part, each in zip(share, rest, strict=True)), np.zeros(len(x)))
    per_row += np.repeat(of_curvature, block.n) * third
    per_row -= np.repeat((of_top + of_curvature * skew) / curvature, block.n) * at.weight
    moved = 2 * top / (variance * curvature)
    scale = (share * intercepts**2).sum(axis=0) / variance - 1
    scale += of_curvature * (-2 / variance + skew * moved) + of_top * moved
    return Slope(float(value.sum()), np.r_[x.T @ per_row, scale.sum()], top)
