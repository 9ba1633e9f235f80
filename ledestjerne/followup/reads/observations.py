"""A unit's figures in the shape the rules look at."""

from ledestjerne.followup.detect import Earlier, Goal, Observation
from ledestjerne.indicators import reads as figures
from ledestjerne.indicators.reads import Glance, Mark
from ledestjerne.indicators.vocabulary import Better, Table
from ledestjerne.organisation.models import Unit


def observations_of(unit: Unit) -> list[Observation]:
    """The newest figure of each indicator the unit has, with what it can be held against."""
    return [observation(each) for each in figures.figures_of(unit)]


def observation(seen: Glance) -> Observation:
    definition, result = seen.definition, seen.result
    return Observation(
        unit=seen.unit.code, indicator=definition.key, title=title_of(seen), period=result.period,
        value=None if result.hidden else result.value, breakdown=result.breakdown,
        unit_of_measure=definition.unit.value, decimals=definition.decimals, better=definition.better.value,
        numerator=result.numerator, n=result.n, low=result.low, high=result.high,
        is_complete=Mark.INCOMPLETE not in result.marks,
        counted="elever" if definition.table is Table.PUPIL_WEEK else "", goals=tuple(goals_of(seen)),
        verdict=seen.verdict, earlier=earlier_of(seen),
    )  # fmt: skip


def title_of(seen: Glance) -> str:
    """The indicator's title, with the part of a breakdown the figure is about."""
    part = ", ".join(member for _name, member in seen.result.breakdown)
    return f"{seen.definition.title} ({part})" if part else seen.definition.title


def goals_of(seen: Glance) -> list[Goal]:
    relation = "at_least" if seen.definition.better is Better.HIGHER else "at_most"
    return [Goal(relation, goal.standing.goal, is_own=goal.is_own, text=ended(goal.text)) for goal in seen.goals]


def ended(text: str) -> str:
    """A sentence with its full stop."""
    return f"{text.rstrip('.')}." if text else ""


def earlier_of(seen: Glance) -> Earlier | None:
    """The period before; not comparable across a break or with a period that is not complete."""
    last = seen.last
    if last is None:
        return None
    value = None if last.hidden else last.value
    return Earlier(last.period, value, last.low, last.high, is_comparable=seen.movement is not None)
