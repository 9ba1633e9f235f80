"""A figure over time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ledestjerne.base.charts.frame import (
    MUTED,
    NATION,
    SEA,
    SEA_BAND,
    STAR_INK,
    TEXT_HEIGHT,
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
from ledestjerne.base.charts.parts import Event, Measure, TrendPoint
from ledestjerne.base.templatetags.ui import period as shown_period

EDGE = 0.1  # room before the first and after the last period, in periods


@dataclass(frozen=True)
class Trend:
    """All that a trend chart shows."""

    points: tuple[TrendPoint, ...]
    measure: Measure
    goal: float | None
    nation: Mapping[str, float]
    nation_label: str
    events: tuple[Event, ...] = ()


def trend_spec(trend: Trend, layout: Layout) -> Spec:
    """Line with capsules for the intervals, gaps where values are hidden, goal and nation named at the right edge."""
    height = 300 if layout is WIDE else 240
    low, high, step = span(trend_values(trend), ceiling=trend.measure.ceiling)
    scale = {"domain": [low, high], "nice": False, "zero": False}
    data = trend_records(trend)
    x: Record = {
        "field": "period", "type": "ordinal", "sort": None, "title": None,
        "axis": {"labelAngle": 0, "ticks": False, "labelPadding": 10, "labelExpr": every_label(layout, len(data))},
        "scale": {"paddingOuter": EDGE, "domain": [record["period"] for record in data]},
    }  # fmt: skip
    axis = value_axis(low, high, step, trend.measure)
    y = {"field": "value", "type": "quantitative", "scale": scale, "axis": axis}
    layers = [
        *event_marks(trend, height),
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


def event_marks(trend: Trend, height: int) -> list[Spec]:
    """A rule with its number above it where something happened; what it was stands beside the drawing."""
    across = {"y": {"value": 0}, "y2": {"value": height}}
    layers: list[Spec] = []
    for event in trend.events:
        place = {"expr": f"width * {(EDGE + 0.5 + event.at) / (len(trend.points) + 2 * EDGE)}"}
        rule = {"type": "rule", "color": STAR_INK, "strokeWidth": 1.5, "strokeDash": [6, 3], "x": place}
        text = {"type": "text", "text": str(event.number), "color": STAR_INK, "fontWeight": 600, "baseline": "bottom",
                "y": -4, "x": place}  # fmt: skip
        layers += [{"data": {"values": [{}]}, "mark": rule, "encoding": across},
                   {"data": {"values": [{}]}, "mark": text, "encoding": {}}]  # fmt: skip
    return layers


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


def trend_values(trend: Trend) -> list[float]:
    values = [part for point in trend.points for part in (point.value, point.low, point.high)]
    return [trend.measure.shown(value) for value in [*values, trend.goal, *trend.nation.values()] if value is not None]


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
    mark = {"type": "text", "text": _("skjult"), "color": MUTED, "fontStyle": "italic", "baseline": "bottom"}
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
    """Last value, goal and nation named where their lines end."""
    return named_lines(words_for(trend), domain, height)


def named_lines(words: Iterable[EdgeWord], domain: tuple[float, float], height: int) -> list[Spec]:
    """Words at the right edge beside the lines they name, moved apart when they would touch."""
    low, high = domain
    wanted = sorted(words, key=lambda word: -word.value)
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
        goal = _("Mål %(goal)s") % {"goal": measure.write(trend.goal)}
        yield EdgeWord(goal, measure.shown(trend.goal), STAR_INK, 500)
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


def every_label(layout: Layout, count: int) -> str:
    """On a phone every second period is named, counted from the last."""
    if layout.every == 1 or count <= 4:
        return "datum.label"
    return f"({count} - 1 - datum.index * ({count} - 1)) % {layout.every} < 0.5 ? datum.label : ''"
