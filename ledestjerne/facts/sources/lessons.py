"""Lessons: what was planned for each pupil, and what was registered. Pure."""

import polars as pl

from ledestjerne.facts.binding import Binding
from ledestjerne.facts.checked import LESSONS
from ledestjerne.facts.sources.extract import Layout, faults_where


def backwards(values: pl.DataFrame, shown: pl.DataFrame, binding: Binding) -> pl.DataFrame:
    """Lessons that end before they begin."""
    return faults_where(
        pl.col("end_minute") <= pl.col("start_minute"),
        values=values,
        shown=shown,
        column="end_minute",
        rule="end_before_start",
        heading=binding.heading("end_minute"),
    )


LAYOUT = Layout(schema=LESSONS, title="Lektioner", day="date", faults=backwards)
