"""Charts of figures, drawn on the server: a trend, units beside each other, parts of a whole."""

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ledestjerne.base.charts import control, funnel, rows, trend, words
from ledestjerne.base.charts.dots import dots_drawing
from ledestjerne.base.charts.drawing import compiled, draw
from ledestjerne.base.charts.drawing import png as png
from ledestjerne.base.charts.frame import NARROW, WIDE, Spec
from ledestjerne.base.charts.lines import MOST_TOGETHER, Lines, panels_spec, together_spec
from ledestjerne.base.charts.panels import panels_drawing
from ledestjerne.base.charts.parts import (
    Bar,
    Chart,
    ControlPoint,
    DotPoint,
    Event,
    FunnelLimit,
    FunnelPoint,
    Line,
    Measure,
    TrendPoint,
)
from ledestjerne.base.charts.shapes import Drawing, finished, headed
from ledestjerne.base.charts.spark import sparkline
from ledestjerne.base.danish import sort_key
from ledestjerne.base.parts import Table

__all__ = [
    "MOST_TOGETHER", "Bar", "Chart", "ControlPoint", "DotPoint", "Event", "FunnelLimit", "FunnelPoint", "Line", "Lines",
    "Measure", "TrendPoint", "bar_chart", "control_chart", "dot_chart", "dots_picture", "dots_view", "funnel_chart", "lines_chart",
    "lines_picture", "lines_view", "png", "sparkline", "trend_chart",
]  # fmt: skip
WIDTHS = (WIDE, NARROW)
LETTERS = 110  # of a note on one line of a picture


def trend_chart(
    points: Sequence[TrendPoint],
    *,
    title: str,
    measure: Measure,
    goal: float | None = None,
    nation: Mapping[str, float] | None = None,
    nation_label: str = "",
    events: Sequence[Event] = (),
    cache: Path | None = None,
) -> Chart:
    """A figure over time with its intervals, goal and the nation; `nation` maps periods to values."""
    reference = nation or {}
    label = nation_label or _("Hele landet")
    over_time = trend.Trend(
        points=tuple(points), measure=measure, goal=goal, nation=reference, nation_label=label, events=tuple(events)
    )
    return chart(
        [trend.trend_spec(over_time, layout) for layout in WIDTHS],
        title=title,
        description=words.describe_trend(points, measure, goal),
        table=words.trend_table(title, points, measure, reference),
        cache=cache,
    )


def dot_chart(
    points: Sequence[DotPoint],
    *,
    title: str,
    measure: Measure,
    goal: float | None = None,
    parent: float | None = None,
    parent_label: str = "",
    chosen: str = "",
) -> Chart:
    """Units beside each other in the order of their names, never ranked, each with its interval."""
    ordered = tuple(sorted(points, key=lambda point: sort_key(point.name)))
    label = parent_label or _("Alle")
    dots = rows.Dots(points=ordered, measure=measure, goal=goal, parent=parent, parent_label=label, chosen=chosen)
    return pictured(
        [dots_drawing(dots, layout) for layout in WIDTHS],
        title=title,
        description=words.describe_names(ordered, measure),
        table=words.dot_table(title, ordered, measure),
    )


def control_chart(
    points: Sequence[ControlPoint],
    *,
    title: str,
    measure: Measure,
    centre: float | None,
    centre_label: str = "",
    limit_label: str = "",
    cache: Path | None = None,
) -> Chart:
    """A figure over time with the limits each period is judged by."""
    shown = control.Control(
        points=tuple(points), measure=measure, centre=centre, centre_label=centre_label or _("Midterlinje"),
        limit_label=limit_label or _("Grænse"),
    )  # fmt: skip
    return chart(
        [control.control_spec(shown, layout) for layout in WIDTHS],
        title=title,
        description=words.describe_control(points, measure, centre, shown.centre_label),
        table=words.control_table(title, points, measure),
        cache=cache,
    )


def funnel_chart(
    points: Sequence[FunnelPoint],
    *,
    limits: Sequence[FunnelLimit],
    title: str,
    measure: Measure,
    centre: float,
    own_label: str,
    cache: Path | None = None,
) -> Chart:
    """Units by size within the limits of what is usual; only the own unit is named, so that nobody is ranked."""
    cone = funnel.Cone(tuple(points), tuple(limits), centre, measure, own_label, _("Antal bag tallet"))
    return chart(
        [funnel.funnel_spec(cone, layout) for layout in WIDTHS],
        title=title,
        description=words.describe_funnel(points, measure, centre, own_label),
        table=words.funnel_table(title, limits, measure),
        cache=cache,
    )


def bar_chart(bars: Sequence[Bar], *, title: str, measure: Measure, cache: Path | None = None) -> Chart:
    """Parts of a breakdown as bars from zero, in the order given."""
    return chart(
        [rows.bars_spec(bars, measure, layout) for layout in WIDTHS],
        title=title,
        description=words.describe_names(bars, measure),
        table=words.bar_table(title, bars, measure),
        cache=cache,
    )


def lines_chart(drawn: Lines, *, title: str, panels: bool = False, cache: Path | None = None) -> Chart:
    """Several figures over time: together, or one small drawing each on the same axes, in the order given."""
    told, table = words.describe_lines(drawn.lines, drawn.measure), words.lines_table(title, drawn.lines, drawn.measure)
    if panels:
        drawings = [panels_drawing(drawn, layout) for layout in WIDTHS]
        return pictured(drawings, title=title, description=told, table=table)
    specs = [together_spec(drawn, layout) for layout in WIDTHS]
    return chart(specs, title=title, description=told, table=table, cache=cache)


def lines_picture(drawn: Lines, *, title: str, notes: Sequence[str], panels: bool = False) -> str:
    """The same as one SVG to take away, with its title and the notes on where it comes from above the drawing."""
    told = words.describe_lines(drawn.lines, drawn.measure)
    if panels:
        return shapes_picture(panels_drawing(drawn, WIDE), title=title, notes=notes, description=told)
    return picture(together_spec(drawn, WIDE), title=title, notes=notes, description=told)


def dots_picture(points: Sequence[DotPoint], *, title: str, measure: Measure, notes: Sequence[str]) -> str:
    """Units beside each other as one SVG to take away."""
    ordered = tuple(sorted(points, key=lambda point: sort_key(point.name)))
    dots = rows.Dots(points=ordered, measure=measure, goal=None, parent=None, parent_label="")
    described = words.describe_names(ordered, measure)
    return shapes_picture(dots_drawing(dots, WIDE), title=title, notes=notes, description=described)


def dots_view(points: Sequence[DotPoint], *, period: str, measure: Measure, chosen: str = "") -> dict[str, object]:
    """Units beside each other in one period as a Vega specification, which a browser can answer the pointer with."""
    ordered = tuple(sorted(points, key=lambda point: sort_key(point.name)))
    dots = rows.Dots(
        points=ordered, measure=measure, goal=None, parent=None, parent_label="", period=period, chosen=chosen
    )
    return compiled(rows.dots_spec(dots))


def picture(spec: Spec, *, title: str, notes: Sequence[str], description: str) -> str:
    heading = {
        "text": title, "subtitle": [line for note in notes for line in textwrap.wrap(note, LETTERS)],
        "anchor": "start", "fontSize": 17, "subtitleFontSize": 12, "offset": 24, "subtitlePadding": 8,
    }  # fmt: skip
    whole = {**spec, "title": heading, "background": "white"}
    return draw(whole, title=title, description=" ".join([description, *notes]), cache=None)


def shapes_picture(drawing: Drawing, *, title: str, notes: Sequence[str], description: str) -> str:
    return finished(headed(drawing, title=title, notes=notes), title=title, description=" ".join([description, *notes]))


def lines_view(drawn: Lines, *, panels: bool = False) -> dict[str, object]:
    """The same as a Vega specification, which a browser can answer the pointer with."""
    return compiled(panels_spec(drawn) if panels else together_spec(drawn, WIDE))


def chart(drawings: list[Spec], *, title: str, description: str, table: Table, cache: Path | None) -> Chart:
    svgs = [draw(spec, title=title, description=description, cache=cache) for spec in drawings]
    wide, narrow = (mark_safe(svg) for svg in svgs)  # noqa: S308  # our own drawing, its words escaped
    return Chart(title=title, description=description, svg=wide, svg_narrow=narrow, table=table)


def pictured(drawings: list[Drawing], *, title: str, description: str, table: Table) -> Chart:
    """A chart whose drawings were made shape by shape."""
    wide, narrow = (
        mark_safe(finished(each, title=title, description=description))  # noqa: S308  # our own drawing, its words escaped
        for each in drawings
    )
    return Chart(title=title, description=description, svg=wide, svg_narrow=narrow, table=table)
