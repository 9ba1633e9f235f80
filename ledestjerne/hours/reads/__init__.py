"""Questions about the 26 hours: a unit's classes, one class, and the published figure."""

from ledestjerne.hours.reads.classes import ClassSheet, ListedLesson, WeekLine, class_sheet, lessons_to_correct
from ledestjerne.hours.reads.counted import COLUMNS
from ledestjerne.hours.reads.hidden import shown_bands
from ledestjerne.hours.reads.ministry import Comparison, Ministry, Part, comparison_of, figure_of, typed_for
from ledestjerne.hours.reads.overview import (
    AUTUMN,
    SPRING,
    ClassLine,
    DepartmentLines,
    HoursOverview,
    WeekHours,
    overview_of,
    years_with_lessons,
)

__all__ = [
    "AUTUMN", "COLUMNS", "SPRING", "ClassLine", "ClassSheet", "Comparison", "DepartmentLines",
    "HoursOverview", "ListedLesson", "Ministry", "Part", "WeekHours", "WeekLine", "class_sheet", "comparison_of", "figure_of",
    "lessons_to_correct", "overview_of", "shown_bands", "typed_for", "years_with_lessons",
]  # fmt: skip
