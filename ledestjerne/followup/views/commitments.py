"""Commitments that come back: a unit's list, one with what came of it, and its end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import logged_in, page
from ledestjerne.base.time import today
from ledestjerne.followup import forms, permissions, reads, writes
from ledestjerne.followup.models import Commitment
from ledestjerne.followup.views.shared import BOTH, UNPROCESSABLE, trail_to_unit, unit_for
from ledestjerne.organisation.permissions import may, needs


@page(needs(Permission.PLAN_READ))
def commitment_list(request: HttpRequest, code: str) -> HttpResponse:
    """What a unit has bound itself to do again and again."""
    unit = unit_for(request, Permission.PLAN_READ, code)
    sheets = [reads.commitment_sheet(each, on=today()) for each in reads.commitments_of(unit)]
    shown = {"unit": unit, "sheets": sheets, "trail": trail_to_unit(unit, here=_("Tilbagevendende aftaler"))}
    return render(request, "followup/commitment_list.html", shown)


@page(logged_in, methods=BOTH)
def commitment_detail(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One commitment with what came of it each time; its owner tells of the next."""
    user = signed_in(request)
    commitment = reads.commitment_for(user, code=code, number=number, on=today())
    may_record = permissions.may_record(user, commitment) and commitment.ended_on is None
    form = forms.CommitmentRecordForm(sent(request), commitment=commitment, on=today())
    if request.method == "POST":
        if not may_record:
            raise PermissionDenied
        if form.is_valid():
            return record(request, commitment, form)
    shown = {
        "sheet": reads.commitment_sheet(commitment, on=today()),
        "months": ", ".join(str(MONTHS[month]) for month in commitment.months),
        "records": commitment.records.select_related("done_by"),
        "form": form if may_record else None,
        "may_end": may(user, Permission.COMMITMENT_EDIT, on=commitment.unit) and commitment.ended_on is None,
        "trail": trail_to_unit(commitment.unit, here=commitment.text),
    }
    return render(request, "followup/commitment_detail.html", shown, status=UNPROCESSABLE if form.errors else 200)


def record(request: HttpRequest, commitment: Commitment, form: forms.CommitmentRecordForm) -> HttpResponse:
    try:
        writes.record_commitment(by=signed_in(request), commitment=commitment, **form.cleaned_data)
    except writes.AlreadyRecordedError:
        messages.warning(request, _("En anden har skrevet om det i mellemtiden. Læs det først."))
    else:
        messages.success(request, _("Det er gemt, og den næste gang er sat på listen."))
    return redirect("followup:commitment-detail", commitment.unit.code, commitment.pk)


@page(needs(Permission.COMMITMENT_EDIT), methods=("POST",))
def commitment_end(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Let a commitment come back no more."""
    unit = unit_for(request, Permission.COMMITMENT_EDIT, code)
    commitment = reads.commitment_for(signed_in(request), code=unit.code, number=number, on=today())
    writes.end_commitment(by=signed_in(request), commitment=commitment, on=today())
    messages.success(request, _("Aftalen vender ikke tilbage mere. Det, der kom ud af den, bliver stående."))
    return redirect("followup:commitment-list", unit.code)
