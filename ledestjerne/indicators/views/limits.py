"""The page where an institution says how small a group may be shown."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.time import today
from ledestjerne.indicators import forms, reads, writes
from ledestjerne.indicators.views.shared import figures_link
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Level
from ledestjerne.organisation.permissions import needs


@page(needs(Permission.UNIT_EDIT), methods=("GET", "HEAD", "POST"))
def limit_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Show what is hidden, try a higher limit, and set it."""
    user = signed_in(request)
    unit = organisation.unit_for(user, Permission.UNIT_EDIT, code=code, on=today())
    if unit.level != Level.INSTITUTION:
        raise Http404(code)
    now = reads.limits_of(unit)
    form = forms.LimitForm(sent(request), initial=asdict(now))
    is_asked = form.is_bound and form.is_valid()
    if is_asked and "try" not in request.POST:
        writes.set_shown_from(by=user, unit=unit, limits=form.limits)
        messages.success(request, _("Grænsen er gemt og gælder fra nu af."))
        return redirect("indicators:limit-edit", unit.code)
    tried = form.limits if is_asked else now
    return render(request, "indicators/limit_edit.html", {
        "unit": unit, "form": form, "now": now, "rule": reads.RULE, "is_tried": tried != now,
        "effect": reads.effect_of(unit, tried),
        "trail": organisation.trail_to(unit, figures_link(unit), reader=user, on=today(), here=_("Skjulte grupper")),
    }, status=422 if form.errors else 200)  # fmt: skip
