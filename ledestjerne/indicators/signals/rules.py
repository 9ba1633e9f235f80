"""Every rule looked at for one figure of one unit: what stands out, and what did not, so that chance can be counted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from scipy.special import ndtr, stdtrit

from ledestjerne.indicators.compare import with_other
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.intervals import CONFIDENCE
from ledestjerne.indicators.results import Mark, Result
from ledestjerne.indicators.signals.charts import (
    ALPHA,
    FEWEST_FOR_SPREAD,
    ControlChart,
    mean_chart,
    p_chart,
    u_chart,
    x_chart,
)
from ledestjerne.indicators.signals.families import FALSE_SHARE
from ledestjerne.indicators.signals.funnel import Funnel
from ledestjerne.indicators.signals.runs import RunChart, run_chart
from ledestjerne.indicators.signals.tails import at_least, at_most
from ledestjerne.indicators.signals.years import YEARS, Movement, Side, ThreeYears, Year, three_years
from ledestjerne.indicators.vocabulary import Better, Measure

RUNS_ALPHA = 0.05  # promised; simulated it is 1 to 4 %
YEARS_ALPHA, YEARS_BLIND = 0.05, 0.25  # beyond chance together; or three tosses of a coin to one side
GOAL_ALPHA = 0.025
NORMAL = 1.959964  # half a 95 % interval in standard errors
REFERENCE_ALPHA = 0.05  # the publisher's own level
# The publishers' own words; the side decides, together with which side is better, whether the news is good.
VERDICTS = {
    "over niveau": 1, "under niveau": -1, "signifikant over": 1, "signifikant under": -1,
    "signifikant højere": 1, "signifikant lavere": -1,
}  # fmt: skip
SIGNS = {Better.HIGHER: 1, Better.LOWER: -1, Better.NEITHER: 0}


class Rule(StrEnum):
    LIMITS = "limits"
    RUNS = "runs"
    FUNNEL = "funnel"
    YEARS = "years"
    GOAL = "goal"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Place:
    """A unit's place in a funnel: its position among the units judged."""

    funnel: Funnel
    position: int
    hits: tuple[float, ...]
    n: tuple[float, ...]


@dataclass(frozen=True)
class Goal:
    """A goal in the figure's unit of measure; `is_own` when the unit set it itself."""

    value: float
    is_own: bool = False


@dataclass(frozen=True)
class Subject:
    """One figure with its history (the newest last), and what it is held against."""

    definition: Definition
    series: tuple[Result, ...]
    nation: Mapping[str, float]
    goal: Goal | None = None
    place: Place | None = None
    verdict: str | None = None

    @property
    def newest(self) -> Result:
        return self.series[-1]


Picture = ControlChart | RunChart | Place | ThreeYears | Goal | str


@dataclass(frozen=True)
class Looked:
    """One rule looked at: `direction` is 1 for good news, -1 for bad, 0 for neither.

    `alpha` is how often the rule is wrong by chance alone; `p` how rare this is, None where nobody can say.
    """

    rule: Rule
    is_signal: bool
    direction: int
    alpha: float
    p: float | None
    picture: Picture


def usable(series: Sequence[Result]) -> tuple[Result, ...]:
    """The part of a series that can be read as one: shown, complete, and after the last break."""
    start = max((index for index, each in enumerate(series) if Mark.BREAK in each.marks), default=0)
    return tuple(each for each in series[start:] if each.value is not None and Mark.INCOMPLETE not in each.marks)


def look(subject: Subject) -> list[Looked]:
    """Every rule that the figure allows; a series with nothing shown allows none."""
    if not subject.series:
        return []
    rules = (in_limits, in_runs, in_funnel, in_years, against_goal, against_reference)
    found = [each for rule in rules for each in rule(subject)]
    is_out = any(each.rule is Rule.LIMITS and each.is_signal for each in found)
    return [told_once(each) for each in found] if is_out else found


def told_once(looked: Looked) -> Looked:
    """A newest period outside its limits is not told again as three years the same way."""
    is_movement = isinstance(looked.picture, ThreeYears) and looked.picture.side is Side.UNKNOWN
    return replace(looked, is_signal=False) if is_movement else looked


def in_limits(seen: Subject) -> Iterator[Looked]:
    chart = control_chart(seen.definition, seen.series)
    if chart is None or chart.points[-1].p is None:
        return
    last = chart.points[-1]
    direction = _sign(last.value - chart.centre) * SIGNS[seen.definition.better]
    yield Looked(Rule.LIMITS, last.is_out, direction, ALPHA, last.p, chart)


def control_chart(definition: Definition, series: Sequence[Result]) -> ControlChart | None:
    """The chart that fits the figure: p for shares, X-bar for means, u for counts, X for printed values."""
    match definition.measure:
        case Measure.SHARE:
            counted = [(each.numerator, each.n) for each in series if each.numerator is not None and each.n]
            if len(counted) < len(series):
                return x_chart(_values(series))
            return p_chart(hits=[hits for hits, _n in counted], n=[n for _hits, n in counted])
        case Measure.COUNT:
            # Counts of people vary far more than chance alone; without a long series the limits would promise too much.
            return (
                u_chart(counts=_values(series), exposure=[1] * len(series))
                if len(series) >= FEWEST_FOR_SPREAD
                else None
            )
        case Measure.MEAN if all(each.n and each.n > 1 and each.high is not None for each in series):
            sizes = [each.n or 0 for each in series]
            return mean_chart(means=_values(series), deviations=[_deviation(each) for each in series], n=sizes)
        case _:
            return x_chart(_values(series))


def in_runs(seen: Subject) -> Iterator[Looked]:
    chart = run_chart(_values(seen.series))
    if chart is not None:
        direction = chart.side * SIGNS[seen.definition.better]
        yield Looked(Rule.RUNS, chart.is_signal, direction, RUNS_ALPHA, chart.p, chart)


def in_funnel(seen: Subject) -> Iterator[Looked]:
    if seen.place is None or np.isnan(seen.place.funnel.p[seen.place.position]):
        return
    place, funnel = seen.place, seen.place.funnel
    share = place.hits[place.position] / place.n[place.position]
    direction = _sign(share - funnel.centre) * SIGNS[seen.definition.better]
    judged = int((~np.isnan(funnel.p)).sum())
    p, is_out = float(funnel.p[place.position]), bool(funnel.flagged[place.position])
    yield Looked(Rule.FUNNEL, is_out, direction, FALSE_SHARE / judged, p, place)


def in_years(seen: Subject) -> Iterator[Looked]:
    """Three years running on one side of the nation (or the goal), as supervision reads them."""
    if seen.definition.better is Better.NEITHER:
        return
    reading = reading_of(seen.definition, seen.series, nation=seen.nation, goal=seen.goal)
    if reading.side is Side.UNKNOWN:
        yield from in_movement(seen, reading)
        return
    is_signal = reading.is_persistent and (reading.p is None or reading.p < YEARS_ALPHA)
    alpha = YEARS_BLIND if reading.p is None else YEARS_ALPHA
    direction = {Side.WORSE: -1, Side.BETTER: 1}.get(reading.side, 0)
    yield Looked(Rule.YEARS, is_signal, direction, alpha, reading.p, reading)


def in_movement(seen: Subject, reading: ThreeYears) -> Iterator[Looked]:
    """Three years the same way and further than chance, where there is nothing to hold them against."""
    if len(reading.years) < YEARS or reading.movement is Movement.UNKNOWN:
        return
    step = with_other(seen.definition, this=seen.newest, other=seen.series[-YEARS])
    if step is None or step.low is None or step.high is None or step.high == step.low:
        return
    p = float(2 * ndtr(-abs(step.step) / ((step.high - step.low) / 2 / NORMAL)))
    moves = {Movement.UP: 1, Movement.DOWN: -1}.get(reading.movement, 0)
    is_signal = moves != 0 and step.is_beyond_chance
    yield Looked(Rule.YEARS, is_signal, moves * SIGNS[seen.definition.better], YEARS_ALPHA, p, reading)


def reading_of(
    definition: Definition, series: Sequence[Result], *, nation: Mapping[str, float], goal: Goal | None
) -> ThreeYears:
    """The last three years of a series; held against the nation, or against the goal where no nation is known.

    A figure that is neither better high nor low is held against nothing.
    """
    whole = definition.per_hundred * definition.scale
    fallback = (
        goal.value if goal and 0 < goal.value < (whole if definition.measure is Measure.SHARE else np.inf) else None
    )
    counted = definition.measure is Measure.SHARE
    years = [
        Year(
            each.period, each.value, None if definition.better is Better.NEITHER else nation.get(each.period, fallback),
            each.numerator if counted else None, each.n if counted else None,
        )
        for each in series
    ]  # fmt: skip
    return three_years(years, higher_is_better=definition.better is Better.HIGHER, whole=whole)


def against_goal(seen: Subject) -> Iterator[Looked]:
    """A goal that is missed by more than chance, judged one-sided; a printed value is simply missed or not."""
    if seen.goal is None or seen.newest.value is None or seen.definition.better is Better.NEITHER:
        return
    gap = (seen.newest.value - seen.goal.value) * SIGNS[seen.definition.better]
    p = goal_p(seen.definition, seen.newest, seen.goal.value)
    is_missed = gap < 0 and (p is None or p < GOAL_ALPHA)
    yield Looked(Rule.GOAL, is_missed, -1 if gap < 0 else 1, 0.0 if p is None else GOAL_ALPHA, p, seen.goal)


def goal_p(definition: Definition, result: Result, goal: float) -> float | None:
    """How often a unit that meets the goal would show a figure as bad as this."""
    higher = definition.better is Better.HIGHER
    if definition.measure is Measure.SHARE and result.numerator is not None and result.n:
        share = min(max(goal / (definition.per_hundred * definition.scale), 0.0), 1.0)
        hits = result.numerator
        return float(at_most(hits, result.n, share) if higher else at_least(hits, result.n, share))
    if result.value is None or result.low is None or result.high is None or result.high == result.low:
        return None
    error = (result.high - result.low) / 2 / NORMAL
    return float(ndtr((result.value - goal) / error * (1 if higher else -1)))


def against_reference(seen: Subject) -> Iterator[Looked]:
    """The publisher's own verdict, word for word; never worked out here."""
    if not seen.verdict:
        return
    side = VERDICTS.get(seen.verdict.strip().lower(), 0)
    direction = side * SIGNS[seen.definition.better]
    yield Looked(Rule.REFERENCE, side != 0, direction, REFERENCE_ALPHA, None, seen.verdict)


def _values(series: Sequence[Result]) -> list[float]:
    return [each.value for each in series if each.value is not None]


def _deviation(result: Result) -> float:
    """The standard deviation behind Student's interval of a mean."""
    assert result.n
    assert result.low is not None
    assert result.high is not None
    return (
        (result.high - result.low) / 2 * float(np.sqrt(result.n)) / float(stdtrit(result.n - 1, (1 + CONFIDENCE) / 2))
    )


def _sign(step: float) -> int:
    return (step > 0) - (step < 0)
