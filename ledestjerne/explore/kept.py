"""Packages in the components' own words."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ledestjerne.base.charts import (
    MOST_TOGETHER,
    Chart,
    DotPoint,
    Line,
    Lines,
    dot_chart,
    dots_picture,
    lines_chart,
    lines_picture,
)
from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import Cell, Column, Row, Table
from ledestjerne.explore import screens
from ledestjerne.explore.models import DataPackage, PackageItem
from ledestjerne.explore.reads import KeptFigure, KeptSlice
from ledestjerne.explore.slices import PANELS
from ledestjerne.indicators import reads as indicators


@dataclass(frozen=True)
class KeptScreen:
    """One slice of a package as it is shown; no chart when none of its figures may be seen."""

    item: PackageItem
    chart: Chart | None
    table: Table | None
    sources: tuple[str, ...]
    out_of_sight: int


def packages_table(packages: Iterable[DataPackage]) -> Table:
    columns = (Column(_("Titel")), Column(_("Udsnit"), is_number=True), Column(_("Samlet af")), Column(_("Oprettet")))
    return Table(_("Datapakker, den nyeste øverst"), columns, tuple(package_row(each) for each in packages))


def package_row(package: DataPackage) -> Row:
    url = reverse("explore:package-detail", args=[package.unit.code, package.pk])
    size = format_number(getattr(package, "size", 0))
    made = date_format(localtime(package.created_at))
    return Row((Cell(package.title, url=url), Cell(size), Cell(package.created_by.name), Cell(made)))


def kept_screen(kept: KeptSlice) -> KeptScreen:
    """The slice with its figures as they were."""
    return KeptScreen(
        item=kept.item,
        chart=chart(kept) if kept.figures else None,
        table=table(kept) if kept.figures else None,
        sources=tuple(dict.fromkeys(each.frozen.source_line for each in kept.figures)),
        out_of_sight=kept.out_of_sight,
    )


def picture(kept: KeptSlice) -> str:
    """The drawing as one SVG to take away, with where its figures come from above it."""
    measure = indicators.measure_of(kept.figures[0].frozen.definition)
    frozen_on = date_format(localtime(kept.item.added_at))
    sources = dict.fromkeys(each.frozen.source_line for each in kept.figures)
    notes = [
        "; ".join(sources),
        _("Tallene er fra den dag, udsnittet blev lagt i pakken: %(day)s.") % {"day": frozen_on},
    ]
    lines, periods = lines_of(kept)
    if len(periods) == 1 and len(lines) > 1:
        dots = [dot(name, found[0]) for name, found in lines.items()]
        return dots_picture(dots, title=kept.item.title, measure=measure, notes=notes)
    drawn = Lines(tuple(line(name, found) for name, found in lines.items()), periods, measure)
    return lines_picture(drawn, title=kept.item.title, notes=notes, panels=in_panels(kept, lines))


def lines_of(kept: KeptSlice) -> tuple[dict[str, list[KeptFigure]], tuple[str, ...]]:
    """The figures line by line, and the periods they are of, the oldest first."""
    lines: dict[str, list[KeptFigure]] = {}
    for each in kept.figures:
        lines.setdefault(each.line, []).append(each)
    return lines, tuple(sorted({each.frozen.period for each in kept.figures}))


def in_panels(kept: KeptSlice, lines: dict[str, list[KeptFigure]]) -> bool:
    return f"visning={PANELS}" in kept.item.query or len(lines) > MOST_TOGETHER


def chart(kept: KeptSlice) -> Chart:
    """The drawing of the frozen figures: over time, or of one period in the order of names."""
    lines, periods = lines_of(kept)
    measure = indicators.measure_of(kept.figures[0].frozen.definition)
    cache = Path(settings.HOME) / screens.DRAWINGS
    if len(periods) == 1 and len(lines) > 1:
        dots = [dot(name, found[0]) for name, found in lines.items()]
        return dot_chart(dots, title=kept.item.title, measure=measure)
    drawn = Lines(tuple(line(name, found) for name, found in lines.items()), periods, measure)
    return lines_chart(drawn, title=kept.item.title, panels=in_panels(kept, lines), cache=cache)


def line(name: str, figures: Iterable[KeptFigure]) -> Line:
    return Line(name, tuple(screens.point(each.result) for each in figures))


def dot(name: str, figure: KeptFigure) -> DotPoint:
    result = figure.result
    return DotPoint(name, result.value, result.low, result.high, hidden=result.hidden is not None)


def table(kept: KeptSlice) -> Table:
    """The frozen figures, each with the way to where it comes from."""
    definition = kept.figures[0].frozen.definition
    plain = screens.table(kept.item.title, definition, [(each.line, each.result) for each in kept.figures])
    rows = zip(plain.rows, kept.figures, strict=True)
    return Table(plain.caption, plain.columns, tuple(Row(linked(row.cells, each)) for row, each in rows))


def linked(cells: tuple[Cell, ...], figure: KeptFigure) -> tuple[Cell, ...]:
    """The cells with the value leading to the frozen figure's own page."""
    url = reverse("indicators:frozen-detail", args=[figure.frozen.code, figure.frozen.pk])
    name, period, value, *rest = cells
    return (name, period, Cell(value.text, url=url, withheld=value.withheld), *rest)
