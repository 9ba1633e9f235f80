"""Where a figure comes from, as links a reader may follow: deliveries and the printed rows in them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.parts import Link
from ledestjerne.facts.models import Delivery
from ledestjerne.indicators.results import SourceRow

SHOWN_ROWS = 24


@dataclass(frozen=True)
class Origin:
    """One delivery behind a figure and the rows in it; without `url` the reader may not open it."""

    delivery: Link
    rows: tuple[Link, ...]
    more_rows: int


def origins(user: User, *, deliveries: Collection[int], rows: Iterable[SourceRow], on: date) -> list[Origin]:
    """The deliveries a figure rests on, in their order, each with the rows that give it."""
    open_ones = set(Delivery.objects.traceable_to(user, on=on).filter(pk__in=deliveries).values_list("pk", flat=True))
    found = Delivery.objects.filter(pk__in=deliveries).order_by("pk")
    by_delivery: dict[int, list[SourceRow]] = {}
    for row in rows:
        by_delivery.setdefault(row.delivery, []).append(row)
    return [_origin(each, by_delivery.get(each.pk, []), is_open=each.pk in open_ones) for each in found]


def _origin(delivery: Delivery, rows: list[SourceRow], *, is_open: bool) -> Origin:
    if not is_open:
        return Origin(Link(delivery.title or delivery.file_name), (), len(rows))
    url = reverse("facts:delivery-detail", args=[delivery.pk])
    links = tuple(_row_link(row) for row in rows[:SHOWN_ROWS])
    return Origin(Link(delivery.file_name, url), links, max(0, len(rows) - SHOWN_ROWS))


def _row_link(row: SourceRow) -> Link:
    query = f"?{urlencode({'ark': row.sheet})}" if row.sheet else ""
    return Link(
        _("række %(row)s") % {"row": row.row}, reverse("facts:row-detail", args=[row.delivery, row.row]) + query
    )
