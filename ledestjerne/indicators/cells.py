"""Cells of a definition before privacy: what was counted or printed, in the unit of measure, with its marks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ledestjerne.indicators.definition import Definition, Filter, Quantity
from ledestjerne.indicators.results import Breakdown, Cell, Mark, Scope, SourceRow
from ledestjerne.indicators.sql import published, pupils
from ledestjerne.indicators.sql.asked import Facts
from ledestjerne.indicators.sql.published import Place, Printed
from ledestjerne.indicators.sql.together import Counted
from ledestjerne.indicators.vocabulary import Measure


def cells(definition: Definition, *, scopes: Sequence[Scope], connection: Facts) -> tuple[Cell, ...]:
    """Every figure of the scopes, none of them hidden yet, in the order of unit, period and breakdown."""
    make = _counted if definition.pupil_table else _printed
    return tuple(
        sorted(make(definition, scopes, connection), key=lambda cell: (cell.unit, cell.period, cell.breakdown))
    )


def rows_behind(
    definition: Definition, *, unit: str, period: str, breakdown: Breakdown, connection: Facts
) -> tuple[SourceRow, ...]:
    """The printed rows a figure is made of, in the order of their files; none for what pupils are counted in, whose rows are not shown."""
    if definition.pupil_table:
        return ()
    verdict = definition.reference.verdict if definition.reference else None
    wanted = [_numerator(definition), _denominator(definition), _only(verdict)] if _is_parted(definition) else []
    wanted = wanted or [_only(definition.value), _only(verdict)]
    found = [
        published.printed(definition, each, units=[unit], connection=connection).get((unit, period, breakdown))
        for each in wanted
        if each
    ]
    cells = (cell for each in found if each for cell in each.cells)
    return tuple(sorted({SourceRow(cell.delivery, cell.sheet, cell.row) for cell in cells}))


def _is_parted(definition: Definition) -> bool:
    return definition.measure in (Measure.SHARE, Measure.RATIO)


def _counted(definition: Definition, scopes: Sequence[Scope], connection: Facts) -> Iterator[Cell]:
    answer = pupils.counted(definition, scopes=scopes, connection=connection)
    for (unit, period, breakdown), seen in answer.items():
        value, numerator, deviation = _figure(definition, seen)
        marks = _marks(definition, unit, period, value)
        yield Cell(
            unit, period, breakdown, value, numerator, seen.n, deviation, marks=marks, deliveries=seen.deliveries
        )


def _figure(definition: Definition, seen: Counted) -> tuple[float | None, float | None, float | None]:
    """Value, numerator and deviation in the unit of measure."""
    match definition.measure:
        case Measure.COUNT:
            return float(seen.n), float(seen.n), None
        case Measure.MEAN:
            return _times(seen.total, definition.scale), None, _times(seen.deviation, definition.scale)
        case Measure.SHARE:
            return _fraction(seen.hits, float(seen.n), definition), seen.hits, None
        case _:
            return _fraction(seen.hits, seen.total, definition), seen.hits, None


def _printed(definition: Definition, scopes: Sequence[Scope], connection: Facts) -> Iterator[Cell]:
    units = [scope.unit for scope in scopes]

    def read(wanted: Filter) -> dict[Place, Printed]:
        return published.printed(definition, wanted, units=units, connection=connection)

    if _is_parted(definition):
        found = _parted(definition, read(_numerator(definition)), read(_denominator(definition)))
    else:
        found = _single(definition, read(_only(definition.value)))
    verdicts = read(_only(definition.reference.verdict)) if definition.reference else {}
    bounds = read(_only(definition.hide_by)) if definition.hide_by else {}
    groups = read(_only(definition.n_from)) if definition.n_from else {}
    fewest = {scope.unit: max(definition.fewest_shown, scope.fewest or 0) for scope in scopes}
    for cell in found:
        place = (cell.unit, cell.period, cell.breakdown)
        said = verdicts[place].text if place in verdicts else None
        n = _persons(groups[place]) if place in groups else cell.n
        marks = _marks(definition, cell.unit, cell.period, cell.value, known=cell.marks)
        small = _is_small(bounds.get(place), fewest[cell.unit])
        yield replace(cell, verdict=said, n=n, small=small, marks=marks)


def _single(definition: Definition, found: Mapping[Place, Printed]) -> Iterator[Cell]:
    over = definition.sum_over + definition.mean_over
    for (unit, period, breakdown), cell in found.items():
        if not cell.may_be_added(over):
            continue
        parts = cell.present if definition.mean_over and cell.present else 1
        value = _times(cell.total, definition.scale / parts)
        n = None if value is None or definition.measure is not Measure.COUNT else round(value)
        yield Cell(
            unit, period, breakdown, value, float(n) if n is not None else None, n,
            withheld=value is None, marks=_source_marks(definition, cell), deliveries=cell.deliveries,
        )  # fmt: skip


def _parted(definition: Definition, hits: Mapping[Place, Printed], totals: Mapping[Place, Printed]) -> Iterator[Cell]:
    for place, total in totals.items():
        hit = hits.get(place)
        over = (*definition.sum_over, *(definition.of or {}), *(definition.among or {}))
        if hit is None or not (hit.may_be_added(over) and total.may_be_added(over)):
            continue
        withheld = hit.total is None or total.total is None
        n = round(total.total) if total.total is not None and definition.measure is Measure.SHARE else None
        yield Cell(
            *place, _fraction(hit.total, total.total, definition), hit.total, n, withheld=withheld,
            marks=tuple(sorted({*_source_marks(definition, hit), *_source_marks(definition, total)})),
            deliveries=tuple(sorted({*hit.deliveries, *total.deliveries})),
        )  # fmt: skip


def _only(measure: str | None) -> Filter:
    return {"measure": (measure,)} if measure else {}


def _numerator(definition: Definition) -> Filter:
    return {**_only(definition.value), **(definition.of or {}), **_measured(definition.numerator)}


def _denominator(definition: Definition) -> Filter:
    return {**_only(definition.value), **(definition.among or {}), **_measured(definition.denominator)}


def _measured(quantity: Quantity | None) -> Filter:
    return _only(quantity.sum) if quantity else {}


def _persons(group: Printed) -> int | None:
    return None if group.total is None else round(group.total)


def _is_small(group: Printed | None, fewest: int) -> bool:
    return group is not None and group.total is not None and 0 < group.total < fewest


def _source_marks(definition: Definition, cell: Printed) -> tuple[Mark, ...]:
    named = (*(definition.of or {}), *(definition.among or {}))
    kinds = {printed.categories(without=named) for printed in cell.cells}
    found = {
        Mark.SUMMED: len(kinds) > 1 and not definition.mean_over,
        Mark.PARTS_WITHHELD: cell.has_withheld_part,
        Mark.INCOMPLETE: not cell.is_complete,
    }
    return tuple(sorted(mark for mark, holds in found.items() if holds))


def _marks(
    definition: Definition, unit: str, period: str, value: float | None, *, known: Sequence[Mark] = ()
) -> tuple[Mark, ...]:
    """The marks known, with what the definition says of its period and of values that cannot be right."""
    low, high = definition.plausible or (float("-inf"), float("inf"))
    found = set(known)
    if value is not None and not low <= value <= high:
        found.add(Mark.OUTLIER)
    if definition.outliers and any((each.period, each.unit) == (period, unit) for each in definition.outliers):
        found.add(Mark.OUTLIER)
    if definition.breaks and any(each.period == period and each.unit in (None, unit) for each in definition.breaks):
        found.add(Mark.BREAK)
    if definition.estimated is not None:
        found.add(Mark.ESTIMATED)
    return tuple(sorted(found))


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def _fraction(over: float | None, under: float | None, definition: Definition) -> float | None:
    """The fraction in the unit of measure; 0/0 is not a number."""
    if over is None or not under:
        return None
    return over / under * definition.per_hundred * definition.scale
