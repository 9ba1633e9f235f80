"""From typed rows of a table to one fact a printed cell. Pure."""

import re

import polars as pl

from ledestjerne.facts.binding import Binding
from ledestjerne.facts.checked import PUBLISHED
from ledestjerne.facts.context import Context
from ledestjerne.facts.contract import Column, ColumnType, Role, Source
from ledestjerne.facts.places import folded

MISSING = "__missing"
"""Ending of the column that says whether nothing was printed, as against something that cannot be used."""

ALL = "all"
INSIDE = {"afd": "department", "udd": "education", "hold": "class", "forløb": "course"}


def cells_of(*, values: pl.DataFrame, source: Source, binding: Binding, context: Context, sheet: str) -> pl.DataFrame:
    """One fact (see PUBLISHED) for each measure or verdict cell of each row, in the order of the file."""
    if source.period is None:
        raise ValueError("kun kilder med en periode har tal")
    rows = values.with_columns(_unit(source, binding, context))
    period = binding.bound(Role.PERIOD)
    printed_period = pl.col(period[0].name) if period else pl.lit(context.period or source.period.default)
    names = binding.bound(Role.MEASURE_NAME)
    cells = [
        rows.filter(~_unusable(column)).select(
            pl.lit(source.key).alias("source"),
            pl.lit(sheet).alias("sheet"),
            pl.col("row"),
            _kind(column, binding).alias("kind"),
            pl.col("__unit").alias("unit"),
            pl.col("__level").alias("unit_level"),
            printed_period.alias("period"),
            pl.lit(source.period.kind).alias("period_kind"),
            (_as_key(pl.col(names[0].name)) if names else pl.lit(column.measure or column.name)).alias("measure"),
            _dims(column, binding).alias("dims"),
            (pl.lit(None, pl.Float64) if column.role is Role.VERDICT else pl.col(column.name)).alias("value"),
            (pl.col(column.name) if column.role is Role.VERDICT else pl.lit(None, pl.String)).alias("text"),
            pl.col(column.name).is_null().alias("withheld"),
            pl.lit(value=True).alias("complete"),
        )
        for column in binding.bound(Role.MEASURE, Role.VERDICT)
    ]
    schema = pl.DataFrame(schema=PUBLISHED)
    return pl.concat([schema, *(cell.cast(PUBLISHED) for cell in cells)]).sort("row", maintain_order=True)


def _unusable(column: Column) -> pl.Expr:
    """Something is printed, but it broke a rule: the cell is left out and is not the same as withheld."""
    return pl.col(column.name).is_null() & ~pl.col(column.name + MISSING)


def _unit(source: Source, binding: Binding, context: Context) -> list[pl.Expr]:
    columns = binding.bound(Role.UNIT)
    level: pl.Expr = pl.lit(source.unit.level)
    if not columns:
        code = pl.lit(source.unit.fixed or context.institution)
    elif columns[0].type is ColumnType.TEXT:
        code = _folded(pl.col(columns[0].name)).replace_strict(
            dict(context.unit_names), default="", return_dtype=pl.String
        )
    else:
        code = pl.col(columns[0].name)
        level = _level_of(code, otherwise=source.unit.level)
    total = code == ALL
    return [
        pl.when(total).then(pl.lit("DK")).otherwise(code).alias("__unit"),
        pl.when(total).then(pl.lit("nation")).otherwise(level).alias("__level"),
    ]


def _level_of(code: pl.Expr, *, otherwise: str) -> pl.Expr:
    """A unit inside an institution says in its code what it is."""
    mark = code.str.extract(r"^\d{6}-(\p{L}+)-")
    return mark.replace_strict(INSIDE, default=otherwise, return_dtype=pl.String)


def _folded(text: pl.Expr) -> pl.Expr:
    return text.str.replace_all(r"\s+", " ").str.strip_chars().str.to_lowercase()


def _kind(column: Column, binding: Binding) -> pl.Expr:
    if column.total:
        return pl.lit("total")
    over = [pl.col(one.name) == ALL for one in binding.bound(Role.DIM, Role.UNIT)]
    total = pl.any_horizontal(over).fill_null(value=False) if over else pl.lit(value=False)
    return pl.when(total).then(pl.lit("total")).otherwise(pl.lit("detail"))


def _dims(column: Column, binding: Binding) -> pl.Expr:
    """The row's categories and those of the column; a unit known only by its name keeps the name here."""
    pairs = [_pair(one.name, pl.col(one.name)) for one in binding.bound(Role.DIM)]
    pairs += [
        _pair(one.name, pl.when(pl.col("__unit") == "").then(pl.col(one.name)))
        for one in binding.bound(Role.UNIT)
        if one.type is ColumnType.TEXT
    ]
    pairs += [_pair(key, pl.lit(value)) for key, value in column.dims.items()]
    if not pairs:
        return pl.lit([], PUBLISHED["dims"])
    return pl.concat_list(pairs).list.drop_nulls()


def _pair(key: str, value: pl.Expr) -> pl.Expr:
    return pl.when(value.is_not_null()).then(pl.struct(pl.lit(key).alias("key"), value.cast(pl.String).alias("value")))


def _as_key(text: pl.Expr) -> pl.Expr:
    return (
        text.str.to_lowercase()
        .str.replace_all("æ", "ae")
        .str.replace_all("ø", "oe")
        .str.replace_all("å", "aa")
        .str.replace_all(r"[^a-z0-9]+", "_")
        .str.strip_chars("_")
    )


def as_key(text: str) -> str:
    """A heading as a canonical key: «Hovedområde» becomes hovedomraade."""
    spelled = folded(text).replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return re.sub(r"[^a-z0-9]+", "_", spelled).strip("_") or "uden_navn"


def unit_fields(*, values: pl.DataFrame, binding: Binding) -> pl.DataFrame:
    """The columns that describe the unit itself, as text."""
    columns = binding.bound(Role.UNIT, Role.UNIT_NAME, Role.FIELD, Role.DIM)
    return values.select("row", *(pl.col(column.name).cast(pl.String) for column in columns))
