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
from ledestjerne.organisation.permissions import may, needs
from ledestjerne.overview import reads
from ledestjerne.overview.context import frame_for
from ledestjerne.overview.dashboard import basis_of_pages, dashboard_of
from ledestjerne.overview.guide import walk
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
    user, day = signed_in(request), today()
    unit = organisation.unit_for(user, Permission.UNIT_READ, code=code, on=day)
    shown = {
        "unit": unit,
        "trail": organisation.trail_to(unit, reader=signed_in(request), on=day),
        "seen": dashboard_of(user, unit, on=day, basis=basis_of_pages()),
        "children": organisation.children_of(unit, on=day),
        "may_read_log": may(user, Permission.AUDIT_READ, on=unit),
    }
    return render(request, "overview/unit_detail.html", shown)


@page(logged_in)
def guide(request: HttpRequest) -> HttpResponse:
    """The whole chain in five minutes, on the reader's own school."""
    unit = frame_for(request).unit
    return render(request, "overview/guide.html", {"steps": walk(signed_in(request), unit) if unit else []})


@page(logged_in)
def task_list(request: HttpRequest) -> HttpResponse:
    """What waits for me, what I own, and what is due."""
    return render(request, "overview/task_list.html", {"seen": reads.tasks_of(signed_in(request), on=today())})


@page(needs(Permission.AUDIT_READ))
def log_list(request: HttpRequest, code: str) -> HttpResponse:
    """What was done on the unit and below it, newest first."""
    unit = organisation.unit_for(signed_in(request), Permission.AUDIT_READ, code=code, on=today())
    codes = organisation.units_below(unit, on=today()).values_list("code", flat=True)
    events = Paginator(events_of_units(list(codes)), 50).get_page(request.GET.get("page"))
    trail = organisation.trail_to(unit, reader=signed_in(request), on=today(), here=_("Log"))
    shown = {"unit": unit, "events": events, "moments": reads.moments_of(events), "trail": trail}
    return render(request, "overview/log_list.html", shown)


@page(logged_in)
def register_list(request: HttpRequest) -> HttpResponse:
    """Which personal data the installation keeps, why, and for how long."""
    return render(request, "overview/register_list.html", {"entries": personal_data_register()})
