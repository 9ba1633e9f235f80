"""The list of initiatives as a table."""

from collections.abc import Iterable
from datetime import date

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ledestjerne.base.danish import NON_BREAKING_SPACE
from ledestjerne.base.parts import Cell, Column, Row, State, Table, Tone
from ledestjerne.followup.models import Initiative, RowKind
from ledestjerne.followup.reads.initiatives import InitiativeQuery, InitiativeSheet, initiative_sheet


def initiative_table(found: Iterable[Initiative], query: InitiativeQuery, *, address: QueryDict, on: date) -> Table:
    """One row an initiative; `address` is what the reader asked for, so that sorting keeps it."""
    rows = tuple(line(initiative_sheet(each), on=on) for each in found)
    return Table(caption=caption(len(rows)), columns=columns(query, address), rows=rows)


def caption(count: int) -> str:
    return _("1 indsats") if count == 1 else _("%(count)d indsatser") % {"count": count}


def columns(query: InitiativeQuery, address: QueryDict) -> tuple[Column, ...]:
    def column(title: str, key: str) -> Column:
        asked = address.copy()
        asked["sort"] = key
        return Column(title, sort_url=f"?{asked.urlencode()}", sorted_by="ascending" if query.sort == key else "")

    return (
        column(_("Indsats"), "text"), Column(_("Ansvarlig")), column(_("Frist"), "deadline"),
        column(_("Status"), "status"), column(_("Række"), "row"), Column(_("Type")),
    )  # fmt: skip


def line(sheet: InitiativeSheet, *, on: date) -> Row:
    initiative = sheet.initiative
    row = initiative.row
    where = reverse("followup:row-detail", args=[row.plan.unit.code, row.plan.slug, row.pk])
    return Row(cells=(
        Cell(initiative.text, url=where),
        Cell(sheet.owner_text or _("Ingen endnu")),
        deadline(sheet, on=on),
        Cell("", state=sheet.state),
        Cell(f"{row.position}{NON_BREAKING_SPACE}i{NON_BREAKING_SPACE}{row.plan.year}", url=where),
        Cell(str(RowKind(row.kind).label)),
    ))  # fmt: skip


def deadline(sheet: InitiativeSheet, *, on: date) -> Cell:
    """The day, marked when it is past and the initiative is not finished; else the time in words."""
    ends_on = sheet.initiative.ends_on
    if ends_on is None:
        return Cell("; ".join(sheet.times))
    day = date_format(ends_on)
    late = ends_on < on and not sheet.is_finished
    return Cell(day, state=State(_("%(day)s, overskredet") % {"day": day}, Tone.BAD)) if late else Cell(day)
