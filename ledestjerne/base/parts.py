"""What the components in templates/ui show: plain values, made by reads and views."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.timezone import localtime


class Tone(StrEnum):
    """What a colour says beside the words; never said by colour alone."""

    NEUTRAL = "neutral"
    GOOD = "good"
    BAD = "bad"
    WARN = "warn"
    INFO = "info"


@dataclass(frozen=True)
class State:
    """A word for how far something is, with its tone; `is_open` draws a ring instead of a dot."""

    text: str
    tone: Tone = Tone.NEUTRAL
    is_open: bool = False


@dataclass(frozen=True)
class Sure:
    """What is asked before something is taken away: about what, what follows of it, what the button says, the way back."""

    question: str
    about: str
    text: str
    action: str
    back: str


@dataclass(frozen=True)
class Change:
    """How a figure moved: «+1,2 siden 2023/2024»; `direction` is «upward», «downward» or «» for no change."""

    text: str
    direction: str = ""
    tone: Tone = Tone.NEUTRAL

    @property
    def arrow(self) -> str:
        return f"arrow-{self.direction}" if self.direction else "minus"


@dataclass(frozen=True)
class FigureCard:
    """One figure at a glance. `value` is ready text; `hidden` says why there is none; `spark` is drawn SVG.

    `uncertainty` is its interval in words, or that nobody knows it.
    """

    title: str
    value: str = ""
    unit: str = ""
    url: str = ""
    period: str = ""
    hidden: str = ""
    change: Change | None = None
    state: State | None = None
    note: str = ""
    spark: str = ""
    uncertainty: str = ""


@dataclass(frozen=True)
class Column:
    """A column heading; `sort_url` makes it a link, `sorted_by` is «ascending» or «descending» when it is in force."""

    title: str
    is_number: bool = False
    sort_url: str = ""
    sorted_by: str = ""

    @property
    def arrow(self) -> str:
        return "arrow-upward" if self.sorted_by == "ascending" else "arrow-downward"


@dataclass(frozen=True)
class Cell:
    """One cell; `withheld` marks a hidden value, whose text then says so."""

    text: str
    url: str = ""
    withheld: bool = False
    state: State | None = None

    @property
    def is_plain(self) -> bool:
        """Text and nothing else: the template writes it at once, for a table has hundreds of them."""
        return not self.url and self.state is None


@dataclass(frozen=True)
class Row:
    """One row, as long as there are columns; its first cell is its heading. `is_own` lifts the reader's own unit.

    `key` is the row's name in the drawing of the same numbers.
    """

    cells: tuple[Cell, ...]
    is_own: bool = False
    key: str = ""

    @classmethod
    def of(cls, *texts: str, is_own: bool = False) -> "Row":
        return cls(cells=tuple(Cell(text) for text in texts), is_own=is_own)


@dataclass(frozen=True)
class Table:
    """A table with its caption; `is_cards` turns each row into a card where there is no room."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    is_cards: bool = True

    @property
    def body(self) -> list[tuple[Row, list[tuple[Column, Cell]]]]:
        """Each row with its cells beside their columns, as the template walks them."""
        return [(row, list(zip(self.columns, row.cells, strict=True))) for row in self.rows]


@dataclass(frozen=True)
class Step:
    """One step of a way to walk; `state` is «done», «current» or «» for to come."""

    title: str
    text: str = ""
    url: str = ""
    state: str = ""


@dataclass(frozen=True)
class Tab:
    """One of several pages that belong together."""

    label: str
    url: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Moment:
    """Something that happened: what, when, by whom."""

    title: str
    at: datetime | date
    by: str = ""
    text: str = ""
    url: str = ""

    @property
    def when(self) -> str:
        """The day, and for a moment the time of day in Denmark."""
        if isinstance(self.at, datetime):
            return date_format(localtime(self.at), "DATETIME_FORMAT")
        return date_format(self.at)


@dataclass(frozen=True)
class Term:
    """A term and what holds for it."""

    name: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere; without `url` it is where the reader stands."""

    label: str
    url: str = ""


def trail(*links: tuple[str, str], here: str) -> Sequence[Link]:
    """Breadcrumbs: (label, url) from the top down, and the page itself."""
    return [*(Link(label=label, url=url) for label, url in links), Link(label=here)]
