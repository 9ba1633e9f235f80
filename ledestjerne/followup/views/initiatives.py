"""Initiatives: the list, one written, one reported on."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.time import today
from ledestjerne.followup import forms, permissions, reads, writes
from ledestjerne.followup.forms.marked import read_marks
from ledestjerne.followup.models import Initiative, InitiativeStatus
from ledestjerne.followup.views.shared import (
    BOTH,
    UNPROCESSABLE,
    address,
    editable_plan,
    readable_plan,
    save,
    telling_locked,
    trail_to_plan,
    trail_to_unit,
    unit_for,
)
from ledestjerne.organisation.permissions import needs


@page(needs(Permission.PLAN_READ))
def initiative_list(request: HttpRequest, code: str) -> HttpResponse:
    """Every initiative of the unit and those below, narrowed and sorted as asked."""
    unit, user = unit_for(request, Permission.PLAN_READ, code), signed_in(request)
    choices = reads.choices_of(user, unit, on=today())
    form = forms.InitiativeFilterForm(request.GET, owners=choices.owners, years=choices.years)
    found = reads.initiatives_of(user, unit, form.query, on=today())
    table = reads.initiative_table(found, form.query, address=request.GET, on=today())
    shown = {"unit": unit, "form": form, "table": table, "trail": trail_to_unit(unit, here=_("Indsatser"))}
    return render(request, "followup/initiative_list.html", shown)


@page(needs(Permission.PLAN_EDIT), methods=BOTH)
@telling_locked
def initiative_add(request: HttpRequest, code: str, year: str, row_id: int) -> HttpResponse:
    """A new initiative of a row."""
    plan = editable_plan(request, code, year)
    row = reads.row_for(plan, row_id)
    form = forms.InitiativeForm(sent(request), owners=list(permissions.possible_owners(plan)))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        writes.add_initiative(
            by=signed_in(request), row=row, values=form.values, people=data["people"], titles=data["titles"] or []
        )
        messages.success(request, _("Indsatsen er tilføjet."))
        again = address("initiative-add", plan, row.pk)
        return redirect(again if "again" in request.POST else f"{address('plan-edit', plan)}#raekke-{row.pk}")
    title = _("Ny indsats i række %(number)d") % {"number": row.position}
    shown = {"plan": plan, "row": row, "form": form, "title": title, "trail": trail_to_plan(request, plan, here=title)}
    return render(request, "followup/initiative_edit.html", shown, status=UNPROCESSABLE if form.errors else 200)


@page(needs(Permission.PLAN_EDIT), methods=BOTH)
@telling_locked
def initiative_edit(request: HttpRequest, code: str, year: str, initiative_id: int) -> HttpResponse:
    """An initiative of a draft."""
    plan = editable_plan(request, code, year)
    initiative = reads.initiative_for(plan, initiative_id)
    owners = list(permissions.possible_owners(plan))
    form = forms.InitiativeForm(sent(request), owners=owners, initiative=initiative)

    def write() -> None:
        data = form.cleaned_data
        writes.edit_initiative(
            by=signed_in(request), initiative=initiative, values=form.values, people=data["people"],
            titles=data["titles"] or [], read=read_marks(request.POST),
        )  # fmt: skip

    title = _("Ret indsats")
    shown = {"plan": plan, "row": initiative.row, "initiative": initiative, "title": title}
    shown["expected"] = reads.initiative_sheet(initiative).expected
    shown["trail"] = trail_to_plan(request, plan, here=title)
    onward = f"{address('plan-edit', plan)}#raekke-{initiative.row_id}"
    template = "followup/initiative_edit.html"
    return save(request, form, write=write, subject=initiative, template=template, shown=shown, onward=onward)


@page(needs(Permission.PLAN_EDIT), methods=("POST",))
@telling_locked
def initiative_remove(request: HttpRequest, code: str, year: str, initiative_id: int) -> HttpResponse:
    """Take an initiative out of a draft."""
    plan = editable_plan(request, code, year)
    initiative = reads.initiative_for(plan, initiative_id)
    writes.remove_initiative(by=signed_in(request), initiative=initiative)
    messages.success(request, _("Indsatsen er fjernet. Teksten ligger i loggen."))
    return redirect(f"{address('plan-edit', plan)}#raekke-{initiative.row_id}")


@page(needs(Permission.PLAN_READ), methods=BOTH)
@telling_locked
def initiative_report(request: HttpRequest, code: str, year: str, initiative_id: int) -> HttpResponse:
    """How an initiative goes, told by those who own it."""
    plan = readable_plan(request, code, year)
    initiative = reportable(request, reads.initiative_for(plan, initiative_id))
    form = forms.ReportForm(sent(request), initiative=initiative)

    def write() -> None:
        data = form.cleaned_data
        writes.report_on_initiative(
            by=signed_in(request), initiative=initiative, status=InitiativeStatus(data["status"]),
            text=data["outcome_text"], read=read_marks(request.POST),
        )  # fmt: skip

    title = _("Fortæl, hvordan det går")
    shown = {"plan": plan, "sheet": reads.initiative_sheet(initiative), "title": title}
    shown["trail"] = trail_to_plan(request, plan, here=title)
    onward = address("row-detail", plan, initiative.row_id)
    template = "followup/initiative_report.html"
    return save(request, form, write=write, subject=initiative, template=template, shown=shown, onward=onward)


def reportable(request: HttpRequest, initiative: Initiative) -> Initiative:
    if not permissions.may_report(signed_in(request), initiative):
        raise Http404
    return initiative
