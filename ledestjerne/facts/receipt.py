"""What the command line answers about a delivery; the documented JSON."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ledestjerne.facts import reads
from ledestjerne.facts.models import Delivery


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


def answer_for(delivery: Delivery) -> Delivered:
    """The answer about a delivery as it stands."""
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
                  message=each.told)
            for each in delivery.problems.all()
        ],
    )  # fmt: skip


def whole(value: float | None) -> float | None:
    """A number as JSON shows it best: 12945 and not 12945.0."""
    return int(value) if value is not None and value.is_integer() else value


def lines_of(one: Delivered) -> Iterable[str]:
    """The answer for a person."""
    yield _("Leverance %(number)s: %(source)s") % {"number": one.delivery, "source": one.source or _("ukendt kilde")}
    yield _("%(detail)s rækker, %(total)s totaler, %(refused)s udeladt, %(withheld)s skjulte celler, %(units)s enheder") % {
        "detail": one.rows.detail, "total": one.rows.total, "refused": one.rows.refused,
        "withheld": one.withheld_cells, "units": one.units,
    }  # fmt: skip
    for problem in one.problems:
        place = " ".join(part for part in (problem.sheet, str(problem.row or ""), problem.column) if part)
        yield f"- {place}: {problem.message}" if place else f"- {problem.message}"
