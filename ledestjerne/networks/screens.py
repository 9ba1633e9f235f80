"""What the pages of networks show, in the components' own words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledestjerne.base.charts import Chart, TrendPoint, trend_chart
from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import Cell, Column, FigureCard, Row, Tab, Table
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.reads import Definition, Mark, Result
from ledestjerne.networks.reads import Entry, Group, Offered, Place, SideBySide

DRAWINGS = "drawings"


def cards(groups: Iterable[Group], place: Place) -> list[tuple[str, list[FigureCard]]]:
    """The indicators under their dimensions."""
    return [
        (str(indicators.DIMENSIONS[each.dimension]), [card(entry, place) for entry in each.entries]) for each in groups
    ]


def card(entry: Entry, place: Place) -> FigureCard:
    """The place's own figure, or word that the institutions' stand side by side."""
    url = reverse("networks:figure-detail", args=[place.unit.code, entry.definition.key])
    if entry.glance is None:
        many = ngettext("institution, står alene", "institutioner side om side", entry.institutions)
        return FigureCard(
            title=indicators.title_of(entry.definition), value=str(entry.institutions), unit=many, url=url
        )
    note = institution_words(entry.institutions)
    return replace(indicators.figure_card(entry.glance), url=url, note=note, state=None)


def institution_words(count: int) -> str:
    return ngettext("Tal fra %(count)s institution", "Tal fra %(count)s institutioner", count) % {"count": count}


def lines_table(seen: SideBySide, place: Place) -> Table:
    """The institutions in Danish order of their names; the reader's own lifted, nobody ranked."""
    titles = dict.fromkeys(indicators.title_of(line.companion.definition) for line in seen.lines if line.companion)
    columns = [Column(_("Institution")), *number_columns(), *(Column(title) for title in titles)]
    rows = []
    for line in seen.lines:
        beside = [Cell(line.companion.words if line.companion else "")] if titles else []
        cells = (Cell(line.name), *number_cells(seen.definition, line.result), *beside)
        rows.append(Row(cells, is_own=line.is_own))
    caption = _("Institutioner i %(unit)s, %(period)s, i navneorden") % {
        "unit": place.unit.name, "period": shown_period(seen.period),
    }  # fmt: skip
    return Table(caption, tuple(columns), tuple(rows))


def number_columns() -> Sequence[Column]:
    return [Column(title, is_number=True) for title in (_("Værdi"), _("Usikkerhed (95 %)"), _("Antal"))]


def number_cells(definition: Definition, result: Result) -> Sequence[Cell]:
    if result.hidden:
        return Cell(indicators.why_hidden(definition, result), withheld=True), Cell(""), Cell("")
    n = "" if result.n is None else format_number(result.n)
    return (
        Cell(indicators.value_words(definition, result)),
        Cell(indicators.interval_words(definition, result)),
        Cell(n),
    )


def chart(seen: SideBySide) -> Chart | None:
    """The place's own figure over time."""
    if seen.glance is None or len(seen.glance.series) < 2:
        return None
    return trend_chart(
        [point(each) for each in seen.glance.series],
        title=f"{indicators.title_of(seen.definition)}, {seen.glance.unit.name}",
        measure=indicators.measure_of(seen.definition),
        cache=Path(settings.HOME) / DRAWINGS,
    )


def point(result: Result) -> TrendPoint:
    return TrendPoint(
        period=result.period, value=result.value, low=result.low, high=result.high, hidden=result.hidden is not None,
        break_before=Mark.BREAK in result.marks, estimated=result.may_change,
    )  # fmt: skip


def period_tabs(seen: SideBySide, place: Place) -> list[Tab]:
    """The periods there are figures for, the newest first."""
    url = reverse("networks:figure-detail", args=[place.unit.code, seen.definition.key])
    return [Tab(shown_period(each), f"{url}?periode={each}", is_current=each == seen.period) for each in seen.periods]


def preview(offered: Iterable[Offered]) -> Table:
    """What the members of a network would see of an institution: each figure of each period, hidden ones as hidden."""
    rows = [
        Row((Cell(indicators.title_of(each.definition)), Cell(shown_period(result.period)),
             *number_cells(each.definition, result)))
        for each in offered
        for result in each.results
    ]  # fmt: skip
    columns = (Column(_("Nøgletal")), Column(_("Periode")), *number_columns())
    return Table(_("Det, de andre ser af jer"), columns, tuple(rows))


def offer_words(offered: Offered) -> str:
    """An indicator with its newest figure, as it stands beside a choice."""
    title, newest = indicators.title_of(offered.definition), offered.newest
    if newest is None:
        return _("%(title)s (ingen tal endnu)") % {"title": title}
    value = indicators.value_words(offered.definition, newest)
    return _("%(title)s (%(period)s: %(value)s)") % {
        "title": title, "period": shown_period(newest.period), "value": value,
    }  # fmt: skip
