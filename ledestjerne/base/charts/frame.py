"""What all charts share: our colours, our font, two widths, quiet axes; nothing that paper could not show."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ledestjerne.base.charts.parts import Measure
from ledestjerne.base.danish import format_number

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


def shown(value: float | None, measure: Measure) -> float | None:
    return None if value is None else measure.shown(value)


def span(values: Sequence[float], *, ceiling: float | None = None) -> tuple[float, float, float]:
    """Lowest and highest tick around the values, and the step between: about five whole steps.

    The axis does not go above the ceiling when the values do not.
    """
    low, high = min(values, default=0.0), max(values, default=1.0)
    rough = max((high - low) / 4, abs(high) / 1000, 1e-9)
    power = 10 ** math.floor(math.log10(rough))
    step = next(size * power for size in STEPS if size * power >= rough)
    bottom = math.floor((low - ROOM * step) / step) * step if low > 0 else math.floor(low / step) * step
    top = math.ceil((high + ROOM * step) / step) * step
    if ceiling is not None and high <= ceiling < top:
        top = max(math.ceil(high / step) * step, bottom + step)
    return bottom, top if top > bottom else bottom + step, step


def ticks(low: float, high: float, step: float) -> list[float]:
    return [round(low + index * step, 9) for index in range(round((high - low) / step) + 1)]


def tick_format(step: float) -> str:
    return ",.0f" if step == int(step) else ",.1f" if round(step * 10, 6) == int(round(step * 10, 6)) else ",.2f"


def tick_words(value: float, step: float, measure: Measure) -> str:
    """A tick as it is named in a drawing made shape by shape."""
    unit = "\u00a0%" if measure.is_share else ""
    return format_number(value, decimals=int(tick_format(step)[2])) + unit


def value_axis(low: float, high: float, step: float, measure: Measure) -> Record:
    """Ticks at whole steps, with «%» behind shares."""
    unit = " + ' %'" if measure.is_share else ""
    return {
        "values": ticks(low, high, step),
        "format": tick_format(step),
        "title": None,
        "labelExpr": f"datum.label{unit}",
    }


def framed(layers: list[Spec], data: list[Record], size: Record, layout: Layout) -> Spec:
    """The layers with our font and quiet axes; room is kept at the right for the words there."""
    axis = {"labelColor": MUTED, "labelFontSize": layout.text, "domain": False, "tickColor": LINE, "gridColor": LINE}
    config = {
        "font": "IBM Plex Sans", "background": None, "view": {"stroke": None},
        "axis": {**axis, "ticks": False, "labelPadding": 8}, "axisX": {"grid": False}, "text": {"fontSize": layout.text},
    }  # fmt: skip
    return {
        **size, "data": {"values": data}, "layer": layers, "config": config,
        "padding": {"left": 4, "top": 10, "bottom": 4, "right": 8},
        "autosize": {"type": "pad"},
    }  # fmt: skip
