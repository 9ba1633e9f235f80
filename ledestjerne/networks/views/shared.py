"""What the pages of networks do alike."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.parts import Link, trail
from ledestjerne.base.time import today
from ledestjerne.networks import reads
from ledestjerne.networks.reads import Place
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Level, Unit

BOTH = ("GET", "HEAD", "POST")
UNPROCESSABLE = 422


def place_at(request: HttpRequest, code: str) -> Place:
    """What stands above institutions, for one of its own people or of its members'; else Http404."""
    user = signed_in(request)
    return reads.place_of(reads.network_for(user, code=code, on=today()), user=user, on=today())


def deciding_for(request: HttpRequest, code: str, *, level: Level) -> Unit:
    """The institution or network the reader answers for; else Http404."""
    unit = organisation.unit_for(signed_in(request), Permission.NETWORK_EDIT, code=code, on=today())
    if unit.level != level:
        raise Http404
    return unit


def trail_to(unit: Unit, *between: tuple[str, str], here: str = "") -> Sequence[Link]:
    """Breadcrumbs to the unit's page among the networks, or past it and `between` to `here`."""
    top = (_("Netværk"), reverse("networks:network-list"))
    if not here:
        return trail(top, here=unit.name)
    page = "networks:sharing-detail" if unit.level == Level.INSTITUTION else "networks:network-detail"
    return trail(top, (unit.name, reverse(page, args=[unit.code])), *between, here=here)
