"""What stands out in a unit's figures, and how much of it chance alone would give."""

from dataclasses import dataclass
from functools import lru_cache

from ledestjerne.facts import reads as facts
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.reads.basis import Basis, basis_now
from ledestjerne.indicators.reads.catalogue import every_definition
from ledestjerne.indicators.reads.figure import Glance, has_nation
from ledestjerne.indicators.reads.live import live_figures
from ledestjerne.indicators.reads.overview import figures_of
from ledestjerne.indicators.reads.tree import institution_in
from ledestjerne.indicators.results import Breakdown, Mark, Result
from ledestjerne.indicators.signal_words import name_of, seen_words, why_words
from ledestjerne.indicators.signals.families import FALSE_SHARE, benjamini_hochberg, expected_false_alarms
from ledestjerne.indicators.signals.funnel import Funnel, funnel
from ledestjerne.indicators.signals.rules import Goal, Looked, Place, Subject, look, usable
from ledestjerne.indicators.vocabulary import NATION, Measure, Table
from ledestjerne.organisation.models import Unit


@dataclass(frozen=True)
class Signal:
    """One thing that stands out; `survives` tells whether it still counts among all that was looked at (None: unknown)."""

    seen: Glance
    subject: Subject
    looked: Looked
    survives: bool | None


def signal_name(signal: Signal) -> str:
    """The rule in two or three words, in the language in force."""
    return name_of(signal.looked.rule)


def signal_text(signal: Signal) -> str:
    """What was seen and why it counts, in the language in force."""
    return f"{signal.seen.definition.title}: {seen_words(signal.subject, signal.looked)} {why_words(signal.looked)}"


@dataclass(frozen=True)
class SignalPage:
    """All signals of a unit: of how many figures and rules, and how many false alarms chance alone would give."""

    signals: tuple[Signal, ...]
    figures: int
    rules: int
    expected: float

    @property
    def surviving(self) -> int:
        return sum(each.survives is True for each in self.signals)

    @property
    def outside(self) -> int:
        """Signals whose rarity nobody can tell, such as a publisher's own verdict."""
        return sum(each.survives is None for each in self.signals)


def signals_of(unit: Unit) -> SignalPage:
    """Everything that stands out in the unit's figures, the rarest first."""
    basis = basis_now()
    seen = [(each, subject_of(each, basis=basis)) for each in figures_of(unit)]
    looked = [(glance, subject, found) for glance, subject in seen for found in look(subject)]
    counted = [found.p for _glance, _subject, found in looked if found.p is not None]
    q = iter(benjamini_hochberg(counted))
    survives = [None if found.p is None else bool(next(q) <= FALSE_SHARE) for _glance, _subject, found in looked]
    signals = [Signal(*each, ok) for each, ok in zip(looked, survives, strict=True) if each[2].is_signal]
    return SignalPage(
        signals=tuple(sorted(signals, key=rarity)),
        figures=sum(bool(subject.series) for _glance, subject in seen),
        rules=len(looked),
        expected=expected_false_alarms(found.alpha for _glance, _subject, found in looked),
    )


def rarity(signal: Signal) -> tuple[bool, float]:
    return signal.looked.p is None, signal.looked.p or 0.0


def subject_of(seen: Glance, *, basis: Basis) -> Subject:
    """The figure with its history, the nation, its goal and its place among units of its kind."""
    definition, breakdown = seen.definition, seen.result.breakdown
    live = live_figures(definition, basis=basis)
    series = usable(live.series(seen.unit.code, breakdown=breakdown))
    nation = live.series(NATION, breakdown=breakdown) if has_nation(definition) else ()
    return Subject(
        definition=definition,
        series=series,
        nation={each.period: each.value for each in nation if each.value is not None and seen.unit.code != NATION},
        goal=goal_of(seen),
        place=place_of(definition, seen.unit, series[-1], basis=basis) if series else None,
        verdict=seen.verdict if series and series[-1] == seen.result else None,
    )


def goal_of(seen: Glance) -> Goal | None:
    """The unit's own goal before everyone's."""
    goals = sorted(seen.goals, key=lambda each: not each.is_own)
    return Goal(goals[0].standing.goal, goals[0].is_own) if goals else None


@dataclass(frozen=True)
class Field:
    """The units a figure can be set beside: their codes, counts and funnel."""

    codes: tuple[str, ...]
    hits: tuple[float, ...]
    n: tuple[float, ...]
    funnel: Funnel


def place_of(definition: Definition, unit: Unit, newest: Result, *, basis: Basis) -> Place | None:
    """Where the unit lies among units of its kind; None when they are too few to tell."""
    if definition.measure is not Measure.SHARE:
        return None
    field = field_of(definition.key, basis, family_of(definition, unit), newest.period, newest.breakdown)
    if field is None or unit.code not in field.codes:
        return None
    return Place(field.funnel, field.codes.index(unit.code), field.hits, field.n)


def family_of(definition: Definition, unit: Unit) -> tuple[str, str]:
    """The level, and the institution within which units may be set beside each other; empty for public statistics.

    Figures made of an institution's own files are set beside figures of the same institution only.
    """
    is_open = definition.table is Table.PUBLISHED and facts.is_public(definition.sources)
    return unit.level, "" if is_open else institution_in(unit.code)


@lru_cache(maxsize=400)
def field_of(key: str, basis: Basis, family: tuple[str, str], period: str, breakdown: Breakdown) -> Field | None:
    """All units of a family with a whole, complete figure for the period; worked out once while the facts stand."""
    level, institution = family
    live = live_figures(every_definition()[key], basis=basis)
    levels = dict(Unit.objects.filter(level=level).values_list("code", "level"))
    found = [
        (code, result)
        for code in sorted(levels)
        if not institution or institution_in(code) == institution
        for result in [live.result(code, period=period, breakdown=breakdown)]
        if result is not None and is_counted(result)
    ]
    hits, n = [result.numerator or 0.0 for _code, result in found], [float(result.n or 0) for _code, result in found]
    cone = funnel(hits=hits, n=n)
    return Field(tuple(code for code, _result in found), tuple(hits), tuple(n), cone) if cone else None


def is_counted(result: Result) -> bool:
    return result.numerator is not None and bool(result.n) and Mark.INCOMPLETE not in result.marks
