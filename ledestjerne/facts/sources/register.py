"""Registers of institutions: rows for the organisation tree, keyed by number, never by name. Pure."""

import polars as pl

from ledestjerne.facts.binding import Binding, bind
from ledestjerne.facts.checked import CheckedDelivery, NamedUnit, UnitRow
from ledestjerne.facts.context import Context
from ledestjerne.facts.contract import ColumnType, Role, Source
from ledestjerne.facts.door import Opened
from ledestjerne.facts.findings import FAULTS, Findings
from ledestjerne.facts.rules import problem
from ledestjerne.facts.sources.table import TableReader

DENMARK = (54.4, 58.0, 7.8, 15.4)
GREENLAND = (59.0, 84.0, -74.0, -10.0)
FAROES = (61.2, 62.5, -7.8, -6.1)
"""South, north, west, east."""

_TEXTS = ("cvr", "parent", "municipality", "region", "address", "postcode", "town", "merged_into")


def check_register(opened: Opened, *, source: Source, context: Context, findings: Findings) -> CheckedDelivery:
    """Read a register; coordinates that cannot be right are left out and told."""
    table = opened.tables[0]
    binding = bind(table=table, source=source)
    for found in binding.problems:
        findings.add(found)
    personal = [binding.heading(column.name) for column in binding.bound(Role.DROP)]
    if personal:
        findings.add(problem("personal_columns", what=", ".join(personal)))
    reader = TableReader(table=table, source=source, binding=binding, context=context, findings=findings)
    frames = list(reader.typed()) if binding.usable else []
    kept = reader.leave_out_repeats(pl.concat(frames).lazy()).select("row").collect() if frames else pl.DataFrame()
    units = pl.concat(reader.units).join(kept, on="row", maintain_order="left") if frames else pl.DataFrame()
    rows = unit_rows(units, source=source, binding=binding, context=context, findings=findings)
    return CheckedDelivery(
        source=source.key,
        table=source.table,
        rows=pl.LazyFrame(),
        detail_rows=len(rows),
        total_rows=0,
        refused_rows=pl.DataFrame(),
        units=tuple(sorted(row.code for row in rows)),
        named_units=tuple(NamedUnit(code=row.code, level=row.level, name=row.name) for row in rows),
        unit_rows=rows,
        columns=binding.understood(),
        notes=binding.notes,
        retrieved_on=context.retrieved_on,
    )


def unit_rows(
    units: pl.DataFrame, *, source: Source, binding: Binding, context: Context, findings: Findings
) -> tuple[UnitRow, ...]:
    """What a file says of the units themselves; empty when it only names them."""
    codes = [column for column in binding.bound(Role.UNIT) if column.type is ColumnType.INSTITUTION]
    names = binding.bound(Role.UNIT_NAME)
    if units.is_empty() or not codes or not names or not binding.bound(Role.FIELD):
        return ()
    placed = _coordinates(units, binding=binding, findings=findings)
    return tuple(
        UnitRow(
            code=row[codes[0].name],
            level=source.unit.level,
            name=row[names[0].name] or "",
            **{key: row.get(key) or "" for key in _TEXTS},
            kind=row.get("kind") or row.get("school_type") or "",
            starts_on=row.get("starts_on"),
            ends_on=row.get("ends_on"),
            latitude=row["__lat"],
            longitude=row["__lon"],
        )
        for row in placed.iter_rows(named=True)
    )


def _coordinates(units: pl.DataFrame, *, binding: Binding, findings: Findings) -> pl.DataFrame:
    """The coordinates as numbers, where they lie in the realm; the others are told and left out."""
    if "latitude" not in units.columns or "longitude" not in units.columns:
        return units.with_columns(pl.lit(None, pl.Float64).alias("__lat"), pl.lit(None, pl.Float64).alias("__lon"))
    placed = units.with_columns(
        pl.col("latitude").cast(pl.Float64).alias("__lat"), pl.col("longitude").cast(pl.Float64).alias("__lon")
    )
    findings.faults(
        sheet="",
        faults=coordinate_faults(placed, column=binding.heading("latitude")),
        text=placed.select("row", text=pl.lit("")),
    )
    good = _within(pl.col("__lat"), pl.col("__lon"))
    return placed.with_columns(pl.when(good).then(pl.col(name)).alias(name) for name in ("__lat", "__lon"))


def coordinate_faults(placed: pl.DataFrame, *, column: str) -> pl.DataFrame:
    """Faults (see FAULTS) of rows whose `__lat` and `__lon` are swapped or lie outside the realm."""
    lat, lon = pl.col("__lat"), pl.col("__lon")
    swapped = ~_within(lat, lon) & _inside(lon, lat, DENMARK)
    wrong = placed.filter(lat.is_not_null() & lon.is_not_null() & ~_within(lat, lon))
    return wrong.select(
        "row",
        pl.when(swapped).then(pl.lit("swapped_coordinates")).otherwise(pl.lit("outside_denmark")).alias("rule"),
        pl.lit(column).alias("column"),
        pl.format("{}, {}", lat, lon).alias("value"),
        pl.lit("").alias("what"),
        pl.lit(value=False).alias("whole"),
    ).cast(FAULTS)


def _within(lat: pl.Expr, lon: pl.Expr) -> pl.Expr:
    return _inside(lat, lon, DENMARK) | _inside(lat, lon, GREENLAND) | _inside(lat, lon, FAROES)


def _inside(lat: pl.Expr, lon: pl.Expr, box: tuple[float, float, float, float]) -> pl.Expr:
    south, north, west, east = box
    return lat.is_between(south, north) & lon.is_between(west, east)
