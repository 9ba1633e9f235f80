"""Checks that hold numbers against each other: parts and their total, a municipality and its size. Pure."""

import polars as pl

from ledestjerne.facts.binding import Binding
from ledestjerne.facts.contract import Column, Role
from ledestjerne.facts.findings import FAULTS, Findings
from ledestjerne.facts.places import Places

NO_TEXT = pl.DataFrame(schema={"row": pl.Int64(), "text": pl.String()})


def compare_parts(*, rows: pl.LazyFrame, binding: Binding, findings: Findings) -> None:
    """Tell rows whose printed parts do not give the printed total beside them; both stay as printed."""
    for total in (column for column in binding.bound(Role.MEASURE) if column.total):
        measure = total.measure or total.name
        sums = (
            rows.filter(pl.col("measure") == measure)
            .with_columns(_is_total(total).alias("is_total"))
            .group_by("row")
            .agg(
                pl.col("value").filter(pl.col("is_total")).first().alias("printed"),
                pl.col("value").filter(~pl.col("is_total")).sum().alias("parts"),
                pl.col("withheld").any(),
            )
            .filter(~pl.col("withheld") & ((pl.col("printed") - pl.col("parts")).abs() > 1e-9))
            .sort("row")
            .collect()
        )
        _tell(findings, "parts_differ", sums, column=binding.heading(total.name), value="printed", what=_shown("parts"))


def _is_total(total: Column) -> pl.Expr:
    """Whether a fact is of the total column: its dims are those the column fixes."""
    values = pl.col("dims").list.eval(pl.element().struct.field("key") + "=" + pl.element().struct.field("value"))
    return pl.all_horizontal(values.list.contains(f"{key}={value}") for key, value in total.dims.items())


def compare_sizes(*, rows: pl.LazyFrame, binding: Binding, places: Places, findings: Findings) -> None:
    """Flag a municipality whose number is out of proportion to its pupils in the basic school; it stays unchanged.

    The number per pupil is set against the median of the municipalities in the file: beyond `factor` times it, or
    below one part in `factor`, it is flagged. A ratio to a median needs no assumption about the spread.
    """
    sizes = {one.code: float(one.pupils) for one in places.municipalities}
    for column in (column for column in binding.bound(Role.MEASURE) if column.outlier):
        rates = (
            rows.filter((pl.col("measure") == (column.measure or column.name)) & _is_total(column))
            .filter((pl.col("unit_level") == "municipality") & (pl.col("value") > 0))
            .with_columns(pl.col("unit").replace_strict(sizes, default=None, return_dtype=pl.Float64).alias("size"))
            .filter(pl.col("size").is_not_null())
            .with_columns((pl.col("value") / pl.col("size")).alias("rate"))
            .with_columns((pl.col("rate") / pl.col("rate").median()).alias("times"))
            .sort("row")
            .collect()
        )
        factor = column.outlier.factor if column.outlier else 0
        odd = rates.filter((pl.col("times") > factor) | (pl.col("times") < 1 / factor))
        times = pl.col("times").round(1).cast(pl.String).str.replace(".", ",", literal=True)
        what = pl.format("{} gange så meget pr. grundskoleelev som i den midterste kommune", times)
        _tell(findings, "outlier", odd, column=binding.heading(column.name), value="value", what=what)


def tell_empty_shares(*, rows: pl.LazyFrame, binding: Binding, findings: Findings) -> None:
    """Tell rows in which every number is 0: a share of them would be 0/0."""
    totals = [column for column in binding.bound(Role.MEASURE) if column.total]
    for total in totals:
        empty = (
            rows.filter(pl.col("measure") == (total.measure or total.name))
            .group_by("row")
            .agg((pl.col("value") == 0).all().alias("empty"), pl.col("unit").first())
            .filter("empty")
            .sort("row")
            .collect()
        )
        _tell(findings, "nothing_to_divide", empty, column=binding.heading(total.name), value="unit", what=pl.lit(""))


def _shown(name: str) -> pl.Expr:
    return pl.col(name).round(4).cast(pl.String).str.replace(r"\.0$", "").str.replace(".", ",", literal=True)


def _tell(findings: Findings, rule: str, found: pl.DataFrame, *, column: str, value: str, what: pl.Expr) -> None:
    faults = found.select(
        "row",
        pl.lit(rule).alias("rule"),
        pl.lit(column).alias("column"),
        (pl.col(value) if found.schema[value] == pl.String else _shown(value)).alias("value"),
        what.alias("what"),
        pl.lit(value=False).alias("whole"),
    ).cast(FAULTS)
    findings.faults(sheet="", faults=faults, text=NO_TEXT)
