"""Pivot sheets: details, printed totals at every level, and blanks that mean withheld, each kept as it is. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from ledestjerne.base.danish import AmbiguousNumberError, NotANumberError, parse_number
from ledestjerne.base.noop import gettext_noop
from ledestjerne.facts.checked import PUBLISHED, NamedUnit, UnderstoodColumn
from ledestjerne.facts.context import Context
from ledestjerne.facts.contract import Column, ColumnType, Role, Source
from ledestjerne.facts.findings import FAULTS, Findings
from ledestjerne.facts.places import folded
from ledestjerne.facts.rules import CPR_PATTERN, problem
from ledestjerne.facts.sources.cells import ALL
from ledestjerne.facts.sources.pivot_layout import GRAND, Layout, ValueColumn, label_cells, lay_out
from ledestjerne.facts.values import DATE_IN_BAND, FORMULA, MISSING
from ledestjerne.facts.workbook import Cell, GridTable, as_text

TOTAL = " total"
UNSTATED = "uoplyst"
_CODES = {ColumnType.INSTITUTION: re.compile(r"^\d{6}$")}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row below the header with its labels filled in; `total` names the column it totals, empty for details."""

    row: int
    labels: tuple[str, ...]  # as many as are above and including the total's column
    total: str
    cells: tuple[Cell, ...]


@dataclass
class PivotReader:
    """Reads one sheet of one pivot source."""

    grid: GridTable
    source: Source
    context: Context
    findings: Findings
    detail_rows: int = 0
    total_rows: int = 0
    names: dict[str, NamedUnit] = field(default_factory=dict)
    _faults: list[tuple[int, str, str, str, str, bool]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.layout: Layout | None = lay_out(grid=self.grid, source=self.source)

    def understood(self) -> tuple[UnderstoodColumn, ...]:
        """Label and value columns with what they were taken as."""
        if not self.layout:
            return ()
        labels = zip(self.layout.label_headings, self.layout.labels, strict=True)
        return tuple(
            [UnderstoodColumn(sheet=self.grid.name, heading=heading, meant_as=one.title) for heading, one in labels]
            + [
                UnderstoodColumn(sheet=self.grid.name, heading=one.heading, meant_as=one.measure)
                for one in self.layout.values
            ]
        )

    def read(self) -> pl.DataFrame:
        """The sheet's cells as facts (see PUBLISHED)."""
        layout = self.layout
        if not layout:
            self.findings.add(
                problem("no_header", sheet=self.grid.name, what=gettext_noop("rækkenavne og perioder eller mål"))
            )
            return pl.DataFrame(schema=PUBLISHED)
        incomplete = self._incomplete(layout)
        facts = [
            fact for line in lines(grid=self.grid, layout=layout) for fact in self._facts(line, layout, incomplete)
        ]
        self._note_faults()
        return pl.DataFrame(facts, schema=PUBLISHED, orient="row")

    def _incomplete(self, layout: Layout) -> frozenset[str]:
        """The periods the note says are not complete."""
        said = [sentence for note in layout.notes for sentence in re.split(r"(?<=[.!?])\s+", note)]
        marked = [one for one in said if any(folded(words) in folded(one) for words in self.source.incomplete)]
        periods = {
            value.period for value in layout.values if any(value.period and value.period in one for one in marked)
        }
        for period in sorted(periods):
            self.findings.add(problem("not_complete", sheet=self.grid.name, what=period))
        return frozenset(periods)

    def _facts(self, line: Line, layout: Layout, incomplete: frozenset[str]) -> Iterator[tuple[object, ...]]:
        place = self._place(line, layout)
        if place is None:
            return
        unit, level, dims = place
        self.detail_rows += not line.total
        self.total_rows += line.total not in ("", ALL)
        for column in layout.values:
            period, kind = self._period(line, layout, column)
            value, usable = self._value(line, column)
            if usable:
                yield (
                    self.source.key,
                    self.grid.name,
                    line.row,
                    "total" if line.total or column.over_years else "detail",
                    unit,
                    level,
                    period,
                    kind,
                    column.measure,
                    [{"key": key, "value": text} for key, text in dims.items()],
                    value,
                    None,
                    value is None,
                    period not in incomplete,
                )

    def _place(self, line: Line, layout: Layout) -> tuple[str, str, dict[str, str]] | None:
        """The unit the row is about, its level, and the row's categories; None when a label cannot be used."""
        unit, level = self.source.unit.fixed or "DK", "nation"
        dims = dict(layout.sheet.dims) if layout.sheet else {}
        named: dict[str, str] = {}
        for label, column in zip(line.labels, layout.labels, strict=False):
            meaning = self._meaning(line, label, column)
            if meaning is None:
                return None
            if column.role is Role.UNIT and meaning not in ("", UNSTATED):
                unit, level, named = (
                    meaning,
                    column.level or self.source.unit.level,
                    self._named(meaning, column, named),
                )
            elif column.role is Role.UNIT_NAME:
                named = {column.name: meaning}
            elif column.role is not Role.PERIOD and meaning:
                dims[column.name] = meaning
                unit = "" if column.role is Role.UNIT else unit
        if line.total:
            dims = {**dims, **named, "total": line.total}
        return unit, level, dims

    def _named(self, code: str, column: Column, named: dict[str, str]) -> dict[str, str]:
        for name in named.values():
            self.names.setdefault(code, NamedUnit(code=code, level=column.level or self.source.unit.level, name=name))
        return {}

    def _meaning(self, line: Line, label: str, column: Column) -> str | None:
        """A label as its code or text; «» when blank, None (with a fault noted) when it breaks a rule."""
        rule = _broken(label, column)
        if rule:
            self._fault(line, rule, column, label)
            return None
        if label.casefold() == f"<{UNSTATED}>":
            return UNSTATED
        if not label or column.type not in (ColumnType.MUNICIPALITY, ColumnType.REGION):
            return column.values.get(label, label)
        look_up = self.context.places
        found = look_up.municipality(label) if column.type is ColumnType.MUNICIPALITY else look_up.region(label)
        if not found:
            rule = "unknown_municipality" if column.type is ColumnType.MUNICIPALITY else "unknown_region"
            self._fault(line, rule, column, label)
            return None
        if found.variant:
            what = f"{found.name} ({found.code})"
            self.findings.note(
                "name_variant", sheet=self.grid.name, column=column.title, value=label, row=line.row, what=what
            )
        return found.code

    def _period(self, line: Line, layout: Layout, column: ValueColumn) -> tuple[str, str]:
        if column.period:
            return column.period, column.period_kind
        rule = self.source.period
        kind = rule.kind if rule else "year"
        if any(one.role is Role.PERIOD for one in layout.labels):
            return (line.labels[0], kind) if line.labels else (self._over_years(line, layout), "interval")
        said = layout.filter(rule.filter) if rule and rule.filter else ""
        return said or self.context.period or (rule.default if rule else ""), kind

    def _over_years(self, line: Line, layout: Layout) -> str:
        self.findings.note("over_years", sheet=self.grid.name, column="", value="", row=line.row)
        return _span(self.grid, layout)

    def _value(self, line: Line, column: ValueColumn) -> tuple[float | None, bool]:
        """The figure (None = withheld) and whether the cell can be used at all."""
        cell = line.cells[column.place] if column.place < len(line.cells) else ""
        text = as_text(cell, decimal=",")
        if text.casefold() in MISSING:
            return None, True
        try:
            value = float(cell) if isinstance(cell, float | int) else float(parse_number(text))
        except AmbiguousNumberError:
            return self._bad_cell(line, "ambiguous_number", column, text, "komma")
        except NotANumberError:
            return self._bad_cell(line, "not_a_number", column, text, "")
        limits = next((one for one in self.source.pivot.measures if one.name == column.measure), None)
        low, high = (limits.low, limits.high) if limits else (None, None)
        if (low is not None and value < low) or (high is not None and value > high):
            shown = f"{low if low is not None else '-∞'} og {high if high is not None else '∞'}"
            return self._bad_cell(line, "impossible", column, text, shown)
        return value, True

    def _bad_cell(self, line: Line, rule: str, column: ValueColumn, text: str, what: str) -> tuple[None, bool]:
        self._faults.append((line.row, rule, column.heading, text, what, False))
        return None, False

    def _fault(self, line: Line, rule: str, column: Column, label: str) -> None:
        what = "et institutionsnummer på seks cifre" if rule == "not_a_code" else ""
        self._faults.append((line.row, rule, column.title, label, what, True))

    def _note_faults(self) -> None:
        faults = pl.DataFrame(self._faults, schema=FAULTS, orient="row")
        rows = faults["row"].unique().to_list()
        texts = ["\t".join(as_text(cell, decimal=",") for cell in self.grid.rows[row - 1]) for row in rows]
        text = pl.DataFrame({"row": rows, "text": texts}, schema={"row": pl.Int64(), "text": pl.String()})
        self.findings.faults(sheet=self.grid.name, faults=faults, text=text)


def _broken(label: str, column: Column) -> str:
    if re.search(FORMULA, label):
        return "formula"
    if column.type is ColumnType.TEXT and re.search(CPR_PATTERN, label):
        return "cpr"
    if column.type is ColumnType.BAND and re.search(DATE_IN_BAND, label):
        return "date_in_band"
    pattern = _CODES.get(column.type)
    return "not_a_code" if label and pattern and not pattern.match(label) else ""


def _span(grid: GridTable, layout: Layout) -> str:
    periods = [line.labels[0] for line in lines(grid=grid, layout=layout) if line.labels and not line.total]
    return f"{periods[0]}-{periods[-1]}" if periods else ""


def lines(*, grid: GridTable, layout: Layout) -> Iterator[Line]:
    """The rows below the header, labels filled down, totals told from details."""
    count = len(layout.labels)
    current = [""] * count
    for number, cells in enumerate(grid.rows[layout.header_row :], layout.header_row + 1):
        labels = label_cells(cells, count)
        first = next((place for place, label in enumerate(labels) if label), None)
        if first is None and not any(cell != "" for cell in cells):
            continue
        text = labels[first] if first is not None else ""
        if first == 0 and folded(text) in GRAND:
            yield Line(row=number, labels=(), total=ALL, cells=cells)
        elif first is not None and folded(text) == folded(current[first]) + TOTAL:
            above = (*current[:first], current[first])
            yield Line(row=number, labels=above, total=layout.labels[first].name, cells=cells)
        else:
            start = count - 1 if first is None else first
            current = [*current[:start], *labels[start:]]
            yield Line(row=number, labels=tuple(current), total="", cells=cells)
