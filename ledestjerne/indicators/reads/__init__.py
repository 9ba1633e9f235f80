"""Questions about figures: which there are, what they are now, and what they are held against."""

from ledestjerne.indicators.reads.cards import figure_card
from ledestjerne.indicators.reads.catalogue import (
    definition,
    definitions,
    definitions_by_dimension,
    every_definition,
)
from ledestjerne.indicators.reads.figure import (
    Beside,
    Child,
    Figure,
    Glance,
    GoalStanding,
    figure,
    rows_behind,
    source_line,
)
from ledestjerne.indicators.reads.live import NATION, Basis, LiveFigures, basis_now, live_figures
from ledestjerne.indicators.reads.overview import Group, figures_by_dimension, figures_of, frozen_results, target_of
from ledestjerne.indicators.results import HiddenReason, Mark, Result

__all__ = [
    "NATION", "Basis", "Beside", "Child", "Figure", "Glance", "GoalStanding", "Group", "HiddenReason", "LiveFigures", "Mark",
    "Result", "basis_now", "definition", "definitions", "definitions_by_dimension", "every_definition", "figure",
    "figure_card",
    "figures_by_dimension", "figures_of", "frozen_results", "live_figures", "rows_behind", "source_line", "target_of",
]  # fmt: skip
