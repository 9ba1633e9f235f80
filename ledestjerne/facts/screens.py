"""What the pages about deliveries show, in the components' own words."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ledestjerne.base.danish import NON_BREAKING_SPACE, format_number
from ledestjerne.base.parts import Cell, Column, Row, State, Tab, Table, Term, Tone
from ledestjerne.base.templatetags.ui import period
from ledestjerne.facts.coverage import CoverageLine
from ledestjerne.facts.models import Delivery, Problem
from ledestjerne.facts.progress import state_of
from ledestjerne.facts.reads import Freshness
from ledestjerne.facts.recognise import REASONS
from ledestjerne.facts.report import PeriodLine, Report
from ledestjerne.facts.rows import PrintedRow, heading_words

SHOWN_PERIODS = 40
SHOWN_UNITS = 200


def deliveries_table(deliveries: Iterable[Delivery]) -> Table:
    columns = (_("Fil"), _("Kilde"), _("For"), _("Afleveret"), _("Tilstand"))
    return Table(
        caption=_("Leverancer, de nyeste først"),
        columns=tuple(Column(title) for title in columns),
        rows=tuple(
            Row(
                cells=(
                    Cell(each.file_name, url=reverse("facts:delivery-detail", args=[each.pk])),
                    Cell(each.title or _("Ikke genkendt endnu")),
                    Cell(each.unit.name if each.unit else _("Hele landet")),
                    Cell(date_format(localtime(each.received_at))),
                    Cell("", state=state_of(each)),
                )
            )
            for each in deliveries
        ),
    )


def freshness_table(lines: Sequence[Freshness]) -> Table:
    columns = (_("Kilde"), _("Tal til og med"), _("Seneste leverance"))
    return Table(
        caption=_("Hvor friske tallene er"),
        columns=tuple(Column(title) for title in columns),
        rows=tuple(
            Row(
                cells=(
                    Cell(line.title),
                    Cell(period(line.newest_period)),
                    Cell(
                        date_format(localtime(line.delivery.received_at)),
                        url=reverse("facts:delivery-detail", args=[line.delivery.pk]) if line.may_be_opened else "",
                    ),
                )
            )
            for line in lines
        ),
    )


RHYTHMS = {
    "yearly": gettext_lazy("hvert år"),
    "monthly": gettext_lazy("hver måned"),
    "weekly": gettext_lazy("hver uge"),
    "once": gettext_lazy("én gang"),
}


def coverage_table(lines: Iterable[CoverageLine], *, opened: Collection[int]) -> Table:
    """What each source tells of each unit; `opened` are the deliveries the reader may open."""
    columns = (_("Kilde"), _("Enhed"), _("Perioder"), _("Mangler"), _("Ikke fuldstændig"), _("Alder"), _("Rytme"))
    return Table(
        caption=_("Hvad der er tal for"),
        columns=tuple(Column(title) for title in columns),
        rows=tuple(coverage_row(line, may_open=line.delivery in opened) for line in lines),
    )


def coverage_row(line: CoverageLine, *, may_open: bool) -> Row:
    address = reverse("facts:delivery-detail", args=[line.delivery]) if may_open else ""
    weeks = ngettext(" (%(count)s uge)", " (%(count)s uger)", line.weeks) % {"count": line.weeks} if line.weeks else ""
    age = age_text(line.age).replace(" ", NON_BREAKING_SPACE)
    is_late = State(text=age, tone=Tone.WARN) if line.is_late else None
    return Row(
        cells=(
            Cell(line.title, url=address),
            Cell(line.unit.name),
            Cell(span(line.periods, line.missing) + weeks),
            Cell(", ".join(map(period, line.missing)) or "–"),
            Cell(", ".join(map(period, line.incomplete)) or "–"),
            Cell("" if is_late else age, state=is_late),
            Cell(str(RHYTHMS[line.rhythm])),
        )
    )


def age_text(days: int) -> str:
    if not days:
        return _("i dag")
    return ngettext("%(count)s dag", "%(count)s dage", days) % {"count": format_number(days)}


def span(periods: Sequence[str], missing: Sequence[str]) -> str:
    """Three periods or more without a gap as first and last, others one by one."""
    if len(periods) > 2 and not missing:  # two are as short written out
        return f"{period(periods[0])} – {period(periods[-1])}"
    return ", ".join(map(period, periods))


def counts_of(delivery: Delivery, report: Report) -> tuple[Term, ...]:
    """The numbers a person looks at first."""
    refused = reverse("facts:delivery-detail", args=[delivery.pk]) + "?vis=refused#fund"
    counts = [
        (_("Rækker læst"), report.detail_rows, ""),
        (_("Trykte totaler"), report.total_rows, ""),
        (_("Rækker udeladt"), report.refused_rows, refused if report.refused_rows else ""),
        (_("Skjulte celler"), report.withheld_cells, ""),
        (_("Enheder"), len(report.units), ""),
    ]
    return tuple(Term(name=name, text=format_number(count), url=url) for name, count, url in counts)


def periods_table(report: Report, *, measures: Mapping[str, str]) -> Table | None:
    """Printed totals beside the sums of the printed details; none when the file has no periods.

    `measures` is what the file calls them.
    """
    if not report.periods:
        return None
    many = len({line.measure for line in report.periods}) > 1
    has_sheets = len({line.sheet for line in report.periods}) > 1
    sums = any(line.printed_total is not None or line.detail_sum is not None for line in report.periods)
    columns = [Column(_("Periode")), *([Column(_("Ark"))] if has_sheets else [])]
    columns += [Column(_("Mål"))] if many else []
    columns += [
        Column(title, is_number=True) for title in (_("Trykt total"), _("Sum af rækkerne"), _("Forskel")) if sums
    ]
    return Table(
        caption=_("Perioder: trykte totaler og summen af de trykte rækker") if sums else _("Perioder i filen"),
        columns=(*columns, Column(_("Status"))),
        rows=tuple(
            Row(cells=tuple(period_cells(line, sheet=has_sheets, named=measures if many else None, sums=sums)))
            for line in shown_periods(report)
        ),
    )


def shown_periods(report: Report) -> tuple[PeriodLine, ...]:
    return report.periods if len(report.periods) <= SHOWN_PERIODS else report.period_lines()[-SHOWN_PERIODS:]


def period_cells(line: PeriodLine, *, sheet: bool, named: Mapping[str, str] | None, sums: bool) -> Iterator[Cell]:
    yield Cell(period(line.period))
    if sheet:
        yield Cell(line.sheet or "–")
    if named is not None:
        yield Cell(named.get(line.measure) or line.measure.replace("_", " "))
    if sums:
        for value in (line.printed_total, line.detail_sum, line.difference):
            decimals = 0 if value is None or float(value).is_integer() else 2
            yield Cell("–" if value is None else format_number(value, decimals=decimals))
    yield Cell(
        "", state=State(_("Fuldstændig"), Tone.GOOD) if line.complete else State(_("Ikke fuldstændig"), Tone.WARN)
    )


def units_table(report: Report) -> Table | None:
    """The units the file tells of, by code, with the name it prints; at most two hundred."""
    if not report.units:
        return None
    names = {unit.code: unit.name for unit in report.named_units}
    return Table(
        caption=_("Enheder og deres koder"),
        columns=(Column(_("Kode")), Column(_("Navn i filen"))),
        rows=tuple(Row.of(code, names.get(code, "–")) for code in report.units[:SHOWN_UNITS]),
    )


def columns_table(report: Report) -> Table | None:
    """Each heading and what it was taken to mean."""
    if not report.columns:
        return None
    has_sheets = len({column.sheet for column in report.columns}) > 1
    titles = [_("Overskrift i filen"), _("Læst som"), *([_("Ark")] if has_sheets else [])]
    return Table(
        caption=_("Kolonner og hvad de er læst som"),
        columns=tuple(Column(title) for title in titles),
        rows=tuple(
            Row.of(
                heading_words(column) or "–",
                column.meant_as or _("Ikke brugt"),
                *([column.sheet] if has_sheets else []),
            )
            for column in report.columns
        ),
    )


def reasons_of(report: Report) -> list[str]:
    """Why the file may be of each source it looks like; as it was written where an older version wrote it in words."""
    return [
        _(REASONS[each.reason]).format(what=each.what, measure=each.measure) if each.reason in REASONS else each.why
        for each in report.candidates
    ]


def problems_table(problems: Iterable[Problem], *, caption: str) -> Table:
    """What was found, with its place in the file."""
    columns = (_("Hvad"), _("Ark"), _("Række"), _("Kolonne"), _("Værdi"))
    numbers = {_("Række")}
    return Table(
        caption=caption,
        columns=tuple(Column(title, is_number=title in numbers) for title in columns),
        rows=tuple(
            Row.of(each.told, each.sheet or "–", str(each.row or "–"), each.column or "–", each.value or "–")
            for each in problems
        ),
    )


def problem_tabs(delivery: Delivery, *, chosen: str) -> list[Tab]:
    """One tab per severity that has findings."""
    counts = dict(delivery.problems.order_by().values_list("severity").annotate(Count("pk")))
    here = reverse("facts:delivery-detail", args=[delivery.pk])
    return [
        Tab(label=str(label), url=f"{here}?vis={key}#fund", is_current=key == chosen, count=counts[key])
        for key, label in Problem.SEVERITIES
        if key in counts
    ]


@dataclass(frozen=True)
class Line:
    """One printed row beside its number; `is_here` is the one a figure rests on."""

    row: int
    cells: tuple[str, ...]
    is_here: bool


def lines_of(rows: Sequence[PrintedRow], *, here: int) -> list[Line]:
    """Printed rows for the page, all equally wide."""
    width = max((len(each.cells) for each in rows), default=0)
    return [
        Line(row=each.row, cells=each.cells + ("",) * (width - len(each.cells)), is_here=each.row == here)
        for each in rows
    ]
