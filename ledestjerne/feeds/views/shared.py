"""What the pages about public sources have in common."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.parts import Link
from ledestjerne.base.time import today
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Unit

BOTH = ("GET", "HEAD", "POST")


def unit_of(request: HttpRequest, code: str, permission: Permission = Permission.DELIVERY_ACCEPT) -> Unit:
    return organisation.unit_for(signed_in(request), permission, code=code, on=today())


def trail_to_list(request: HttpRequest, unit: Unit) -> list[Link]:
    """From the top down to the unit's public sources."""
    here = _("Offentlige kilder")
    path = organisation.trail_to(unit, reader=signed_in(request), on=today(), here=here)
    data = Link(label=_("Data"), url=reverse("facts:delivery-list", args=[unit.code]))
    return [*path[:-1], data, path[-1]]


def trail_of(request: HttpRequest, unit: Unit, *steps: Link, here: str) -> list[Link]:
    """From the top down to the unit's public sources, by further steps, to here."""
    *path, last = trail_to_list(request, unit)
    feeds = Link(label=last.label, url=reverse("feeds:feed-list", args=[unit.code]))
    return [*path, feeds, *steps, Link(label=here)]
