"""Accept, reject, withdraw."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.time import now
from ledestjerne.facts import forms, reads, writes
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.register import proposed_units
from ledestjerne.facts.views.shared import BOTH, done, trail_of, visible
from ledestjerne.organisation.permissions import needs


@page(needs(Permission.DELIVERY_ACCEPT), methods=BOTH)
def delivery_accept(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = visible(request, delivery_id)
    report = reads.report_of(delivery)
    form = forms.ChangesForm(request.POST if request.method == "POST" else None, changes=proposed_units(delivery))
    if request.method != "POST" or not form.is_valid():
        shown = {"delivery": delivery, "report": report, "form": form, "trail": trail_of(request, delivery)}
        return render(request, "facts/delivery_accept.html", shown, status=422 if form.errors else 200)
    chosen = form.chosen() if report.table == "units" else None
    return done(
        request, delivery,
        lambda: writes.accept_delivery(delivery=delivery, by=signed_in(request), at=now(), changes=chosen),
        told=_("Registeret er godkendt, og de valgte ændringer er foretaget.") if report.table == "units"
        else _("Leverancen er godkendt, og tallene gælder nu."),
    )  # fmt: skip


@page(needs(Permission.DELIVERY_MAKE), methods=BOTH)
def delivery_reject(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = visible(request, delivery_id)
    form = forms.ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return done(
            request, delivery, lambda: writes.reject_delivery(
                delivery=delivery, by=signed_in(request), at=now(), reason=form.cleaned_data["reason"]),
            told=_("Leverancen er afvist, og filen er slettet."),
        )  # fmt: skip
    return reason_page(request, "facts/delivery_reject.html", delivery, form)


@page(needs(Permission.DELIVERY_ACCEPT), methods=BOTH)
def delivery_withdraw(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = visible(request, delivery_id)
    form = forms.ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        return done(
            request, delivery, lambda: writes.withdraw_delivery(
                delivery=delivery, by=signed_in(request), at=now(), reason=form.cleaned_data["reason"]),
            told=_("Leverancen er trukket tilbage. Det, den havde erstattet, gælder igen."),
        )  # fmt: skip
    return reason_page(request, "facts/delivery_withdraw.html", delivery, form)


def reason_page(request: HttpRequest, template: str, delivery: Delivery, form: Form) -> HttpResponse:
    shown = {"delivery": delivery, "form": form, "trail": trail_of(request, delivery)}
    return render(request, template, shown, status=422 if form.errors else 200)
