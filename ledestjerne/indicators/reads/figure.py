"""One figure of one unit with all it can be held against."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import cache
from django.utils.translation import get_language

from ledestjerne.base.time import Period, UnknownPeriodError
from ledestjerne.facts import reads as facts
from ledestjerne.indicators import cells
from ledestjerne.indicators.compare import (
    Comparison,
    Standing,
    on_one_scale,
    with_goal,
    with_last,
    with_other,
    with_reference,
)
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.models import Target
from ledestjerne.indicators.pools import wide_enough
from ledestjerne.indicators.reads.basis import Basis, basis_now
from ledestjerne.indicators.reads.companions import Companion, companion
from ledestjerne.indicators.reads.live import LiveFigures, live_figures
from ledestjerne.indicators.reads.tree import above
from ledestjerne.indicators.results import Breakdown, Result, SourceRow
from ledestjerne.indicators.vocabulary import NATION, Measure, Table
from ledestjerne.organisation.models import Unit


@dataclass(frozen=True)
class Beside:
    """A wider unit's figure for the same period; `unit` is None for the nation."""

    unit: Unit | None
    result: Result
    comparison: Comparison | None


@dataclass(frozen=True)
class GoalStanding:
    """A goal and how the figure stands to it; `is_own` when the unit set it itself."""

    text: str
    is_own: bool
    standing: Standing


@dataclass(frozen=True)
class Child:
    """A unit right below and its figure for the same period."""

    unit: Unit
    result: Result


@dataclass(frozen=True)
class Glance:
    """One indicator for one unit in one period, with its history, its goals, and the reference it is never seen without."""

    definition: Definition
    unit: Unit
    result: Result
    series: tuple[Result, ...]
    last: Result | None
    movement: Comparison | None
    goals: tuple[GoalStanding, ...]
    companion: Companion | None

    @property
    def verdict(self) -> str | None:
        """The publisher's own judgement, word for word."""
        return with_reference(self.definition, this=self.result)


@dataclass(frozen=True)
class Figure(Glance):
    """A figure with the wider units' beside it, its parts and its children.

    `nation` is the nation's over the periods, `periods` all there are: `series` has only those on the same scale.
    """

    beside: tuple[Beside, ...]
    parts: tuple[Result, ...]
    children: tuple[Child, ...]
    nation: tuple[Result, ...]
    periods: tuple[str, ...]
    facts_version: str


def glance(
    unit: Unit,
    definition: Definition,
    *,
    period: str = "",
    part: str = "",
    basis: Basis,
    targets: Mapping[str, Target],
) -> Glance | None:
    """The figure for a period, the newest when none is named; None when the unit has no such figure.

    `part` names one part; where only parts are published (such as main areas), the first stands for the whole,
    and of counts the largest.
    """
    live = live_figures(definition, basis=basis)
    chosen = chosen_result(live, unit.code, period=period, part=part)
    if chosen is None:
        return None
    series = on_one_scale(definition, live.series(unit.code, breakdown=chosen.breakdown), period=chosen.period)
    last = last_of(series, chosen)
    return Glance(
        definition=definition,
        unit=unit,
        result=chosen,
        series=series,
        last=last,
        movement=with_last(definition, this=chosen, last=last) if last else None,
        goals=tuple(goals_of(definition, chosen, targets.get(definition.key))),
        companion=companion(definition, unit=unit.code, period=chosen.period, basis=basis),
    )


def figure(unit: Unit, definition: Definition, *, period: str = "", part: str = "") -> Figure | None:
    """The figure with all it can be held against; None when the unit has no such figure."""
    basis = basis_now()
    seen = glance(unit, definition, period=period, part=part, basis=basis, targets=targets_of(unit))
    if seen is None:
        return None
    live = live_figures(definition, basis=basis)
    return Figure(
        **vars(seen),
        beside=tuple(wider_figures(live, basis, unit, seen.result)),
        parts=live.breakdowns(unit.code, period=seen.result.period),
        children=tuple(children_of(live, basis, unit, seen.result)),
        nation=nation_of(live, seen.result) if has_nation(definition) else (),
        periods=tuple(each.period for each in live.series(unit.code, breakdown=seen.result.breakdown)),
        facts_version=live.version,
    )


def nation_of(live: LiveFigures, this: Result) -> tuple[Result, ...]:
    """The nation's figure over the periods, on the same scale."""
    return on_one_scale(live.definition, live.series(NATION, breakdown=this.breakdown), period=this.period)


def has_nation(definition: Definition) -> bool:
    """Whether the nation's figure says something beside a unit's: not a count, and of lessons we never have it."""
    return definition.table is Table.PUBLISHED and definition.measure is not Measure.COUNT


def targets_of(unit: Unit) -> dict[str, Target]:
    """The unit's own goals by indicator."""
    return {target.indicator: target for target in Target.objects.filter(unit=unit)}


def chosen_result(live: LiveFigures, unit: str, *, period: str, part: str) -> Result | None:
    """The whole of the period, or the part asked for, or a part where no whole is published; the newest period."""
    found = [each for each in live.of(unit) if period in ("", each.period)]
    found = [each for each in found if not part or part in dict(each.breakdown).values()]
    newest = max((each.period for each in found), default="")
    return min(
        (each for each in found if each.period == newest), key=lambda each: _place(live.definition, each), default=None
    )


def _place(definition: Definition, result: Result) -> tuple[int, float, Breakdown]:
    """The whole first; of counts the largest part, else the first by name."""
    size = (result.value or 0) if definition.measure is Measure.COUNT else 0
    return len(result.breakdown), -size, result.breakdown


def last_of(series: tuple[Result, ...], this: Result) -> Result | None:
    """The figure of the period just before; none when that period is missing."""
    try:
        before = Period.parse(this.period).previous()
    except UnknownPeriodError:
        return None
    return next((each for each in series if before and each.period == before.key), None)


def wider_figures(live: LiveFigures, basis: Basis, unit: Unit, this: Result) -> Iterator[Beside]:
    """The units above that have the figure, the nearest first, and the nation where it is published.

    A unit that holds just the persons of a narrower one says nothing new, nor does a wider unit's count. A figure we
    put together ourselves stands there only when it gives no other school away.
    """
    if live.definition.measure is Measure.COUNT:
        return
    closed = too_narrow(live, basis, this) if live.definition.pupil_table else frozenset()
    codes = dict.fromkeys((*above(unit.code, basis.parents), *([NATION] if has_nation(live.definition) else [])))
    units = {each.code: each for each in Unit.objects.filter(code__in=codes)}
    told = {this.n}
    for code in (each for each in codes if each not in closed):
        found = live.result(code, period=this.period, breakdown=this.breakdown)
        if found is not None and not found.hidden and (found.n is None or found.n not in told):
            told.add(found.n)
            yield Beside(units.get(code), found, with_other(live.definition, this=this, other=found))


def too_narrow(live: LiveFigures, basis: Basis, this: Result) -> frozenset[str]:
    """The units above institutions whose figure would give a school away to the readers of another."""
    has = {
        code for code in basis.schools[NATION]
        if any(each.period == this.period and each.breakdown == this.breakdown for each in live.of(code))
    }  # fmt: skip
    return frozenset(basis.schools) - wide_enough(
        {code: has.intersection(inside) for code, inside in basis.schools.items()}
    )


def goals_of(definition: Definition, this: Result, own: Target | None) -> Iterator[GoalStanding]:
    """The goal everyone has, and the unit's own."""
    if definition.target and (standing := with_goal(definition, this=this, goal=definition.target.value)):
        yield GoalStanding(definition.target.text, False, standing)
    if own and (standing := with_goal(definition, this=this, goal=own.value)):
        yield GoalStanding(own.text, True, standing)


def children_of(live: LiveFigures, basis: Basis, unit: Unit, this: Result) -> Iterator[Child]:
    """The units below that have the figure for the period, in Danish order of their names: never ranked."""
    codes = [child for child, parent in basis.parents.items() if parent == unit.code]
    for child in Unit.objects.filter(code__in=codes).in_danish_order():
        found = live.result(child.code, period=this.period, breakdown=this.breakdown)
        if found is not None:
            yield Child(child, found)


def source_line(definition: Definition, result: Result) -> str:
    """Where the figure comes from and when it was drawn; the definition's attribution when no delivery is left."""
    return sources_line(result.deliveries, facts.snapshot_version(), get_language() or "") or definition.attribution


@lru_cache(maxsize=1024)
def sources_line(deliveries: tuple[int, ...], _version: str, _language: str) -> str:
    """The sources of some deliveries in the reader's language."""
    return facts.source_line(deliveries)


def rows_behind(definition: Definition, result: Result) -> tuple[SourceRow, ...]:
    """The rows of delivered files the figure is made of; none for lessons, whose rows are not kept."""
    key = f"rows:{definition.digest}:{facts.snapshot_version()}:{hash((result.unit, result.period, result.breakdown))}"
    found: tuple[SourceRow, ...] | None = cache.get(key)
    if found is None:
        with facts.open_facts() as connection:
            found = cells.rows_behind(
                definition, unit=result.unit, period=result.period, breakdown=result.breakdown, connection=connection
            )
        cache.set(key, found)
    return found
