"""Drawings of many like parts, written shape by shape: a compiler of specifications takes a hundred times as long."""

import hashlib
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from ledestjerne.base.charts.drawing import FONT, labelled
from ledestjerne.base.charts.frame import MUTED, NIGHT

NARROW_LETTERS, WIDE_LETTERS = frozenset("fijlrtI.,:;'’|!()/- "), frozenset("mwMWÆ@%")
LETTERS = 110  # of a note on one line of a picture
TITLE, NOTE = 17, 12


@dataclass(frozen=True)
class Drawing:
    """Shapes and how much room they take."""

    width: float
    height: float
    shapes: str


def finished(drawing: Drawing, *, title: str, description: str) -> str:
    """The drawing as a picture with a name and a description."""
    name = hashlib.sha256(drawing.shapes.encode()).hexdigest()[:24]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:g} {drawing.height:g}">'
        f'<g font-family="{FONT}" fill="none">{drawing.shapes}</g></svg>'
    )
    return labelled(svg, name=name, title=title, description=description)


def headed(drawing: Drawing, *, title: str, notes: Sequence[str]) -> Drawing:
    """The drawing on white, with its title and notes above it."""
    lines = [line for note in notes for line in textwrap.wrap(note, LETTERS)]
    below = 12 + TITLE + (NOTE + 3) * len(lines) + 20
    words = [text(4, 10 + TITLE, title, size=TITLE, color=NIGHT, weight=700)]
    words += [text(4, 16 + TITLE + (NOTE + 3) * row, line, size=NOTE, color=NIGHT) for row, line in enumerate(lines, 1)]
    width = max(drawing.width, *(width_of(line, NOTE) + 8 for line in lines), width_of(title, TITLE) + 8)
    paper = f'<rect width="{width:g}" height="{below + drawing.height:g}" fill="#ffffff"/>'
    return Drawing(width, below + drawing.height, paper + "".join(words) + moved(0, below, [drawing.shapes]))


def moved(x: float, y: float, shapes: Iterable[str]) -> str:
    return f'<g transform="translate({x:g},{y:g})">{"".join(shapes)}</g>'


def text(
    x: float, y: float, words: str, *, size: int, color: str = MUTED, anchor: str = "start", weight: int = 400,
    opacity: float = 1, more: str = "",
) -> str:  # fmt: skip
    """Words with their foot at y."""
    look = f"{_unless(anchor, 'start', 'text-anchor')}{_unless(weight, 400, 'font-weight')}{faded(opacity)}{more}"
    return f'<text x="{x:.4g}" y="{y:.4g}" font-size="{size}" fill="{color}"{look}>{escape(words)}</text>'


def rule(start: tuple[float, float], end: tuple[float, float], *, color: str, width: float = 1, more: str = "") -> str:
    """A straight line."""
    (x, y), (x2, y2) = start, end
    place = f'x1="{x:.5g}" y1="{y:.5g}" x2="{x2:.5g}" y2="{y2:.5g}"'
    return f'<line {place} stroke="{color}" stroke-width="{width:g}"{more}/>'


def circle(x: float, y: float, *, radius: float, color: str, fill: str, more: str = "") -> str:
    place = f'cx="{x:.5g}" cy="{y:.5g}" r="{radius:g}"'
    return f'<circle {place} stroke="{color}" stroke-width="2" fill="{fill}"{more}/>'


def faded(opacity: float) -> str:
    return _unless(opacity, 1, "opacity")


def dashed(*lengths: int) -> str:
    return f' stroke-dasharray="{",".join(map(str, lengths))}"'


def fitted(words: str, size: int, *, room: float) -> str:
    """The words, or as much of them as there is room for."""
    if width_of(words, size) <= room:
        return words
    kept = next((words[:end] for end in range(len(words) - 1, 0, -1) if width_of(words[:end], size) <= room - size), "")
    return f"{kept.rstrip()}…"


def width_of(words: str, size: int) -> float:
    """About how wide words are in our font, rather too wide than too narrow."""
    narrow, wide = sum(letter in NARROW_LETTERS for letter in words), sum(letter in WIDE_LETTERS for letter in words)
    return size * (0.62 * (len(words) - narrow - wide) + 0.36 * narrow + 0.92 * wide)


def _unless(value: object, usual: object, name: str) -> str:
    return "" if value == usual else f' {name}="{value}"'
