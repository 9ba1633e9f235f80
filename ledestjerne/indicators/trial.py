"""A definition tried out before it goes live: on its own examples and on the facts in force. Nothing is kept."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ledestjerne.indicators import reads
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.examples import misses
from ledestjerne.indicators.explained import counted_words
from ledestjerne.indicators.reads import LiveFigures
from ledestjerne.indicators.results import WHOLE, Result
from ledestjerne.indicators.words import value_words

SHOWN_UNITS = 10


@dataclass(frozen=True)
class PreviewExample:
    name: str
    is_met: bool
    misses: tuple[str, ...]


@dataclass(frozen=True)
class PreviewFigure:
    unit: str
    period: str
    text: str


@dataclass(frozen=True)
class Preview:
    """A definition tried out: drafts too, on its own examples and on the facts in force."""

    indicator: str
    status: str
    title: str
    plain: str
    counted: str
    definition_hash: str
    examples: tuple[PreviewExample, ...]
    units: int
    figures: tuple[PreviewFigure, ...]


def preview(definition: Definition) -> Preview:
    """The outcome of the examples, and the newest figure of the first units."""
    live = reads.live_figures(definition)
    return Preview(
        indicator=definition.key,
        status=definition.status.value,
        title=definition.title,
        plain=definition.plain,
        counted=counted_words(definition),
        definition_hash=definition.digest,
        examples=tuple(tried_examples(definition)),
        units=len(live.by_unit),
        figures=tuple(
            PreviewFigure(each.unit, each.period, value_words(definition, each)) for each in newest(live, units=None)
        ),
    )


def tried_examples(definition: Definition) -> Iterator[PreviewExample]:
    """Each worked example with what the engine did not give as expected."""
    found = misses(definition)
    for each in definition.examples:
        told = tuple(str(miss) for miss in found if miss.example == each.name)
        yield PreviewExample(each.name, not told, told)


def newest(live: LiveFigures, *, units: Collection[str] | None) -> Iterator[Result]:
    """The newest figure of the first units, of all or of those named; the whole before its parts."""
    codes = sorted(code for code in live.by_unit if units is None or code in units)
    for code in codes[:SHOWN_UNITS]:
        found = live.of(code)
        period = max(each.period for each in found)
        yield min(
            (each for each in found if each.period == period), key=lambda each: (len(each.breakdown), each.breakdown)
        )


def longest(live: LiveFigures, *, units: Collection[str]) -> tuple[Result, ...]:
    """The longest series among the units named, for a chart to try; the first by code of equals."""
    series = [live.series(code, breakdown=WHOLE) for code in sorted(units) if code in live.by_unit]
    return max(series, key=len, default=())
