"""Units by how many stand behind their value, within the limits of what is usual for their size."""

from collections.abc import Sequence
from dataclasses import dataclass

from ledestjerne.base.charts.frame import (
    MUTED,
    NATION,
    SEA,
    SEA_BAND,
    STAR_INK,
    WIDE,
    Layout,
    Record,
    Spec,
    framed,
    span,
    value_axis,
)
from ledestjerne.base.charts.parts import FunnelLimit, FunnelPoint, Measure

MOST_TICKS = 5


@dataclass(frozen=True)
class Cone:
    """All that a funnel shows: `limits` in the order of their sizes."""

    points: tuple[FunnelPoint, ...]
    limits: tuple[FunnelLimit, ...]
    centre: float
    measure: Measure
    own_label: str
    size_label: str


def funnel_spec(cone: Cone, layout: Layout) -> Spec:
    """Sizes along, values up; the own unit is large and named, the others are quiet."""
    height = 320 if layout is WIDE else 260
    measure = cone.measure
    data: list[Record] = [
        {"n": each.n, "low": measure.shown(each.low), "high": measure.shown(each.high)} for each in cone.limits
    ]
    low, high, step = span(cone_values(cone), ceiling=measure.ceiling)
    x: Record = {"field": "n", "type": "quantitative", "title": cone.size_label, "scale": {"type": "sqrt", "nice": False, "zero": False}, "axis": size_axis(cone, layout)}  # fmt: skip
    y: Record = {"field": "value", "type": "quantitative", "scale": {"domain": [low, high], "nice": False, "zero": False},
         "axis": value_axis(low, high, step, measure)}  # fmt: skip
    layers = [
        {"mark": {"type": "area", "color": SEA_BAND, "opacity": 0.55, "interpolate": "monotone"},
         "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
        {"mark": {"type": "rule", "color": MUTED, "strokeDash": [5, 3], "strokeWidth": 1.5},
         "encoding": {"y": {"datum": measure.shown(cone.centre), "type": "quantitative"}}},
        dots([each for each in cone.points if not each.is_own], cone, x, y),
        own_dot(cone, x, y),
    ]  # fmt: skip
    return framed(layers, data, {"width": layout.width - 110, "height": height}, layout)


def size_axis(cone: Cone, layout: Layout) -> Record:
    words = {"titleFontSize": layout.text, "titleColor": MUTED, "titleFontWeight": "normal"}
    return {"format": ",.0f", "tickCount": MOST_TICKS, **words}


def cone_values(cone: Cone) -> list[float]:
    """What the axis must hold; limits of the very smallest units may run out of the picture."""
    shown = [each.value for each in cone.points]
    middle = cone.limits[len(cone.limits) // 4 :]
    return [cone.measure.shown(each) for each in [*shown, *(end for each in middle for end in (each.low, each.high))]]


def dots(points: Sequence[FunnelPoint], cone: Cone, x: Record, y: Record) -> Spec:
    rows = [{"n": each.n, "value": cone.measure.shown(each.value), "out": each.is_out} for each in points]
    colour = {"condition": {"test": "datum.out", "value": STAR_INK}, "value": NATION}
    mark = {"type": "point", "shape": "circle", "filled": True, "size": 26, "opacity": 0.75}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y, "color": colour}}


def own_dot(cone: Cone, x: Record, y: Record) -> Spec:
    own = [each for each in cone.points if each.is_own]
    rows = [{"n": each.n, "value": cone.measure.shown(each.value), "name": cone.own_label} for each in own]
    colour = STAR_INK if any(each.is_out for each in own) else SEA
    dot = {"mark": {"type": "point", "shape": "circle", "filled": True, "size": 170, "color": colour, "opacity": 1},
           "encoding": {"x": x, "y": y}}  # fmt: skip
    far = max(each.n for each in cone.limits)
    is_right = any(each.n > far / 2 for each in own)
    words = {"mark": {"type": "text", "align": "right" if is_right else "left", "dx": -12 if is_right else 12, "dy": -10,
                      "color": colour, "fontWeight": 600},
             "encoding": {"x": x, "y": y, "text": {"field": "name", "type": "nominal"}}}  # fmt: skip
    return {"data": {"values": rows}, "layer": [dot, words]}
