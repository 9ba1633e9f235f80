"""From a frozen figure on to its definition, its deliveries and the rows of the file, and back to what rests on it."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from ledestjerne.accounts.models import User
from ledestjerne.facts import reads as facts
from ledestjerne.facts.models import Delivery
from ledestjerne.followup.models import Finding
from ledestjerne.followup.wording import SUFFIXES, amount_text
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.organisation.models import Unit

MOST_ROWS = 40
PRINTED = """SELECT delivery, sheet, "row", measure, dims, value, withheld FROM published
WHERE list_contains($deliveries, delivery) AND unit = $unit AND period = $period ORDER BY delivery, sheet, "row", measure"""


@dataclass(frozen=True)
class PrintedRow:
    """One printed cell behind a figure, and the page that shows its row in the file."""

    delivery: int
    sheet: str
    row: int
    measure: str
    about: str
    value: float | None
    url: str

    @property
    def value_text(self) -> str:
        if self.value is None:
            return ""
        return amount_text(self.value, decimals=0 if self.value == int(self.value) else 2)


@dataclass(frozen=True)
class Trace:
    """A frozen figure with everything it came from and everything that rests on it."""

    figure: FrozenResult
    definition: dict[str, Any]
    deliveries: tuple[Delivery, ...]
    rows: tuple[PrintedRow, ...]
    findings: tuple[Finding, ...]

    @property
    def value(self) -> str:
        return amount_text(self.figure.value, decimals=self.figure.decimals)

    @property
    def measure(self) -> str:
        return SUFFIXES.get(self.figure.unit_of_measure, "").strip()

    @property
    def interval(self) -> str:
        if self.figure.low is None or self.figure.high is None:
            return ""
        decimals = self.figure.decimals
        low, high = (amount_text(end, decimals=decimals) for end in (self.figure.low, self.figure.high))
        return f"{low} – {high}"


def frozen_for(unit: Unit, figure_id: int) -> FrozenResult:
    """A frozen figure of the unit, or Http404."""
    found = FrozenResult.objects.filter(unit=unit, pk=figure_id).select_related("unit", "frozen_by").first()
    if found is None:
        raise Http404
    return found


def trace_of(figure: FrozenResult, *, user: User, on: date) -> Trace:
    """Everything the figure came from that the user may see, and the findings that rest on it."""
    deliveries = Delivery.objects.traceable_to(user, on=on).filter(pk__in=figure.deliveries).order_by("pk")
    seen = {each.pk for each in deliveries}
    findings = Finding.objects.filter(figure=figure).select_related("unit", "row__plan__unit").order_by("pk")
    return Trace(
        figure=figure,
        definition=json.loads(figure.definition_text),
        deliveries=tuple(deliveries),
        rows=tuple(each for each in printed_rows(figure) if each.delivery in seen),
        findings=tuple(findings),
    )


def printed_rows(figure: FrozenResult) -> list[PrintedRow]:
    """The printed cells the figure was taken from, the first forty; none for figures counted pupil by pupil."""
    definition = json.loads(figure.definition_text)
    if definition["table"] != "published":
        return []
    asked = {"deliveries": figure.deliveries, "unit": figure.unit.code, "period": figure.period}
    with closing(facts.open_facts()) as connection:
        cells = connection.execute(PRINTED, asked).fetchall()
    return [printed_row(cell) for cell in cells if is_behind(cell, definition, figure.breakdown)][:MOST_ROWS]


def is_behind(cell: tuple[Any, ...], definition: dict[str, Any], breakdown: dict[str, str]) -> bool:
    """Whether the cell has a measure the definition names, and lies in the part the figure is about."""
    measure, dims = cell[3], cell[4] or {}
    named = set(measures_of(definition))
    return (not named or measure in named) and all(dims.get(name) == member for name, member in breakdown.items())


def measures_of(definition: dict[str, Any]) -> Iterator[str]:
    for part in (definition.get("value"), *(quantity_of(definition, name) for name in ("numerator", "denominator"))):
        if part:
            yield part


def quantity_of(definition: dict[str, Any], name: str) -> str | None:
    return (definition.get(name) or {}).get("sum")


def printed_row(cell: tuple[Any, ...]) -> PrintedRow:
    delivery, sheet, row, measure, dims, value, withheld = cell
    address = reverse("facts:row-detail", args=[delivery, row])
    return PrintedRow(
        delivery=delivery, sheet=sheet, row=row, measure=measure, value=None if withheld else value,
        about=", ".join(str(part) for _name, part in sorted((dims or {}).items())),
        url=f"{address}?{urlencode({'ark': sheet})}#her",
    )  # fmt: skip
