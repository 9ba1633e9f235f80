"""The same as a chart shows, as a table and in a sentence: for those who do not see it, and to copy."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from ledestjerne.base.charts.parts import Bar, DotPoint, Measure, TrendPoint
from ledestjerne.base.parts import Cell, Column, Row, Table
from ledestjerne.base.templatetags.ui import period as shown_period


def value_cell(value: float | None, hidden: bool, measure: Measure) -> Cell:
    return Cell(_("skjult"), withheld=True) if hidden else Cell(measure.write(value))


def interval_cell(low: float | None, high: float | None, measure: Measure) -> Cell:
    if low is None or high is None:
        return Cell("–")
    return Cell(f"{measure.bare(low)} – {measure.bare(high)}")


def trend_table(title: str, points: Sequence[TrendPoint], measure: Measure, nation: Mapping[str, float]) -> Table:
    columns = [Column(_("Periode")), Column(_("Værdi"), is_number=True), Column(_("Usikkerhed"), is_number=True)]
    columns += [Column(_("Hele landet"), is_number=True)] if nation else []
    rows = []
    for point in points:
        cells = [
            Cell(shown_period(point.period)),
            value_cell(point.value, point.hidden, measure),
            interval_cell(point.low, point.high, measure),
        ]
        cells += [Cell(measure.write(nation.get(point.period)))] if nation else []
        rows.append(Row(tuple(cells)))
    return Table(title, tuple(columns), tuple(rows))


def dot_table(title: str, points: Sequence[DotPoint], measure: Measure) -> Table:
    columns = (Column(_("Navn")), Column(_("Værdi"), is_number=True), Column(_("Usikkerhed"), is_number=True))
    rows = tuple(
        Row(
            (
                Cell(point.name),
                value_cell(point.value, point.hidden, measure),
                interval_cell(point.low, point.high, measure),
            ),
            is_own=point.is_own,
        )
        for point in points
    )
    return Table(title, columns, rows)


def describe_trend(points: Sequence[TrendPoint], measure: Measure, goal: float | None) -> str:
    """The trend in one or two sentences: where it began, where it is now, and the goal."""
    known = [(point.period, point.value) for point in points if point.value is not None]
    if not known:
        return _("Ingen af periodernes værdier kan vises.")
    (first, start), (last, end) = known[0], known[-1]
    words = {
        "start": measure.write(start), "first": shown_period(first),
        "end": measure.write(end), "last": shown_period(last),
    }  # fmt: skip
    text = _("%(end)s i %(last)s.") % words
    if first != last:
        text = _("Fra %(start)s i %(first)s til %(end)s i %(last)s.") % words
    return text if goal is None else f"{text} {_('Målet er %(goal)s.') % {'goal': measure.write(goal)}}"


def describe_names(points: Sequence[DotPoint] | Sequence[Bar], measure: Measure) -> str:
    """Lowest and highest of those that may be shown, and how many are hidden."""
    shown = sorted((point.value, point.name) for point in points if point.value is not None)
    hidden = sum(point.hidden for point in points)
    if not shown:
        return _("Ingen af værdierne kan vises.")
    text = _("Fra %(low)s (%(lowest)s) til %(high)s (%(highest)s).") % {
        "low": measure.write(shown[0][0]), "lowest": shown[0][1],
        "high": measure.write(shown[-1][0]), "highest": shown[-1][1],
    }  # fmt: skip
    return f"{text} {_('%(hidden)s er skjult.') % {'hidden': hidden}}" if hidden else text


def bar_table(title: str, bars: Sequence[Bar], measure: Measure) -> Table:
    columns = (Column(_("Del")), Column(_("Værdi"), is_number=True))
    rows = tuple(Row((Cell(bar.name), value_cell(bar.value, bar.hidden, measure))) for bar in bars)
    return Table(title, columns, rows)
