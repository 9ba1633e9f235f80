"""The rows of a delivered file, for whoever follows a figure back to where it was printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.facts.models import Delivery
from ledestjerne.facts.report import ColumnLine, Report


@dataclass(frozen=True, kw_only=True)
class PrintedRow:
    """One row of a delivered file as it was printed, cell by cell; personal data is left out."""

    sheet: str
    row: int
    cells: tuple[str, ...]


def row_of(delivery: Delivery, *, sheet: str, row: int) -> PrintedRow | None:
    """The printed row a figure rests on; of rows about pupils the cleaned one. None when the file has no such row."""
    found = rows_around(delivery, sheet=sheet, row=row, reach=0)
    return found[0] if found else None


def rows_around(delivery: Delivery, *, sheet: str, row: int, reach: int) -> list[PrintedRow]:
    """The row and up to `reach` rows above and below it, in the order of the file."""
    if not delivery.check_key:
        return []
    if titles := titles_of(delivery):
        return extract_around(delivery, titles, row=row, reach=reach)
    if not delivery.printed_rows.exists():
        return []
    near = pl.col("row").is_between(row - reach, row + reach) & (pl.col("sheet") == sheet)
    rows = pl.scan_parquet(delivery.printed_rows).filter(near).collect()
    return [
        PrintedRow(sheet=name, row=number, cells=tuple(text.split("\t"))) for name, number, text in rows.iter_rows()
    ]


def headings_of(delivery: Delivery, *, sheet: str, rows: Sequence[PrintedRow]) -> tuple[str, ...]:
    """What stands above the columns of these rows; nothing when the file has no headings of that width."""
    if titles := titles_of(delivery):
        return tuple(str(title) for title in titles.values())
    found = tuple(
        heading_words(column) for column in Report.model_validate(delivery.report).columns if column.sheet == sheet
    )
    return found if rows and len(found) == len(rows[0].cells) else ()


def heading_words(column: ColumnLine) -> str:
    """A heading as the file prints it, else the number of the column in the reader's language."""
    return _("Kolonne %(number)s") % {"number": column.place} if column.place else column.heading


def titles_of(delivery: Delivery) -> Mapping[str, Promise]:
    """The columns shown of an extract, each with its title; none when the file is not one of pupils."""
    return EXTRACT_TITLES.get(Report.model_validate(delivery.report).table, {})


PLACES: Mapping[str, Promise] = {
    "department": gettext_lazy("Afdeling"),
    "education": gettext_lazy("Uddannelse"),
    "class": gettext_lazy("Hold"),
    "course_part": gettext_lazy("Forløbsdel"),
}
EXTRACT_TITLES: Mapping[str, Mapping[str, Promise]] = {
    "lessons": {
        **PLACES,
        "date": gettext_lazy("Dato"),
        "start_minute": gettext_lazy("Start"),
        "end_minute": gettext_lazy("Slut"),
        "subject": gettext_lazy("Fag"),
        "teacher_led": gettext_lazy("Lærerstyret"),
        "registered": gettext_lazy("Registreret"),
    },
    "absence": {
        **PLACES,
        "date": gettext_lazy("Dato"),
        "subject": gettext_lazy("Fag"),
        "offered_hours": gettext_lazy("Skematimer"),
        "absent_hours": gettext_lazy("Fraværstimer"),
        "unlawful": gettext_lazy("Ulovligt"),
    },
    "exits": {
        **PLACES,
        "started_on": gettext_lazy("Startdato"),
        "ended_on": gettext_lazy("Afgangsdato"),
        "reason": gettext_lazy("Afgangsårsag"),
    },
    "grades": {
        **PLACES,
        "date": gettext_lazy("Dato"),
        "subject": gettext_lazy("Fag"),
        "level": gettext_lazy("Niveau"),
        "kind": gettext_lazy("Karakterens art"),
    },
}
"""What is shown of a row about a pupil: never the pupil, and never the grade."""


def extract_around(delivery: Delivery, titles: Mapping[str, Promise], *, row: int, reach: int) -> list[PrintedRow]:
    first = max(1, row - reach)
    rows = pl.scan_parquet(delivery.checked_rows).select(*titles).slice(first - 1, row + reach - first + 1)
    return [
        PrintedRow(sheet="", row=number, cells=tuple(cell_text(name, value) for name, value in each.items()))
        for number, each in enumerate(rows.collect().iter_rows(named=True), first)
    ]


def cell_text(name: str, value: object) -> str:
    if name in {"start_minute", "end_minute"} and isinstance(value, int):
        return f"{value // 60:02d}:{value % 60:02d}"
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return "" if value is None else str(value)
