"""What is wrong across the columns of a row: a mean off its scale, more answers than were invited. Pure."""

import polars as pl

from ledestjerne.facts.binding import Binding
from ledestjerne.facts.contract import Role
from ledestjerne.facts.findings import FAULTS
from ledestjerne.facts.values import printed


def faults_across(values: pl.DataFrame, shown: pl.DataFrame, binding: Binding) -> pl.DataFrame:
    """Faults (see FAULTS) that leave the row out, by the columns that say `scale` or `within`."""
    found = [pl.DataFrame(schema=FAULTS)]
    for column in binding.bound(Role.MEASURE):
        if column.scale in values.columns:
            ends = pl.col(column.scale or "").str.split("-").cast(pl.List(pl.Float64))
            outside = (pl.col(column.name) < ends.list.first()) | (pl.col(column.name) > ends.list.last())
            found.append(_faults(values, shown, binding, outside, column.name, "off_scale", column.scale or ""))
        if column.within in values.columns:
            over = pl.col(column.name) > pl.col(column.within or "")
            found.append(_faults(values, shown, binding, over, column.name, "more_than_all", column.within or ""))
    return pl.concat(found)


def _faults(
    values: pl.DataFrame, shown: pl.DataFrame, binding: Binding, mask: pl.Expr, name: str, rule: str, other: str
) -> pl.DataFrame:
    wrong = values.filter(mask.fill_null(value=False)).select("row")
    return shown.join(wrong, on="row", how="semi", maintain_order="left").select(
        "row",
        pl.lit(rule).alias("rule"),
        pl.lit(binding.heading(name)).alias("column"),
        printed(name).alias("value"),
        printed(other).alias("what"),
        pl.lit(value=True).alias("whole"),
    )
