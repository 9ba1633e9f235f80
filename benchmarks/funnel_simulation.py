"""How often the funnel is wrong, and what it sees: the tables of docs/methods/signals.md.

python benchmarks/funnel_simulation.py [funnels]      about five minutes with the 200 funnels of the documentation
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import logit, ndtr

from ledestjerne.indicators.signals.families import benjamini_hochberg
from ledestjerne.indicators.signals.funnel import funnel
from ledestjerne.indicators.signals.tails import Floats, binomial_p, says_enough

SEED = 20261122
FEWEST, MOST = 10, 1000  # how many pupils a school has, evenly on a logarithmic scale
SPREADS = (0.0, 0.1, 0.2, 0.3, 0.5)
SHARES = (0.05, 0.12, 0.3, 0.5)
HEAVY = 5  # degrees of freedom of the heavier tails
LARGE, MANY = 0.9, 25  # deviating schools lie so much higher on the logit scale, and one in so many deviates
SIZES = {"class": 18, "large class": 25, "department": 150, "institution": 1000}


@dataclass(frozen=True)
class Kind:
    """Schools of one kind: how many, their typical share, the standard deviation between them on the logit scale."""

    units: int
    share: float
    spread: float
    is_heavy: bool = False
    deviating: int = 0


def main(funnels: int) -> None:
    random = np.random.default_rng(SEED)
    alone(random, funnels)
    beside_deviating(random, funnels // 2)
    power(random, funnels)


def alone(random: np.random.Generator, funnels: int) -> None:
    for is_heavy in (False, True):
        tails = f"Student's with {HEAVY} degrees of freedom" if is_heavy else "normal"
        print(f"\n## No school deviates, spread {tails}: funnels with any flag, per cent (the worst of the shares {SHARES})\n")  # fmt: skip
        print(f"| Schools | {' | '.join(map(str, SPREADS))} |\n| --- |{' --- |' * len(SPREADS)}")
        for units in (10, 30, 100, 300):
            cells = []
            for spread in SPREADS:
                found = [any_flag(random, Kind(units, share, spread, is_heavy), funnels) for share in SHARES]
                cells.append(f"{np.mean(found):.1f} ({max(found):.1f})")
            print(f"| {units} | {' | '.join(cells)} |", flush=True)


def any_flag(random: np.random.Generator, kind: Kind, funnels: int) -> float:
    return 100 * float(np.mean([ours(*schools(random, kind)[:2]).any() for _funnel in range(funnels)]))


def schools(random: np.random.Generator, kind: Kind) -> tuple[Floats, Floats, Floats]:
    """Hits, sizes and who deviates; all large enough to be judged."""
    n = np.zeros(0)
    while len(n) < kind.units:
        drawn = np.exp(random.uniform(np.log(FEWEST), np.log(MOST), 4 * kind.units)).round()
        n = np.concatenate((n, drawn[says_enough(drawn, kind.share)]))[: kind.units]
    away = random.standard_t(HEAVY, kind.units) / np.sqrt(HEAVY / (HEAVY - 2)) if kind.is_heavy else random.normal(size=kind.units)  # fmt: skip
    bad = np.arange(kind.units) < kind.deviating
    scale = logit(kind.share) + kind.spread * away + LARGE * bad
    return random.binomial(n.astype(int), 1 / (1 + np.exp(-scale))), n, bad


def ours(x: Floats, n: Floats) -> Floats:
    found = funnel(hits=x, n=n)
    return found.flagged if found else np.zeros(len(x), dtype=bool)


def bare(x: Floats, n: Floats) -> Floats:
    return np.asarray(benjamini_hochberg(binomial_p(x, n, x.sum() / n.sum())) <= 0.05)


def multiplicative(x: Floats, n: Floats) -> Floats:
    """Spiegelhalter's factor on the z-scores, winsorised at a tenth."""
    z = 2 * np.sqrt(n) * (np.arcsin(np.sqrt((x + 0.375) / (n + 0.75))) - np.arcsin(np.sqrt(x.sum() / n.sum())))
    factor = max(1.0, float((np.clip(z, *np.quantile(z, [0.1, 0.9])) ** 2).mean()))
    return np.asarray(benjamini_hochberg(2 * ndtr(-np.abs(z) / np.sqrt(factor))) <= 0.05)


def beside_deviating(random: np.random.Generator, funnels: int) -> None:
    print(f"\n## One school in {MANY} (at least one) lies {LARGE} higher (logit), 12 per cent else: flags a funnel, false + true\n")  # fmt: skip
    print("| Schools | Deviating | Spread | Without a term | Multiplicative term | Ours | False share, ours |\n| --- | --- | --- | --- | --- | --- | --- |")  # fmt: skip
    for units in (10, 30, 100, 300):
        deviating = max(1, units // MANY)
        for spread in SPREADS:
            drawn = [schools(random, Kind(units, 0.12, spread, deviating=deviating)) for _funnel in range(funnels)]
            cells = [flags(drawn, rule) for rule in (bare, multiplicative, ours)]
            found = [(ours(x, n), bad) for x, n, bad in drawn]
            false = 100 * np.mean([(flag & ~bad).sum() / max(1, flag.sum()) for flag, bad in found])
            print(f"| {units} | {deviating} | {spread} | {' | '.join(cells)} | {false:.1f} % |", flush=True)


def flags(drawn: list[tuple[Floats, Floats, Floats]], rule: Callable[[Floats, Floats], Floats]) -> str:
    found = [(rule(x, n), bad) for x, n, bad in drawn]
    false = np.mean([(flag & ~bad).sum() for flag, bad in found])
    return f"{false:.1f} + {np.mean([(flag & bad).sum() for flag, bad in found]):.1f}"


def power(random: np.random.Generator, funnels: int) -> None:
    print(
        "\n## A unit that truly lies so many percentage points above 20 per cent, among 100 others: flagged, per cent\n"
    )
    print("| Unit | Size | Spread | 2 | 5 | 10 | 20 |\n| --- | --- | --- | --- | --- | --- | --- |")
    for name, size in SIZES.items():
        for spread in (0.0, 0.1, 0.2):
            kind = Kind(100, 0.2, spread)
            cells = [f"{seen(random, kind, size, step / 100, funnels):.0f}" for step in (2, 5, 10, 20)]
            print(f"| {name} | {size} | {spread} | {' | '.join(cells)} |", flush=True)


def seen(random: np.random.Generator, kind: Kind, size: int, step: float, funnels: int) -> float:
    """How often the unit at the end of the row is flagged; never where it is too small to be judged."""
    found = 0
    for _funnel in range(funnels):
        x, n, _bad = schools(random, kind)
        scale = logit(kind.share + step) + kind.spread * random.normal()
        hits = random.binomial(size, 1 / (1 + np.exp(-scale)))
        found += bool(ours(np.append(x, hits), np.append(n, size))[-1])
    return 100 * found / funnels


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
