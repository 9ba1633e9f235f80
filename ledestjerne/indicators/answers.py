"""Figures as programs and spreadsheets get them, each with where it comes from."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ledestjerne.base.sheets import BOM, number_text
from ledestjerne.indicators import reads
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.reads import Companion, LiveFigures
from ledestjerne.indicators.results import Result

REFERENCE = "reference"  # the name in a breakdown that tells which reference the record is of
VERDICT = "verdict:"  # begins the mark that holds the publisher's own word
HEAD = (
    "unit", "period", "breakdown", "value", "numerator", "n", "low", "high", "hidden", "marks", "source", "indicator",
    "unit_of_measure", "definition_hash", "facts_version",
)  # fmt: skip


@dataclass(frozen=True)
class FigureAnswer:
    """One figure; the keys are documented and stable. `interval` is [low, high] at 95 %, or null."""

    unit: str
    period: str
    breakdown: dict[str, str]
    value: float | None
    numerator: float | None
    n: int | None
    interval: tuple[float, float] | None
    hidden: str | None
    marks: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Download:
    """The figures of a unit with all that is needed to explain them.

    `references` are the figures of `reference_indicator`, without which these must not be published.
    """

    indicator: str
    title: str
    unit_of_measure: str
    definition_hash: str
    definition: dict[str, object]
    facts_version: str
    figures: list[FigureAnswer]
    references: list[FigureAnswer]
    reference_indicator: str | None


def answers(definition: Definition, results: Iterable[Result]) -> list[FigureAnswer]:
    """The figures in the order given."""
    sources: dict[tuple[int, ...], str] = {}
    found = []
    for result in results:
        if result.deliveries not in sources:
            sources[result.deliveries] = reads.source_line(definition, result)
        found.append(_answer(result, sources[result.deliveries]))
    return found


def beside_answers(beside: Iterable[Companion]) -> list[FigureAnswer]:
    """The references figures are not published without: records like theirs, whose breakdown names the reference."""
    return [
        replace(
            each,
            breakdown={REFERENCE: one.definition.key, **each.breakdown},
            marks=(*each.marks, VERDICT + one.result.verdict) if one.result.verdict else each.marks,
        )
        for one in beside
        for each in answers(one.definition, [one.result])
    ]


def _answer(result: Result, source: str) -> FigureAnswer:
    return FigureAnswer(
        unit=result.unit,
        period=result.period,
        breakdown=dict(result.breakdown),
        value=result.value,
        numerator=result.numerator,
        n=result.n,
        interval=None if result.low is None or result.high is None else (result.low, result.high),
        hidden=result.hidden.value if result.hidden else None,
        marks=tuple(mark.value for mark in result.marks),
        source=source,
    )


def download(live: LiveFigures, results: Iterable[Result], *, beside: Sequence[Companion] = ()) -> Download:
    """The figures with their definition and the facts they rest on; `beside` are the references that go with them."""
    definition = live.definition
    return Download(
        indicator=definition.key,
        title=definition.title,
        unit_of_measure=definition.unit.value,
        definition_hash=definition.digest,
        definition=definition.model_dump(mode="json"),
        facts_version=live.version,
        figures=answers(definition, results),
        references=[each for one in beside for each in answers(one.definition, [one.result])],
        reference_indicator=beside[0].definition.key if beside else None,
    )


def as_csv(found: Download) -> bytes:
    """The figures for a Danish spreadsheet: semicolons, decimal comma, and the provenance on every line."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(_line(found, each, found.indicator) for each in found.figures)
    writer.writerows(_line(found, each, found.reference_indicator or "") for each in found.references)
    return (BOM + text.getvalue()).encode()


def _line(found: Download, each: FigureAnswer, indicator: str) -> Sequence[str]:
    low, high = each.interval or (None, None)
    parts = ", ".join(f"{name}={member}" for name, member in each.breakdown.items())
    numbers = [number_text(value) for value in (each.value, each.numerator, each.n, low, high)]
    words = (each.hidden or "", " ".join(each.marks), each.source, indicator, found.unit_of_measure)
    return (each.unit, each.period, parts, *numbers, *words, found.definition_hash, found.facts_version)
