"""Units or parts beside each other, one row each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ledestjerne.base.charts.frame import (
    MUTED,
    NIGHT,
    SEA,
    SEA_BAND,
    WHITE,
    WIDE,
    Layout,
    Record,
    Spec,
    framed,
    shown,
    span,
    value_axis,
)
from ledestjerne.base.charts.lines import dimmed, grown, interval_words, looked_at, tooltips
from ledestjerne.base.charts.parts import Bar, DotPoint, Measure


@dataclass(frozen=True)
class Dots:
    """All that a chart of siblings shows; with a `period` each dot answers the pointer, and `chosen` stands out."""

    points: tuple[DotPoint, ...]
    measure: Measure
    goal: float | None
    parent: float | None
    parent_label: str
    period: str = ""
    chosen: str = ""


def dots_spec(dots: Dots) -> Spec:
    """One line a unit, with dot and interval, as the browser draws it; see `dots` for the picture."""
    layout = WIDE
    names = [point.name for point in dots.points]
    data = [
        {
            "name": point.name, "value": shown(point.value, dots.measure), "low": shown(point.low, dots.measure),
            "high": shown(point.high, dots.measure), "hidden": point.hidden, "own": point.is_own,
            "text": dots.measure.write(point.value), "line": point.name, "key": f"{dots.period}|{point.name}",
            "interval": interval_words(point.low, point.high, dots.measure),
        }
        for point in dots.points
    ]  # fmt: skip
    told = [part for point in dots.points for part in (point.value, point.low, point.high) if part is not None]
    known = [dots.measure.shown(each) for each in told]
    low, high, step = span(known, ceiling=dots.measure.ceiling)
    y = name_axis(names, layout, own=[point.name for point in dots.points if point.is_own])
    scale = {"domain": [low, high], "nice": False, "zero": False}
    axis = {**value_axis(low, high, step, dots.measure), "orient": "top"}
    x = {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}
    layers = [
        intervals(x, y),
        dots_themselves(x, y),
        hidden_names(y),
        right_words(y, "text"),
    ]
    return {**framed(layers, data, sized(layout), layout), "params": looked_at(dots.chosen)}


def intervals(x: Record, y: Record) -> Spec:
    mark = {"type": "rule", "strokeWidth": 11, "strokeCap": "round", "color": SEA_BAND}
    both = {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}, **dimmed(1)}
    return {"transform": [{"filter": "isValid(datum.low)"}], "mark": mark, "encoding": both}


def dots_themselves(x: Record, y: Record) -> Spec:
    fill = {"condition": {"test": "datum.own", "value": SEA}, "value": WHITE}
    mark = {"type": "point", "shape": "circle", "stroke": SEA, "strokeWidth": 2}
    look = {"fill": fill, "size": grown(80, 280), **dimmed(1), "tooltip": tooltips(is_over_time=False)}
    return {"transform": [{"filter": "isValid(datum.value)"}], "mark": mark, "encoding": {"y": y, "x": x, **look}}


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


def name_axis(names: Sequence[str], layout: Layout, *, own: Sequence[str] = ()) -> Record:
    """The names at the left; on a phone they stand above their rows instead."""
    weight = {"condition": {"test": {"field": "value", "oneOf": list(own)}, "value": 600}, "value": 400}
    axis: Record = {
        "title": None,
        "labelLimit": layout.label_width - 16,
        "labelFontWeight": weight,
        "labelColor": NIGHT,
        "grid": True,
    }
    width = {"minExtent": layout.label_width, "maxExtent": layout.label_width, "labels": layout.label_width > 0}
    return {"field": "name", "type": "nominal", "sort": list(names), "axis": {**axis, **width, "labelPadding": 12}}


def names_above(y: Record, layout: Layout) -> list[Spec]:
    if layout.label_width:
        return []
    mark: Record = {"type": "text", "align": "left", "x": 0, "dy": -20, "color": NIGHT, "limit": layout.width - 20}
    halo = {**mark, "stroke": WHITE, "strokeWidth": 5}  # so that lines behind the name do not cut it
    words = {"y": y, "text": {"field": "name", "type": "nominal"}}
    return [{"mark": halo, "encoding": words}, {"mark": mark, "encoding": words}]


def hidden_names(y: Record) -> Spec:
    mark = {"type": "text", "text": _("skjult"), "color": MUTED, "fontStyle": "italic", "align": "left"}
    return {"transform": [{"filter": "datum.hidden"}], "mark": mark, "encoding": {"y": y, "x": {"value": 8}}}


def right_words(y: Record, field: str) -> Spec:
    mark = {"type": "text", "align": "right", "color": NIGHT, "fontWeight": 500, "x": {"expr": "width + 74"}}
    return {
        "transform": [{"filter": "!datum.hidden"}],
        "mark": mark, "encoding": {"y": y, "text": {"field": field, "type": "nominal"}},
    }  # fmt: skip


def sized(layout: Layout) -> Record:
    return {"width": layout.width - layout.label_width - 84, "height": {"step": layout.row}}
