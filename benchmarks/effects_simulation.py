"""How often the intervals of «did it help» hold the truth: the tables of docs/methods/effects.md.

python benchmarks/effects_simulation.py [trials]      some five minutes with the 4,000 trials of the documentation
"""

import sys
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import stdtrit

from ledestjerne.indicators.effects.choice import Course, measure
from ledestjerne.indicators.effects.groups import apart, limit_apart, quantile
from ledestjerne.indicators.effects.likeness import alike
from ledestjerne.indicators.effects.measured import Effect, Point
from ledestjerne.indicators.effects.movement import Past, ordinary_movement
from ledestjerne.indicators.effects.series import design, lags_for, limit, newey_west
from ledestjerne.indicators.intervals import wilson
from ledestjerne.indicators.signals.tails import Floats

SEED = 20261122
LIKENESSES = (-0.3, 0.0, 0.3, 0.6, 0.8)
PLAIN = 0.6  # the likeness at which Student's own limit is shown beside ours
HEAVY = 5  # degrees of freedom of the heavier tails
MOVEMENTS = (0.0, 0.05, 0.1, 0.15, 0.3)
OTHER_SIZES, UNEVEN = (40, 100, 250, 600, 1500), 0.4
SIZES = {"class": 18, "department": 150, "institution": 1000}


def main(trials: int) -> None:
    random = np.random.default_rng(SEED)
    series(random, trials)
    beside_others(random, trials)
    over_periods(random, trials)
    shares_over_periods(random, trials)
    two_counts(random, trials)
    moving(random, trials)
    estimated(random, trials // 10)
    in_other_worlds(random, trials // 10)
    trending(random, trials)


def series(random: np.random.Generator, trials: int) -> None:
    print(f"\n## Interrupted series with a trend: coverage of nominal 95 %, by the likeness of neighbouring periods\n\n| Before + after | Limit | {' | '.join(map(str, LIKENESSES))} | Heavy tails, 0.4 | Textbook (0.0 / 0.4) |\n| --- | --- |{' --- |' * 8}")  # fmt: skip
    for before, after in ((8, 4), (12, 4), (8, 8), (12, 12), (24, 12), (24, 24), (36, 12), (60, 24)):
        cells = [f"{100 * held(random, before, after, each, trials):.1f}" for each in LIKENESSES]
        cells.append(f"{100 * held(random, before, after, 0.4, trials, is_heavy=True):.1f}")
        plain = [f"{100 * held(random, before, after, each, trials, textbook=True):.1f}" for each in (0.0, 0.4)]
        print(f"| {before} + {after} | {limit(before, after):.2f} | {' | '.join(cells)} | {' / '.join(plain)} |")


def held(
    random: np.random.Generator, before: int, after: int, likeness: float, trials: int, *, textbook: bool = False,
    is_heavy: bool = False,
) -> float:  # fmt: skip
    """With our limits, or with Newey-West's usual lags, small-sample factor and Student's t."""
    periods, x = before + after, design(before, after)
    drawn = random.standard_t(HEAVY, (periods, trials)) if is_heavy else random.normal(size=(periods, trials))
    y = alike(drawn, likeness) + 0.3 * np.arange(periods)[:, None]
    beta = np.linalg.inv(x.T @ x) @ x.T @ y
    lags = int(0.75 * periods ** (1 / 3)) if textbook else lags_for(periods)
    errors = newey_west(x, y - x @ beta, lags=lags)
    reach = float(stdtrit(periods - 3, 0.975)) * (periods / (periods - 3)) ** 0.5 if textbook else limit(before, after)
    return float(np.mean(np.abs(beta[2]) <= reach * errors))


def shares(random: np.random.Generator, logit: Floats, sizes: Floats) -> Floats:
    return np.asarray(random.binomial(sizes, 1 / (1 + np.exp(-logit))) / sizes)


def beside_others(random: np.random.Generator, trials: int) -> None:
    print("\n## One unit beside others of half to twice its size: coverage, per cent\n")
    print("| Unit | Size | Others | No spread | Spread 0.2 (logit) |\n| --- | --- | --- | --- | --- |")
    for name, size in SIZES.items():
        for others in (6, 12, 30):
            cells = [f"{100 * held_beside(random, size, others, each, trials):.1f}" for each in (0.0, 0.2)]
            print(f"| {name} | {size} | {others} | {' | '.join(cells)} |")


def held_beside(random: np.random.Generator, size: int, others: int, spread: float, trials: int) -> float:
    """Everything rises together, each unit a little differently; the truth is no change of its own."""
    found = []
    for _trial in range(trials // 2):
        sizes = np.concatenate(([size], (size * random.uniform(0.5, 2, others)).astype(int)))
        old = np.log(0.2 / 0.8) + random.normal(0, spread, others + 1)
        new = old + 0.3 + random.normal(0, spread / 2, others + 1)
        before, after = shares(random, old, sizes), shares(random, new, sizes)
        changes = tuple(100 * float(each) for each in (after - before)[1:])
        found.append(measure(Course((told(before[0], size),), (told(after[0], size),), changes)))
    return covering(found)


def over_periods(random: np.random.Generator, trials: int) -> None:
    print(f"\n## Periods before and after: coverage, per cent, by the likeness of neighbouring periods\n\n| Before + after | Limit | Student's | {' | '.join(map(str, LIKENESSES))} | Student's limit, 0.6 |\n| --- | --- | --- |{' --- |' * 6}")  # fmt: skip
    for before, after in ((4, 1), (5, 1), (7, 1), (4, 2), (5, 2), (7, 3), (7, 8), (20, 3)):
        textbook, cells, plain = quantile(before + after - 2), [], ""
        for likeness in LIKENESSES:
            step, error = apart(alike(random.normal(size=(before + after, 4 * trials)), likeness), before)
            away = np.abs(step) / error
            cells.append(f"{100 * np.mean(away <= limit_apart(before, after)):.1f}")
            plain = f"{100 * np.mean(away <= textbook):.1f}" if likeness == PLAIN else plain
        print(
            f"| {before} + {after} | {limit_apart(before, after):.2f} | {textbook:.2f} | {' | '.join(cells)} | {plain} |"
        )


def shares_over_periods(random: np.random.Generator, trials: int) -> None:
    print("\n## Shares of 30 per cent, years moving 0.1 (logit) with likeness 0 and 0.6: coverage, per cent\n\n| Unit | Size | 4 + 1 | 5 + 2 | 7 + 3 |\n| --- | --- | --- | --- | --- |")  # fmt: skip
    for name, size in SIZES.items():
        cells = []
        for before, after in ((4, 1), (5, 2), (7, 3)):
            pair = [held_apart(random, size, before, after, each, trials // 2) for each in (0.0, PLAIN)]
            cells.append(" / ".join(f"{100 * each:.1f}" for each in pair))
        print(f"| {name} | {size} | {' | '.join(cells)} |")


def held_apart(
    random: np.random.Generator, size: int, before: int, after: int, likeness: float, trials: int, trend: float = 0.0
) -> float:
    periods = before + after
    logit = np.log(0.3 / 0.7) + 0.1 * alike(random.normal(size=(periods, trials)), likeness) * np.sqrt(1 - likeness**2)
    drawn = shares(random, logit + trend * np.arange(periods)[:, None], np.full((periods, trials), size))
    rows = [[told(each, size) for each in row] for row in drawn.T]
    return covering([measure(Course(tuple(row[:before]), tuple(row[before:]))) for row in rows])


def covering(found: list[Effect | None]) -> float:
    """How often an interval that was given holds nought."""
    return float(np.mean([each.low <= 0 <= each.high for each in found if each]))


def two_counts(random: np.random.Generator, trials: int) -> None:
    print("\n## Two counts: coverage, per cent, and half the interval's width\n\n| Unit | Size | 30 to 40 % | 5 to 3 % | Half, percentage points |\n| --- | --- | --- | --- | --- |")  # fmt: skip
    for name, size in SIZES.items():
        cells, half = [], 0.0
        for old, new in ((0.3, 0.4), (0.05, 0.03)):
            found = [
                measure(Course((point(random, size, old),), (point(random, size, new),))) for _trial in range(trials)
            ]
            known = [each for each in found if each]
            cells.append(f"{100 * np.mean([each.low <= 100 * (new - old) <= each.high for each in known]):.1f}")
            half = half or float(np.mean([each.half for each in known]))
        print(f"| {name} | {size} | {' | '.join(cells)} | {half:.0f} |")


def moving(random: np.random.Generator, trials: int) -> None:
    print("\n## Two counts of 30 per cent where years move (logit): coverage, per cent\n\n| Unit | Size | 0.0 | 0.05 | 0.1 | 0.15 |\n| --- | --- | --- | --- | --- | --- |")  # fmt: skip
    for name, size in SIZES.items():
        cells = [
            covering([two_years(random, size, each) for _trial in range(trials)]) for each in (0.0, 0.05, 0.1, 0.15)
        ]
        print(f"| {name} | {size} | {' | '.join(f'{100 * each:.1f}' for each in cells)} |")


def trending(random: np.random.Generator, trials: int) -> None:
    print("\n## Periods apart where the share rises 0.05 a year (logit) by itself: coverage, per cent\n\n| Unit | Size | 4 + 1 | 5 + 2 | 7 + 3 |\n| --- | --- | --- | --- | --- |")  # fmt: skip
    for name, size in SIZES.items():
        cells = [held_apart(random, size, *shape, 0.0, trials // 2, 0.05) for shape in ((4, 1), (5, 2), (7, 3))]
        print(f"| {name} | {size} | {' | '.join(f'{100 * each:.1f}' for each in cells)} |")


@dataclass(frozen=True)
class World:
    """Units of mixed sizes whose years move: how many, for how long, by how much (logit), each alone and all together.

    `tails` are normal, heavy, or uneven (some units move more than others); with `walks` a year starts where the last ended.
    """

    units: int = 30
    years: int = 8
    movement: float = 0.1
    common: float = 0.0
    tails: str = "normal"
    walks: bool = False
    steps: int = 1


def estimated(random: np.random.Generator, trials: int) -> None:
    print(f"\n## The movement estimated from other units' years: coverage, per cent (with the chosen movement)\n\n| Units | Years | Size | {' | '.join(map(str, MOVEMENTS))} | Half, percentage points, at 0.05 and 0.3 |\n| --- | --- | --- |{' --- |' * (len(MOVEMENTS) + 1)}")  # fmt: skip
    for units, years in ((10, 5), (30, 5), (30, 8), (100, 8)):
        for size in SIZES.values():
            found = [by_history(random, World(units, years, each), size, trials) for each in MOVEMENTS]
            cells = [f"{ours:.1f} ({chosen:.1f})" for ours, chosen, _half in found]
            half = f"{found[1][2]:.0f} / {found[-1][2]:.0f}"
            print(f"| {units} | {years} | {size} | {' | '.join(cells)} | {half} |", flush=True)


def in_other_worlds(random: np.random.Generator, trials: int) -> None:
    print("\n## The same of an institution of 1,000 where years move otherwise: coverage, per cent (with the chosen movement)\n\n| Years | Units | 0.05 | 0.1 | 0.15 | 0.3 |\n| --- | --- | --- | --- | --- | --- |")  # fmt: skip
    worlds = {
        "heavy tails (five degrees of freedom)": World(tails="heavy"),
        "some units move more than others (0.4, log)": World(tails="uneven"),
        "a year starts where the last ended": World(walks=True),
        "three years apart, starting where the last ended": World(walks=True, steps=3, years=12),
        "three years apart": World(steps=3, years=12),
        "all move 0.05 together": World(common=0.05),
        "all move 0.1 together": World(common=0.1),
    }
    for name, world in worlds.items():
        for units in (10, 100):
            asked = [replace(world, units=units, movement=each) for each in MOVEMENTS[1:]]
            found = [by_history(random, each, SIZES["institution"], trials) for each in asked]
            cells = [f"{ours:.1f} ({chosen:.1f})" for ours, chosen, _half in found]
            print(f"| {name} | {units} | {' | '.join(cells)} |", flush=True)


def by_history(random: np.random.Generator, world: World, size: int, trials: int) -> tuple[float, float, float]:
    """Coverage with the estimated movement and with the chosen one, and half the interval's width."""
    ours, chosen = [], []
    for _trial in range(trials):
        sizes = np.concatenate(([size], random.choice(OTHER_SIZES, world.units)))
        hits = random.binomial(sizes[:, None], 1 / (1 + np.exp(-logits(random, world))))
        last, first = world.years - 1, world.years - 1 - world.steps
        past = [
            Past(str(unit), str(year), (hits[unit, year], hits[unit, year + world.steps]), (int(sizes[unit]),) * 2)
            for unit in range(1, world.units + 1)
            for year in range(first)
        ]
        course = Course((told(hits[0, first] / size, size),), (told(hits[0, last] / size, size),))
        chosen.append(measure(course))
        ours.append(measure(replace(course, movement=ordinary_movement(past, steps=world.steps))))
    return 100 * covering(ours), 100 * covering(chosen), float(np.mean([each.half for each in ours if each]))


def logits(random: np.random.Generator, world: World) -> Floats:
    """Each unit's years (a row each) around levels that differ by 0.3; the first unit, which is measured, lies at 30 %."""
    shape = (world.units + 1, world.years)
    noise = random.standard_t(HEAVY, shape) / np.sqrt(HEAVY / (HEAVY - 2)) if world.tails == "heavy" else random.normal(size=shape)  # fmt: skip
    if world.tails == "uneven":
        noise *= np.exp(random.normal(0, UNEVEN, (shape[0], 1)) - UNEVEN**2)
    moved = world.movement * (np.sqrt(2) * np.cumsum(noise, axis=1) if world.walks else noise)
    level = np.log(0.3 / 0.7) + random.normal(0, 0.3, (shape[0], 1))
    level[0] = np.log(0.3 / 0.7)
    return np.asarray(level + moved + world.common * random.normal(size=(1, world.years)))


def two_years(random: np.random.Generator, size: int, movement: float) -> Effect | None:
    drawn = shares(random, np.log(0.3 / 0.7) + random.normal(0, movement, 2), np.full(2, size))
    return measure(Course((told(drawn[0], size),), (told(drawn[1], size),)))


def point(random: np.random.Generator, size: int, share: float) -> Point:
    return told(int(random.binomial(size, share)) / size, size)


def told(share: float, size: int) -> Point:
    """A period's share of so many with its interval, in per cent."""
    hits = round(share * size)
    interval = wilson(hits=hits, n=size)
    return Point("", 100 * hits / size, hits, size, 100 * interval.low, 100 * interval.high)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000)
