"""Which source a file is, by its shape and headings; its name is never looked at. Pure."""

import re
from collections.abc import Iterable
from pathlib import Path

from ledestjerne.base.noop import gettext_noop
from ledestjerne.facts.binding import SEARCHED
from ledestjerne.facts.checked import Recognition
from ledestjerne.facts.contract import Shape, Source
from ledestjerne.facts.door import Opened, Table, open_file
from ledestjerne.facts.places import folded
from ledestjerne.facts.sources.pivot_layout import COMPACT

SURE, LIKELY, FALLBACK, LAST = 0.95, 0.8, 0.5, 0.2
FEW = 3
"""Headings; with one of so few gone, another table may look the same."""

REASONS: dict[str, str] = {
    "headings": gettext_noop("Filen har overskrifterne {what}."),
    "other_measure": gettext_noop("Overskrifterne {what} passer, men målet «{measure}» står der ikke."),
    "sheet": gettext_noop("Arket «{what}» og målet «{measure}» er kendt."),
    "cells": gettext_noop("Filen har ingen overskrifter, men {what} kolonner med det forventede indhold."),
    "pivot": gettext_noop("Arket ligner en pivottabel: rækkenavne og totaler, men målet er ikke kendt."),
    "table": gettext_noop(
        "Filen er en tabel, men dens overskrifter er ikke kendt. Du kan selv sige, hvad kolonnerne betyder."
    ),
}
"""Why a file may be of a source, with what was found in it."""


def recognise(path: Path, *, sources: Iterable[Source]) -> list[Recognition]:
    """The sources a file may be, best first; raises FileRefused when it cannot be opened as a table."""
    return recognise_opened(open_file(path=path), sources=sources)


def recognise_opened(opened: Opened, *, sources: Iterable[Source]) -> list[Recognition]:
    """The same of a file that is open already."""
    found = [recognition for source in sources if (recognition := _try(opened, source))]
    return sorted(found, key=lambda one: (-one.certainty, one.source))


def nearly(opened: Opened, *, sources: Iterable[Source]) -> tuple[Source, str] | None:
    """A source all of whose promised headings stand in one row but one, and the one that lacks."""
    found = ((source, heading) for source in sources for table in opened.tables if (heading := _lacking(table, source)))
    return next(found, None)


def _lacking(table: Table, source: Source) -> str:
    """The one heading that lacks; nothing when there are more, or so few that another table may have them by chance."""
    promised = source.recognise.headings
    if len(promised) <= FEW:
        return ""
    for cells in table.head(SEARCHED):
        printed = set(map(folded, cells))
        lacking = [heading for heading in promised if not _synonyms(heading, source) & printed]
        if len(lacking) == 1:
            return lacking[0]
    return ""


def _try(opened: Opened, source: Source) -> Recognition | None:
    if source.shape is Shape.LONG and not source.recognise.headings:
        return _any_table(opened, source)
    if source.recognise.sheets:
        return _by_sheets(opened, source)
    if source.header == "no":
        return _by_cells(opened.tables[0], source)
    if source.recognise.headings:
        return next((one for table in opened.tables if (one := _by_headings(table, source))), None)
    return next((one for table in opened.tables if (one := _by_total_rows(table, source))), None)


def _by_headings(table: Table, source: Source) -> Recognition | None:
    """All promised headings stand in one row; a pivot's measure stands above or among them."""
    head = table.head(SEARCHED)
    wanted = [_synonyms(heading, source) for heading in source.recognise.headings]
    row = next((cells for cells in head if all(one & set(map(folded, cells)) for one in wanted)), None)
    if row is None:
        return None
    printed = {folded(cell) for cells in head for cell in cells}
    measures = [measure for measure in source.recognise.measures if folded(measure) in printed]
    told = ", ".join(f"«{heading}»" for heading in source.recognise.headings[:4])
    if source.recognise.only_with_measure and not measures:
        return None
    if source.recognise.measures and not measures:
        return Recognition(
            source=source.key, sheet=table.name, certainty=LIKELY, reason="other_measure", what=told,
            measure=source.recognise.measures[0],
        )  # fmt: skip
    known = {folded(heading) for column in source.columns for heading in column.headings}
    share = len(set(map(folded, row)) & known) / max(1, len([cell for cell in row if cell]))
    certainty = LIKELY + (SURE - LIKELY) * min(1, share)
    return Recognition(source=source.key, sheet=table.name, certainty=certainty, reason="headings", what=told)


def _synonyms(heading: str, source: Source) -> set[str]:
    """A promised heading and the other headings its column may have."""
    same = (column.headings for column in source.columns if heading in column.headings)
    return {folded(one) for one in next(same, (heading,))}


def _by_sheets(opened: Opened, source: Source) -> Recognition | None:
    names = {folded(table.name) for table in opened.tables}
    printed = {folded(cell) for table in opened.tables for cells in table.head(SEARCHED) for cell in cells}
    sheets = [name for name in source.recognise.sheets if folded(name) in names]
    measures = [measure for measure in source.recognise.measures if folded(measure) in printed]
    if not sheets or not measures:
        return None
    share = len(sheets) / len(source.recognise.sheets)
    return Recognition(
        source=source.key, sheet=sheets[0], certainty=LIKELY + (SURE - LIKELY) * share, reason="sheet", what=sheets[0],
        measure=measures[0],
    )  # fmt: skip


def _by_cells(table: Table, source: Source) -> Recognition | None:
    """No headings: the number of columns and what stands in them must fit in every row looked at."""
    rows = [row for row in table.head(SEARCHED) if any(row)]
    if not rows or any(len(row) != source.recognise.width for row in rows):
        return None
    for place, pattern in source.recognise.cells.items():
        if not all(re.search(pattern, row[place]) for row in rows):
            return None
    width = str(source.recognise.width)
    return Recognition(source=source.key, sheet=table.name, certainty=0.9, reason="cells", what=width)


def _by_total_rows(table: Table, source: Source) -> Recognition | None:
    head = table.head(1000)
    compact = any(cells and folded(cells[0]) in COMPACT for cells in head[:SEARCHED])
    totals = [
        cells
        for cells in head
        if cells and (folded(cells[0]) in ("hovedtotal", "grand total") or any(c.endswith(" Total") for c in cells))
    ]
    if not compact and not totals:
        return None
    return Recognition(source=source.key, sheet=table.name, certainty=FALLBACK, reason="pivot")


def _any_table(opened: Opened, source: Source) -> Recognition | None:
    table = opened.tables[0]
    rows = [cells for cells in table.head(SEARCHED) if len([cell for cell in cells if cell]) > 1]
    if len(rows) < 2:
        return None
    return Recognition(source=source.key, sheet=table.name, certainty=LAST, reason="table")
