"""A data package to take away: all its slices with their frozen figures, each with where it comes from."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

import xlsxwriter
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ledestjerne.base.sheets import BOM
from ledestjerne.explore.exports import (
    CELL,
    CSV,
    JSON,
    XLSX,
    Figure,
    Form,
    cells,
    figure_of,
    headings,
    number_format,
    plain,
    write_row,
)
from ledestjerne.explore.models import DataPackage
from ledestjerne.explore.reads import KeptFigure, KeptSlice

SHEET_LETTERS = 31  # the longest name a sheet may have
FORBIDDEN = str.maketrans("", "", "[]:*?/\\'")
KEPT = ("slice", *CELL, "indicator", "definition_hash", "facts_version", "frozen_on", "frozen_figure")


@dataclass(frozen=True)
class Taken:
    """A package as one reader may see it; `made_on` is the day the file was made, `address` the page of the package."""

    package: DataPackage
    slices: Sequence[KeptSlice]
    made_on: date
    address: str

    @property
    def figures(self) -> list[tuple[KeptSlice, KeptFigure]]:
        return [(kept, each) for kept in self.slices for each in kept.figures]


def figure(each: KeptFigure) -> Figure:
    """A frozen figure as it is written in every form."""
    frozen = each.frozen
    return figure_of(each.line, frozen.code, frozen.definition, each.result, source=frozen.source_line)


def kept_cells(kept: KeptSlice, each: KeptFigure) -> list[str | float | None]:
    """A row in the order of `KEPT`."""
    frozen = each.frozen
    frozen_on = localdate(frozen.frozen_at).isoformat()
    more = [frozen.indicator, frozen.definition_hash, frozen.facts_version, frozen_on, str(frozen.pk)]
    return [kept.item.title, *cells(figure(each)), *more]


def as_csv(taken: Taken) -> bytes:
    """For a Danish spreadsheet: semicolons, decimal comma, and where it comes from on every line."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([*KEPT, "package", "made_on", "address"])
    about = [plain(taken.package.title), taken.made_on.isoformat(), taken.address]
    writer.writerows([*map(plain, kept_cells(kept, each)), *about] for kept, each in taken.figures)
    return (BOM + text.getvalue()).encode()


def as_json(taken: Taken) -> bytes:
    """{"package": {…}, "slices": [{"title", "note", "query", "figures": […]}]}."""
    package = taken.package
    whole = {
        "package": {
            "title": package.title, "note": package.note, "unit": package.unit.code, "address": taken.address,
            "made_on": taken.made_on.isoformat(),
        },
        "slices": [slice_answer(each) for each in taken.slices],
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def slice_answer(kept: KeptSlice) -> dict[str, object]:
    figures = [
        {**asdict(figure(each)), "indicator": each.frozen.indicator, "definition_hash": each.frozen.definition_hash,
         "facts_version": each.frozen.facts_version, "frozen_on": localdate(each.frozen.frozen_at).isoformat(),
         "frozen_figure": each.frozen.pk}
        for each in kept.figures
    ]  # fmt: skip
    item = kept.item
    return {"title": item.title, "note": item.note, "query": item.query, "out_of_sight": kept.out_of_sight,
            "figures": figures}  # fmt: skip


def as_xlsx(taken: Taken) -> bytes:
    """A workbook with a sheet for each slice, and one on where everything comes from."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True})
        for number, kept in enumerate(taken.slices, start=1):
            slice_sheet(book, kept, number=number, bold=bold)
        origin = book.add_worksheet(_("Oprindelse"))
        origin.set_column(0, 0, 28)
        origin.set_column(1, 1, 100)
        for row, (name, said) in enumerate(origin_words(taken)):
            write_row(origin, row, [name, said], [bold, None])
    return file.getvalue()


def slice_sheet(book: xlsxwriter.Workbook, kept: KeptSlice, *, number: int, bold: object) -> None:
    name = f"{number} {kept.item.title.translate(FORBIDDEN)}"[:SHEET_LETTERS].strip()
    sheet = book.add_worksheet(name)
    decimals = kept.figures[0].frozen.decimals if kept.figures else 0
    looks = {True: book.add_format({"num_format": number_format(decimals)}), False: None}
    titles = [*headings(), _("Definitionens fingeraftryk"), _("Fastfrosset")]
    write_row(sheet, 0, titles, [bold] * len(titles))
    for row, each in enumerate(kept.figures, start=1):
        frozen_on = localdate(each.frozen.frozen_at).isoformat()
        values = [*cells(figure(each)), each.frozen.definition_hash, frozen_on]
        places = [looks[name in ("value", "low", "high")] for name in CELL]
        write_row(sheet, row, values, [*places, None, None])
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(titles) - 1, 16)


def origin_words(taken: Taken) -> list[tuple[str, str]]:
    sources = dict.fromkeys(each.frozen.source_line for _kept, each in taken.figures)
    out_of_sight = sum(each.out_of_sight for each in taken.slices)
    return [
        (_("Datapakke"), taken.package.title), (_("Enhed"), taken.package.unit.name), (_("Indledning"), taken.package.note),
        (_("Samlet af"), taken.package.created_by.name), *((_("Udsnit"), f"{each.item.title}. {each.item.note}".strip()) for each in taken.slices),
        (_("Kilde"), "; ".join(sources)), (_("Tal, læseren ikke må se"), str(out_of_sight)),
        (_("Filen er lavet"), taken.made_on.isoformat()), (_("Pakkens adresse"), taken.address),
    ]  # fmt: skip


FORMS = {
    "csv": Form("CSV", CSV, as_csv),
    "xlsx": Form("Excel", XLSX, as_xlsx),
    "json": Form("JSON", JSON, as_json),
}
