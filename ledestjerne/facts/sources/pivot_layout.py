"""Where things stand on a pivot sheet: notes, filters, measure, header, label and value columns. Pure."""

import re
from dataclasses import dataclass

from ledestjerne.facts.checked import FilterCell
from ledestjerne.facts.contract import Column, ColumnType, PivotSheet, Role, Source
from ledestjerne.facts.places import folded
from ledestjerne.facts.sources.cells import as_key
from ledestjerne.facts.workbook import Cell, GridTable, as_text

COMPACT = ("row labels", "rækkenavne")
"""Heading of the single label column in Excel's compact skin, English and Danish."""

GRAND = ("hovedtotal", "grand total", "i alt", "total")
SEARCHED = 40
_YEARS = {
    "school_year": re.compile(r"^\d{4}/\d{4}$"),
    "year": re.compile(r"^(19|20)\d\d$"),
}


@dataclass(frozen=True, kw_only=True)
class ValueColumn:
    """A column of figures: its measure and the period it is about (empty = the sheet says)."""

    place: int
    heading: str
    measure: str
    period: str = ""
    period_kind: str = ""
    over_years: bool = False


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The anatomy of one pivot sheet; rows count from 1."""

    header_row: int
    labels: tuple[Column, ...]
    label_headings: tuple[str, ...]
    values: tuple[ValueColumn, ...]
    notes: tuple[str, ...]
    filters: tuple[FilterCell, ...]
    sheet: PivotSheet | None
    compact: bool

    def filter(self, name: str) -> str:
        """The value of a filter cell, empty when there is none or it says several."""
        found = [cell.value for cell in self.filters if folded(cell.name) == folded(name)]
        return (
            found[0]
            if found and folded(found[0]) not in ("all", "alle", "(multiple items)", "(flere elementer)")
            else ""
        )


def lay_out(*, grid: GridTable, source: Source) -> Layout | None:
    """Find the parts of a pivot sheet; None when it is no pivot."""
    head = [[as_text(cell, decimal=",") for cell in row] for row in grid.rows[:SEARCHED]]
    compact = next((number for number, texts in enumerate(head, 1) if texts and folded(texts[0]) in COMPACT), 0)
    if compact:
        return _anatomy(grid=grid, source=source, number=compact, texts=head[compact - 1], first=1)
    for number, texts in enumerate(head, 1):
        first = _first_value(texts, source)
        if first:
            return _anatomy(grid=grid, source=source, number=number, texts=texts, first=first)
    return None


def _first_value(texts: list[str], source: Source) -> int:
    """Where the figures begin in a header row with several label columns; 0 when the row is no header."""
    printed = {folded(measure.printed) for measure in source.pivot.measures}
    for place, text in enumerate(texts):
        if folded(text) in printed or _period_kind(text):
            named = all(texts[:place])
            return place if place and named and all(_is_value(text, printed) for text in texts[place:] if text) else 0
    return 0


def _is_value(text: str, printed: set[str]) -> bool:
    return bool(_period_kind(text)) or folded(text) in printed or folded(text) in GRAND


def _period_kind(text: str) -> str:
    return next((kind for kind, pattern in _YEARS.items() if pattern.match(text)), "")


def _anatomy(*, grid: GridTable, source: Source, number: int, texts: list[str], first: int) -> Layout:
    above = [[as_text(cell, decimal=",") for cell in row] for row in grid.rows[: number - 1]]
    compact = folded(texts[0]) in COMPACT
    sheet = next((one for one in source.pivot.sheets if folded(one.name) == folded(grid.name)), None)
    corner = above[-1][0] if above and above[-1] else ""
    return Layout(
        header_row=number,
        labels=tuple(_label(text, source=source, sheet=sheet if compact else None) for text in texts[:first]),
        label_headings=tuple(texts[:first]),
        values=_values(texts, first=first, corner=corner, source=source),
        notes=tuple(_notes(above, corner=corner)),
        filters=tuple(_filters(above, sheet=grid.name, corner=corner)),
        sheet=sheet,
        compact=compact,
    )


def _label(text: str, *, source: Source, sheet: PivotSheet | None) -> Column:
    if sheet:
        return _sheet_label(sheet)
    known = (column for column in source.columns if folded(text) in map(folded, column.headings))
    return next(known, Column(name=as_key(text), title=text, role=Role.DIM))


def _sheet_label(sheet: PivotSheet) -> Column:
    if sheet.label == "period":
        return Column(name="period", title="Periode", role=Role.PERIOD, type=ColumnType.SCHOOL_YEAR)
    if sheet.label == "unit":
        kind = ColumnType.MUNICIPALITY if sheet.level == "municipality" else ColumnType.INSTITUTION
        return Column(name=sheet.level, title="Enhed", role=Role.UNIT, type=kind, level=sheet.level)
    return Column(name=sheet.dim or "category", title="Kategori", role=Role.DIM)


def _values(texts: list[str], *, first: int, corner: str, source: Source) -> tuple[ValueColumn, ...]:
    names = {folded(measure.printed): measure.name for measure in source.pivot.measures}
    only = source.pivot.measures[0].name if len(source.pivot.measures) == 1 else "antal"
    measure = names.get(folded(corner)) or (as_key(corner) if corner else only)
    periods = [text for text in texts[first:] if _period_kind(text)]
    found = []
    for place, text in enumerate(texts[first:], first):
        kind = _period_kind(text)
        if kind:
            found.append(ValueColumn(place=place, heading=text, measure=measure, period=text, period_kind=kind))
        elif folded(text) in GRAND and periods:
            span = f"{periods[0]}-{periods[-1]}"
            found.append(
                ValueColumn(
                    place=place, heading=text, measure=measure, period=span, period_kind="interval", over_years=True
                )
            )
        elif text:
            found.append(ValueColumn(place=place, heading=text, measure=names.get(folded(text)) or as_key(text)))
    return tuple(found)


def _notes(above: list[list[str]], *, corner: str) -> list[str]:
    return [texts[0] for row in above if len(texts := [cell for cell in row if cell]) == 1 and texts[0] != corner]


def _filters(above: list[list[str]], *, sheet: str, corner: str) -> list[FilterCell]:
    pairs = [row for row in above if len([cell for cell in row if cell]) == 2 and len(row) > 1 and row[0] and row[1]]
    return [FilterCell(sheet=sheet, name=row[0], value=row[1]) for row in pairs if row[0] != corner]


def label_cells(row: tuple[Cell, ...], count: int) -> list[str]:
    """The label cells of a row as text."""
    return [as_text(cell, decimal=",") for cell in row[:count]]
