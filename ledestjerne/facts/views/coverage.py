"""What is known of a unit, period by period."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.pages import page
from ledestjerne.base.parts import Link
from ledestjerne.base.time import today
from ledestjerne.facts import reads, screens
from ledestjerne.facts.coverage import coverage
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.permissions import needs

PER_PAGE = 100


@page(needs(Permission.DELIVERY_READ))
def coverage_list(request: HttpRequest, code: str) -> HttpResponse:
    """Which periods each source tells of, which are missing or not complete, and how fresh they are."""
    user, day = signed_in(request), today()
    unit = organisation.unit_for(user, Permission.DELIVERY_READ, code=code, on=day)
    found = coverage(unit, on=day)
    lines = Paginator(found.lines, PER_PAGE).get_page(request.GET.get("page"))
    opened = set(reads.visible_deliveries(user, on=day).filter(pk__in=[each.delivery for each in lines])
                 .values_list("pk", flat=True))  # fmt: skip
    path = organisation.trail_to(unit, reader=user, on=day, here=_("Dækning"))
    data = Link(label=_("Data"), url=reverse("facts:delivery-list", args=[unit.code]))
    shown = {
        "unit": unit,
        "trail": [*path[:-1], data, path[-1]],
        "page": lines,
        "coverage": screens.coverage_table(lines, opened=opened) if found.lines else None,
        "has_weeks": any(line.weeks for line in lines),
        "late": [line for line in found.lines if line.is_late],
        "silent": found.silent,
    }
    return render(request, "facts/coverage_list.html", shown)
