"""The charts as Vega-Lite: our colours, our font, nothing that a printed page could not show."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledestjerne.base.charts.parts import Bar, DotPoint, Measure, TrendPoint
from ledestjerne.base.templatetags.ui import period as shown_period

Record = dict[str, Any]
Spec = dict[str, Any]

SEA, NIGHT, STAR_INK, MUTED, LINE, WHITE = "#0f5b6b", "#0d1f33", "#8a5a00", "#52616f", "#dbe2e8", "#ffffff"
SEA_BAND = "#c3dde1"
NATION = "#6b7a88"
TEXT_HEIGHT = 17  # pixels between two labels at the right edge
STEPS = (1, 2, 2.5, 5, 10)
ROOM = 0.1  # of a step, so that the round ends of intervals do not touch the edge


@dataclass(frozen=True)
class Layout:
    """One of the two sizes each chart is drawn in: for a screen and paper, and for a phone."""

    width: int
    right: int
    text: int
    label_width: int
    row: int
    every: int = 1


WIDE = Layout(width=760, right=150, text=14, label_width=250, row=36)
NARROW = Layout(width=340, right=84, text=13, label_width=0, row=58, every=2)


@dataclass(frozen=True)
class Trend:
    """All that a trend chart shows."""

    points: tuple[TrendPoint, ...]
    measure: Measure
    goal: float | None
    nation: Mapping[str, float]
    nation_label: str


@dataclass(frozen=True)
class Dots:
    """All that a chart of siblings shows."""

    points: tuple[DotPoint, ...]
    measure: Measure
    goal: float | None
    parent: float | None
    parent_label: str


def trend_spec(trend: Trend, layout: Layout) -> Spec:
    """Line with capsules for the intervals, gaps where values are hidden, goal and nation named at the right edge."""
    height = 300 if layout is WIDE else 240
    low, high, step = span(trend_values(trend))
    scale = {"domain": [low, high], "nice": False, "zero": False}
    data = trend_records(trend)
    x: Record = {
        "field": "period", "type": "ordinal", "sort": None, "title": None,
        "axis": {"labelAngle": 0, "ticks": False, "labelPadding": 10, "labelExpr": every_label(layout, len(data))},
        "scale": {"paddingOuter": 0.1, "domain": [record["period"] for record in data]},
    }  # fmt: skip
    axis = value_axis(low, high, step, trend.measure)
    y = {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}
    layers = [
        capsules(x, y),
        *goal_rule(trend.goal, trend.measure),
        nation_line(x, y),
        breaks(x, height),
        value_line(x, y),
        value_dots(x, y),
        hidden_words(x, height),
        *edge_words(trend, (low, high), height),
    ]
    return framed(layers, data, {"width": layout.width - layout.right - 46, "height": height}, layout)


def trend_records(trend: Trend) -> list[Record]:
    """One record a period; `piece` grows at each gap and break, so that the line is not drawn across them."""
    records, piece = [], 0
    for index, point in enumerate(trend.points):
        piece += point.break_before or (index > 0 and trend.points[index - 1].value is None)
        records.append(
            {
                "period": shown_period(point.period), "value": shown(point.value, trend.measure), "piece": piece,
                "low": shown(point.low, trend.measure), "high": shown(point.high, trend.measure),
                "hidden": point.hidden, "break": point.break_before, "estimated": point.estimated,
                "nation": shown(trend.nation.get(point.period), trend.measure), "last": index == len(trend.points) - 1,
            }
        )  # fmt: skip
    return records


def shown(value: float | None, measure: Measure) -> float | None:
    return None if value is None else measure.shown(value)


def capsules(x: Record, y: Record) -> Spec:
    mark = {"type": "rule", "strokeWidth": 13, "strokeCap": "round", "color": SEA_BAND}
    both = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    return {"transform": [{"filter": "isValid(datum.low) && isValid(datum.high)"}], "mark": mark, "encoding": both}


def value_line(x: Record, y: Record) -> Spec:
    pieces = {"x": x, "y": y, "detail": {"field": "piece", "type": "nominal"}}
    mark = {"type": "line", "color": SEA, "strokeWidth": 2.5, "strokeJoin": "round"}
    return {"transform": [{"filter": "isValid(datum.value)"}], "mark": mark, "encoding": pieces}


def value_dots(x: Record, y: Record) -> Spec:
    """White dots, the last one filled; an estimated value has a dashed ring."""
    look = {
        "fill": {"condition": {"test": "datum.last && !datum.estimated", "value": SEA}, "value": WHITE},
        "strokeDash": {"condition": {"test": "datum.estimated", "value": [3, 2]}, "value": [1, 0]},
    }
    mark = {"type": "point", "shape": "circle", "size": 70, "stroke": SEA, "strokeWidth": 2, "opacity": 1}
    return {"transform": [{"filter": "isValid(datum.value)"}], "mark": mark, "encoding": {"x": x, "y": y, **look}}


def nation_line(x: Record, y: Record) -> Spec:
    mark = {"type": "line", "color": NATION, "strokeWidth": 1.5, "strokeDash": [5, 3]}
    there = [{"filter": "isValid(datum.nation)"}]
    return {"transform": there, "mark": mark, "encoding": {"x": x, "y": {**y, "field": "nation"}}}


def goal_rule(goal: float | None, measure: Measure) -> list[Spec]:
    if goal is None:
        return []
    mark = {"type": "rule", "color": STAR_INK, "strokeWidth": 1.5}
    return [{"mark": mark, "encoding": {"y": {"datum": measure.shown(goal), "type": "quantitative"}}}]


def breaks(x: Record, height: int) -> Spec:
    """A dotted line before a period that cannot be compared with the one before it."""
    mark = {"type": "rule", "color": MUTED, "strokeDash": [1, 4], "strokeWidth": 1.5}
    place = {"x": {**x, "bandPosition": 0}, "y": {"value": 0}, "y2": {"value": height}}
    return {"transform": [{"filter": "datum.break"}], "mark": mark, "encoding": place}


def hidden_words(x: Record, height: int) -> Spec:
    mark = {"type": "text", "text": "skjult", "color": MUTED, "fontStyle": "italic", "baseline": "bottom"}
    place = {"x": x, "y": {"value": height - 6}}
    return {"transform": [{"filter": "datum.hidden"}], "mark": mark, "encoding": place}


@dataclass(frozen=True)
class EdgeWord:
    """A text at the right edge, beside the line it names."""

    text: str
    value: float
    color: str
    weight: int


def edge_words(trend: Trend, domain: tuple[float, float], height: int) -> list[Spec]:
    """Last value, goal and nation named where their lines end, moved apart when they would touch."""
    low, high = domain
    wanted = sorted(words_for(trend), key=lambda word: -word.value)
    places = spread([height * (high - word.value) / (high - low) for word in wanted], height)
    return [
        {
            "data": {"values": [{}]},
            "mark": {
                "type": "text", "text": word.text, "color": word.color, "fontWeight": word.weight,
                "align": "left", "baseline": "middle", "x": {"expr": "width + 10"}, "y": place,
            },
        }
        for word, place in zip(wanted, places, strict=True)
    ]  # fmt: skip


def words_for(trend: Trend) -> Iterable[EdgeWord]:
    measure, last = trend.measure, trend.points[-1] if trend.points else None
    if last and last.value is not None:
        yield EdgeWord(measure.write(last.value), measure.shown(last.value), SEA, 600)
    if trend.goal is not None:
        yield EdgeWord(f"Mål {measure.write(trend.goal)}", measure.shown(trend.goal), STAR_INK, 500)
    known = [trend.nation[point.period] for point in trend.points if point.period in trend.nation]
    if known:
        yield EdgeWord(trend.nation_label, measure.shown(known[-1]), MUTED, 400)


def spread(places: list[float], height: int) -> list[float]:
    """Places from above to below, at least one line of text apart and inside the drawing."""
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + TEXT_HEIGHT) if moved else place)
    outside = max(0.0, moved[-1] - height) if moved else 0.0
    return [place - outside for place in moved]


def dots_spec(dots: Dots, layout: Layout) -> Spec:
    """One line a unit, with dot and interval, and rules for goal and parent across."""
    names = [point.name for point in dots.points]
    data = [
        {
            "name": point.name, "value": shown(point.value, dots.measure), "low": shown(point.low, dots.measure),
            "high": shown(point.high, dots.measure), "hidden": point.hidden, "own": point.is_own,
            "text": dots.measure.write(point.value),
        }
        for point in dots.points
    ]  # fmt: skip
    low, high, step = span(dot_values(dots, data))
    y = name_axis(names, layout, own=[point.name for point in dots.points if point.is_own])
    scale = {"domain": [low, high], "nice": False, "zero": False}
    axis = {**value_axis(low, high, step, dots.measure), "orient": "top"}
    x = {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}
    layers = [
        intervals(x, y),
        *across(dots.goal, f"Mål {dots.measure.write(dots.goal)}", dots.measure, (STAR_INK, [1, 0], 18)),
        *across(dots.parent, f"{dots.parent_label} {dots.measure.write(dots.parent)}", dots.measure, (MUTED, [5, 3], 38)),
        dots_themselves(x, y),
        hidden_names(y),
        right_words(y, "text"),
        *names_above(y, layout),
    ]
    return framed(layers, data, sized(layout), layout)


def intervals(x: Record, y: Record) -> Spec:
    mark = {"type": "rule", "strokeWidth": 11, "strokeCap": "round", "color": SEA_BAND}
    both = {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}
    return {"transform": [{"filter": "isValid(datum.low)"}], "mark": mark, "encoding": both}


def dots_themselves(x: Record, y: Record) -> Spec:
    fill = {"condition": {"test": "datum.own", "value": SEA}, "value": WHITE}
    mark = {"type": "point", "shape": "circle", "size": 80, "stroke": SEA, "strokeWidth": 2, "opacity": 1}
    return {"transform": [{"filter": "isValid(datum.value)"}], "mark": mark, "encoding": {"y": y, "x": x, "fill": fill}}


def across(value: float | None, text: str, measure: Measure, look: tuple[str, list[int], int]) -> list[Spec]:
    """A line through all rows with its name below them; `look` is colour, dashes and how far below."""
    if value is None:
        return []
    color, dash, below = look
    place = {"datum": measure.shown(value), "type": "quantitative"}
    words = {"type": "text", "text": text, "color": color, "fontWeight": 500, "y": {"expr": f"height + {below}"}}
    return [
        {"mark": {"type": "rule", "color": color, "strokeWidth": 1.5, "strokeDash": dash}, "encoding": {"x": place}},
        {"data": {"values": [{}]}, "mark": words, "encoding": {"x": place}},
    ]


def hidden_names(y: Record) -> Spec:
    mark = {"type": "text", "text": "skjult", "color": MUTED, "fontStyle": "italic", "align": "left"}
    return {"transform": [{"filter": "datum.hidden"}], "mark": mark, "encoding": {"y": y, "x": {"value": 8}}}


def right_words(y: Record, field: str) -> Spec:
    mark = {"type": "text", "align": "right", "color": NIGHT, "fontWeight": 500, "x": {"expr": "width + 74"}}
    return {
        "transform": [{"filter": "!datum.hidden"}],
        "mark": mark, "encoding": {"y": y, "text": {"field": field, "type": "nominal"}},
    }  # fmt: skip


def name_axis(names: Sequence[str], layout: Layout, *, own: Sequence[str] = ()) -> Record:
    """The names at the left; on a phone they stand above their rows instead."""
    weight = {"condition": {"test": {"field": "value", "oneOf": list(own)}, "value": 600}, "value": 400}
    axis: Record = {"title": None, "labelLimit": layout.label_width - 16, "labelFontWeight": weight, "labelColor": NIGHT, "grid": True}
    width = {"minExtent": layout.label_width, "maxExtent": layout.label_width, "labels": layout.label_width > 0}
    return {"field": "name", "type": "nominal", "sort": list(names), "axis": {**axis, **width, "labelPadding": 12}}


def names_above(y: Record, layout: Layout) -> list[Spec]:
    if layout.label_width:
        return []
    mark: Record = {"type": "text", "align": "left", "x": 0, "dy": -20, "color": NIGHT, "limit": layout.width - 20}
    halo = {**mark, "stroke": WHITE, "strokeWidth": 5}  # so that lines behind the name do not cut it
    words = {"y": y, "text": {"field": "name", "type": "nominal"}}
    return [{"mark": halo, "encoding": words}, {"mark": mark, "encoding": words}]


def sized(layout: Layout) -> Record:
    return {"width": layout.width - layout.label_width - 84, "height": {"step": layout.row}}


def bars_spec(bars: Sequence[Bar], measure: Measure, layout: Layout) -> Spec:
    """Bars from zero, each with its number."""
    data = [
        {"name": bar.name, "value": shown(bar.value, measure), "hidden": bar.hidden, "text": measure.write(bar.value)}
        for bar in bars
    ]
    y = name_axis([bar.name for bar in bars], layout)
    y["axis"]["grid"] = False
    highest = max([record["value"] for record in data if record["value"] is not None], default=1.0)
    x = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, highest or 1]}}
    mark = {"type": "bar", "color": SEA, "cornerRadiusEnd": 3, "height": 20}
    layers = [
        {"mark": mark, "encoding": {"y": y, "x": x}},
        hidden_names(y),
        right_words(y, "text"),
        *names_above(y, layout),
    ]
    return framed(layers, data, sized(layout), layout)


def trend_values(trend: Trend) -> list[float]:
    values = [part for point in trend.points for part in (point.value, point.low, point.high)]
    return [trend.measure.shown(value) for value in [*values, trend.goal, *trend.nation.values()] if value is not None]


def dot_values(dots: Dots, data: Sequence[Record]) -> list[float]:
    own = [record[name] for record in data for name in ("value", "low", "high")]
    lines = [shown(dots.goal, dots.measure), shown(dots.parent, dots.measure)]
    return [value for value in [*own, *lines] if value is not None]


def span(values: Sequence[float]) -> tuple[float, float, float]:
    """Lowest and highest tick around the values, and the step between: about five whole steps."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    rough = max((high - low) / 4, abs(high) / 1000, 1e-9)
    power = 10 ** math.floor(math.log10(rough))
    step = next(size * power for size in STEPS if size * power >= rough)
    bottom = math.floor((low - ROOM * step) / step) * step if low > 0 else math.floor(low / step) * step
    top = math.ceil((high + ROOM * step) / step) * step
    return bottom, top if top > bottom else bottom + step, step


def value_axis(low: float, high: float, step: float, measure: Measure) -> Record:
    """Ticks at whole steps, with «%» behind shares."""
    unit = " + ' %'" if measure.is_share else ""
    return {"values": ticks(low, high, step), "format": tick_format(step), "title": None, "labelExpr": f"datum.label{unit}"}


def ticks(low: float, high: float, step: float) -> list[float]:
    return [round(low + index * step, 9) for index in range(round((high - low) / step) + 1)]


def tick_format(step: float) -> str:
    return ",.0f" if step == int(step) else ",.1f" if round(step * 10, 6) == int(round(step * 10, 6)) else ",.2f"


def every_label(layout: Layout, count: int) -> str:
    """On a phone every second period is named, counted from the last."""
    if layout.every == 1 or count <= 4:
        return "datum.label"
    return f"({count} - 1 - datum.index * ({count} - 1)) % {layout.every} < 0.5 ? datum.label : ''"


def framed(layers: list[Spec], data: list[Record], size: Record, layout: Layout) -> Spec:
    """The layers with our font and quiet axes; room is kept at the right for the words there."""
    axis = {"labelColor": MUTED, "labelFontSize": layout.text, "domain": False, "tickColor": LINE, "gridColor": LINE}
    config = {
        "font": "IBM Plex Sans", "background": None, "view": {"stroke": None},
        "axis": {**axis, "ticks": False, "labelPadding": 8}, "axisX": {"grid": False}, "text": {"fontSize": layout.text},
    }  # fmt: skip
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        **size, "data": {"values": data}, "layer": layers, "config": config,
        "padding": {"left": 4, "top": 10, "bottom": 4, "right": 8},
        "autosize": {"type": "pad"},
    }  # fmt: skip
