"""Pages that bring the other apps together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.pages import logged_in, page
from ledestjerne.base.time import today
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.permissions import needs
from ledestjerne.overview.context import frame_for


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
