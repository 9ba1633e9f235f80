"""Plans: the list, the plan read, written, printed and carried over."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.parts import State
from ledestjerne.base.time import today
from ledestjerne.followup import forms, reads, writes
from ledestjerne.followup.forms.marked import read_marks
from ledestjerne.followup.models import Plan, PlanState
from ledestjerne.followup.views.shared import (
    BOTH,
    UNPROCESSABLE,
    address,
    editable_plan,
    plans_link,
    readable_plan,
    rights,
    save,
    telling_locked,
    trail_to_plan,
    trail_to_unit,
    unit_for,
)
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may, needs


@page(needs(Permission.PLAN_READ))
def plan_list(request: HttpRequest, code: str) -> HttpResponse:
    """The unit's plans, the newest first."""
    unit = unit_for(request, Permission.PLAN_READ, code)
    user, day = signed_in(request), today()
    shown = {
        "unit": unit,
        "plans": with_states(reads.plans_of(user, unit, on=day)),
        "below": with_states(reads.plans_below(user, unit, on=day)),
        "may_edit": may(user, Permission.PLAN_EDIT, on=unit),
        "trail": trail_to_unit(unit, here=_("Opfølgningsplaner")),
    }
    return render(request, "followup/plan_list.html", shown)


def with_states(plans: Iterable[Plan]) -> list[tuple[Plan, State]]:
    return [(plan, reads.plan_state(plan)) for plan in plans]


@page(needs(Permission.PLAN_EDIT), methods=BOTH)
def plan_create(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a plan, on its own or from the one before."""
    unit = unit_for(request, Permission.PLAN_EDIT, code)
    before = reads.plan_before(unit)
    form = forms.PlanForm(sent(request), before=before, year=reads.year_after(before, on=today()))
    if request.method == "POST" and form.is_valid() and (plan := created(request, unit, form, before)):
        return redirect(address("plan-carry" if plan.carried_from else "plan-edit", plan))
    shown = {"unit": unit, "form": form, "trail": trail_to_unit(unit, plans_link(unit), here=_("Ny opfølgningsplan"))}
    return render(request, "followup/plan_create.html", shown, status=UNPROCESSABLE if form.errors else 200)


def created(request: HttpRequest, unit: Unit, form: forms.PlanForm, before: Plan | None) -> Plan | None:
    data = form.cleaned_data
    try:
        return writes.create_plan(
            by=signed_in(request), unit=unit, year=data["year"], title=data["title"],
            introduction=data["introduction"], carried_from=before if data.get("is_carried") else None,
        )  # fmt: skip
    except writes.PlanExistsError:
        form.add_error("year", _("Der er allerede en plan for %(year)s.") % {"year": data["year"]})
        return None


@page(needs(Permission.PLAN_READ))
def plan_detail(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """The plan as it is read."""
    plan = readable_plan(request, code, year)
    shown = {**as_read(plan), "trail": trail_to_plan(request, plan), **rights(signed_in(request), plan)}
    return render(request, "followup/plan_detail.html", shown)


def as_read(plan: Plan) -> dict[str, object]:
    """The plan with how it goes, once it has been adopted."""
    shows_outcome = plan.state in (PlanState.ADOPTED, PlanState.CLOSED)
    return {"plan": plan, "sheet": reads.plan_sheet(plan), "headers": reads.HEADERS, "shows_outcome": shows_outcome}


@page(needs(Permission.PLAN_READ))
def plan_print(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """The plan on paper, A4 across."""
    plan = readable_plan(request, code, year)
    return render(request, "followup/plan_print.html", {**as_read(plan), "today": today()})


@page(needs(Permission.PLAN_EDIT))
def plan_edit(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """The draft as it is written."""
    plan = editable_plan(request, code, year)
    if not plan.is_draft:
        messages.info(request, _("Planen er ikke længere et udkast, så teksterne kan ikke ændres."))
        return redirect(address("plan-detail", plan))
    return render(request, "followup/plan_edit.html", editor(request, plan))


def editor(request: HttpRequest, plan: Plan) -> dict[str, object]:
    """What the editor shows; `focus` is the row to begin in."""
    return {
        "plan": plan,
        "sheet": reads.plan_sheet(plan),
        "headers": reads.HEADERS,
        "focus": request.GET.get("fokus", ""),
        "waiting": reads.waiting_for_a_row(plan.unit),
        "proposed": reads.proposed_findings(plan.unit),
        "trail": trail_to_plan(request, plan, here=_("Skriv")),
    }


@page(needs(Permission.PLAN_EDIT), methods=BOTH)
@telling_locked
def plan_about(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """Title and introduction."""
    plan = editable_plan(request, code, year)
    form = forms.AboutForm(sent(request), plan=plan)

    def write() -> None:
        data, marks = form.cleaned_data, read_marks(request.POST)
        by = signed_in(request)
        writes.describe_plan(by=by, plan=plan, title=data["title"], introduction=data["introduction"], read=marks)

    shown = {
        "plan": plan,
        "title": _("Titel og indledning"),
        "trail": trail_to_plan(request, plan, here=_("Titel og indledning")),
    }
    onward = address("plan-edit", plan)
    return save(
        request, form, write=write, subject=plan, template="followup/plan_about.html", shown=shown, onward=onward
    )


@page(needs(Permission.PLAN_EDIT), methods=BOTH)
@telling_locked
def plan_carry(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """Last year's rows: what came of each, and which of them go on."""
    plan = editable_plan(request, code, year)
    if plan.carried_from is None or not plan.is_draft:
        return redirect(address("plan-detail", plan))
    sheet = reads.plan_sheet(plan.carried_from)
    form = forms.CarryForm(sent(request), choices=[(each.row.pk, each.row.result) for each in sheet.rows])
    if request.method == "POST" and form.is_valid():
        chosen = [each.row for each in sheet.rows if each.row.pk in form.cleaned_data["rows"]]
        carried = writes.carry_rows(by=signed_in(request), plan=plan, rows=chosen)
        messages.success(request, _("%(count)d rækker er ført over.") % {"count": len(carried)})
        return redirect(address("plan-edit", plan))
    there = {each.row.carried_from_id for each in reads.plan_sheet(plan).rows}
    shown = {"plan": plan, "sheet": sheet, "form": form, "there": there}
    trail = trail_to_plan(request, plan, here=_("Fra sidste plan"))
    return render(request, "followup/plan_carry.html", {**shown, "trail": trail}, status=422 if form.errors else 200)
