"""How often a local reference's word is wrong, and what it can see, on made-up units of equal size.

    .venv/bin/python benchmarks/reference/verdicts.py [--worlds 200]

Three columns: words other than «på niveau» where units do not differ at all; 95 % intervals that hold the truth where units
differ (standard deviation 0.5 grades or log odds); and words told of a unit that truly differs by one grade, or by ten
percentage points of dropout, among units that do not.
"""

import argparse
import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np  # after the number of threads is said
from scipy.special import expit

from ledestjerne.indicators.reference.linear import fit_linear
from ledestjerne.indicators.reference.logistic import fit_logistic
from ledestjerne.indicators.reference.results import NoFit
from ledestjerne.indicators.reference.sample import Sample
from ledestjerne.indicators.reference.standing import Standing, Verdict, grades, shares

SIZES, UNITS, SPREAD = (8, 18, 40, 120), (8, 40), 0.5
RESIDUAL, GRADE, TEN_POINTS = 2.0, 1.0, 0.62  # 0.62 in log odds is some ten points at a dropout of a fifth


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--worlds", type=int, default=200)
    worlds = asked.parse_args().worlds
    print("| outcome | units | pupils in each | false words | intervals that hold | power |")
    print("|---|--:|--:|--:|--:|--:|")
    for kind in ("grade", "dropout"):
        for units in UNITS:
            for size in SIZES:
                print(line(kind, units, size, worlds), flush=True)


def line(kind: str, units: int, size: int, worlds: int) -> str:
    rng = np.random.default_rng(units * 1000 + size)
    one = np.r_[GRADE if kind == "grade" else TEN_POINTS, np.zeros(units - 1)]
    false, power, held = [], [], []
    for _ in range(worlds):
        false += [each.verdict is not Verdict.LEVEL for each, _true in world(kind, np.zeros(units), size, rng)]
        power += [each.verdict is Verdict.OVER for each, _true in world(kind, one, size, rng)[:1]]
        spread = world(kind, rng.normal(scale=SPREAD, size=units), size, rng)
        held += [each.low <= true <= each.high for each, true in spread]
    rates = (np.mean(part) if part else np.nan for part in (false, held, power))
    return f"| {kind} | {units} | {size} | " + " | ".join(f"{rate:.1%}" for rate in rates) + " |"


def world(kind: str, effect: np.ndarray, size: int, rng: np.random.Generator) -> list[tuple[Standing, float]]:
    """The units of one world, each with its true difference; none where there is no fit."""
    unit = np.repeat(np.arange(len(effect)), size)
    background = np.column_stack((rng.normal(size=len(unit)), rng.integers(0, 2, len(unit))))
    fixed = background @ [0.8, -0.5] - (1.3 if kind == "dropout" else 0.0)
    middle = fixed + effect[unit]
    if kind == "grade":
        fit = fit_linear(Sample(middle + rng.normal(scale=RESIDUAL, size=len(unit)), background, unit, ("a", "b")))
        if isinstance(fit, NoFit):
            return []
        return list(zip(grades(fit, middle, unit), effect - effect.mean(), strict=True))
    outcome = (rng.random(len(unit)) < expit(middle)).astype(float)
    found = fit_logistic(Sample(outcome, background, unit, ("a", "b")))
    if isinstance(found, NoFit):
        return []
    estimated = found.coefficients[0] + background @ found.coefficients[1:]
    standings = shares(found, estimated, outcome, unit)
    true = [expit(middle[unit == code]).mean() for code in range(len(effect))]
    return [(each, share - each.expected) for each, share in zip(standings, true, strict=True)]


if __name__ == "__main__":
    main()
