"""One small drawing for each of several figures over time, all on the same axes; as many as forty on a page."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ledestjerne.base.charts.frame import (
    LINE,
    MUTED,
    NIGHT,
    SEA,
    STAR_INK,
    WHITE,
    WIDE,
    Layout,
    span,
    tick_words,
    ticks,
)
from ledestjerne.base.charts.lines import (
    PANEL,
    PANEL_GAP,
    PANELS_ABREAST,
    STEPPED_BACK,
    Lines,
    most_labels,
    panel_width,
    pieces_of,
    values_of,
)
from ledestjerne.base.charts.parts import Line, TrendPoint
from ledestjerne.base.charts.shapes import (
    Drawing,
    circle,
    dashed,
    faded,
    fitted,
    moved,
    rule,
    text,
    width_of,
)
from ledestjerne.base.templatetags.ui import period as shown_period

HEAD, FOOT, EDGE = 28, 40, 8
BAND, DOT = 9, 4
BOLD = 0.95  # bold words need more room than the others
FAINT = 0.28  # of an interval, as strong as the line's colour


@dataclass(frozen=True)
class Axes:
    """What all panels share: where a period and a value lie in them, and which are named."""

    drawn: Lines
    width: float
    first: int
    last: int
    low: float
    high: float
    step: float

    @classmethod
    def of(cls, drawn: Lines, layout: Layout) -> "Axes":
        first, last = drawn.view
        return cls(
            drawn, panel_width(drawn, layout), first, last, *span(values_of(drawn), ceiling=drawn.measure.ceiling)
        )

    def x(self, at: float) -> float:
        return (at - self.first + 0.5) / (self.last - self.first + 1) * self.width

    def y(self, value: float) -> float:
        return PANEL * (self.high - self.drawn.measure.shown(value)) / (self.high - self.low)

    @property
    def levels(self) -> list[tuple[float, str]]:
        """The height of each line across and what it says."""
        return [
            (PANEL * (self.high - each) / (self.high - self.low), tick_words(each, self.step, self.drawn.measure))
            for each in ticks(self.low, self.high, self.step)
        ]

    def named(self, layout: Layout) -> list[tuple[float, str]]:
        """The periods there is room to name, counted from the last."""
        names = [shown_period(each) for each in self.drawn.periods[self.first : self.last + 1]]
        widest = max((width_of(each, layout.text) for each in names), default=0) + layout.text
        fewest = math.ceil(len(names) / most_labels(layout, panels=True))
        every = max(1, fewest, math.ceil(widest / (self.width / max(len(names), 1))))
        return [(self.x(self.first + place), names[place]) for place in range(len(names) - 1, -1, -every)]


def panels_drawing(drawn: Lines, layout: Layout) -> Drawing:
    """The panels in the order given, three abreast, or one on a phone."""
    axes = Axes.of(drawn, layout)
    abreast = min(PANELS_ABREAST, len(drawn.lines)) if layout is WIDE else 1
    left = max(width_of(words, layout.text) for _height, words in axes.levels) + EDGE
    tall = HEAD + PANEL + FOOT
    shapes = [
        moved(
            left + column * (axes.width + PANEL_GAP), row * tall + HEAD, panel(line, axes, layout, is_first=column == 0)
        )
        for row, column, line in placed(drawn.lines, abreast)
    ]
    rows = math.ceil(len(drawn.lines) / abreast)
    return Drawing(left + abreast * (axes.width + PANEL_GAP), rows * tall, "".join(shapes))


def placed(lines: tuple[Line, ...], abreast: int) -> Iterator[tuple[int, int, Line]]:
    yield from ((number // abreast, number % abreast, line) for number, line in enumerate(lines))


def panel(line: Line, axes: Axes, layout: Layout, *, is_first: bool) -> Iterator[str]:
    """One line with its name above, the periods below and, in the first of a row, the values at the left."""
    room = (axes.width + PANEL_GAP - EDGE) * BOLD
    yield text(0, -10, fitted(line.name, layout.text, room=room), size=layout.text, color=NIGHT, weight=600)
    for height, words in axes.levels:
        yield rule((0, height), (axes.width, height), color=LINE)
        if is_first:
            yield text(-EDGE, height + 4, words, size=layout.text, anchor="end")
    for x, words in axes.named(layout):
        yield text(x, PANEL + 20, words, size=layout.text, anchor="middle")
    yield from events(axes, layout)
    yield from marks(line, axes, layout)


def events(axes: Axes, layout: Layout) -> Iterator[str]:
    for event in axes.drawn.events:
        if not axes.first - 0.5 <= event.at <= axes.last + 0.5:
            continue
        x, is_right = axes.x(event.at), event.at > len(axes.drawn.periods) / 2
        yield rule((x, 0), (x, PANEL), color=STAR_INK, width=1.5, more=dashed(6, 3))
        yield text(x - 4 if is_right else x + 4, 14, str(event.number), size=layout.text, color=STAR_INK, weight=600,
                   anchor="end" if is_right else "start")  # fmt: skip


def marks(line: Line, axes: Axes, layout: Layout) -> Iterator[str]:
    """Breaks, intervals, the line, its dots, and «skjult» where a value may not be shown."""
    strength = 1 if axes.drawn.chosen in ("", line.name) else STEPPED_BACK
    place = {period: number for number, period in enumerate(axes.drawn.periods)}
    seen = [(place[each.period], each, piece) for each, piece in zip(line.points, pieces_of(line), strict=True)
            if axes.first <= place[each.period] <= axes.last]  # fmt: skip
    for at, point, _piece in seen:
        if point.break_before:
            yield rule((axes.x(at - 0.5), 0), (axes.x(at - 0.5), PANEL), color=MUTED, width=1.5, more=dashed(1, 4))
    for at, point, _piece in seen:
        if point.low is not None and point.high is not None:
            ends = (axes.x(at), axes.y(point.low)), (axes.x(at), axes.y(point.high))
            yield rule(*ends, color=SEA, width=BAND, more=f' stroke-linecap="round"{faded(round(FAINT * strength, 3))}')
    yield stroke(seen, axes, strength)
    for at, point, _piece in seen:
        if point.value is not None:
            look = f"{dashed(3, 2) if point.estimated else ''}{faded(strength)}"
            yield circle(axes.x(at), axes.y(point.value), radius=DOT, color=SEA, fill=WHITE, more=look)
        elif point.hidden:
            yield text(
                axes.x(at), PANEL - 8, _("skjult"), size=layout.text, anchor="middle", more=' font-style="italic"'
            )


def stroke(seen: list[tuple[int, TrendPoint, int]], axes: Axes, strength: float) -> str:
    """The line itself; the pen is lifted between two pieces."""
    steps, before = [], None
    for at, point, piece in seen:
        if point.value is not None:
            steps.append(f"{'L' if piece == before else 'M'}{axes.x(at):.1f} {axes.y(point.value):.1f}")
            before = piece
    look = f'stroke="{SEA}" stroke-width="2.5" stroke-linejoin="round"{faded(strength)}'
    return f'<path d="{"".join(steps)}" {look}/>' if steps else ""
