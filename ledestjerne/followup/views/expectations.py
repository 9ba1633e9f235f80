"""Expectations of initiatives: written in the draft, looked at on the day."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.time import now, today
from ledestjerne.followup import forms, reads, writes
from ledestjerne.followup.models import Consequence
from ledestjerne.followup.models.expectation import COUNTING_STATES
from ledestjerne.followup.views.shared import (
    BOTH,
    UNPROCESSABLE,
    address,
    editable_plan,
    readable_plan,
    telling_locked,
    trail_to_plan,
)
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may, needs


@page(needs(Permission.PLAN_EDIT), methods=BOTH)
@telling_locked
def expectation_edit(request: HttpRequest, code: str, year: str, initiative_id: int) -> HttpResponse:
    """Which figure an initiative of a draft is to move."""
    plan = editable_plan(request, code, year)
    initiative = reads.initiative_for(plan, initiative_id)
    expectation = reads.expectation_of(initiative)
    units = list(Unit.objects.below([plan.unit.pk], on=today()).in_danish_order())
    form = forms.ExpectationForm(sent(request), units=units, expectation=expectation)
    if request.method == "POST" and form.is_valid():
        writes.set_expectation(by=signed_in(request), initiative=initiative, values=form.values)
        messages.success(request, _("Forventningen er gemt. Udgangspunktet fastfryses, når planen vedtages."))
        return redirect(address("initiative-edit", plan, initiative.pk))
    title = _("Hvad skal det gøre ved tallene?")
    shown = {
        "plan": plan, "initiative": initiative, "expectation": expectation, "form": form, "title": title,
        "trail": trail_to_plan(request, plan, here=title),
    }  # fmt: skip
    return render(request, "followup/expectation_edit.html", shown, status=UNPROCESSABLE if form.errors else 200)


@page(needs(Permission.PLAN_EDIT), methods=("POST",))
@telling_locked
def expectation_remove(request: HttpRequest, code: str, year: str, initiative_id: int) -> HttpResponse:
    """Take an expectation from a draft's initiative."""
    plan = editable_plan(request, code, year)
    initiative = reads.initiative_for(plan, initiative_id)
    writes.remove_expectation(by=signed_in(request), expectation=reads.expectation_for(initiative))
    messages.success(request, _("Forventningen er fjernet."))
    return redirect(address("initiative-edit", plan, initiative.pk))


@page(needs(Permission.PLAN_READ), methods=BOTH)
@telling_locked
def expectation_check(request: HttpRequest, code: str, year: str, initiative_id: int) -> HttpResponse:
    """Did it help: what the figures show, and what those who write the plan decide to do."""
    plan, user = readable_plan(request, code, year), signed_in(request)
    initiative = reads.initiative_for(plan, initiative_id)
    expectation = reads.expectation_for(initiative)
    sheet = reads.effect_sheet(expectation, on=today())
    decides = sheet.is_due and plan.state in COUNTING_STATES and may(user, Permission.PLAN_EDIT, on=plan.unit)
    form = forms.CheckForm(sent(request)) if decides else None
    if request.method == "POST" and form is not None and form.is_valid():
        chosen = Consequence(form.cleaned_data["consequence"])
        writes.judge_effect(
            by=user, expectation=expectation, consequence=chosen, text=form.cleaned_data["text"], at=now()
        )
        messages.success(request, _("Jeres beslutning er gemt sammen med det, tallene viste."))
        return redirect(address("expectation-check", plan, initiative.pk))
    title = _("Hjalp det?")
    shown = {
        "plan": plan, "initiative": initiative, "sheet": sheet, "form": form, "title": title,
        "may_see_figures": may(user, Permission.FIGURE_READ, on=expectation.unit),
        "trail": trail_to_plan(request, plan, here=title),
    }  # fmt: skip
    return render(
        request, "followup/expectation_check.html", shown, status=UNPROCESSABLE if form and form.errors else 200
    )
