"""What the pages of packages and notes have in common."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.parts import Link
from ledestjerne.base.time import today
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Unit

BOTH = ("GET", "HEAD", "POST")
POST = ("POST",)
UNPROCESSABLE = 422


def unit_of(request: HttpRequest, permission: Permission, code: str) -> Unit:
    return organisation.unit_for(signed_in(request), permission, code=code, on=today())


def trail_below(request: HttpRequest, unit: Unit, *, page: str, label: str, here: str) -> Sequence[Link]:
    """Breadcrumbs to the unit, on to its list, and to the page itself."""
    path = organisation.trail_to(unit, reader=signed_in(request), on=today(), here=here)
    return [*path[:-1], Link(label=label, url=reverse(page, args=[unit.code])), path[-1]]
