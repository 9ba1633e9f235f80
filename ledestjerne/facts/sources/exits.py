"""Exits: each time a pupil was enrolled and left, and why. Pure."""

import polars as pl

from ledestjerne.facts.binding import Binding
from ledestjerne.facts.checked import EXITS
from ledestjerne.facts.findings import FAULTS, Findings
from ledestjerne.facts.rules import problem
from ledestjerne.facts.sources.extract import Layout, faults_where

KNOWN = ("completed", "moved", "never_started")
NO_REASON = "uden årsag"


def gone_before_they_came(values: pl.DataFrame, shown: pl.DataFrame, binding: Binding) -> pl.DataFrame:
    """Enrolments that end before they begin."""
    if "ended_on" not in values.columns:
        return pl.DataFrame(schema=FAULTS)
    return faults_where(
        pl.col("ended_on") < pl.col("started_on"),
        values=values,
        shown=shown,
        column="ended_on",
        rule="exit_before_start",
        heading=binding.heading("ended_on"),
    )


def tell_dropouts(rows: pl.LazyFrame, findings: Findings) -> None:
    """Say which reasons are counted as dropping out: all that are not known to be something else."""
    reason = pl.col("reason").fill_null(NO_REASON)
    found = rows.filter(pl.col("ended_on").is_not_null() & ~reason.is_in(KNOWN)).select(reason.alias("reason"))
    counted = found.group_by("reason").len().sort("reason").collect()
    if counted.height:
        reasons = ", ".join(f"«{name}» ({times})" for name, times in counted.iter_rows())
        findings.add(problem("counted_as_dropout", what=reasons, times=int(counted["len"].sum())))


LAYOUT = Layout(schema=EXITS, title="Indmeldelser", day="started_on", faults=gone_before_they_came, tell=tell_dropouts)
