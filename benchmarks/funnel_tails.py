"""What the funnel would be with other tails of the spread between schools: the remedies of docs/methods/signals.md.

python benchmarks/funnel_tails.py [funnels]      about half an hour with the 60 funnels of the documentation

`student` takes the true shares to be Student's with five degrees of freedom, `weighed` weighs that against normal ones by
how likely each makes the counts. Neither is in the product: they keep the promise, and see too little.
"""

import sys
from collections.abc import Callable

import numpy as np
from funnel_simulation import HEAVY, Kind, ours, schools
from scipy.special import expit, logsumexp, ndtri, stdtr, xlog1py, xlogy
from scipy.stats import t as student_t

from ledestjerne.indicators.signals.families import FALSE_SHARE, benjamini_hochberg
from ledestjerne.indicators.signals.funnel import FEWEST_UNITS, MOST_LEFT_OUT, ROUNDS
from ledestjerne.indicators.signals.spread import Mixture, Spread, fit, fitted, mixture
from ledestjerne.indicators.signals.tails import TINY, Floats

SEED = 20261130
REACH, STEP = 40.0, 0.05  # standard deviations of the heavy tails, and the step of the integral's stretched scale
CORE = 0.862  # Student's with five degrees times this has the normal's mean square when both are cut at two
Rule = Callable[[Floats, Floats], Floats]


def main(funnels: int) -> None:
    random = np.random.default_rng(SEED)
    rules: dict[str, Rule] = {"ours": ours, "student": student, "weighed": weighed}
    for is_heavy in (False, True):
        tails = "Student's" if is_heavy else "normal"
        print(f"\n## No school deviates, spread {tails}: funnels with any flag, per cent, typical shares 12 and 30 %\n")
        print(f"| Schools | Spread | {' | '.join(rules)} |\n| --- | --- |{' --- |' * len(rules)}")
        for units in (30, 100, 300):
            for spread in (0.2, 0.3, 0.5):
                drawn = [schools(random, Kind(units, share, spread, is_heavy)) for share in (0.12, 0.3) for _ in range(funnels)]  # fmt: skip
                cells = [f"{100 * np.mean([rule(x, n).any() for x, n, _bad in drawn]):.1f}" for rule in rules.values()]
                print(f"| {units} | {spread} | {' | '.join(cells)} |", flush=True)
    print("\n## One school in 25 lies 0.9 higher (logit), 12 per cent else, spread normal: true flags a funnel\n")
    print(f"| Schools | Deviating | Spread | {' | '.join(rules)} |\n| --- | --- | --- |{' --- |' * len(rules)}")
    for units in (30, 100, 300):
        for spread in (0.1, 0.2, 0.3):
            deviating = max(1, units // 25)
            drawn = [
                schools(random, Kind(units, 0.12, spread, deviating=deviating)) for _ in range(max(1, funnels // 2))
            ]
            cells = [f"{np.mean([(rule(x, n) & bad).sum() for x, n, bad in drawn]):.1f}" for rule in rules.values()]
            print(f"| {units} | {deviating} | {spread} | {' | '.join(cells)} |", flush=True)


def student(x: Floats, size: Floats) -> Floats:
    return flagged(x, size, lambda _whole, _usual: 1.0)


def weighed(x: Floats, size: Floats) -> Floats:
    """The heavy tails count as much as the units that are not set aside make them likely, both being so beforehand."""

    def weight(whole: Spread, usual: Floats) -> float:
        found = likelihood(heavy(size, whole), x, size) - likelihood(mixture(size, whole), x, size)
        return float(expit(np.clip(found[usual].sum(), -50, 50)))

    return flagged(x, size, weight)


def flagged(x: Floats, size: Floats, weight: Callable[[Spread, Floats], float]) -> Floats:
    """The product's own rounds (signals/funnel.py), with p between those of normal and of heavy tails."""
    usual = np.ones(len(x), dtype=bool)
    for _round in range(ROUNDS):
        whole, cut = fit(x, size, usual.astype(float))
        share = weight(whole, usual)
        p = rare(x, size, whole, share)
        extreme = np.argsort(np.where(usual, p, 2.0))[: min(MOST_LEFT_OUT, int(usual.sum()))]
        without = np.repeat(usual[None, :].astype(float), len(extreme), axis=0)
        without[np.arange(len(extreme)), extreme] = 0.0
        p[extreme] = rare(x[extreme], size[extreme], fitted(x, size, without, cut), share)
        out = benjamini_hochberg(p) <= FALSE_SHARE
        still = usual & ~out
        if still.sum() == usual.sum() or still.sum() < FEWEST_UNITS:
            break
        usual = still
    return out


def rare(x: Floats, size: Floats, spread: Spread, share: float) -> Floats:
    found = share * heavy(size, spread).two_sided(x)
    if share < 1:
        found = found + (1 - share) * mixture(size, spread).two_sided(x)
    return np.asarray(2 * stdtr(spread.degrees(size), ndtri(np.maximum(found, TINY) / 2)))


def heavy(size: Floats, spread: Spread) -> Mixture:
    """As `mixture`, with Student's tails; nodes lie closer in the middle than at the ends."""
    middle, deviation = spread.logit_scale
    wide = np.sqrt(deviation**2 + spread.unsure / (spread.share * (1 - spread.share)) ** 2)
    stretched = np.arange(-np.arcsinh(REACH), np.arcsinh(REACH), STEP)
    z = np.sinh(stretched)
    weights = student_t.pdf(z / CORE, HEAVY) * np.cosh(stretched)
    shares = expit(middle[:, None] + wide[:, None] * z)
    return Mixture(size, np.broadcast_to(shares, (len(size), len(z))), weights / weights.sum())


def likelihood(mixed: Mixture, x: Floats, size: Floats) -> Floats:
    """The logarithm of how likely each count is, but for what is the same whatever the tails."""
    counts = xlogy(x[:, None], mixed.shares) + xlog1py((size - x)[:, None], -mixed.shares)
    return np.asarray(logsumexp(counts, axis=1, b=mixed.weights))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
