"""Units beside each other, one row each with dot and interval, as a picture; as many as forty on a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from ledestjerne.base.charts.frame import (
    LINE,
    MUTED,
    NIGHT,
    SEA,
    SEA_BAND,
    STAR_INK,
    WHITE,
    Layout,
    span,
    tick_words,
    ticks,
)
from ledestjerne.base.charts.lines import STEPPED_BACK
from ledestjerne.base.charts.parts import DotPoint
from ledestjerne.base.charts.rows import Dots
from ledestjerne.base.charts.shapes import Drawing, circle, dashed, faded, fitted, moved, rule, text, width_of

LEFT, TOP, ASIDE = 6, 32, 84
BAND, RADIUS = 11, 4.47
FOOT = 20  # pixels for the name of each line across
ABOVE = 16  # the foot of a name above its row, on a phone


@dataclass(frozen=True)
class Rows:
    """The rows of a drawing, and where a value lies along them."""

    dots: Dots
    layout: Layout
    low: float
    high: float
    step: float

    @classmethod
    def of(cls, dots: Dots, layout: Layout) -> Self:
        values = [each for point in dots.points for each in (point.value, point.low, point.high)]
        known = [dots.measure.shown(each) for each in (*values, dots.goal, dots.parent) if each is not None]
        return cls(dots, layout, *span(known, ceiling=dots.measure.ceiling))

    @property
    def width(self) -> float:
        return self.layout.width - self.layout.label_width - ASIDE

    @property
    def height(self) -> float:
        return self.layout.row * len(self.dots.points)

    def x(self, value: float) -> float:
        return self.width * (self.dots.measure.shown(value) - self.low) / (self.high - self.low)

    def __iter__(self) -> Iterator[tuple[DotPoint, float, str]]:
        """Each unit, the middle of its row, and how it looks when another one stands out."""
        for number, point in enumerate(self.dots.points):
            strength = 1 if self.dots.chosen in ("", point.name) else STEPPED_BACK
            yield point, self.layout.row * (number + 0.5), faded(strength)


def dots_drawing(dots: Dots, layout: Layout) -> Drawing:
    """One row a unit, and lines for goal and parent across all of them, named below."""
    rows = Rows.of(dots, layout)
    lines = [
        (dots.goal, f"{_('Mål')} {dots.measure.write(dots.goal)}", STAR_INK, ""),
        (dots.parent, f"{dots.parent_label} {dots.measure.write(dots.parent)}", MUTED, dashed(5, 3)),
    ]
    across = [(rows.x(value), words, color, dash) for value, words, color, dash in lines if value is not None]
    left = LEFT + layout.label_width
    shapes = [
        *named_values(rows),
        *(rule((0, middle), (rows.width, middle), color=LINE) for _point, middle, _look in rows),
        *intervals(rows),
        *(rule((x, 0), (x, rows.height), color=color, width=1.5, more=dash) for x, _words, color, dash in across),
        *circles(rows),
        *(shape for point, middle, _look in rows for shape in words_of(point, middle, dots, layout, width=rows.width)),
    ]
    for number, (x, words, color, _dash) in enumerate(across, 1):
        half = width_of(words, layout.text) / 2
        within = min(max(x, half - left), rows.width + ASIDE - half)
        foot = rows.height + FOOT * number - 2
        shapes.append(text(within, foot, words, size=layout.text, color=color, anchor="middle", weight=500))
    whole = left + rows.width + ASIDE
    return Drawing(whole, TOP + rows.height + FOOT * len(across) + 4, moved(left, TOP, shapes))


def intervals(rows: Rows) -> Iterator[str]:
    for point, middle, look in rows:
        if point.low is not None and point.high is not None:
            ends = (rows.x(point.low), middle), (rows.x(point.high), middle)
            yield rule(*ends, color=SEA_BAND, width=BAND, more=f' stroke-linecap="round"{look}')


def circles(rows: Rows) -> Iterator[str]:
    for point, middle, look in rows:
        if point.value is not None:
            fill = SEA if point.is_own else WHITE
            yield circle(rows.x(point.value), middle, radius=RADIUS, color=SEA, fill=fill, more=look)


def named_values(rows: Rows) -> Iterator[str]:
    """The axis above: the outermost values stand within its ends; some are left out where they would touch."""
    size, measure = rows.layout.text, rows.dots.measure
    names = [tick_words(each, rows.step, measure) for each in ticks(rows.low, rows.high, rows.step)]
    apart = rows.width / max(len(names) - 1, 1)
    every = 1
    while max(width_of(each, size) for each in names) + size / 2 > apart * every:
        every *= 2
    for number, words in enumerate(names):
        anchor = "start" if number == 0 else "end" if number == len(names) - 1 else "middle"
        if number % every == 0:
            yield text(apart * number, -11, words, size=size, anchor=anchor)


def words_of(point: DotPoint, middle: float, dots: Dots, layout: Layout, *, width: float) -> Iterator[str]:
    """The name, at the left or on a phone above the row; and the value at the right, or that it is hidden."""
    weight = 600 if point.is_own else 400
    if layout.label_width:
        name = fitted(point.name, layout.text, room=layout.label_width - 16)
        yield text(-12, middle + 4, name, size=layout.text, color=NIGHT, anchor="end", weight=weight)
    else:
        name = fitted(point.name, layout.text, room=width)
        halo = f' stroke="{WHITE}" stroke-width="5" paint-order="stroke"'  # so that lines behind do not cut it
        yield text(0, middle - ABOVE, name, size=layout.text, color=NIGHT, weight=weight, more=halo)
    if point.hidden:
        yield text(8, middle + 4, _("skjult"), size=layout.text, more=' font-style="italic"')
    else:
        value = dots.measure.write(point.value)
        yield text(width + ASIDE - 10, middle + 4, value, size=layout.text, color=NIGHT, anchor="end", weight=500)
