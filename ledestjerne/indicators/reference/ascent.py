"""Climbing to the top of a log likelihood, by Newton's method or with a metric that learns. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.linalg import eigh

from ledestjerne.indicators.reference.results import Floats

STEPS = 60
HALVINGS = 20
CLOSE = 1e-10  # squared distance to the top, in standard errors
ROUNDING = 1e-12  # of the value: less than this is not a fall
LONGEST = 1.0
LITTLE = 0.01  # of a standard error: the step of a difference quotient


@dataclass(frozen=True)
class Top:
    """The highest point found, the steps it took, and whether it is a top."""

    theta: Floats
    steps: int
    is_top: bool


def newton_step(gradient: Floats, hessian: Floats) -> Floats:
    """The step to the top of the parabola; where the surface bends the wrong way, its bend is turned."""
    values, vectors = eigh(-hessian)
    bend = np.maximum(np.abs(values), 1e-10 * np.abs(values).max())
    return np.asarray(vectors @ ((vectors.T @ gradient) / bend))


def climb_with_metric(
    slope: Callable[[Floats], tuple[float, Floats]], *, start: Floats, metric: Floats, floor: float
) -> Top:
    """BFGS from `start` (k,) with `metric` (k, k), an approximate covariance; `slope` answers value and gradient.

    It ends where the last coordinate, a log scale, falls below `floor`; that coordinate moves `LONGEST` at most in a step.
    """
    theta, metric = start.copy(), metric.copy()
    value, gradient = slope(theta)
    for step in range(STEPS):
        move = shortened(metric @ gradient)
        if float(gradient @ move) < CLOSE or theta[-1] < floor:
            return Top(theta, step, is_top=True)
        for _ in range(HALVINGS):
            new_value, new_gradient = slope(theta + move)
            if new_value >= value - ROUNDING * abs(value):
                break
            move = move / 2
        else:
            return Top(theta, step, is_top=False)
        metric = _learnt(metric, move, gradient - new_gradient)
        theta, value, gradient = theta + move, new_value, new_gradient
    return Top(theta, STEPS, is_top=False)


def shortened(move: Floats) -> Floats:
    """The step, so short that its last coordinate moves no further than `LONGEST`."""
    return move * min(1.0, LONGEST / max(abs(float(move[-1])), 1e-300))


def _learnt(metric: Floats, move: Floats, fall: Floats) -> Floats:
    """The metric with the curvature seen along the last step (Broyden, Fletcher, Goldfarb, Shanno)."""
    along = float(move @ fall)
    if along <= 0:
        return metric
    left = np.eye(len(move)) - np.outer(move, fall) / along
    return np.asarray(left @ metric @ left.T + np.outer(move, move) / along)


def covariance_at(slope: Callable[[Floats], tuple[float, Floats]], *, theta: Floats, metric: Floats) -> Floats:
    """Inverse of the negative Hessian, by central differences of the gradient a small part of a standard error away."""
    step = LITTLE * np.minimum(np.sqrt(np.diag(metric)), LONGEST / LITTLE / 10)
    rows = [
        (slope(theta - each)[1] - slope(theta + each)[1]) / (2 * size)
        for each, size in zip(np.diag(step), step, strict=True)
    ]
    return np.linalg.inv((np.array(rows) + np.array(rows).T) / 2)
