"""A unit's figures in the shape the rules look at."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import override

from ledestjerne.followup.detect import BETTER, EITHER, WORSE, Earlier, Goal, Note, Observation
from ledestjerne.indicators import reads as figures
from ledestjerne.indicators.reads import Glance, Mark, Rule, Signal
from ledestjerne.indicators.vocabulary import Better
from ledestjerne.organisation.models import Unit


def observations_of(unit: Unit) -> list[Observation]:
    """The newest figure of each indicator the unit has, with what it can be held against."""
    notes: dict[tuple[str, str], list[Note]] = {}
    with override("da"):  # what a finding says is the school's own text
        for signal in figures.signals_of(unit).signals:
            if signal.looked.rule in NOTED:
                notes.setdefault(figure_key(signal.seen), []).append(note_of(signal))
    return [observation(each, notes=notes.get(figure_key(each), [])) for each in figures.figures_of(unit)]


# Goals and published verdicts have rules of their own.
NOTED = (Rule.LIMITS, Rule.RUNS, Rule.FUNNEL, Rule.YEARS)
DIRECTIONS = {1: BETTER, -1: WORSE, 0: EITHER}


def figure_key(seen: Glance) -> tuple[str, str]:
    return seen.definition.key, repr(seen.result.breakdown)


def note_of(signal: Signal) -> Note:
    """A signal in the shape the rules look at, with its words as they stand."""
    newest, looked = signal.subject.newest, signal.looked
    assert newest.value is not None
    doubt = _("Det kan være en falsk alarm, når alle enhedens tal tælles med.") if signal.survives is False else ""
    text = " ".join(filter(None, [figures.signal_text(signal), doubt]))
    return Note(
        looked.rule.value, DIRECTIONS[looked.direction], figures.signal_name(signal), text, newest.period, newest.value,
        newest.numerator, newest.n, newest.low, newest.high,
    )  # fmt: skip


def observation(seen: Glance, *, notes: Sequence[Note] = ()) -> Observation:
    definition, result = seen.definition, seen.result
    return Observation(
        unit=seen.unit.code, indicator=definition.key, title=title_of(seen), period=result.period,
        value=None if result.hidden else result.value, breakdown=result.breakdown,
        unit_of_measure=definition.unit.value, decimals=definition.decimals, better=definition.better.value,
        numerator=result.numerator, n=result.n, low=result.low, high=result.high,
        is_complete=Mark.INCOMPLETE not in result.marks,
        counted="elever" if definition.pupil_table else "", goals=tuple(goals_of(seen)),
        verdict=seen.verdict, earlier=earlier_of(seen), notes=tuple(notes),
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
