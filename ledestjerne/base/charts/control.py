"""A figure over time with the limits that chance alone keeps within."""

from collections.abc import Iterator
from dataclasses import dataclass

from ledestjerne.base.charts.frame import (
    MUTED,
    SEA,
    SEA_BAND,
    STAR_INK,
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
from ledestjerne.base.charts.parts import ControlPoint, Measure
from ledestjerne.base.charts.trend import EdgeWord, every_label, named_lines
from ledestjerne.base.templatetags.ui import period as shown_period


@dataclass(frozen=True)
class Control:
    """All that a control chart shows; `centre_label` names its middle line."""

    points: tuple[ControlPoint, ...]
    measure: Measure
    centre: float | None
    centre_label: str
    limit_label: str


def control_spec(control: Control, layout: Layout) -> Spec:
    """Line and dots over a band from limit to limit; a point outside is filled and ringed."""
    height = 300 if layout is WIDE else 240
    data = control_records(control)
    low, high, step = span(control_values(control), ceiling=control.measure.ceiling)
    scale = {"domain": [low, high], "nice": False, "zero": False}
    x: Record = {
        "field": "period", "type": "ordinal", "sort": None, "title": None,
        "axis": {"labelAngle": 0, "ticks": False, "labelPadding": 10, "labelExpr": every_label(layout, len(data)),
                 "labelOverlap": "greedy"},
        "scale": {"paddingOuter": 0.1, "domain": [record["period"] for record in data]},
    }  # fmt: skip
    y = {"field": "value", "type": "quantitative", "scale": scale, "axis": value_axis(low, high, step, control.measure)}
    layers = [
        band(x, y),
        *middle(control),
        expected_line(x, y),
        start_rule(x, height),
        {"mark": {"type": "line", "color": SEA, "strokeWidth": 2}, "encoding": {"x": x, "y": y}},
        dots(x, y),
        *named_lines(control_words(control), (low, high), height),
    ]
    return framed(layers, data, {"width": layout.width - layout.right - 46, "height": height}, layout)


def control_records(control: Control) -> list[Record]:
    firsts = [index for index, point in enumerate(control.points) if point.is_after]
    return [
        {
            "period": shown_period(point.period), "value": shown(point.value, control.measure),
            "low": shown(point.low, control.measure), "high": shown(point.high, control.measure),
            "out": point.is_out, "start": index == firsts[0] if firsts else False,
            "expected": shown(point.expected, control.measure),
        }
        for index, point in enumerate(control.points)
    ]  # fmt: skip


def control_values(control: Control) -> list[float]:
    values = [part for point in control.points for part in (point.value, point.low, point.high, point.expected)]
    return [control.measure.shown(value) for value in [*values, control.centre] if value is not None]


def band(x: Record, y: Record) -> Spec:
    """From limit to limit, a step for each period, because each has its own size."""
    mark = {"type": "bar", "color": SEA_BAND, "opacity": 0.55, "binSpacing": 0}
    both = {"x": x, "y": {**y, "field": "low", "stack": None}, "y2": {"field": "high"}}
    return {"transform": [{"filter": "isValid(datum.low)"}], "mark": mark, "encoding": both}


def middle(control: Control) -> list[Spec]:
    if control.centre is None:
        return []
    mark = {"type": "rule", "color": MUTED, "strokeWidth": 1.5, "strokeDash": [5, 3]}
    return [{"mark": mark, "encoding": {"y": {"datum": control.measure.shown(control.centre), "type": "quantitative"}}}]


def expected_line(x: Record, y: Record) -> Spec:
    """How it would have gone on, where that is known."""
    mark = {"type": "line", "color": STAR_INK, "strokeWidth": 1.5, "strokeDash": [4, 3]}
    there = [{"filter": "isValid(datum.expected)"}]
    return {"transform": there, "mark": mark, "encoding": {"x": x, "y": {**y, "field": "expected"}}}


def start_rule(x: Record, height: int) -> Spec:
    """A line before the first period that lies after."""
    mark = {"type": "rule", "color": STAR_INK, "strokeWidth": 1.5}
    place = {"x": {**x, "bandPosition": 0}, "y": {"value": 0}, "y2": {"value": height}}
    return {"transform": [{"filter": "datum.start"}], "mark": mark, "encoding": place}


def dots(x: Record, y: Record) -> Spec:
    look = {
        "fill": {"condition": {"test": "datum.out", "value": STAR_INK}, "value": WHITE},
        "stroke": {"condition": {"test": "datum.out", "value": STAR_INK}, "value": SEA},
        "size": {"condition": {"test": "datum.out", "value": 160}, "value": 60},
    }
    mark = {"type": "point", "shape": "circle", "strokeWidth": 2, "opacity": 1}
    return {"mark": mark, "encoding": {"x": x, "y": y, **look}}


def control_words(control: Control) -> Iterator[EdgeWord]:
    measure, last = control.measure, control.points[-1]
    yield EdgeWord(measure.write(last.value), measure.shown(last.value), STAR_INK if last.is_out else SEA, 600)
    if control.centre is not None:
        yield EdgeWord(control.centre_label, measure.shown(control.centre), MUTED, 400)
    if last.high is not None and last.low is not None:
        yield EdgeWord(control.limit_label, measure.shown(last.high), MUTED, 400)
        yield EdgeWord(control.limit_label, measure.shown(last.low), MUTED, 400)
