"""What fitting a reference model answers: a fit, or the reason there is none. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Trouble(StrEnum):
    """Why a model has no answer; each stands for a sentence on the page."""

    NO_ROWS = "no_rows"
    NOT_FINITE = "not_finite"
    ONE_UNIT = "one_unit"
    ALL_UNITS_OF_ONE = "all_units_of_one"
    CONSTANT_COLUMN = "constant_column"
    DEPENDENT_COLUMNS = "dependent_columns"
    TOO_FEW_ROWS = "too_few_rows"
    NOT_BINARY = "not_binary"
    ONE_OUTCOME = "one_outcome"
    PERFECT_FIT = "perfect_fit"
    SEPARATION = "separation"
    UNITS_SEPARATE = "units_separate"
    NOT_CONVERGED = "not_converged"


class Remark(StrEnum):
    """What a reader of a fit must know."""

    NO_UNIT_VARIATION = "no_unit_variation"  # the variance between units is estimated as zero
    UNITS_OF_ONE = "units_of_one"  # some units have one pupil: their effect rests on the others'


@dataclass(frozen=True)
class NoFit:
    """No estimates, and why; `columns` are the background columns at fault, by name."""

    trouble: Trouble
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnitEffects:
    """Predicted random intercepts of J units, in the order of `code`; all arrays are (J,).

    `conditional_se` takes the coefficients as known (lme4's `condVar`). `full_se` adds the cost of having
    estimated them. Grades or log odds, as the model's outcome.
    """

    code: NDArray[Any]
    n: Integers
    effect: Floats
    conditional_se: Floats
    full_se: Floats


@dataclass(frozen=True)
class LinearFit:
    """A linear model with a random intercept; `coefficients` is (p + 1,), the intercept first.

    Variances are in squared units of the outcome. `deviance` is -2 log likelihood (restricted for REML),
    with every constant, as lme4 reports it. `raw_difference` (J,) is `mean outcome - expected`
    and `raw_difference_se` its standard error with the units taken as they are: chance among the pupils alone.
    """

    names: tuple[str, ...]
    coefficients: Floats
    covariance: Floats
    unit_variance: float
    residual_variance: float
    deviance: float
    units: UnitEffects
    raw_difference: Floats
    raw_difference_se: Floats
    remarks: tuple[Remark, ...] = ()

    @property
    def standard_errors(self) -> Floats:
        return np.sqrt(np.diag(self.covariance))


@dataclass(frozen=True)
class LogisticFit:
    """A logistic model with a random intercept; `coefficients` is (p + 1,) log odds ratios, the intercept first.

    `deviance` is -2 times the log of the approximated likelihood; `nodes` is 1 for Laplace.
    """

    names: tuple[str, ...]
    coefficients: Floats
    covariance: Floats
    unit_variance: float
    deviance: float
    nodes: int
    units: UnitEffects
    steps: int
    remarks: tuple[Remark, ...] = ()

    @property
    def standard_errors(self) -> Floats:
        return np.sqrt(np.diag(self.covariance))
