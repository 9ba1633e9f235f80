"""ledestjerne trace FROZEN_ID"""

from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.command import Command as Base
from ledestjerne.base.time import today
from ledestjerne.followup import reads
from ledestjerne.followup.answers import FindingAnswer, finding_answer
from ledestjerne.followup.reads import Trace
from ledestjerne.indicators.models import FrozenResult


@dataclass(frozen=True)
class FigureAnswer:
    id: int
    unit: str
    indicator: str
    title: str
    period: str
    breakdown: dict[str, str]
    value: float | None
    numerator: float | None
    n: int | None
    interval: tuple[float, float] | None
    hidden: str
    definition_hash: str
    source: str
    frozen_at: datetime
    frozen_by: str


@dataclass(frozen=True)
class DeliveryAnswer:
    id: int
    file_name: str
    sha256: str
    source: str
    received_at: datetime
    state: str


@dataclass(frozen=True)
class PrintedAnswer:
    delivery: int
    sheet: str
    row: int


@dataclass(frozen=True)
class TraceAnswer:
    figure: FigureAnswer
    deliveries: list[DeliveryAnswer]
    rows: list[PrintedAnswer]
    findings: list[FindingAnswer]


class Command(Base):
    help = _("Følg et fastholdt tal tilbage til definition, leverancer og rækker, og frem til det, der hviler på det")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", type=int, metavar="NUMMER", help=_("det fastholdte tals nummer"))

    def answer(self, **options: Any) -> TraceAnswer:
        figure = FrozenResult.objects.filter(pk=options["id"]).select_related("unit", "frozen_by").first()
        if figure is None:
            raise ValidationError(_("Der er intet fastholdt tal med nummer %(id)s.") % {"id": options["id"]})
        return trace_answer(reads.trace_of(figure, user=User.objects.console(), on=today()))

    def told(self, answer: TraceAnswer) -> Iterable[str]:
        figure = answer.figure
        yield f"{figure.title}, {figure.unit}, {figure.period}: {figure.value} ({figure.source})"
        yield _("Definition: %(key)s %(hash)s") % {"key": figure.indicator, "hash": figure.definition_hash}
        for delivery in answer.deliveries:
            yield _("Leverance %(id)s: %(name)s") % {"id": delivery.id, "name": delivery.file_name}
        for row in answer.rows:
            yield "  " + _("Række %(row)s %(sheet)s").strip() % {"row": row.row, "sheet": row.sheet}
        for finding in answer.findings:
            yield _("Fund %(id)s: %(title)s") % {"id": finding.id, "title": finding.title}


def trace_answer(trace: Trace) -> TraceAnswer:
    return TraceAnswer(
        figure=figure_answer(trace.figure),
        deliveries=[
            DeliveryAnswer(each.pk, each.file_name, each.sha256, each.source, each.received_at, each.state)
            for each in trace.deliveries
        ],
        rows=[PrintedAnswer(row.delivery, row.sheet, row.row) for row in trace.figure.source_rows],
        findings=[finding_answer(each) for each in trace.findings],
    )


def figure_answer(figure: FrozenResult) -> FigureAnswer:
    interval = None if figure.low is None or figure.high is None else (figure.low, figure.high)
    return FigureAnswer(
        id=figure.pk, unit=figure.unit.code, indicator=figure.indicator, title=figure.title, period=figure.period,
        breakdown=figure.breakdown, value=figure.value, numerator=figure.numerator, n=figure.n, interval=interval,
        hidden=figure.hidden, definition_hash=figure.definition_hash, source=figure.source_line,
        frozen_at=figure.frozen_at, frozen_by=figure.frozen_by.name,
    )  # fmt: skip
