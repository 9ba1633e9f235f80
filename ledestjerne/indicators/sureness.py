"""How sure a comparison is, in one of four ways. Pure; the words stand in `words`."""

from collections.abc import Iterable
from enum import StrEnum

from ledestjerne.indicators.compare import Comparison
from ledestjerne.indicators.results import Result

FEWEST_COMPARED = 10  # persons; under that a difference must be enormous to mean anything
SMALL_GROUP = 30  # a class: here the way back to the ordinary is what one mostly sees


class Sureness(StrEnum):
    """`UNLIKELY`: hardly chance. `CHANCE`: may be chance. `FEW`: too few to tell. `UNKNOWN`: no interval is known."""

    UNLIKELY = "unlikely"
    CHANCE = "chance"
    FEW = "few"
    UNKNOWN = "unknown"


def sureness(comparison: Comparison, *, this: Result, other: Result) -> Sureness:
    """What the interval of the difference and the persons behind both figures allow one to say."""
    if comparison.low is None:
        return Sureness.UNKNOWN
    if comparison.is_beyond_chance:
        return Sureness.UNLIKELY
    sizes = [each.n for each in (this, other) if each.n is not None]
    return Sureness.FEW if sizes and min(sizes) < FEWEST_COMPARED else Sureness.CHANCE


def falls_back(results: Iterable[Result]) -> bool:
    """Whether a group as small as a class is among the figures compared, so that regression to the mean must be told."""
    return any(each.n is not None and 0 < each.n < SMALL_GROUP for each in results)
