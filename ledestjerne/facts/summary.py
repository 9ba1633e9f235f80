"""What a delivery's facts amount to: its units, its withheld cells, its printed totals beside its sums. Pure."""

import polars as pl

from ledestjerne.facts.checked import PeriodTotals
from ledestjerne.facts.findings import Findings
from ledestjerne.facts.rules import problem


def units_of(rows: pl.LazyFrame) -> tuple[str, ...]:
    """The codes of the units in the detail rows, sorted."""
    codes = rows.filter((pl.col("kind") == "detail") & (pl.col("unit") != "")).select(pl.col("unit").unique().sort())
    return tuple(codes.collect()["unit"].to_list())


def withheld_of(rows: pl.LazyFrame) -> int:
    """How many detail cells are withheld."""
    return int(rows.filter((pl.col("kind") == "detail") & pl.col("withheld")).select(pl.len()).collect().item())


def periods_of(rows: pl.LazyFrame, *, additive: frozenset[str]) -> tuple[PeriodTotals, ...]:
    """Each period of each sheet and measure, in the file's order; sums only of measures that may be added."""
    grand = (
        (pl.col("kind") == "total")
        & (pl.col("unit_level") == "nation")
        & pl.col("dims").list.eval(pl.element().struct.field("value") == "all").list.all()
    )
    summed = (
        rows.with_columns(grand.alias("grand"))
        .group_by("sheet", "measure", "period", "period_kind")
        .agg(
            pl.col("row").min().alias("first"),
            pl.col("value").filter(pl.col("grand")).first().alias("printed"),
            pl.col("value").filter(pl.col("kind") == "detail").sum().alias("details"),
            (pl.col("kind") == "detail").any().alias("has_details"),
            pl.col("complete").all(),
        )
        .sort("sheet", "measure", "period")
        .collect(engine="streaming")
    )
    return tuple(
        PeriodTotals(
            sheet=row["sheet"],
            measure=row["measure"],
            period=row["period"],
            printed_total=row["printed"],
            detail_sum=row["details"] if row["measure"] in additive and row["has_details"] else None,
            complete=row["complete"],
        )
        for row in summed.iter_rows(named=True)
    )


def tell_differences(periods: tuple[PeriodTotals, ...], findings: Findings) -> None:
    """Say where the printed details do not add up to the printed total: usual where small numbers are withheld."""
    for one in periods:
        if one.printed_total is not None and one.detail_sum is not None and one.printed_total != one.detail_sum:
            findings.add(
                problem(
                    "sum_differs",
                    sheet=one.sheet,
                    column=one.period,
                    value=_shown(one.printed_total),
                    what=_shown(one.detail_sum),
                )
            )


def _shown(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".") if value == int(value) else f"{value:.4f}".replace(".", ",")
