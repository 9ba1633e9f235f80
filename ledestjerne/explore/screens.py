"""A slice in the components' own words: chart, table, and what must be said beside them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from ledestjerne.base.charts import (
    MOST_TOGETHER,
    Chart,
    DotPoint,
    Event,
    Line,
    Lines,
    TrendPoint,
    dot_chart,
    dots_view,
    lines_chart,
    lines_view,
)
from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import Cell, Column, Row, Table
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.explore.reads import MOST_LINES, Cut, Series
from ledestjerne.explore.slices import TO
from ledestjerne.explore.window import FEWEST, Window
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.reads import Definition, Happening, Mark, Result

DRAWINGS = "drawings"
ALWAYS = 3  # columns of a table that are never left out: line, period, value


def title_of(cut: Cut) -> str:
    """The indicator, and the unit where there is only one."""
    names = {each.unit.name if each.unit else _("Hele landet") for each in cut.series}
    return ", ".join([indicators.title_of(cut.definition), *(names if len(names) == 1 else [])])


def is_moment(cut: Cut) -> bool:
    """Whether the slice is one period of several lines, which stand better beside each other than over time."""
    return len(cut.periods) == 1 and len(cut.series) > 1


def in_panels(cut: Cut) -> bool:
    return cut.chosen.panels or len(cut.series) > MOST_TOGETHER


def drawn_lines(cut: Cut, events: Iterable[Event] = ()) -> Lines:
    lines = tuple(Line(each.name, tuple(point(result) for result in each.results)) for each in cut.series)
    return Lines(lines, cut.periods, indicators.measure_of(cut.definition), tuple(events), chosen=cut.chosen.line)


def living_lines(cut: Cut, events: Iterable[Event]) -> Lines:
    """The same lines in all periods offered, with the slice's own in view, so that the axis can be moved."""
    lines = tuple(Line(each.name, tuple(point(result) for result in each.results)) for each in cut.whole)
    window = cut.window
    placed = tuple(replace(each, at=each.at + window.first) for each in events)
    measure, periods = indicators.measure_of(cut.definition), cut.offer.periods
    return Lines(lines, periods, measure, placed, window=(window.first, window.last), chosen=cut.chosen.line)


def chart(cut: Cut, events: Iterable[Event] = ()) -> Chart:
    """The slice as a drawing: over time, or its one period in the order of names."""
    cache = Path(settings.HOME) / DRAWINGS
    if is_moment(cut):
        return dot_chart(
            [dot(each) for each in cut.series], title=f"{title_of(cut)}, {shown_period(cut.periods[0])}",
            measure=indicators.measure_of(cut.definition), chosen=cut.chosen.line,
        )  # fmt: skip
    return lines_chart(drawn_lines(cut, events), title=title_of(cut), panels=in_panels(cut), cache=cache)


def live(cut: Cut, events: Iterable[Event] = ()) -> dict[str, object] | None:
    """The same drawing for the browser to answer the pointer in."""
    if not cut.series:
        return None
    if is_moment(cut):
        dots, measure = [dot(each) for each in cut.series], indicators.measure_of(cut.definition)
        return dots_view(dots, period=cut.periods[0], measure=measure, chosen=cut.chosen.line)
    return lines_view(living_lines(cut, events), panels=in_panels(cut))


@dataclass(frozen=True)
class Zoom:
    """A step along or across the axis of time: what it is called and which periods it leads to; none where it cannot."""

    name: str
    symbol: str
    word: str
    periods: str


def zooms(cut: Cut) -> list[Zoom]:
    """The steps there are from the periods in view; none when there is no axis to move."""
    window, every = cut.window, cut.offer.periods
    if is_moment(cut) or window.count <= FEWEST:
        return []
    whole = None if window.is_whole else Window.whole(window.count)
    steps = [
        ("ind", "zoom-in", _("Zoom ind"), window.nearer()), ("ud", "zoom-out", _("Zoom ud"), window.farther()),
        ("nulstil", "close", _("Nulstil"), whole), ("tidligere", "chevron-left", _("Tidligere"), window.earlier()),
        ("senere", "chevron-right", _("Senere"), window.later()),
    ]  # fmt: skip
    return [
        Zoom(name, symbol, word, f"{every[to.first]}{TO}{every[to.last]}" if to else "")
        for name, symbol, word, to in steps
    ]


def point(result: Result) -> TrendPoint:
    return TrendPoint(
        period=result.period, value=result.value, low=result.low, high=result.high, hidden=result.hidden is not None,
        break_before=Mark.BREAK in result.marks,
        estimated=result.may_change,
    )  # fmt: skip


def dot(series: Series) -> DotPoint:
    result = series.results[0]
    return DotPoint(series.name, result.value, result.low, result.high, hidden=result.hidden is not None)


def table(title: str, definition: Definition, figures: Iterable[tuple[str, Result]], *, stands_out: str = "") -> Table:
    """The numbers of the drawing, in its order, with what must be known of each; columns without a word are left out."""
    numbers = (_("Værdi"), _("Usikkerhed (95 %)"), _("Antal"))
    columns = (Column(_("Linje")), Column(_("Periode")), *(Column(each, is_number=True) for each in numbers),
               Column(_("Bemærkning")))  # fmt: skip
    rows = [row(definition, name, result, stands_out=stands_out) for name, result in figures]
    told = [place for place in range(len(columns)) if place < ALWAYS or any(each.cells[place].text for each in rows)]
    return Table(
        title, tuple(columns[place] for place in told),
        tuple(replace(each, cells=tuple(each.cells[place] for place in told)) for each in rows), is_cards=False,
    )  # fmt: skip


def row(definition: Definition, name: str, result: Result, *, stands_out: str = "") -> Row:
    why = indicators.why_hidden(definition, result)
    value = Cell(_("skjult"), withheld=True) if result.hidden else Cell(indicators.value_words(definition, result))
    notes = [why, *indicators.mark_words(result.marks), result.verdict or ""]
    return Row((
        Cell(name), Cell(shown_period(result.period)), value,
        Cell(indicators.interval_words(definition, result)),
        Cell("" if result.n is None else format_number(result.n)), Cell("; ".join(each for each in notes if each)),
    ), is_own=name == stands_out, key=f"{result.period}|{name}")  # fmt: skip


def remarks(cut: Cut) -> list[str]:
    """What the reader must be told of what is not in the drawing."""
    said = [_("%(unit)s har ingen tal for dette nøgletal.") % {"unit": unit.name} for unit in cut.without]
    if cut.left_out:
        said.append(
            _("Der er kun plads til %(most)d linjer; %(count)d er udeladt. Vælg færre enheder eller en anden opdeling.")
            % {"most": MOST_LINES, "count": cut.left_out}
        )
    if len(cut.series) > MOST_TOGETHER and not cut.chosen.panels and not is_moment(cut):
        said.append(
            _("Flere end %(most)d linjer kan ikke skelnes i én tegning og får hver sin.") % {"most": MOST_TOGETHER}
        )
    if any(Mark.BREAK in result.marks for _series, result in cut.results):
        said.append(_("Den prikkede linje er et databrud: tal på hver sin side kan ikke sammenlignes."))
    return said


def events(found: Iterable[Happening]) -> list[Event]:
    """What happened, as the drawing names it."""
    return [Event(each.at, each.number, each.label) for each in found]


def sources(cut: Cut) -> list[str]:
    """Each source line behind the figures, once, in the order of the figures."""
    by_deliveries = {result.deliveries: result for _series, result in cut.results}
    return list(dict.fromkeys(indicators.source_line(cut.definition, each) for each in by_deliveries.values()))
