"""How often the rules of the signals are wrong, and what they see: the tables of docs/methods/signals.md.

python benchmarks/signals_simulation.py [trials]      about a minute with the 2,000 trials of the documentation
"""

import sys
from collections.abc import Callable, Iterable

import numpy as np
from scipy.special import ndtri

from ledestjerne.indicators.signals.charts import ControlChart, mean_chart, p_chart, u_chart, x_chart
from ledestjerne.indicators.signals.runs import run_chart

SEED = 20261121
SIZES = {"class": 18, "large class": 25, "department": 150, "institution": 1000}
P_CHARTS = ((0.05, 120), (0.05, 1000), (0.10, 60), (0.10, 100), (0.30, 18), (0.30, 25), (0.30, 60), (0.30, 150), (0.30, 1000), (0.50, 18), (0.50, 150), (0.85, 40))  # fmt: skip
STEPS = (2, 5, 10, 20)  # percentage points


def main(trials: int) -> None:
    random = np.random.default_rng(SEED)
    control_charts(random, trials)
    runs(random, trials)
    power(random, trials)
    power_of_runs(random, trials)


def control_charts(random: np.random.Generator, trials: int) -> None:
    print("\n## False alarms a point, per cent (24 periods; nominal 0.27)\n\n| Chart | Without change | Newest point |\n| --- | --- | --- |")  # fmt: skip
    for share, size in P_CHARTS:
        rates(f"p, {share:.0%}, n about {size}", lambda: p_of(random, share, size), trials // 2)  # noqa: B023
    rates("u, 8 events a period", lambda: u_chart(counts=list(random.poisson(8, 24)), exposure=[1] * 24), trials // 2)
    for periods in (8, 12, 24):
        rates(f"x, {periods} periods", lambda: x_chart(random.normal(size=periods)), trials * 4)  # noqa: B023
    rates("X-bar, n 10 to 30", lambda: means(random), trials // 2)


def p_of(random: np.random.Generator, share: float, size: int, periods: int = 24) -> ControlChart | None:
    n = random.integers(int(0.6 * size), int(1.4 * size) + 1, periods)
    return p_chart(hits=random.binomial(n, share), n=n)


def means(random: np.random.Generator) -> ControlChart | None:
    n = [int(each) for each in random.integers(10, 31, 24)]
    groups = [random.normal(26, 2, each) for each in n]
    return mean_chart(means=[g.mean() for g in groups], deviations=[g.std(ddof=1) for g in groups], n=n)


def rates(name: str, draw: Callable[[], ControlChart | None], trials: int) -> None:
    charts = [chart for chart in (draw() for _trial in range(trials)) if chart]
    judged = [point.is_out for chart in charts for point in chart.points if point.p is not None]
    newest = [chart.points[-1].is_out for chart in charts if chart.points[-1].p is not None]
    print(f"| {name} | {100 * np.mean(judged):.2f} | {100 * np.mean(newest):.2f} |")


def runs(random: np.random.Generator, trials: int) -> None:
    print("\n## False alarms of the run chart, per cent of series\n\n| Points | Single values | Shares of 18 | Shares of 150 | Shares of 1,000 |\n| --- | --- | --- | --- | --- |")  # fmt: skip
    for points in (10, 12, 16, 24, 36, 60):
        cells = [np.mean([signals(random.normal(size=points)) for _trial in range(trials)])]
        cells += [np.mean([signals(random.binomial(size, 0.3, points) / size) for _trial in range(trials)]) for size in (18, 150, 1000)]  # fmt: skip
        print(f"| {points} | {' | '.join(f'{100 * each:.1f}' for each in cells)} |")


def signals(values: Iterable[float]) -> bool:
    chart = run_chart(list(values))
    return chart is not None and chart.is_signal


def power(random: np.random.Generator, trials: int) -> None:
    print("\n## Power of the p-chart: how often the newest year is flagged when it truly is so many percentage points above, per cent\n")  # fmt: skip
    print(
        "| Unit | Size | Years | Ordinary share | 2 | 5 | 10 | 20 |\n| --- | --- | --- | --- | --- | --- | --- | --- |"
    )
    for name, size in SIZES.items():
        for years in (3, 5, 8):
            for share in (0.1, 0.3):
                cells = [seen(random, share, step / 100, size, years, trials) for step in STEPS]
                print(f"| {name} | {size} | {years} | {share:.0%} | {' | '.join(cells)} |")
    print("\nA change the chart sees four times out of five, from 20 %, with five years (normal approximation):")
    for name, size in SIZES.items():
        step = (3 + float(ndtri(0.8))) * np.sqrt(0.2 * 0.8 / size * 5 / 4)
        print(f"- {name} ({size}): about {100 * step:.0f} percentage points")


def seen(random: np.random.Generator, share: float, step: float, size: int, years: int, trials: int) -> str:
    """Of all newest years, those flagged; «no chart» where most have too few expected for limits."""
    found = []
    for _trial in range(trials // 2):
        hits = [*random.binomial(size, share, years - 1), random.binomial(size, share + step)]
        chart = p_chart(hits=hits, n=[size] * years)
        if chart is not None and chart.points[-1].p is not None:
            found.append(chart.points[-1].is_out)
    return f"{100 * np.mean(found):.0f}" if len(found) > trials // 4 else "no chart"


def power_of_runs(random: np.random.Generator, trials: int) -> None:
    print("\n## Power of the run chart: a shift half-way, per cent of series (24 points)\n\n| Shift in standard deviations | Seen |\n| --- | --- |")  # fmt: skip
    for shift in (0.5, 1.0, 1.5, 2.0, 3.0):
        rows = (np.concatenate((random.normal(size=12), random.normal(shift, 1, 12))) for _trial in range(trials))
        print(f"| {shift} | {100 * np.mean([signals(row) for row in rows]):.0f} |")
    print(f"\n## Power of the run chart for shares: a shift half-way of so many percentage points from 20 per cent, 24 points, per cent of series\n\n| Unit | Size | {' | '.join(map(str, STEPS))} |\n| --- | --- |{' --- |' * len(STEPS)}")  # fmt: skip
    for name, size in SIZES.items():
        cells = [f"{100 * np.mean([signals(moved(random, size, step / 100)) for _trial in range(trials)]):.0f}" for step in STEPS]  # fmt: skip
        print(f"| {name} | {size} | {' | '.join(cells)} |")


def moved(random: np.random.Generator, size: int, step: float) -> list[float]:
    return [hits / size for hits in (*random.binomial(size, 0.2, 12), *random.binomial(size, 0.2 + step, 12))]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
