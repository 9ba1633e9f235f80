"""Rules that propose findings where figures and goals part. They decide nothing. Pure: no Django, no clock."""

import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ledestjerne.followup.wording import change_words, goal_words, note_words, reference_words

BETTER, WORSE, EITHER = "better", "worse", "either"
TELLING = ("limits", "years")  # the signals that tell how the newest period differs from those before


@dataclass(frozen=True)
class Goal:
    """What the figure should reach: `relation` is at_least or at_most, `text` is the goal in words if it has any."""

    relation: str
    value: float
    is_own: bool = False
    text: str = ""


@dataclass(frozen=True)
class Earlier:
    """The same figure in the period before; `is_comparable` is False across a break in the series."""

    period: str
    value: float | None
    low: float | None = None
    high: float | None = None
    is_comparable: bool = True


@dataclass(frozen=True)
class Note:
    """What a rule of the signals saw in a figure: `kind` names the rule, the period may be older than the newest."""

    kind: str
    direction: str
    name: str
    text: str
    period: str
    value: float
    numerator: float | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Observation:
    """One figure of one unit with what it can be held against; `value` is None when it is hidden.

    `value`, `low` and `high` stand in `unit_of_measure` (per cent are 0 to 100). `better` is higher, lower or
    neither. `verdict` is the publisher's own words beside the socio-economic reference.
    """

    unit: str
    indicator: str
    title: str
    period: str
    value: float | None
    breakdown: tuple[tuple[str, str], ...] = ()
    unit_of_measure: str = "count"
    decimals: int = 0
    better: str = "neither"
    numerator: float | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    is_complete: bool = True
    counted: str = ""
    goals: tuple[Goal, ...] = ()
    verdict: str | None = None
    earlier: Earlier | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """A finding to put before a person; equal figures give an equal fingerprint."""

    observation: Observation
    kind: str
    direction: str
    title: str
    text: str
    fingerprint: str


# The publishers' own words; the side decides, together with which side is better, whether the news is good.
VERDICTS = {
    "over niveau": 1,
    "under niveau": -1,
    "signifikant over": 1,
    "signifikant under": -1,
    "signifikant højere": 1,
    "signifikant lavere": -1,
}
WAYS = {"higher": 1, "lower": -1, "neither": 0}


def detect(observations: Iterable[Observation]) -> list[Proposal]:
    """Every proposal the figures give rise to; a hidden figure gives none."""
    shown = [each for each in observations if each.value is not None and math.isfinite(each.value)]
    return [found for each in shown for found in found_in(each)]


def found_in(seen: Observation) -> list[Proposal]:
    """What the rules find in one figure; what a signal tells of the newest period is not told again as a change."""
    is_told = any(note.kind in TELLING and note.period == seen.period for note in seen.notes)
    changes = [] if is_told else moved(seen)
    return [*missed_goals(seen), *from_reference(seen), *changes, *(noted(seen, note) for note in seen.notes)]


def noted(seen: Observation, note: Note) -> Proposal:
    """A signal as a proposal; what others' figures do meanwhile does not make it a new one."""
    this = replace(
        seen, period=note.period, value=note.value, numerator=note.numerator, n=note.n, low=note.low, high=note.high,
        is_complete=True, goals=(), earlier=None, notes=(),
    )  # fmt: skip
    return proposal(this, note.kind, note.direction, note_words(this, note), note.direction, *counts(this))


def missed_goals(seen: Observation) -> list[Proposal]:
    """The goals the figure misses, and as good news those it has come to reach since the period before."""
    found = []
    for goal in seen.goals:
        if not is_met(seen.value, goal):
            found.append(goal_proposal(seen, goal, WORSE))
        elif seen.earlier and comparable(seen.earlier) and not is_met(seen.earlier.value, goal):
            found.append(goal_proposal(seen, goal, BETTER))
    return found


def goal_proposal(seen: Observation, goal: Goal, direction: str) -> Proposal:
    words = goal_words(seen, goal, is_reached=direction == BETTER)
    this_goal = replace(seen, goals=(goal,))
    return proposal(this_goal, "goal", direction, words, direction, goal.relation, goal.value, *counts(seen))


def counts(seen: Observation) -> tuple[float | None, ...]:
    return seen.value, seen.numerator, seen.n


def is_met(value: float | None, goal: Goal) -> bool:
    assert value is not None
    return value >= goal.value if goal.relation == "at_least" else value <= goal.value


def comparable(earlier: Earlier) -> bool:
    return earlier.is_comparable and earlier.value is not None


def from_reference(seen: Observation) -> list[Proposal]:
    """A significant difference from the socio-economic reference, as the publisher judged it; never worked out here."""
    side = VERDICTS.get((seen.verdict or "").strip().lower(), 0)
    if side == 0:
        return []
    direction = {1: BETTER, -1: WORSE}.get(side * WAYS[seen.better], EITHER)
    return [proposal(seen, "reference", direction, reference_words(seen), seen.verdict, *counts(seen))]


def moved(seen: Observation) -> list[Proposal]:
    """A change since the period before that is larger than the uncertainty of the two figures together."""
    if seen.earlier is None or not comparable(seen.earlier) or not seen.is_complete:
        return []
    low, high = change_interval(seen, seen.earlier)
    if low <= 0 <= high:
        return []
    direction = {1: BETTER, -1: WORSE}.get((1 if low > 0 else -1) * WAYS[seen.better], EITHER)
    before = (seen.earlier.period, seen.earlier.value)
    return [proposal(seen, "change", direction, change_words(seen, seen.earlier), *before, *counts(seen))]


def change_interval(seen: Observation, earlier: Earlier) -> tuple[float, float]:
    """95 % interval of the change, from the two intervals (Newcombe's square-and-add); open when one has none."""
    ends = (seen.value, seen.low, seen.high, earlier.value, earlier.low, earlier.high)
    if any(end is None for end in ends):
        return -math.inf, math.inf
    new, new_low, new_high, old, old_low, old_high = (float(end) for end in ends if end is not None)
    step = new - old
    return step - math.hypot(new - new_low, old_high - old), step + math.hypot(new_high - new, old - old_low)


def proposal(seen: Observation, kind: str, direction: str, words: tuple[str, str], *basis: object) -> Proposal:
    """`basis` is what the rule looked at; only that decides whether this was proposed before."""
    return Proposal(seen, kind, direction, *words, fingerprint(seen, kind, *basis))


def fingerprint(seen: Observation, *more: object) -> str:
    """The same for the same figures, whichever delivery they came in and however the texts are worded."""
    basis = (seen.unit, seen.indicator, seen.period, seen.breakdown, *more)
    rounded = [round(each, 9) if isinstance(each, float) else each for each in basis]
    return hashlib.sha256(json.dumps(rounded, ensure_ascii=False).encode()).hexdigest()
