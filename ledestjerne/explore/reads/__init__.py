"""Questions about slices of figures, packages of them, and what happened meanwhile."""

from ledestjerne.explore.reads.happenings import happenings, note_for, notes_of
from ledestjerne.explore.reads.packages import (
    MOST_FROZEN,
    KeptFigure,
    KeptSlice,
    homes_of,
    item_for,
    kept_slices,
    package_for,
    packages_of,
)
from ledestjerne.explore.reads.slicing import MOST_LINES, Cut, Series, cut

__all__ = [
    "MOST_FROZEN", "MOST_LINES", "Cut", "KeptFigure", "KeptSlice", "Series", "cut", "happenings",
    "homes_of", "item_for", "kept_slices", "note_for", "notes_of", "package_for", "packages_of",
]  # fmt: skip
