"""What one may conclude from a measured change, and how much would have been needed to conclude more."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from ledestjerne.indicators.effects.measured import Effect

Z_CONFIDENCE, Z_POWER = 1.959964, 0.841621  # 95 % sure, and four times out of five


class Verdict(StrEnum):
    HELPED = "helped"
    NO_EFFECT = "no_effect"
    HARMED = "harmed"
    UNDECIDED = "undecided"


class Reason(StrEnum):
    """Why the verdict is as it is."""

    BEYOND_CHANCE = "beyond_chance"
    EXPECTED_RULED_OUT = "expected_ruled_out"
    TOO_UNSURE = "too_unsure"
    NO_SIZE = "no_size"
    NOT_ADOPTED = "not_adopted"
    NO_BASELINE = "no_baseline"
    BASELINE_HIDDEN = "baseline_hidden"
    NOTHING_AFTER = "nothing_after"
    NO_UNCERTAINTY = "no_uncertainty"
    COUNTED_OTHERWISE = "counted_otherwise"


@dataclass(frozen=True)
class Judgement:
    """`needed` is how many persons, periods or units would show a change of the expected size four times out of five."""

    verdict: Verdict
    reason: Reason
    needed: int | None = None


def judge(effect: Effect, *, is_up: bool, size: float | None) -> Judgement:
    """Hold a measured change against what was expected: up or down, and by how much (None: not said)."""
    low, high = (effect.low, effect.high) if is_up else (-effect.high, -effect.low)
    if low > 0:
        return Judgement(Verdict.HELPED, Reason.BEYOND_CHANCE)
    if high < 0:
        return Judgement(Verdict.HARMED, Reason.BEYOND_CHANCE)
    if size is None:
        return Judgement(Verdict.UNDECIDED, Reason.NO_SIZE, needed(effect, abs(effect.change)))
    if high < size:
        return Judgement(Verdict.NO_EFFECT, Reason.EXPECTED_RULED_OUT)
    return Judgement(Verdict.UNDECIDED, Reason.TOO_UNSURE, needed(effect, size))


def needed(effect: Effect, size: float) -> int | None:
    """How large the sample should have been: intervals shrink with the root of it."""
    if size <= 0 or effect.size <= 0:
        return None
    return max(effect.size + 1, ceil(effect.size * ((Z_CONFIDENCE + Z_POWER) / Z_CONFIDENCE * effect.half / size) ** 2))
