"""Definition and facts in, results out. Pure: no clock, no request, no Django."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ledestjerne.indicators.cells import cells
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.intervals import Interval, student, wilson
from ledestjerne.indicators.overlaps import Side, beside
from ledestjerne.indicators.privacy import Count, Sum, hidden_together
from ledestjerne.indicators.results import WHOLE, Breakdown, Cell, HiddenReason, Result, Scope
from ledestjerne.indicators.sql.asked import Facts
from ledestjerne.indicators.vocabulary import Measure

Place = tuple[str, str, Breakdown]


def figures(definition: Definition, *, scopes: Sequence[Scope], connection: Facts) -> tuple[Result, ...]:
    """Every figure of the scopes: units, periods and breakdowns, with what must be hidden hidden.

    `scopes` must hold the whole family whose figures can be set side by side (parents and all their
    children), or a small group could be worked out from figures asked for one at a time.
    """
    return figures_together([definition], scopes=scopes, connection=connection)[0]


def figures_together(
    definitions: Sequence[Definition], *, scopes: Sequence[Scope], connection: Facts
) -> tuple[tuple[Result, ...], ...]:
    """The figures of definitions that count the same persons under one rule; hidden so that none gives another away."""
    counted = [cells(definition, scopes=scopes, connection=connection) for definition in definitions]
    few = _few(definitions, counted, scopes)
    return tuple(
        _results(definition, found, hidden, scopes)
        for definition, found, hidden in zip(definitions, counted, few, strict=True)
    )


def _results(
    definition: Definition, counted: Sequence[Cell], few: frozenset[Place], scopes: Sequence[Scope]
) -> tuple[Result, ...]:
    shown = {scope.unit: scope.fewest for scope in scopes if scope.level in definition.per}
    return tuple(
        result_of(definition, cell, hidden=_reason(cell, few), fewest=shown[cell.unit])
        for cell in counted
        if cell.unit in shown and all(name in definition.by for name, _ in cell.breakdown)
    )


def _few(
    definitions: Sequence[Definition], counted: Sequence[Sequence[Cell]], scopes: Sequence[Scope]
) -> list[frozenset[Place]]:
    """The places of each definition that must be hidden; the definitions have one limit in common."""
    sides = [
        Side(definition, _counts(definition, found), tuple(_sums(found, scopes)))
        for definition, found in zip(definitions, counted, strict=True)
    ]
    seen = beside(sides)
    below = max(definition.fewest_shown for definition in definitions)
    raised = {scope.unit: scope.fewest for scope in scopes if scope.fewest and scope.fewest > below}
    hidden = hidden_together(
        seen.tables, nested=seen.nested, below=below,
        raised={who: limit for table in seen.tables for who in table.counts if (limit := raised.get(who.unit))},
    )  # fmt: skip
    return [
        frozenset(_place(cell) for cell in found if cell.small)
        | frozenset(place for place, who in named.items() if who in hidden)
        for found, named in zip(counted, seen.who, strict=True)
    ]


def _counts(definition: Definition, counted: Sequence[Cell]) -> dict[Place, Count]:
    """The cells whose number of persons is known."""
    hits = definition.measure is Measure.SHARE
    return {
        _place(cell): Count(cell.n, round(cell.numerator) if hits and cell.numerator is not None else None)
        for cell in counted
        if cell.n is not None and not cell.withheld
    }


def _sums(counted: Iterable[Cell], scopes: Sequence[Scope]) -> Iterator[Sum[Place]]:
    """A unit is the sum of the nearest cells below it in each breakdown, and of its own breakdown."""
    children: dict[str, list[str]] = {}
    for scope in scopes:
        if scope.parent:
            children.setdefault(scope.parent, []).append(scope.unit)
    places = dict.fromkeys(_place(cell) for cell in counted)  # in their order: what is hidden follows that of the sums
    by_name: dict[tuple[str, str, str], list[Place]] = {}
    for unit, period, breakdown in places:
        for name, _ in breakdown:
            by_name.setdefault((unit, period, name), []).append((unit, period, breakdown))
        parts = tuple(sorted(_below((unit, period, breakdown), children, places)))
        if parts:
            yield Sum((unit, period, breakdown), parts)
    for (unit, period, _), found in by_name.items():
        if (unit, period, WHOLE) in places:
            yield Sum((unit, period, WHOLE), tuple(sorted(found)))


def _below(place: Place, children: Mapping[str, Sequence[str]], places: Collection[Place]) -> list[Place]:
    """The cells of the children; where no child has one, the nearest below them."""
    unit, period, breakdown = place
    spots = [(child, period, breakdown) for child in children.get(unit, ())]
    found = [spot for spot in spots if spot in places]
    return found or [each for spot in spots for each in _below(spot, children, places)]


def _reason(cell: Cell, few: frozenset[Place]) -> HiddenReason | None:
    if cell.withheld:
        return HiddenReason.WITHHELD
    if _place(cell) in few:
        return HiddenReason.FEW
    return HiddenReason.NO_BASIS if cell.value is None else None


def result_of(definition: Definition, cell: Cell, *, hidden: HiddenReason | None, fewest: int | None = None) -> Result:
    """What was counted as it may be shown: with its interval, or with no number at all."""
    if hidden:
        return Result(
            definition.key, cell.unit, cell.period, cell.breakdown, None, None, None, None, None,
            hidden, cell.marks, cell.deliveries, None, fewest,
        )  # fmt: skip
    interval = _interval(definition, cell)
    return Result(
        definition.key, cell.unit, cell.period, cell.breakdown, cell.value, cell.numerator, cell.n,
        interval.low if interval else None, interval.high if interval else None,
        None, cell.marks, cell.deliveries, cell.verdict, fewest,
    )  # fmt: skip


def _interval(definition: Definition, cell: Cell) -> Interval | None:
    """Wilson for a share, t for a mean over pupils; a printed value or a count has none."""
    if not cell.n or cell.value is None:
        return None
    if definition.measure is Measure.SHARE and cell.numerator is not None and 0 <= cell.numerator <= cell.n:
        share, factor = wilson(hits=cell.numerator, n=cell.n), definition.per_hundred * definition.scale
        return Interval(share.low * factor, share.high * factor)
    if definition.measure is Measure.MEAN and cell.deviation is not None and cell.n > 1:
        return student(mean=cell.value, deviation=cell.deviation, n=cell.n)
    return None


def _place(cell: Cell) -> Place:
    return cell.unit, cell.period, cell.breakdown
