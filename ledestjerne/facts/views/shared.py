"""What the pages about one delivery share: finding it, making a move, telling how it went."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.locks import BusyError
from ledestjerne.base.parts import Link
from ledestjerne.base.states import ForbiddenMoveError
from ledestjerne.base.time import now, today
from ledestjerne.facts import reads, writes
from ledestjerne.facts.background import is_large, start_check
from ledestjerne.facts.models import Delivery
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.permissions import may

BOTH = ("GET", "HEAD", "POST")


def checked(request: HttpRequest, delivery: Delivery, *, source: str, period: str) -> None:
    """Check now, or let a process of its own do it when the file is large."""
    user = signed_in(request)
    try:
        asked = writes.ask_for_check(delivery=delivery, by=user, at=now(), source=source, period=period)
        if is_large(asked):
            start_check(asked, by=user)
        else:
            writes.check_delivery(delivery=asked, by=user, at=now())
    except (ForbiddenMoveError, BusyError, ValidationError) as error:
        messages.error(request, reason_of(error))


def done(request: HttpRequest, delivery: Delivery, move: Callable[[], object], *, told: str) -> HttpResponse:
    """Make a move and go back to the delivery, with word of how it went."""
    try:
        move()
    except (ForbiddenMoveError, BusyError, ValidationError) as error:
        messages.error(request, reason_of(error))
    else:
        messages.success(request, told)
    return redirect("facts:delivery-detail", delivery.pk)


def reason_of(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, BusyError):
        return _("En anden er i gang med samme opgave. Prøv igen om lidt.")
    return _("Det kan ikke lade sig gøre i leverancens tilstand.")


def visible(request: HttpRequest, delivery_id: int) -> Delivery:
    found = reads.visible_deliveries(signed_in(request), on=today())
    return get_object_or_404(found.select_related("decided_by", "withdrawn_by"), pk=delivery_id)


def trail_of(request: HttpRequest, delivery: Delivery) -> list[Link]:
    if delivery.unit is None:
        return []
    path = organisation.trail_to(delivery.unit, reader=signed_in(request), on=today(), here=delivery.file_name)
    if not may(signed_in(request), Permission.DELIVERY_READ, on=delivery.unit):
        return path
    data = Link(label=_("Data"), url=reverse("facts:delivery-list", args=[delivery.unit.code]))
    return [*path[:-1], data, path[-1]]
