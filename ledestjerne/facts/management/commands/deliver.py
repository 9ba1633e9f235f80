"""ledestjerne deliver FILE …"""

from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.command import Command as Base
from ledestjerne.base.time import now
from ledestjerne.facts import reads, writes
from ledestjerne.facts.incoming import pieces_of
from ledestjerne.facts.locks import BusyError
from ledestjerne.facts.models import Delivery
from ledestjerne.organisation.models import Unit


@dataclass(frozen=True, kw_only=True)
class RowCount:
    detail: int
    total: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class PeriodSum:
    period: str
    printed_total: float | None
    detail_sum: float | None
    complete: bool


@dataclass(frozen=True, kw_only=True)
class Found:
    sheet: str
    row: int
    column: str
    value: str
    rule: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Delivered:
    """The documented answer; its keys do not change."""

    delivery: int
    source: str
    rows: RowCount
    withheld_cells: int
    units: int
    periods: list[PeriodSum]
    problems: list[Found]


class Command(Base):
    help = _("Aflever filer, kontrollér dem, og godkend dem med --accept")
    expected = (BusyError,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("filen der skal afleveres"))
        parser.add_argument("--source", default="", help=_("kildens nøgle, når filen ikke selv skal genkendes"))
        parser.add_argument(
            "--institution", default="", help=_("institutionsnummer; uden det hører tallene til landet")
        )
        parser.add_argument("--period", default="", help=_("perioden filen gælder, når den ikke selv siger det"))
        parser.add_argument("--retrieved", type=date.fromisoformat, help=_("dagen filen blev hentet, fx 2026-05-01"))
        parser.add_argument("--accept", action="store_true", help=_("godkend, når der er noget at godkende"))

    def answer(self, **options: Any) -> Delivered | list[Delivered]:
        unit = unit_named(options["institution"])
        if options["source"] and options["source"] not in {source.key for source in reads.known_sources()}:
            raise ValidationError(_("Kilden «%(key)s» findes ikke.") % {"key": options["source"]})
        answers = [delivered(path, unit=unit, options=options) for path in options["files"]]
        return answers[0] if len(answers) == 1 else answers

    def told(self, answer: Delivered | list[Delivered]) -> Iterable[str]:
        for one in answer if isinstance(answer, list) else [answer]:
            yield from lines_of(one)

    def failed(self, answer: Delivered | list[Delivered]) -> bool:
        answers = answer if isinstance(answer, list) else [answer]
        return any(one.rows.detail + one.rows.total == 0 for one in answers)


def unit_named(code: str) -> Unit | None:
    unit = Unit.objects.filter(code=code).first() if code else None
    if code and unit is None:
        raise ValidationError(_("Institutionen %(code)s findes ikke i organisationen.") % {"code": code})
    return unit


def delivered(path: Path, *, unit: Unit | None, options: dict[str, Any]) -> Delivered:
    """Hand one file in, check it unless that is done, and accept it when asked and possible."""
    console = User.objects.console()
    path.stat()  # a file that is not there is told before anything is recorded
    delivery = writes.receive_delivery(
        by=console, unit=unit, file_name=path.name, pieces=partial(pieces_of, path), at=now(),
        source=options["source"], period=options["period"], retrieved_on=options["retrieved"],
    ).delivery  # fmt: skip
    if delivery.state == Delivery.State.RECEIVED or (delivery.state == Delivery.State.CHECKED and options["source"]):
        delivery = writes.check_delivery(delivery=delivery, by=console, at=now(), source=options["source"])
    may_be_accepted = delivery.state == Delivery.State.CHECKED and reads.report_of(delivery).is_acceptable
    if options["accept"] and may_be_accepted:
        delivery = writes.accept_delivery(delivery=delivery, by=console, at=now())
    return answer_for(delivery)


def answer_for(delivery: Delivery) -> Delivered:
    report = reads.report_of(delivery)
    return Delivered(
        delivery=delivery.pk,
        source=delivery.source,
        rows=RowCount(detail=report.detail_rows, total=report.total_rows, refused=report.refused_rows),
        withheld_cells=report.withheld_cells,
        units=len(report.units),
        periods=[
            PeriodSum(period=line.period, printed_total=whole(line.printed_total), detail_sum=whole(line.detail_sum),
                      complete=line.complete)
            for line in report.period_lines()
        ],
        problems=[
            Found(sheet=each.sheet, row=each.row, column=each.column, value=each.value, rule=each.rule,
                  message=each.message)
            for each in delivery.problems.all()
        ],
    )  # fmt: skip


def whole(value: float | None) -> float | None:
    """A number as JSON shows it best: 12945 and not 12945.0."""
    return int(value) if value is not None and value.is_integer() else value


def lines_of(one: Delivered) -> Iterable[str]:
    yield _("Leverance %(number)s: %(source)s") % {"number": one.delivery, "source": one.source or _("ukendt kilde")}
    yield _("%(detail)s rækker, %(total)s totaler, %(refused)s udeladt, %(withheld)s skjulte celler, %(units)s enheder") % {
        "detail": one.rows.detail, "total": one.rows.total, "refused": one.rows.refused,
        "withheld": one.withheld_cells, "units": one.units,
    }  # fmt: skip
    for problem in one.problems:
        place = " ".join(part for part in (problem.sheet, str(problem.row or ""), problem.column) if part)
        yield f"- {place}: {problem.message}" if place else f"- {problem.message}"
