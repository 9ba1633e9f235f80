"""What a person says of a delivery: what it is, what its columns mean, that its classes are to be made."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.time import now, today
from ledestjerne.facts import forms, reads, writes
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.unit_names import names_in
from ledestjerne.facts.views.shared import BOTH, checked, trail_of, visible
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.permissions import may, needs

NAMES_A_PAGE = 60
PAIRED = (Level.INSTITUTION, Level.DEPARTMENT)


@page(needs(Permission.DELIVERY_MAKE), methods=("POST",))
def delivery_check(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Check again, perhaps as another source or for a stated period."""
    delivery = visible(request, delivery_id)
    form = forms.SourceForm(request.POST, sources=reads.known_sources())
    if form.is_valid():
        checked(request, delivery, source=form.cleaned_data["source"], period=form.cleaned_data["period"])
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("facts:delivery-detail", delivery.pk)


@page(needs(Permission.DELIVERY_MAKE), methods=BOTH)
def delivery_mapping(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Say once what the columns of an unknown file mean."""
    delivery = visible(request, delivery_id)
    report = reads.report_of(delivery)
    if not report.signature:
        raise Http404
    headings = [column.heading for column in report.columns]
    form = forms.MappingForm(sent(request), headings=headings)
    if request.method == "POST" and form.is_valid():
        mapping = form.mapping(signature=report.signature)
        writes.remember_mapping(delivery=delivery, mapping=mapping, by=signed_in(request), at=now())
        if delivery.readable is None:
            messages.info(
                request, _("Det er husket. Filen er ikke gemt, så aflever den igen; så bliver den læst sådan.")
            )
            return redirect("facts:delivery-detail", delivery.pk)
        checked(request, delivery, source=delivery.source, period=delivery.period)
        return redirect("facts:delivery-detail", delivery.pk)
    shown = {"delivery": delivery, "form": form, "trail": trail_of(request, delivery)}
    return render(request, "facts/delivery_mapping.html", shown, status=422 if form.errors else 200)


@page(needs(Permission.DELIVERY_MAKE), methods=BOTH)
def delivery_names(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Say once which unit a name without a number stands for; it is remembered for the owner's later files."""
    delivery, user = visible(request, delivery_id), signed_in(request)
    names = names_in(delivery)
    if not names or not may(user, Permission.DELIVERY_MAKE, on=delivery.unit or Unit()):
        raise Http404
    units = Unit.objects.where(user, Permission.DELIVERY_MAKE, on=today()).filter(level__in=PAIRED).in_danish_order()
    form = forms.NamesForm(sent(request), names=names[:NAMES_A_PAGE], units=units)
    if request.method == "POST" and form.is_valid():
        count = writes.choose_units(delivery=delivery, chosen=form.chosen, by=user, at=now())
        messages.success(request, _("%(count)s navne er knyttet om. Det huskes til næste fil.") % {"count": count})
        if delivery.state in (Delivery.State.RECEIVED, Delivery.State.CHECKED):
            checked(request, delivery, source=delivery.source, period=delivery.period)
        return redirect("facts:delivery-detail", delivery.pk)
    shown = {
        "delivery": delivery, "form": form, "list_id": forms.UNITS, "more": max(0, len(names) - NAMES_A_PAGE),
        "offers": [forms.offered(unit) for unit in form.units.values()], "trail": trail_of(request, delivery),
    }  # fmt: skip
    return render(request, "facts/delivery_names.html", shown, status=422 if form.errors else 200)


@page(needs(Permission.UNIT_EDIT), methods=("POST",))
def unit_add(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Put the classes a lesson file names into the tree."""
    delivery = visible(request, delivery_id)
    added = writes.add_missing_units(delivery=delivery, by=signed_in(request), on=today())
    messages.success(request, _("%(count)s enheder er oprettet.") % {"count": len(added)})
    return redirect("facts:delivery-detail", delivery.pk)
