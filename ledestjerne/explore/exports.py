"""A slice to take away: each form says where its figures come from and why some are hidden."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

import xlsxwriter
from django.utils.translation import gettext as _

from ledestjerne.base.charts import Event, dots_picture, lines_picture, png
from ledestjerne.base.sheets import BOM, harmless, number_text
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.explore import screens
from ledestjerne.explore.reads import Cut, Series
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.reads import NATION, Definition, Result

CELL = (
    "line", "unit", "period", "breakdown", "value", "numerator", "n", "low", "high", "hidden", "hidden_because", "marks",
    "deliveries", "source",
)  # fmt: skip
ORIGIN = (
    "indicator", "title", "unit_of_measure", "definition_hash", "attribution", "facts_version", "made_on", "address",
)  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """What all figures of a slice rest on; `made_on` is the day the file was made, `address` the page of the slice."""

    indicator: str
    title: str
    unit_of_measure: str
    definition_hash: str
    attribution: str
    facts_version: str
    made_on: date
    address: str


@dataclass(frozen=True)
class Figure:
    """One figure; numbers are None when `hidden`, and `hidden_because` then says why in words."""

    line: str
    unit: str
    period: str
    breakdown: dict[str, str]
    value: float | None
    numerator: float | None
    n: int | None
    low: float | None
    high: float | None
    hidden: str | None
    hidden_because: str
    marks: tuple[str, ...]
    deliveries: tuple[int, ...]
    source: str


@dataclass(frozen=True)
class Export:
    """A slice ready to be written in any form."""

    cut: Cut
    origin: Origin
    figures: tuple[Figure, ...]
    events: tuple[Event, ...] = ()


def export(cut: Cut, *, on: date, address: str, events: Sequence[Event] = ()) -> Export:
    """The slice with all that is needed to explain it."""
    definition = cut.definition
    origin = Origin(
        definition.key, definition.title, definition.unit.value, definition.digest, definition.attribution,
        cut.facts_version, on, address,
    )  # fmt: skip
    return Export(cut, origin, tuple(figure(cut, series, result) for series, result in cut.results), tuple(events))


def figure(cut: Cut, series: Series, result: Result) -> Figure:
    code = series.unit.code if series.unit else NATION
    return figure_of(series.name, code, cut.definition, result, source=indicators.source_line(cut.definition, result))


def figure_of(line: str, unit: str, definition: Definition, result: Result, *, source: str) -> Figure:
    """One figure as it is written in every form."""
    return Figure(
        line, unit, result.period, dict(result.breakdown), result.value, result.numerator, result.n, result.low,
        result.high, result.hidden.value if result.hidden else None, indicators.why_hidden(definition, result),
        tuple(mark.value for mark in result.marks), result.deliveries, source,
    )  # fmt: skip


def as_json(found: Export) -> bytes:
    """{"origin": {…}, "definition": {…}, "figures": […]}, with the keys of `Origin` and `Figure`."""
    whole = {
        "origin": {**asdict(found.origin), "made_on": found.origin.made_on.isoformat()},
        "definition": found.cut.definition.model_dump(mode="json"),
        "figures": [asdict(each) for each in found.figures],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def as_csv(found: Export) -> bytes:
    """For a Danish spreadsheet: semicolons, decimal comma, and where it comes from on every line."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([*CELL, *ORIGIN])
    origin = [str(getattr(found.origin, name)) for name in ORIGIN]
    writer.writerows([*(plain(value) for value in cells(each)), *origin] for each in found.figures)
    return (BOM + text.getvalue()).encode()


def cells(each: Figure) -> list[str | float | None]:
    """A figure as the cells of a row, in the order of `CELL`."""
    parts = ", ".join(f"{name}={member}" for name, member in each.breakdown.items())
    deliveries = ", ".join(str(delivery) for delivery in each.deliveries)
    return [
        each.line, each.unit, each.period, parts, each.value, each.numerator, each.n, each.low, each.high,
        each.hidden or "", each.hidden_because, " ".join(each.marks), deliveries, each.source,
    ]  # fmt: skip


def plain(value: str | float | None) -> str:
    """A cell as spreadsheets read it: «1234,5678», and a text that would be run as a formula quoted."""
    return str(harmless(value)) if isinstance(value, str) else number_text(value)


def as_xlsx(found: Export) -> bytes:
    """A workbook with the figures on one sheet and where they come from on the next."""
    file = io.BytesIO()
    made = datetime.combine(found.origin.made_on, datetime.min.time())
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": found.origin.title, "comments": found.origin.address, "created": made})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        places = {True: book.add_format({"num_format": number_format(found.cut.definition.decimals)}), False: None}
        figures = book.add_worksheet(_("Tal"))
        write_row(figures, 0, headings(), [bold] * len(CELL))
        for number, each in enumerate(found.figures, start=1):
            write_row(figures, number, cells(each), [places[name in ("value", "low", "high")] for name in CELL])
        figures.freeze_panes(1, 1)
        figures.autofilter(0, 0, max(1, len(found.figures)), len(CELL) - 1)
        figures.set_column(0, 0, 36)
        figures.set_column(1, len(CELL) - 1, 16)
        origin = book.add_worksheet(_("Oprindelse"))
        origin.set_column(0, 0, 28)
        origin.set_column(1, 1, 100)
        for number, (name, said) in enumerate(origin_words(found)):
            write_row(origin, number, [name, said], [bold, wrapped])
    return file.getvalue()


def write_row(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, values: Sequence[str | float | None], formats: Sequence[object]
) -> None:
    """Texts as texts, never as formulas; an empty cell where there is no number."""
    for column, (value, look) in enumerate(zip(values, formats, strict=True)):
        if isinstance(value, str):
            sheet.write_string(row, column, value, look)
        elif value is not None:
            sheet.write_number(row, column, value, look)


def number_format(decimals: int) -> str:
    return "0" if decimals == 0 else f"0.{'0' * decimals}"


def headings() -> list[str]:
    return [
        _("Linje"), _("Enhed"), _("Periode"), _("Opdeling"), _("Værdi"), _("Tæller"), _("Antal"),
        _("Usikkerhed fra"), _("Usikkerhed til"), _("Skjult"), _("Skjult fordi"), _("Mærker"), _("Leverancer"),
        _("Kilde"),
    ]  # fmt: skip


def origin_words(found: Export) -> list[tuple[str, str]]:
    """Where the figures come from, as terms and what holds for them."""
    origin, definition = found.origin, found.cut.definition
    hidden = sum(each.hidden is not None for each in found.figures)
    return [
        (_("Nøgletal"), origin.title), (_("Hvad det betyder"), definition.plain),
        (_("Hvem er ikke talt med"), definition.not_counted), (_("Måleenhed"), origin.unit_of_measure),
        (_("Kilde"), "; ".join(screens.sources(found.cut))), (_("Henvis til"), origin.attribution),
        (_("Leverancer"), ", ".join(str(each) for each in deliveries(found))), (_("Skjulte tal"), str(hidden)),
        (_("Hvorfor skjult"), "; ".join(dict.fromkeys(each.hidden_because for each in found.figures if each.hidden))),
        (_("Definitionens fingeraftryk"), origin.definition_hash),
        (_("Datagrundlagets version"), origin.facts_version),
        (_("Filen er lavet"), origin.made_on.isoformat()), (_("Udsnittets adresse"), origin.address),
    ]  # fmt: skip


def deliveries(found: Export) -> list[int]:
    return sorted({delivery for each in found.figures for delivery in each.deliveries})


def as_svg(found: Export) -> bytes:
    """The drawing with its title and where it comes from."""
    return svg_text(found).encode()


def as_png(found: Export) -> bytes:
    """The same drawing as dots."""
    return png(svg_text(found))


def svg_text(found: Export) -> str:
    cut, title = found.cut, screens.title_of(found.cut)
    if screens.is_moment(cut):
        return dots_picture(
            [screens.dot(each) for each in cut.series], title=f"{title}, {shown_period(cut.periods[0])}",
            measure=indicators.measure_of(cut.definition), notes=picture_notes(found),
        )  # fmt: skip
    return lines_picture(
        screens.drawn_lines(cut, found.events), title=title, notes=picture_notes(found), panels=screens.in_panels(cut)
    )


def picture_notes(found: Export) -> list[str]:
    made = _("Leverancer %(deliveries)s. Definition %(hash)s. Lavet %(day)s.") % {
        "deliveries": ", ".join(str(each) for each in deliveries(found)),
        "hash": found.origin.definition_hash[:12],
        "day": found.origin.made_on.isoformat(),
    }
    why = "; ".join(dict.fromkeys(each.hidden_because for each in found.figures if each.hidden))
    return [each for each in ("; ".join(screens.sources(found.cut)), made, why) if each]


T = TypeVar("T")
CSV, JSON = "text/csv; charset=utf-8", "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Form(Generic[T]):
    """One form a slice or a package may be taken away in."""

    name: str
    kind: str
    write: Callable[[T], bytes]


FORMS = {
    "csv": Form("CSV", CSV, as_csv),
    "xlsx": Form("Excel", XLSX, as_xlsx),
    "json": Form("JSON", JSON, as_json),
    "svg": Form("SVG", "image/svg+xml", as_svg),
    "png": Form("PNG", "image/png", as_png),
}
