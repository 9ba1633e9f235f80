"""The same as a chart shows, as a table and in a sentence: for those who do not see it, and to copy."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from ledestjerne.base.charts.parts import (
    Bar,
    ControlPoint,
    DotPoint,
    FunnelLimit,
    FunnelPoint,
    Line,
    Measure,
    TrendPoint,
)
from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import Cell, Column, Row, Table
from ledestjerne.base.templatetags.ui import period as shown_period

MOST_SAID = 6


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
    aim = "" if goal is None else _("Målet er %(goal)s.") % {"goal": measure.write(goal)}
    return f"{text} {aim}".strip()


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
    rest = _("%(hidden)s er skjult.") % {"hidden": hidden} if hidden else ""
    return f"{text} {rest}".strip()


def bar_table(title: str, bars: Sequence[Bar], measure: Measure) -> Table:
    columns = (Column(_("Del")), Column(_("Værdi"), is_number=True))
    rows = tuple(Row((Cell(bar.name), value_cell(bar.value, bar.hidden, measure))) for bar in bars)
    return Table(title, columns, rows)


def describe_control(points: Sequence[ControlPoint], measure: Measure, centre: float | None, label: str) -> str:
    """The newest value, the middle, and which periods lie outside their limits."""
    last = points[-1]
    text = _("%(end)s i %(last)s.") % {"end": measure.write(last.value), "last": shown_period(last.period)}
    if centre is not None:
        text = f"{text} {label}: {measure.write(centre)}."
    out = [shown_period(point.period) for point in points if point.is_out]
    if out:
        told = _("Uden for grænserne: %(periods)s.") % {"periods": ", ".join(out)}
        return f"{text} {told}"
    inside = _("Ingen perioder ligger uden for grænserne.")
    return f"{text} {inside}" if last.low is not None else text


def control_table(title: str, points: Sequence[ControlPoint], measure: Measure) -> Table:
    columns = (Column(_("Periode")), Column(_("Værdi"), is_number=True), Column(_("Grænser"), is_number=True))
    rows = tuple(
        Row(
            (
                Cell(shown_period(each.period)),
                Cell(measure.write(each.value)),
                interval_cell(each.low, each.high, measure),
            )
        )
        for each in points
    )
    return Table(title, columns, rows)


def describe_funnel(points: Sequence[FunnelPoint], measure: Measure, centre: float, own_label: str) -> str:
    """Where the own unit lies among the others."""
    own = next((each for each in points if each.is_own), None)
    words = {
        "count": format_number(len(points)), "centre": measure.write(centre), "own": own_label,
        "value": measure.write(own.value) if own else "–", "n": format_number(own.n) if own else "–",
    }  # fmt: skip
    return _("%(count)s enheder, det typiske er %(centre)s. %(own)s: %(value)s med %(n)s bag tallet.") % words


def funnel_table(title: str, limits: Sequence[FunnelLimit], measure: Measure) -> Table:
    columns = (Column(_("Antal bag tallet"), is_number=True), Column(_("Det sædvanlige"), is_number=True))
    rows = tuple(Row((Cell(format_number(each.n)), interval_cell(each.low, each.high, measure))) for each in limits)
    return Table(title, columns, rows)


def lines_table(title: str, lines: Sequence[Line], measure: Measure) -> Table:
    names = (_("Værdi"), _("Usikkerhed"))
    columns = (Column(_("Navn")), Column(_("Periode")), *(Column(name, is_number=True) for name in names))
    rows = tuple(
        Row(
            (
                Cell(line.name),
                Cell(shown_period(point.period)),
                value_cell(point.value, point.hidden, measure),
                interval_cell(point.low, point.high, measure),
            )
        )
        for line in lines
        for point in line.points
    )
    return Table(title, columns, rows)


def describe_lines(lines: Sequence[Line], measure: Measure) -> str:
    """One line as a trend; of several the last value each, in the order given; of many only how many."""
    if len(lines) > MOST_SAID:
        return _("%(count)s linjer, hver i sin tegning. Alle værdier står i tabellen.") % {"count": len(lines)}
    if len(lines) == 1:
        return describe_trend(lines[0].points, measure, None)
    last = [
        (line.name, next((each for each in reversed(line.points) if each.value is not None), None)) for line in lines
    ]
    said = [f"{name} {measure.write(point.value)} ({shown_period(point.period)})" for name, point in last if point]
    if not said:
        return _("Ingen af værdierne kan vises.")
    return _("Seneste værdier: %(values)s.") % {"values": ", ".join(said)}
