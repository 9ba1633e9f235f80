"""Absence: hours planned and hours missed, for each pupil, day and subject. Pure."""

import polars as pl

from ledestjerne.facts.binding import Binding
from ledestjerne.facts.checked import ABSENCE
from ledestjerne.facts.sources.extract import Layout, faults_where


def more_than_offered(values: pl.DataFrame, shown: pl.DataFrame, binding: Binding) -> pl.DataFrame:
    """Rows with more hours missed than there were."""
    return faults_where(
        pl.col("absent_hours") > pl.col("offered_hours"),
        values=values,
        shown=shown,
        column="absent_hours",
        rule="absent_more_than_offered",
        heading=binding.heading("absent_hours"),
    )


LAYOUT = Layout(schema=ABSENCE, title="Fravær", day="date", faults=more_than_offered)
