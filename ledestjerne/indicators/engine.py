"""Definition and facts in, results out. Pure: no clock, no request, no Django."""

from collections.abc import Iterable, Iterator, Sequence

from duckdb import DuckDBPyConnection

from ledestjerne.indicators.cells import cells
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.intervals import Interval, student, wilson
from ledestjerne.indicators.privacy import Count, Sum, hidden_cells
from ledestjerne.indicators.results import WHOLE, Breakdown, Cell, HiddenReason, Result, Scope
from ledestjerne.indicators.vocabulary import Measure

Place = tuple[str, str, Breakdown]


def figures(definition: Definition, *, scopes: Sequence[Scope], connection: DuckDBPyConnection) -> tuple[Result, ...]:
    """Every figure of the scopes: units, periods and breakdowns, with what must be hidden hidden.

    `scopes` must hold the whole family whose figures can be set side by side (parents and all their
    children), or a small group could be worked out from figures asked for one at a time.
    """
    counted = cells(definition, scopes=scopes, connection=connection)
    few = _few(definition, counted, scopes)
    shown = {scope.unit for scope in scopes if scope.level in definition.per}
    return tuple(
        _result(definition, cell, hidden=_reason(cell, few))
        for cell in counted
        if cell.unit in shown and all(name in definition.by for name, _ in cell.breakdown)
    )


def _few(definition: Definition, counted: Sequence[Cell], scopes: Sequence[Scope]) -> frozenset[Place]:
    hits = definition.measure is Measure.SHARE
    counts = {
        _place(cell): Count(cell.n, round(cell.numerator) if hits and cell.numerator is not None else None)
        for cell in counted
        if cell.n is not None and not cell.withheld
    }
    small = frozenset(_place(cell) for cell in counted if cell.small)
    withheld = {_place(cell) for cell in counted if cell.withheld}
    sums = tuple(_sums(counted, scopes))
    return small | hidden_cells(
        counts, sums=sums, below=definition.fewest_shown, unknown=withheld, guard_hits=definition.guards_extremes
    )


def _sums(counted: Iterable[Cell], scopes: Sequence[Scope]) -> Iterator[Sum[Place]]:
    """A unit is the sum of its children in each breakdown, and of its own breakdown."""
    children: dict[str, list[str]] = {}
    for scope in scopes:
        if scope.parent:
            children.setdefault(scope.parent, []).append(scope.unit)
    places = {_place(cell) for cell in counted}
    by_name: dict[tuple[str, str, str], list[Place]] = {}
    for unit, period, breakdown in places:
        for name, _ in breakdown:
            by_name.setdefault((unit, period, name), []).append((unit, period, breakdown))
        parts = tuple(
            sorted(
                (child, period, breakdown) for child in children.get(unit, ()) if (child, period, breakdown) in places
            )
        )
        if parts:
            yield Sum((unit, period, breakdown), parts)
    for (unit, period, _), found in by_name.items():
        if (unit, period, WHOLE) in places:
            yield Sum((unit, period, WHOLE), tuple(sorted(found)))


def _reason(cell: Cell, few: frozenset[Place]) -> HiddenReason | None:
    if cell.withheld:
        return HiddenReason.WITHHELD
    if _place(cell) in few:
        return HiddenReason.FEW
    return HiddenReason.NO_BASIS if cell.value is None else None


def _result(definition: Definition, cell: Cell, *, hidden: HiddenReason | None) -> Result:
    if hidden:
        return Result(
            definition.key, cell.unit, cell.period, cell.breakdown, None, None, None, None, None,
            hidden, cell.marks, cell.deliveries,
        )  # fmt: skip
    interval = _interval(definition, cell)
    return Result(
        definition.key, cell.unit, cell.period, cell.breakdown, cell.value, cell.numerator, cell.n,
        interval.low if interval else None, interval.high if interval else None,
        None, cell.marks, cell.deliveries, cell.verdict,
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
