"""Mixed linear models written down as in the textbook, for any number of groupings, crossed or nested: slow and plain.

Bates, Mächler, Bolker and Walker (2015), «Fitting Linear Mixed-Effects Models Using lme4», equations 33 to 42. Nothing is
shared with the fitters of the product.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, optimize, sparse

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Fit:
    """Coefficients and their standard errors (p,), a variance for each grouping, the residual one, -2 log likelihood."""

    coefficients: Floats
    standard_errors: Floats
    variances: tuple[float, ...]
    residual_variance: float
    deviance: float


@dataclass(frozen=True)
class Model:
    """Cross products of the rows; the first grouping may be large, for its own block is diagonal."""

    n: int
    of_first: Floats
    first_rest: Floats
    rest: Floats
    sizes: tuple[int, ...]
    fixed: int

    def solved(self, thetas: Sequence[float]) -> tuple[Floats, float]:
        """The triangle of what is left when the first grouping is taken out, and the log determinants of all groupings."""
        scale = np.concatenate([*(np.full(size, theta) for size, theta in zip(self.sizes[1:], thetas[1:], strict=True)),
                                np.ones(self.fixed + 1)])  # fmt: skip
        diagonal = self.of_first * thetas[0] ** 2 + 1
        across = self.first_rest * thetas[0] * scale
        inner = self.rest * np.outer(scale, scale)
        others = sum(self.sizes[1:])
        inner[range(others), range(others)] += 1
        triangle = linalg.cholesky(inner - (across.T / diagonal) @ across, lower=True)
        logs = np.log(diagonal).sum() + 2 * np.log(np.diag(triangle)[:others]).sum()
        return triangle[others:, others:], float(logs)

    def deviance(self, thetas: Sequence[float], *, restricted: bool) -> float:
        triangle, logs = self.solved(thetas)
        degrees = self.n - self.fixed if restricted else self.n
        more = 2 * np.log(np.diag(triangle)[:-1]).sum() if restricted else 0.0
        return float(logs + more + degrees * (1 + np.log(2 * np.pi * triangle[-1, -1] ** 2 / degrees)))


def model_of(outcome: Floats, background: Floats, groupings: Sequence[NDArray[np.str_]]) -> Model:
    """The cross products of an intercept, the background (N, p), the outcome (N,) and the groupings, the largest first."""
    rows = len(outcome)
    design = np.column_stack([np.ones(rows), background, outcome])
    marks = []
    for grouping in groupings:
        _, place = np.unique(grouping, return_inverse=True)
        marks.append(sparse.csr_matrix((np.ones(rows), (range(rows), place))))
    first = marks[0] if marks else sparse.csr_matrix((rows, 0))
    rest = sparse.hstack([*marks[1:], sparse.csr_matrix(design)]).tocsr()
    return Model(
        n=rows, of_first=np.asarray(first.sum(axis=0)).ravel(), first_rest=(first.T @ rest).toarray(),
        rest=(rest.T @ rest).toarray(), sizes=tuple(mark.shape[1] for mark in marks) or (0,), fixed=design.shape[1] - 1,
    )  # fmt: skip


def fit_by_hand(
    outcome: Floats, background: Floats, groupings: Sequence[NDArray[np.str_]], *, restricted: bool = False
) -> Fit:
    """The estimates of maximum likelihood, or of restricted maximum likelihood."""
    model = model_of(outcome, background, groupings)
    thetas = np.zeros(len(model.sizes))
    if groupings:
        found = optimize.minimize(
            lambda tried: model.deviance(np.abs(tried), restricted=restricted), x0=np.full(len(groupings), 0.5),
            method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-7, "maxfev": 2000},
        )  # fmt: skip
        assert found.success
        thetas = np.abs(found.x)
    triangle, _ = model.solved(thetas)
    degrees = model.n - model.fixed if restricted else model.n
    residual = triangle[-1, -1] ** 2 / degrees
    inverse = linalg.inv(triangle[:-1, :-1])
    return Fit(
        coefficients=inverse.T @ triangle[-1, :-1],
        standard_errors=np.sqrt(residual * (inverse**2).sum(axis=0)),
        variances=tuple(float(theta**2 * residual) for theta in thetas[: len(groupings)]),
        residual_variance=float(residual),
        deviance=model.deviance(thetas, restricted=restricted),
    )
