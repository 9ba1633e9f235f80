"""What is wrong with a row whatever its source: its width, its letters, formulas and CPR numbers. Pure."""

import polars as pl

from ledestjerne.facts.contract import Column
from ledestjerne.facts.findings import FAULTS
from ledestjerne.facts.places import Places
from ledestjerne.facts.rules import CPR_PATTERN
from ledestjerne.facts.text import FOREIGN
from ledestjerne.facts.values import FORMULA, Reading, is_missing, printed, read_column


def screen(
    *, frame: pl.DataFrame, headings: dict[str, str], free_text: list[str], other_encoding: str, width: int
) -> pl.DataFrame:
    """Faults (see FAULTS) that leave a whole row out. `headings` maps the columns to look into to their headings; `free_text` are the
    columns in which a CPR number may hide."""
    faults = [_ragged(frame, [name for name in frame.columns if name not in ("row", "over")], width)]
    for name, heading in headings.items():
        values = frame[name].drop_nulls().unique()
        if _any(values, FOREIGN):
            faults.append(_where(frame, name, heading, pl.col(name).str.contains(FOREIGN), "encoding", other_encoding))
        if _any(values, FORMULA):
            faults.append(_where(frame, name, heading, pl.col(name).str.contains(FORMULA), "formula"))
        if name in free_text and _any(values, CPR_PATTERN):
            faults.append(_where(frame, name, heading, pl.col(name).str.contains(CPR_PATTERN), "cpr"))
    return pl.concat(faults)


def _any(values: pl.Series, pattern: str) -> bool:
    return bool(values.str.contains(pattern).any())


def _ragged(frame: pl.DataFrame, names: list[str], width: int) -> pl.DataFrame:
    """Rows with too few fields (null) or too many (over)."""
    over = pl.col("over").str.contains(r"[^;,|\s]").fill_null(value=False)  # trailing separators do no harm
    ragged = frame.filter(pl.any_horizontal(pl.col(names).is_null()) | over)
    fields = pl.sum_horizontal(pl.col(names).is_not_null()).cast(pl.Int64)
    return ragged.select(
        "row",
        pl.lit("width").alias("rule"),
        pl.lit("").alias("column"),
        pl.when(over).then(pl.format("{}+", fields)).otherwise(pl.format("{}", fields)).alias("value"),
        pl.lit(str(width)).alias("what"),
        pl.lit(value=True).alias("whole"),
    )


def _where(
    frame: pl.DataFrame, name: str, heading: str, mask: pl.Expr, rule: str, what: str = "", *, whole: bool = True
) -> pl.DataFrame:
    found = frame.filter(mask.fill_null(value=False))
    return found.select(
        "row",
        pl.lit(rule).alias("rule"),
        pl.lit(heading).alias("column"),
        pl.col(name).alias("value"),
        pl.lit(what).alias("what"),
        pl.lit(value=whole).alias("whole"),
    ).cast(FAULTS)


def faults_of(*, frame: pl.DataFrame, name: str, heading: str, reading: Reading, whole: bool) -> pl.DataFrame:
    """The faults of one column's reading; a value breaks one rule at most."""
    found = [pl.DataFrame(schema=FAULTS)]
    for fault in reading.faults:
        found.append(_where(frame, name, heading, fault.mask, fault.rule, fault.what, whole=whole))
    return pl.concat(found)


def original(frame: pl.DataFrame, names: list[str], *, faults: pl.DataFrame) -> pl.DataFrame:
    """The printed rows that have faults, each as one text, cells parted by tabs, of the columns that may be shown."""
    faulty = frame.join(faults, on="row", how="semi")
    return faulty.select(
        "row", pl.concat_str([pl.col(name).fill_null("") for name in names], separator="\t").alias("text")
    )


def read_distinct(
    frame: pl.DataFrame, *, column: Column, heading: str, decimal: str, places: Places, whole: bool
) -> tuple[pl.Series, pl.DataFrame]:
    """A column's values and faults, each distinct text read once: lessons repeat theirs a thousand times."""
    name = column.name
    distinct = frame.select(name).unique()
    reading = read_column(column, name=name, decimal=decimal, places=places, seen=distinct)
    missing = is_missing(printed(name)) if column.required else pl.lit(value=False)
    read = distinct.select(
        name,
        reading.value.alias("value"),
        pl.any_horizontal(missing, *(fault.mask.fill_null(value=False) for fault in reading.faults)).alias("broken"),
    )
    faults = [pl.DataFrame(schema=FAULTS)]
    if read["broken"].any():
        broken = frame.join(read.filter("broken"), on=name, how="semi", nulls_equal=True, maintain_order="left")
        faults.append(faults_of(frame=broken, name=name, heading=heading, reading=reading, whole=whole))
        faults += [empty(broken, name, heading)] if column.required else []
    values = frame.select(name).join(read, on=name, how="left", nulls_equal=True, maintain_order="left")["value"]
    return values.alias(name), pl.concat(faults)


def empty(frame: pl.DataFrame, name: str, heading: str) -> pl.DataFrame:
    """Faults for rows that lack a required value."""
    return _where(frame, name, heading, is_missing(printed(name)), "missing_value", heading)
