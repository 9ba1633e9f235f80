"""A local reference as programs and spreadsheets get it, with where it comes from."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from ledestjerne.base.sheets import BOM, number_text
from ledestjerne.indicators.reads import ReferenceAnswer
from ledestjerne.indicators.reference.definition import LABEL, Kind
from ledestjerne.indicators.reference.standing import LocalReference, NoReference
from ledestjerne.indicators.reference_screens import NamedUnit
from ledestjerne.indicators.results import HiddenReason

HEAD = (
    "unit", "name", "period", "label", "n", "actual", "expected", "difference", "low", "high", "verdict", "shrunken",
    "hidden", "unit_of_measure", "source", "reference", "definition_hash", "facts_version",
)  # fmt: skip


@dataclass(frozen=True)
class UnitAnswer:
    """One unit; shares in per cent. `interval` is of the difference, at 95 %; all numbers are null where it is hidden."""

    unit: str
    name: str
    n: int | None
    actual: float | None
    expected: float | None
    difference: float | None
    interval: tuple[float, float] | None
    verdict: str | None
    shrunken: float | None
    shrunken_interval: tuple[float, float] | None
    hidden: str | None


@dataclass(frozen=True)
class TermAnswer:
    name: str
    estimate: float
    standard_error: float


@dataclass(frozen=True)
class ReferenceDownload:
    """The reference for one period with all that is needed to explain it; the keys are documented and stable."""

    reference: str
    label: str
    title: str
    period: str
    unit_of_measure: str
    trouble: str | None
    definition_hash: str
    definition: dict[str, object]
    facts_version: str
    source: str
    model: tuple[TermAnswer, ...]
    units: tuple[UnitAnswer, ...]


def download(answer: ReferenceAnswer, units: Sequence[NamedUnit]) -> ReferenceDownload:
    """The reference for the units the reader may see."""
    definition, found = answer.definition, answer.found
    terms = found.terms if isinstance(found, LocalReference) else ()
    return ReferenceDownload(
        reference=definition.key,
        label=LABEL,
        title=definition.title,
        period=answer.period,
        unit_of_measure="percent" if definition.kind is Kind.LOGISTIC else "grade",
        trouble=found.reason.trouble.value if isinstance(found, NoReference) else None,
        definition_hash=definition.digest,
        definition=definition.model_dump(mode="json"),
        facts_version=answer.version,
        source=definition.attribution,
        model=tuple(TermAnswer(each.name or "intercept", each.estimate, each.standard_error) for each in terms),
        units=tuple(_unit(each, definition.per_hundred) for each in units),
    )


def _unit(unit: NamedUnit, scale: float) -> UnitAnswer:
    found = unit.standing
    if found is None:
        nothing = (None,) * 8
        return UnitAnswer(unit.code, unit.name, *nothing, HiddenReason.FEW.value)
    return UnitAnswer(
        unit=unit.code,
        name=unit.name,
        n=found.n,
        actual=found.actual * scale,
        expected=found.expected * scale,
        difference=found.difference * scale,
        interval=(found.low * scale, found.high * scale),
        verdict=found.verdict.value,
        shrunken=found.drawn * scale,
        shrunken_interval=(found.drawn_low * scale, found.drawn_high * scale),
        hidden=None,
    )


def as_csv(found: ReferenceDownload) -> bytes:
    """For a Danish spreadsheet: semicolons, decimal comma, and the provenance on every line."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(_line(found, each) for each in found.units)
    return (BOM + text.getvalue()).encode()


def _line(found: ReferenceDownload, each: UnitAnswer) -> Sequence[str]:
    low, high = each.interval or (None, None)
    numbers = [number_text(value) for value in (each.n, each.actual, each.expected, each.difference, low, high)]
    whence = (found.source, found.reference, found.definition_hash, found.facts_version)
    return (
        each.unit, each.name, found.period, found.label, *numbers, each.verdict or "", number_text(each.shrunken),
        each.hidden or "", found.unit_of_measure, *whence,
    )  # fmt: skip
