"""The page where a unit sets its own goal."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.time import today
from ledestjerne.indicators import (
    forms,
    reads,
    writes,
)
from ledestjerne.indicators.vocabulary import Better
from ledestjerne.indicators.words import title_of
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import needs


@page(needs(Permission.TARGET_EDIT), methods=("GET", "HEAD", "POST"))
def target_edit(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Set or remove the unit's own goal."""
    unit = organisation.unit_for(signed_in(request), Permission.TARGET_EDIT, code=code, on=today())
    definition, target = reads.definition(key), reads.target_of(unit, key)
    if definition.better is Better.NEITHER:
        raise Http404(key)
    initial = {"value": target.value, "text": target.text} if target else {}
    form = forms.TargetForm(sent(request), definition=definition, initial=initial)
    if request.method == "POST" and form.is_valid():
        keep_target(request, unit, key, form.cleaned_data["value"], form.cleaned_data["text"])
        return redirect("indicators:figure-detail", unit.code, key)
    here = organisation.trail_to(
        unit, reader=signed_in(request), on=today(), here=_("Mål for %(title)s") % {"title": title_of(definition)}
    )
    shown = {"unit": unit, "definition": definition, "title": title_of(definition), "form": form, "trail": here}
    return render(request, "indicators/target_edit.html", shown, status=422 if form.errors else 200)


def keep_target(request: HttpRequest, unit: Unit, key: str, value: Decimal | None, text: str) -> None:
    user, target = signed_in(request), reads.target_of(unit, key)
    if value is not None:
        writes.set_target(by=user, unit=unit, indicator=key, value=float(value), text=text)
        messages.success(request, _("Målet er gemt."))
    elif target is not None:
        writes.remove_target(by=user, target=target)
        messages.success(request, _("Målet er fjernet."))
