"""Pages that bring the other apps together."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.audit.reads import events_of_units
from ledestjerne.base.pages import logged_in, page
from ledestjerne.base.time import today
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.permissions import needs
from ledestjerne.overview import reads
from ledestjerne.overview.context import frame_for
from ledestjerne.overview.register import personal_data_register


@page(logged_in)
def home(request: HttpRequest) -> HttpResponse:
    """The way in: the reader's own institution, or word that there is none yet."""
    unit = frame_for(request).unit
    if unit is not None:
        return redirect("overview:unit-detail", unit.code)
    return render(request, "overview/home.html")


@page(needs(Permission.UNIT_READ))
def unit_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One unit at a glance."""
    unit = organisation.unit_for(signed_in(request), Permission.UNIT_READ, code=code, on=today())
    return render(request, "overview/unit_detail.html", {"unit": unit, "path": organisation.path_to(unit, on=today())})


@page(needs(Permission.AUDIT_READ))
def log_list(request: HttpRequest, code: str) -> HttpResponse:
    """What was done on the unit and below it, newest first."""
    unit = organisation.unit_for(signed_in(request), Permission.AUDIT_READ, code=code, on=today())
    codes = organisation.units_below(unit, on=today()).values_list("code", flat=True)
    events = Paginator(events_of_units(list(codes)), 50).get_page(request.GET.get("page"))
    trail = organisation.trail_to(unit, on=today(), here=_("Log"))
    shown = {"unit": unit, "events": events, "moments": reads.moments_of(events), "trail": trail}
    return render(request, "overview/log_list.html", shown)


@page(logged_in)
def register_list(request: HttpRequest) -> HttpResponse:
    """Which personal data the installation keeps, why, and for how long."""
    return render(request, "overview/register_list.html", {"entries": personal_data_register()})
