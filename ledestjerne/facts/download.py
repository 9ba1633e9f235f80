"""Files people take home from a delivery."""

import csv
import io
from collections.abc import Iterable, Sequence

import polars as pl
from django.utils.translation import gettext as _

from ledestjerne.base.danish import NotANumberError, parse_number
from ledestjerne.facts.models import Delivery

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LESSON_COLUMNS = (
    "Institutionsnummer", "Afdeling", "Uddannelse", "Hold", "Elevnøgle", "Forløbsdel", "Dato", "Start", "Slut", "Fag",
    "Lærerstyret", "Registreret",
)  # fmt: skip
LESSON_ROWS = (
    ("999001", "EUD", "Tømrer", "TØ26A", "e1001", "GF2", "07-09-2026", "08:15", "09:45", "Dansk", "ja", "ja"),
    ("999001", "EUD", "Tømrer", "TØ26A", "e1001", "GF2", "07-09-2026", "10:00", "11:30", "Værksted", "ja", "nej"),
    ("999001", "EUD", "Tømrer", "TØ26A", "e1002", "GF2", "07-09-2026", "08:15", "09:45", "Dansk", "ja", "ja"),
    ("999001", "EUD", "Tømrer", "TØ26A", "e1002", "GF2", "07-09-2026", "12:00", "13:30", "", "nej", "ja"),
)


def refused_rows(delivery: Delivery) -> bytes:
    """The rows left out of a delivery as CSV that Excel opens: place, rule, message, and the row as printed."""
    messages = {(each.sheet, each.row, each.column): each.told for each in delivery.problems.all()}
    head = (_("Ark"), _("Række"), _("Kolonne"), _("Regel"), _("Besked"), _("Rækken som den står i filen"))
    return as_csv(head, refused_lines(delivery, messages))


def refused_lines(delivery: Delivery, messages: dict[tuple[str, int, str], str]) -> Iterable[Sequence[str]]:
    if not delivery.check_key or not delivery.refused_rows.exists():
        return
    for each in pl.read_parquet(delivery.refused_rows).iter_rows(named=True):
        message = messages.get((each["sheet"], each["row"], each["column"]), "")
        cells = (each["text"] or "").split("\t")
        yield (each["sheet"], str(each["row"]), each["column"], each["rule"], message, *cells)


def lesson_sample() -> bytes:
    """Four lessons in the documented layout."""
    return as_csv(LESSON_COLUMNS, LESSON_ROWS)


def as_csv(head: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in line] for line in lines)
    return (BOM + text.getvalue()).encode()


def harmless(cell: str) -> str:
    """The text so that no spreadsheet takes it for a formula; numbers stay numbers."""
    if not cell.startswith(FORMULA):
        return cell
    try:
        parse_number(cell)
    except NotANumberError:
        return f"'{cell}"
    return cell
