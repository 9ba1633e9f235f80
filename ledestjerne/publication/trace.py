"""From a frozen figure back to its definition, its deliveries and the rows it was read from, and on to who cites it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from ledestjerne.facts import reads as facts
from ledestjerne.facts.models import Delivery
from ledestjerne.followup.models import Finding
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.publication.models import Edition

MOST_ROWS = 200
ROWS = """
SELECT delivery, source, sheet, row, kind, measure, to_json(dims) AS dims, value, withheld FROM published
WHERE list_contains($deliveries, delivery) AND list_contains($sources, source) AND unit = $unit AND period = $period
ORDER BY delivery, sheet, row, measure LIMIT $most"""

PUPIL_WEEKS = """
SELECT delivery, class, count(*) FROM pupil_week
WHERE list_contains($deliveries, delivery) AND school_year = $period AND $unit IN (institution, department, education, class)
GROUP BY delivery, class HAVING count(DISTINCT pupil) >= $fewest ORDER BY delivery, class"""


@dataclass(frozen=True)
class TracedFigure:
    """The figure as it was frozen. Per cent are 0 to 100; hidden ones have no numbers."""

    id: int
    indicator: str
    title: str
    unit: str
    period: str
    breakdown: Mapping[str, str]
    value: float | None
    numerator: float | None
    n: int | None
    interval: tuple[float, float] | None
    hidden: str
    marks: tuple[str, ...]
    source: str
    facts_version: str
    frozen_at: datetime


@dataclass(frozen=True)
class TracedDefinition:
    """The definition as it read when the figure was frozen, and its SHA-256."""

    key: str
    hash: str
    text: Mapping[str, Any]


@dataclass(frozen=True)
class TracedDelivery:
    """A file the figure rests on; `sha256` is that of its bytes."""

    delivery: int
    source: str
    title: str
    file: str
    sha256: str
    state: str
    received_at: datetime
    attribution: str


@dataclass(frozen=True)
class TracedRow:
    """A printed cell of the unit and period in one of the deliveries; its value is left out when the figure is hidden."""

    delivery: int
    sheet: str
    row: int
    kind: str
    measure: str
    dims: Mapping[str, str]
    value: float | None
    withheld: bool


@dataclass(frozen=True)
class TracedWeeks:
    """How many pupil-weeks of lessons of one class the figure counts from a delivery; pupils are never told apart."""

    delivery: int
    unit: str
    pupil_weeks: int


@dataclass(frozen=True)
class Citation:
    """An edition that shows the figure, and the numbers of the rows that rest on it."""

    edition: str
    number: int
    rows: tuple[int, ...]
    revoked: bool


@dataclass(frozen=True)
class TracedFinding:
    """A finding that was accepted on the figure, and the row of the plan that rests on it (None: not yet)."""

    finding: int
    title: str
    plan: str
    row: int | None


@dataclass(frozen=True)
class Trace:
    """The whole thread. `rows` are the first 200 printed ones; of lessons `lessons` tells the pupil-weeks by class."""

    frozen: TracedFigure
    definition: TracedDefinition
    deliveries: tuple[TracedDelivery, ...]
    rows: tuple[TracedRow, ...]
    findings: tuple[TracedFinding, ...]
    lessons: tuple[TracedWeeks, ...]
    cited_by: tuple[Citation, ...]


def trace_of(frozen: FrozenResult) -> Trace:
    """Everything a frozen figure rests on and everyone who cites it."""
    text: dict[str, Any] = json.loads(frozen.definition_text)
    told = indicators.told_today([frozen])[frozen.pk]
    return Trace(
        frozen=traced_figure(frozen, told),
        definition=TracedDefinition(key=frozen.indicator, hash=frozen.definition_hash, text=text),
        deliveries=tuple(
            traced_delivery(each) for each in Delivery.objects.filter(pk__in=frozen.deliveries).order_by("pk")
        ),
        rows=tuple(rows_behind(frozen, told, sources=text.get("sources", []))),
        findings=tuple(traced_finding(each) for each in findings_on(frozen)),
        lessons=tuple(lessons_behind(frozen, told)) if text.get("table") == "pupil_week" else (),
        cited_by=tuple(citations_of(frozen)),
    )


def traced_figure(frozen: FrozenResult, told: indicators.Result) -> TracedFigure:
    """As much of the figure as may be told today."""
    return TracedFigure(
        id=frozen.pk, indicator=frozen.indicator, title=frozen.title, unit=frozen.code, period=frozen.period,
        breakdown=frozen.breakdown, value=told.value, numerator=told.numerator, n=told.n,
        interval=None if told.low is None or told.high is None else (told.low, told.high),
        hidden=told.hidden.value if told.hidden else "", marks=tuple(frozen.marks), source=frozen.source_line,
        facts_version=frozen.facts_version, frozen_at=frozen.frozen_at,
    )  # fmt: skip


def traced_delivery(delivery: Delivery) -> TracedDelivery:
    return TracedDelivery(
        delivery=delivery.pk, source=delivery.source, title=delivery.title, file=delivery.file_name,
        sha256=delivery.sha256, state=delivery.state, received_at=delivery.received_at,
        attribution=delivery.attribution,
    )  # fmt: skip


def findings_on(frozen: FrozenResult) -> QuerySet[Finding]:
    return Finding.objects.filter(figure=frozen).select_related("row__plan").order_by("pk")


def traced_finding(finding: Finding) -> TracedFinding:
    row = finding.row
    return TracedFinding(
        finding=finding.pk, title=finding.title, plan=row.plan.year if row else "", row=row.position if row else None
    )


def rows_behind(frozen: FrozenResult, told: indicators.Result, *, sources: list[str]) -> list[TracedRow]:
    """The printed cells in the rows the figure was read from; none of a delivery that was withdrawn.

    A figure frozen without its rows is led back to every row of its unit and period.
    """
    asked = {
        "deliveries": frozen.deliveries, "sources": sources, "unit": frozen.code, "period": frozen.period,
        "most": MOST_ROWS,
    }  # fmt: skip
    exact = {(each.delivery, each.sheet, each.row) for each in frozen.source_rows}
    with facts.open_facts() as snapshot:
        found = snapshot.execute(ROWS, asked).fetchall()
    return [
        TracedRow(
            delivery=delivery, sheet=sheet, row=row, kind=kind, measure=measure, dims=json.loads(dims),
            value=None if told.hidden else value, withheld=withheld,
        )
        for delivery, _source, sheet, row, kind, measure, dims, value, withheld in found
        if not exact or (delivery, sheet, row) in exact
    ]  # fmt: skip


def lessons_behind(frozen: FrozenResult, told: indicators.Result) -> list[TracedWeeks]:
    """The classes whose lessons the figure is counted from, but for those whose own figure is not shown; none when it is hidden."""
    if told.hidden:
        return []
    asked = {
        "deliveries": frozen.deliveries, "unit": frozen.code, "period": frozen.period,
        "fewest": frozen.definition.fewest_shown,
    }  # fmt: skip
    with facts.open_facts() as snapshot:
        found = [TracedWeeks(*each) for each in snapshot.execute(PUPIL_WEEKS, asked).fetchall()]
    today_it_is = indicators.every_definition().get(frozen.indicator)
    if today_it_is is None:
        return []
    live = indicators.live_figures(today_it_is)
    units = {each.unit for each in found}
    shown = {code for code in units if (one := live.result(code, period=frozen.period)) and not one.hidden}
    return [each for each in found if each.unit in shown]


def citations_of(frozen: FrozenResult) -> list[Citation]:
    editions = (
        Edition.objects.filter(content__contains=f'"frozen_id":{frozen.pk},').order_by("pk").select_related("unit")
    )
    return [
        Citation(
            edition=str(edition),
            number=edition.number,
            rows=tuple(
                row.number
                for row in edition.read().rows
                if any(figure.frozen_id == frozen.pk for figure in row.figures)
            ),
            revoked=edition.is_revoked,
        )
        for edition in editions
    ]
