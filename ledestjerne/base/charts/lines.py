"""Several figures over time: together in one drawing, or one small drawing each on the same axis."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ledestjerne.base.charts.frame import MUTED, SEA, STAR_INK, WHITE, WIDE, Layout, Record, Spec, framed, shown, span
from ledestjerne.base.charts.frame import value_axis as axis_of_values
from ledestjerne.base.charts.parts import Event, Line, Measure
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.base.time import Period, UnknownPeriodError

# Each at least three times as dark as the paper, and each with a shape of its own.
COLORS = (SEA, STAR_INK, "#8c2f39", "#4b3f8f", "#3d6b1f", MUTED)
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
MOST_TOGETHER = len(COLORS)
STEP_ASIDE = 0.09  # of a period, so that the intervals of two lines do not lie on each other
PANEL = 150
PANEL_GAP, PANELS_ABREAST = 32, 3
EVENT_ROW = 18
EVENT_LETTERS = 34
STEPPED_BACK = 0.22
IN_VIEW = "datum.middle >= begin && datum.middle <= end"


@dataclass(frozen=True)
class Lines:
    """All that a chart of several figures shows; `periods` are the keys along the axis, the oldest first.

    `window` is the first and the last place in view, None for all; `chosen` is the line that stands out, by its name.
    """

    lines: tuple[Line, ...]
    periods: tuple[str, ...]
    measure: Measure
    events: tuple[Event, ...] = ()
    window: tuple[int, int] | None = None
    chosen: str = ""

    @property
    def view(self) -> tuple[int, int]:
        return self.window or (0, len(self.periods) - 1)

    @property
    def names(self) -> list[str]:
        return [line.name for line in self.lines]


def together_spec(drawn: Lines, layout: Layout) -> Spec:
    """All lines in one drawing, each with its colour and shape, named above it."""
    look: Record = {}
    if len(drawn.lines) > 1:
        look = {"color": colors(drawn, layout), "shape": shapes(drawn, layout)}
    records = list(line_records(drawn, aside=True))
    height = 320 if layout is WIDE else 240
    layers = [*event_layers(drawn, layout, labels=layout is WIDE), *line_layers(drawn, layout, look, height=height)]
    width = layout.width - (60 if layout is WIDE else 50)
    return {**framed(layers, records, {"width": width, "height": height}, layout), "params": states(drawn)}


def panels_spec(drawn: Lines) -> Spec:
    """One small drawing for each line in the order given, all on the same axes, as the browser draws them."""
    records = list(line_records(drawn, aside=False))
    layers = [*event_layers(drawn, WIDE, labels=False), *line_layers(drawn, WIDE, {}, height=PANEL, panels=True)]
    whole = framed([], records, {}, WIDE)
    header = {
        "title": None, "labelFontSize": WIDE.text, "labelFontWeight": 600, "labelAnchor": "start",
        "labelLimit": 230, "labelPadding": 8,
    }  # fmt: skip
    return {
        **{key: value for key, value in whole.items() if key != "layer"}, "params": states(drawn),
        "facet": {"field": "line", "type": "nominal", "sort": drawn.names, "header": header},
        "columns": min(PANELS_ABREAST, len(drawn.lines)), "spacing": PANEL_GAP,
        "spec": {"width": panel_width(drawn, WIDE), "height": PANEL, "layer": layers},
        "resolve": {"axis": {"x": "independent"}},
    }  # fmt: skip


def panel_width(drawn: Lines, layout: Layout) -> float:
    return (layout.width - 142) // min(PANELS_ABREAST, len(drawn.lines)) if layout is WIDE else layout.width - 70


def states(drawn: Lines) -> list[Record]:
    """What a living drawing may change: the ends of the axis, the line that stands out, and the point being looked at."""
    first, last = drawn.view
    return [{"name": "begin", "value": first - 0.5}, {"name": "end", "value": last + 0.5}, *looked_at(drawn.chosen)]


def looked_at(chosen: str) -> list[Record]:
    """The line that stands out, and the point being looked at."""
    return [{"name": "chosen", "value": chosen}, {"name": "lit_line", "value": ""}, {"name": "lit", "value": ""}]


def line_records(drawn: Lines, *, aside: bool) -> Iterable[Record]:
    """One record a line and period, and one a line and event; `piece` grows where the line must not be drawn on."""
    place = {period: index for index, period in enumerate(drawn.periods)}
    hidden: set[tuple[str, int]] = set()
    for number, line in enumerate(drawn.lines):
        offset = (number - (len(drawn.lines) - 1) / 2) * min(STEP_ASIDE, 0.6 / len(drawn.lines)) if aside else 0.0
        pieces = pieces_of(line)
        for point, piece in zip(line.points, pieces, strict=True):
            at = place[point.period]
            said = ("" if aside else line.name, at)
            yield {
                "line": line.name, "key": f"{point.period}|{line.name}", "at": at + offset, "middle": at, "before": at - 0.5,
                "period": shown_period(point.period), "piece": f"{number}-{piece}",
                "value": shown(point.value, drawn.measure), "low": shown(point.low, drawn.measure),
                "high": shown(point.high, drawn.measure), "text": drawn.measure.write(point.value),
                "interval": interval_words(point.low, point.high, drawn.measure),
                "hidden": point.hidden and said not in hidden, "break": point.break_before,
                "estimated": point.estimated,
            }  # fmt: skip
            hidden |= {said} if point.hidden else set()


def pieces_of(line: Line) -> list[int]:
    """For each point which unbroken piece it belongs to: a hidden value, a missing period and a break each end one."""
    pieces: list[int] = []
    for index, point in enumerate(line.points):
        before = line.points[index - 1] if index else None
        is_cut = before is not None and (
            point.break_before or before.value is None or not follows(before.period, point.period)
        )
        pieces.append((pieces[-1] if pieces else 0) + is_cut)
    return pieces


def follows(earlier: str, later: str) -> bool:
    """Whether a period comes right after another; of intervals, which overlap, each is taken to follow the last."""
    try:
        before = Period.parse(later).previous()
    except UnknownPeriodError:
        return True
    return before is None or before.key == earlier


def interval_words(low: float | None, high: float | None, measure: Measure) -> str:
    return "" if low is None or high is None else f"{measure.bare(low)} – {measure.bare(high)}"


def line_layers(drawn: Lines, layout: Layout, look: Record, *, height: int, panels: bool = False) -> list[Spec]:
    """Breaks, intervals, lines and dots, and «skjult» where a value may not be shown."""
    x, y = period_axis(drawn, most=most_labels(layout, panels=panels)), value_axis(drawn)
    color = {"color": look["color"]} if look else {}
    band: Record = {"type": "rule", "strokeWidth": 9, "strokeCap": "round"}
    stroke: Record = {"type": "line", "strokeWidth": 2.5, "strokeJoin": "round"}
    dot: Record = {"type": "point", "size": 64, "strokeWidth": 2, "fill": WHITE}
    dash = {"condition": {"test": "datum.estimated", "value": [3, 2]}, "value": [1, 0]}
    plain = {} if look else {"color": SEA}
    pieces = {"x": x, "y": y, "detail": {"field": "piece", "type": "nominal"}, **color}
    dots = {"x": x, "y": y, "strokeDash": dash, "tooltip": tooltips(), **dimmed(1), "size": grown(64, 260), **look}
    thick = {"condition": {"test": "datum.line == lit_line", "value": 4.5}, "value": 2.5}
    lowest = {"x": {**x, "field": "middle"}, "y": {"value": height - 6}}
    word = {"type": "text", "text": _("skjult"), "color": MUTED, "fontStyle": "italic", "baseline": "bottom"}
    return [
        layer("datum.break", {"type": "rule", "color": MUTED, "strokeDash": [1, 4], "strokeWidth": 1.5},
              {"x": {**x, "field": "before"}}),
        layer("isValid(datum.low) && isValid(datum.high)", {**band, **plain},
              {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, **dimmed(0.28), **color}),
        layer("isValid(datum.value)", {**stroke, **plain}, {**pieces, **dimmed(1), "strokeWidth": thick}),
        layer("isValid(datum.value)", {**dot, **plain}, dots),
        layer("datum.hidden", word, lowest),
    ]  # fmt: skip


def layer(test: str, mark: Record, encoding: Record) -> Spec:
    return {"transform": [{"filter": f"{IN_VIEW} && ({test})"}], "mark": mark, "encoding": encoding}


def dimmed(opacity: float) -> Record:
    """Lines that do not stand out step back; without a chosen line none does."""
    stands_out = {"test": "!chosen || datum.line == chosen", "value": opacity}
    return {"opacity": {"condition": stands_out, "value": opacity * STEPPED_BACK}}


def grown(size: int, larger: int) -> Record:
    return {"condition": {"test": "datum.key == lit", "value": larger}, "value": size}


def tooltips(*, is_over_time: bool = True) -> list[Record]:
    period = [("period", _("Periode"))] if is_over_time else []
    told = [("line", _("Linje")), *period, ("text", _("Værdi")), ("interval", _("Usikkerhed"))]
    return [{"field": name, "type": "nominal", "title": title} for name, title in told]


def most_labels(layout: Layout, *, panels: bool) -> int:
    return (3 if panels else 9) if layout is WIDE else 4


def period_axis(drawn: Lines, *, most: int) -> Record:
    """The periods in view at equal steps, as many named as there is room for, counted from the last."""
    names = json.dumps([shown_period(each) for each in drawn.periods], ensure_ascii=False)
    every = f"max(1, ceil((end - begin) / {most}))"
    named = f"sequence(floor(end) - {every} * floor((floor(end) - ceil(begin)) / {every}), end, {every})"
    return {
        "field": "at", "type": "quantitative", "title": None,
        "scale": {"domainMin": {"expr": "begin"}, "domainMax": {"expr": "end"}, "nice": False, "zero": False},
        "axis": {"values": {"expr": named}, "grid": False, "labelAngle": 0, "labelPadding": 10,
                 "labelExpr": f"{names}[datum.value]", "labelOverlap": True},
    }  # fmt: skip


def values_of(drawn: Lines) -> list[float]:
    """Everything the axis of values must have room for."""
    found = [part for line in drawn.lines for each in line.points for part in (each.value, each.low, each.high)]
    return [drawn.measure.shown(value) for value in found if value is not None]


def value_axis(drawn: Lines) -> Record:
    low, high, step = span(values_of(drawn), ceiling=drawn.measure.ceiling)
    return {
        "field": "value", "type": "quantitative", "axis": axis_of_values(low, high, step, drawn.measure),
        "scale": {"domain": [low, high], "nice": False, "zero": False},
    }  # fmt: skip


def colors(drawn: Lines, layout: Layout) -> Record:
    return {**named(drawn, layout), "scale": {"domain": drawn.names, "range": list(COLORS[: len(drawn.lines)])}}


def shapes(drawn: Lines, layout: Layout) -> Record:
    return {**named(drawn, layout), "scale": {"domain": drawn.names, "range": list(SHAPES[: len(drawn.lines)])}}


def named(drawn: Lines, layout: Layout) -> Record:
    legend = {
        "orient": "top", "title": None, "columns": 3 if layout is WIDE else 1, "labelLimit": 230,
        "labelFontSize": layout.text, "symbolStrokeWidth": 2, "symbolOpacity": 1, "symbolFillColor": WHITE, "offset": 8 + EVENT_ROW * len(drawn.events),
    }  # fmt: skip
    return {"field": "line", "type": "nominal", "legend": legend}


def event_layers(drawn: Lines, layout: Layout, *, labels: bool) -> list[Spec]:
    """A rule for each event, with its number; with room for it, its text in a row of its own above the drawing."""
    x = period_axis(drawn, most=most_labels(layout, panels=False))
    layers: list[Spec] = []
    for row, event in enumerate(drawn.events):
        place = {"x": {**x, "field": "event"}}
        text = f"{event.number} {shortened(event.text)}" if labels else str(event.number)
        is_right = event.at > len(drawn.periods) / 2
        mark = {
            "type": "text", "text": text, "color": STAR_INK, "fontWeight": 600, "baseline": "middle",
            "align": "right" if is_right else "left", "dx": -4 if is_right else 4,
            "y": -EVENT_ROW * (len(drawn.events) - row) + 6 if labels else 10,
        }  # fmt: skip
        rule = {"type": "rule", "color": STAR_INK, "strokeWidth": 1.5, "strokeDash": [6, 3]}
        here = [{"calculate": str(event.at), "as": "event"}, {"filter": "datum.event >= begin && datum.event <= end"}]
        once = {"aggregate": [{"op": "count", "as": "n"}], "groupby": ["line", "event"] if not labels else ["event"]}
        layers += [
            {"transform": [*here, once], "mark": rule, "encoding": place},
            {"transform": [*here, once], "mark": mark, "encoding": place},
        ]
    return layers


def shortened(text: str) -> str:
    return text if len(text) <= EVENT_LETTERS else f"{text[: EVENT_LETTERS - 1].rstrip()}…"
