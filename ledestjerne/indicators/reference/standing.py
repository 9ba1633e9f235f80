"""How each unit stands to what its pupils' background lets one expect: the local reference. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import expit
from scipy.stats import norm

from ledestjerne.indicators.reference.chances import share_interval
from ledestjerne.indicators.reference.definition import Kind, ReferenceDefinition
from ledestjerne.indicators.reference.linear import Likelihood, fit_linear
from ledestjerne.indicators.reference.logistic import fit_logistic
from ledestjerne.indicators.reference.matrix import Counted, Pupil, prepared
from ledestjerne.indicators.reference.results import Floats, LinearFit, LogisticFit, NoFit, Remark

CONFIDENCE = 0.95
Z = float(norm.ppf((1 + CONFIDENCE) / 2))
PLACES = 21  # nodes when a chance is averaged over the units there could be


class Verdict(StrEnum):
    """The ministry's three words. They tell of the number, not of good and bad: a dropout over the expected is «over»."""

    OVER = "Over niveau"
    LEVEL = "På niveau"
    UNDER = "Under niveau"


@dataclass(frozen=True)
class Standing:
    """One unit; grades, or shares from 0 to 1.

    `difference` is actual - expected, with a 95 % interval of chance alone. `drawn` is the same drawn towards zero as far
    as few pupils ask for it, with the interval from `full_se`.
    """

    unit: str
    n: int
    actual: float
    expected: float
    difference: float
    low: float
    high: float
    drawn: float
    drawn_low: float
    drawn_high: float
    verdict: Verdict


@dataclass(frozen=True)
class Term:
    """One line of the model as a statistician wants it: estimate and standard error in the model's own scale."""

    name: str
    estimate: float
    standard_error: float


@dataclass(frozen=True)
class LocalReference:
    """A fitted reference: every unit in order of its code, the model behind, and the pupils counted."""

    standings: tuple[Standing, ...]
    counted: Counted
    terms: tuple[Term, ...]
    unit_deviation: float
    residual_deviation: float | None
    deviance: float
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class NoReference:
    """No reference, and why; the pupils are counted all the same."""

    reason: NoFit
    counted: Counted


def local_reference(definition: ReferenceDefinition, pupils: Sequence[Pupil]) -> LocalReference | NoReference:
    """Fit the definition's model to the pupils and hold each unit against it."""
    ready = prepared(definition, pupils)
    sample = ready.sample
    if definition.kind is Kind.LINEAR:
        linear = fit_linear(sample, likelihood=Likelihood.REML)
        if isinstance(linear, NoFit):
            return NoReference(linear, ready.counted)
        return _told(linear, grades(linear, sample.outcome, sample.unit), ready.counted)
    logistic = fit_logistic(sample, nodes=definition.nodes)
    if isinstance(logistic, NoFit):
        return NoReference(logistic, ready.counted)
    fixed = logistic.coefficients[0] + sample.background @ logistic.coefficients[1:]
    return _told(logistic, shares(logistic, fixed, sample.outcome, sample.unit), ready.counted)


def verdict(low: float, high: float) -> Verdict:
    """The word for a difference whose interval is `low` to `high`."""
    if low > 0:
        return Verdict.OVER
    return Verdict.UNDER if high < 0 else Verdict.LEVEL


def _told(fit: LinearFit | LogisticFit, standings: tuple[Standing, ...], counted: Counted) -> LocalReference:
    terms = zip(fit.names, fit.coefficients.tolist(), fit.standard_errors.tolist(), strict=True)
    return LocalReference(
        standings=standings,
        counted=counted,
        terms=tuple(Term(*each) for each in terms),
        unit_deviation=float(np.sqrt(fit.unit_variance)),
        residual_deviation=float(np.sqrt(fit.residual_variance)) if isinstance(fit, LinearFit) else None,
        deviance=fit.deviance,
        remarks=fit.remarks,
    )


def grades(fit: LinearFit, outcome: Floats, unit: np.ndarray[tuple[int], np.dtype[np.object_]]) -> tuple[Standing, ...]:
    """The difference with the exact variance that chance among the pupils gives it, the coefficients' too."""
    half, drawn_half = Z * fit.raw_difference_se, Z * fit.units.full_se
    found = []
    for place, code in enumerate(fit.units.code):
        actual, difference = float(outcome[unit == code].mean()), float(fit.raw_difference[place])
        drawn = float(fit.units.effect[place])
        low, high = difference - float(half[place]), difference + float(half[place])
        found.append(
            Standing(
                unit=str(code), n=int(fit.units.n[place]), actual=actual, expected=actual - difference,
                difference=difference, low=low, high=high, drawn=drawn, drawn_low=drawn - float(drawn_half[place]),
                drawn_high=drawn + float(drawn_half[place]), verdict=verdict(low, high),
            )
        )  # fmt: skip
    return tuple(found)


def shares(
    fit: LogisticFit, fixed: Floats, outcome: Floats, unit: np.ndarray[tuple[int], np.dtype[np.object_]]
) -> tuple[Standing, ...]:
    """The expected share is the mean chance of the pupils, averaged over the units there could be; intervals are exact."""
    deviation = float(np.sqrt(fit.unit_variance))
    chance = mean_chance(fixed, deviation=deviation)
    found = []
    for place, code in enumerate(fit.units.code):
        here = unit == code
        hits, n, expected = int(outcome[here].sum()), int(here.sum()), float(chance[here].mean())
        low, high = share_interval(hits=hits, chance=chance[here], confidence=CONFIDENCE)
        effect, reach = float(fit.units.effect[place]), Z * float(fit.units.full_se[place])
        middle = float(expit(fixed[here]).mean())
        drawn = [float(expit(fixed[here] + step).mean()) - middle for step in (effect - reach, effect, effect + reach)]
        found.append(
            Standing(
                unit=str(code), n=n, actual=hits / n, expected=expected, difference=hits / n - expected,
                low=low - expected, high=high - expected, drawn_low=drawn[0], drawn=drawn[1], drawn_high=drawn[2],
                verdict=verdict(low - expected, high - expected),
            )
        )  # fmt: skip
    return tuple(found)


def mean_chance(fixed: Floats, *, deviation: float) -> Floats:
    """Chance (N,) at the log odds `fixed`, averaged over units that differ by `deviation` in log odds."""
    places, weights = np.polynomial.hermite_e.hermegauss(PLACES)
    parts = (weight * expit(fixed + deviation * place) for place, weight in zip(places, weights, strict=True))
    return np.asarray(sum(parts, np.zeros_like(fixed)) / weights.sum(), dtype=float)
