"""Run a source's contract over a file: facts, problems, and what a person must know before accepting. Pure."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl

from ledestjerne.facts.binding import Binding, bind
from ledestjerne.facts.checked import PUBLISHED, CheckedDelivery, NamedUnit, UnderstoodColumn
from ledestjerne.facts.comparisons import compare_parts, compare_sizes, tell_empty_shares
from ledestjerne.facts.context import Context
from ledestjerne.facts.contract import Role, Shape, Source
from ledestjerne.facts.door import Opened, Table, open_file
from ledestjerne.facts.findings import Findings
from ledestjerne.facts.rules import problem
from ledestjerne.facts.sources import absence, background, exits, grades, lessons
from ledestjerne.facts.sources.extract import Layout, check_extract
from ledestjerne.facts.sources.long import as_source, headings_of, signature_of
from ledestjerne.facts.sources.pivot import PivotReader
from ledestjerne.facts.sources.register import check_register, unit_rows
from ledestjerne.facts.sources.table import TableReader
from ledestjerne.facts.spool import Spool
from ledestjerne.facts.summary import periods_of, tell_differences, units_of, withheld_of


def check_file(path: Path, *, source: Source, context: Context) -> CheckedDelivery:
    """Read a file as one source and check it; raises FileRefused when it cannot be opened as a table at all.

    Nothing is guessed and nothing repaired: what breaks a rule is left out and told, the rest is kept as printed.
    """
    return check_opened(open_file(path=path), source=source, context=context)


def check_opened(opened: Opened, *, source: Source, context: Context) -> CheckedDelivery:
    """The same of a file that is open already."""
    findings = Findings()
    for notice in opened.notices:
        findings.add(notice)
    return _CHECKS[source.shape](opened, source, context, findings)


def _check_pivot(opened: Opened, source: Source, context: Context, findings: Findings) -> CheckedDelivery:
    readers = [PivotReader(grid=grid, source=source, context=context, findings=findings) for grid in opened.grids()]
    with Spool(path=context.work / "rows.parquet", schema=PUBLISHED) as spool:
        for reader in readers:
            spool.add(reader.read())
    found = [reader.layout for reader in readers if reader.layout]
    checked = CheckedDelivery(
        source=source.key,
        table=source.table,
        rows=spool.rows(),
        detail_rows=sum(reader.detail_rows for reader in readers),
        total_rows=sum(reader.total_rows for reader in readers),
        refused_rows=pl.DataFrame(),
        named_units=tuple(unit for reader in readers for unit in reader.names.values()),
        columns=tuple(column for reader in readers for column in reader.understood()),
        filters=tuple(cell for layout in found for cell in layout.filters),
        notes=tuple(note for layout in found for note in layout.notes),
        retrieved_on=context.retrieved_on,
    )
    additive = frozenset(measure.name for measure in source.pivot.measures if measure.additive)
    return _finish(checked, source=source, context=context, findings=findings, additive=additive)


def _check_table(opened: Opened, source: Source, context: Context, findings: Findings) -> CheckedDelivery:
    table = _largest_match(opened, source)
    binding = bind(table=table, source=source)
    for found in binding.problems:
        findings.add(found)
    reader = TableReader(table=table, source=source, binding=binding, context=context, findings=findings)
    with Spool(path=context.work / "rows.parquet", schema=PUBLISHED) as spool:
        if binding.usable and _has_period(source, binding, context, findings):
            for facts in reader.batches():
                spool.add(facts)
    rows = reader.leave_out_repeats(spool.rows())
    units = pl.concat(reader.units) if reader.units else pl.DataFrame()
    compare_parts(rows=rows, binding=binding, findings=findings)
    compare_sizes(rows=rows, binding=binding, places=context.places, findings=findings)
    tell_empty_shares(rows=rows, binding=binding, findings=findings)
    nameless = _tell_unnamed(rows, binding, findings)
    checked = CheckedDelivery(
        source=source.key,
        table=source.table,
        rows=rows,
        detail_rows=reader.detail_rows,
        total_rows=reader.total_rows,
        refused_rows=pl.DataFrame(),
        named_units=_named(units, binding=binding, source=source),
        nameless=nameless,
        unit_rows=unit_rows(units, source=source, binding=binding, context=context, findings=findings),
        columns=binding.understood(),
        notes=binding.notes,
        retrieved_on=context.retrieved_on,
    )
    additive = frozenset(one.measure or one.name for one in binding.bound(Role.MEASURE) if one.additive)
    return _finish(checked, source=source, context=context, findings=findings, additive=additive)


def _check_long(opened: Opened, source: Source, context: Context, findings: Findings) -> CheckedDelivery:
    headings = headings_of(opened.tables[0])
    mapping = context.mapping
    if mapping and mapping.signature == signature_of(headings):
        return _check_table(opened, as_source(source, mapping=mapping), context, findings)
    findings.add(problem("mapping_needed"))
    return _closed(
        CheckedDelivery(
            source=source.key,
            table=source.table,
            rows=pl.LazyFrame(schema=PUBLISHED),
            detail_rows=0,
            total_rows=0,
            refused_rows=pl.DataFrame(),
            columns=tuple(UnderstoodColumn(heading=heading, meant_as="") for heading in headings),
            missing_mapping=headings,
            retrieved_on=context.retrieved_on,
        ),
        findings=findings,
    )


def _check_extract(opened: Opened, source: Source, context: Context, findings: Findings) -> CheckedDelivery:
    layout = LAYOUTS[source.table]
    checked = check_extract(opened, source=source, layout=layout, context=context, findings=findings)
    return _closed(checked, findings=findings)


def _check_register(opened: Opened, source: Source, context: Context, findings: Findings) -> CheckedDelivery:
    return _closed(check_register(opened, source=source, context=context, findings=findings), findings=findings)


LAYOUTS: dict[str, Layout] = {
    "lessons": lessons.LAYOUT,
    "absence": absence.LAYOUT,
    "background": background.LAYOUT,
    "exits": exits.LAYOUT,
    "grades": grades.LAYOUT,
}

_CHECKS: dict[Shape, Callable[[Opened, Source, Context, Findings], CheckedDelivery]] = {
    Shape.PIVOT: _check_pivot,
    Shape.TABLE: _check_table,
    Shape.LONG: _check_long,
    Shape.LESSONS: _check_extract,
    Shape.EXTRACT: _check_extract,
    Shape.REGISTER: _check_register,
}


def _largest_match(opened: Opened, source: Source) -> Table:
    """The sheet that has most of the source's columns; the first of equals."""
    return max(opened.tables, key=lambda table: len(bind(table=table, source=source).places))


def _has_period(source: Source, binding: Binding, context: Context, findings: Findings) -> bool:
    if binding.bound(Role.PERIOD) or context.period:
        return True
    if source.period and source.period.default:
        findings.add(problem("period_assumed", what=source.period.default))
        return True
    findings.add(problem("period_missing"))
    return False


def _named(units: pl.DataFrame, *, binding: Binding, source: Source) -> tuple[NamedUnit, ...]:
    codes, names = binding.bound(Role.UNIT), binding.bound(Role.UNIT_NAME)
    if units.is_empty() or not codes or not names:
        return ()
    pairs = units.select(codes[0].name, names[0].name).drop_nulls().unique(codes[0].name, maintain_order=True)
    return tuple(NamedUnit(code=code, level=source.unit.level, name=name) for code, name in pairs.iter_rows())


def _finish(
    checked: CheckedDelivery, *, source: Source, context: Context, findings: Findings, additive: frozenset[str]
) -> CheckedDelivery:
    """Add what only the whole of the facts can tell."""
    periods = periods_of(checked.rows, additive=additive)
    tell_differences(periods, findings)
    units = units_of(checked.rows)
    withheld = withheld_of(checked.rows)
    if withheld:
        findings.add(problem("withheld", times=withheld))
    unknown = sorted(set(units) - context.known_units) if context.known_units else []
    if unknown:
        findings.add(problem("unknown_unit", value=unknown[0], times=len(unknown)))
    return _closed(replace(checked, periods=periods, units=units, withheld_cells=withheld), findings=findings)


def _tell_unnamed(rows: pl.LazyFrame, binding: Binding, findings: Findings) -> tuple[str, ...]:
    """Say how many units are only known by a name, and give the names, so that someone can pair them with a code."""
    every: list[str] = []
    for column in binding.bound(Role.UNIT):
        dims = rows.filter(pl.col("unit") == "").select(pl.col("dims").explode()).unnest("dims")
        names = dims.filter(pl.col("key") == column.name).select(pl.col("value").unique().sort())
        found = names.collect()["value"].to_list()
        if found:
            findings.add(problem("unit_without_code", value=found[0], times=len(found)))
        every += found
    return tuple(every)


def _closed(checked: CheckedDelivery, *, findings: Findings) -> CheckedDelivery:
    if not checked.acceptable and not findings.problems:
        findings.add(problem("no_rows"))
    problems, refused_rows = findings.close()
    return replace(checked, problems=problems, refused_rows=refused_rows)
