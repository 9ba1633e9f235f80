"""The rows of a plan: written in the table, one at a time, and read with their red thread."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.audit.reads import events_of
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.time import now, today
from ledestjerne.followup import forms, permissions, reads, writes
from ledestjerne.followup.forms.marked import read_marks
from ledestjerne.followup.forms.row import ALL_FIELDS
from ledestjerne.followup.models import Outcome, Plan, PlanRow
from ledestjerne.followup.reads.plans import WRITTEN
from ledestjerne.followup.stale import StaleSaveError
from ledestjerne.followup.views.shared import (
    BOTH,
    CONFLICT,
    UNPROCESSABLE,
    address,
    conflict_of,
    editable_plan,
    readable_plan,
    rights,
    save,
    telling_locked,
    trail_to_plan,
)
from ledestjerne.organisation.permissions import needs

POST = ("POST",)


@page(needs(Permission.PLAN_READ))
def row_detail(request: HttpRequest, code: str, year: str, row_id: int) -> HttpResponse:
    """One row with all it rests on, what is done about it, and what came of it."""
    plan = readable_plan(request, code, year)
    sheet = reads.row_sheet(reads.row_for(plan, row_id))
    user, here = signed_in(request), _("Række %(number)d") % {"number": sheet.number}
    readable = reads.deliveries_behind(sheet.findings, user=user, on=today())
    shown = {
        "plan": plan,
        "sheet": sheet,
        "reportable": permissions.reportable_in(sheet.row, user),
        "threads": reads.threads_of(sheet, readable=readable),
        "moments": reads.moments_of(events_of(sheet.row)),
        "trail": trail_to_plan(request, plan, here=here),
    }
    return render(request, "followup/row_detail.html", {**shown, **rights(user, plan)})


@page(needs(Permission.PLAN_EDIT), methods=POST)
@telling_locked
def row_add(request: HttpRequest, code: str, year: str) -> HttpResponse:
    """A new empty row at the end, ready to be written in."""
    plan = editable_plan(request, code, year)
    row = writes.add_row(by=signed_in(request), plan=plan)
    if request.htmx:  # type: ignore[attr-defined]  # set by the htmx middleware
        return row_fragment(request, plan, row, focus=True)
    return redirect(f"{address('plan-edit', plan)}?fokus={row.pk}#raekke-{row.pk}")


@page(needs(Permission.PLAN_EDIT), methods=BOTH)
@telling_locked
def row_edit(request: HttpRequest, code: str, year: str, row_id: int) -> HttpResponse:
    """A row on its own page; from the table the same address saves the cells that were sent."""
    plan = editable_plan(request, code, year)
    row = reads.row_for(plan, row_id)
    given = [field for field in ALL_FIELDS if field in request.POST] if request.method == "POST" else ALL_FIELDS
    form = forms.RowForm(sent(request), row=row, fields=given)
    if request.htmx:  # type: ignore[attr-defined]  # set by the htmx middleware
        return saved_cells(request, plan, row, form) if request.method == "POST" else row_fragment(request, plan, row)

    def write() -> None:
        writes.edit_row(by=signed_in(request), row=row, values=form.values, read=read_marks(request.POST))

    title = _("Række %(number)d") % {"number": row.position}
    shown = {"plan": plan, "row": row, "sheet": reads.row_sheet(row), "trail": trail_to_plan(request, plan, here=title)}
    onward = f"{address('plan-edit', plan)}#raekke-{row.pk}"
    return save(request, form, write=write, subject=row, template="followup/row_edit.html", shown=shown, onward=onward)


def row_fragment(request: HttpRequest, plan: Plan, row: PlanRow, *, focus: bool = False) -> HttpResponse:
    """The row as it stands in the editor."""
    sheet = reads.row_sheet(reads.row_for(plan, row.pk))
    shown = {"plan": plan, "each": sheet, "marks": sheet.marks, "focus": str(row.pk) if focus else ""}
    return render(request, "followup/plan_edit.html#row", shown)


def saved_cells(request: HttpRequest, plan: Plan, row: PlanRow, form: forms.RowForm) -> HttpResponse:
    """Save what was written in the table, and answer with the line below the row that says so."""
    shown: dict[str, object] = {"plan": plan, "each": reads.row_sheet(row), "form": form}
    shown["marks"] = list(read_marks(request.POST).items())
    if not form.is_valid():
        return render(request, "followup/plan_edit.html#saved", shown, status=UNPROCESSABLE)
    try:
        saved = writes.edit_row(by=signed_in(request), row=row, values=form.values, read=read_marks(request.POST))
    except StaleSaveError as error:
        conflict = conflict_of(request, form, row, error)
        return render(request, "followup/plan_edit.html#clash", {**shown, "conflict": conflict}, status=CONFLICT)
    except writes.PlanLockedError:
        return render(request, "followup/plan_edit.html#locked", shown, status=CONFLICT)
    joined = [field for field in WRITTEN if is_changed_elsewhere(request, saved, field)]
    sheet = reads.row_sheet(reads.row_for(plan, saved.pk))
    more = {"each": sheet, "marks": sheet.marks, "saved_at": now(), "joined": joined}
    return render(request, "followup/plan_edit.html#saved", {**shown, **more})


def is_changed_elsewhere(request: HttpRequest, row: PlanRow, field: str) -> bool:
    text = request.POST.get(field)
    return text is not None and text.replace("\r\n", "\n").strip() != getattr(row, field)


@page(needs(Permission.PLAN_EDIT), methods=POST)
@telling_locked
def row_move(request: HttpRequest, code: str, year: str, row_id: int) -> HttpResponse:
    """One place up or down."""
    plan = editable_plan(request, code, year)
    row = writes.move_row(by=signed_in(request), row=reads.row_for(plan, row_id), up=request.POST.get("way") == "up")
    return redirect(f"{address('plan-edit', plan)}?fokus={row.pk}#raekke-{row.pk}")


@page(needs(Permission.PLAN_EDIT), methods=BOTH)
@telling_locked
def row_remove(request: HttpRequest, code: str, year: str, row_id: int) -> HttpResponse:
    """Take a row out, once it is confirmed."""
    plan = editable_plan(request, code, year)
    row = reads.row_for(plan, row_id)
    if request.method == "POST":
        writes.remove_row(by=signed_in(request), row=row)
        messages.success(request, _("Rækken er fjernet. Teksten ligger i loggen."))
        return redirect(address("plan-edit", plan))
    shown = {
        "plan": plan,
        "row": row,
        "trail": trail_to_plan(request, plan, here=_("Fjern række %(n)d") % {"n": row.position}),
    }
    return render(request, "followup/row_remove.html", shown)


@page(needs(Permission.PLAN_EDIT), methods=BOTH)
@telling_locked
def row_judge(request: HttpRequest, code: str, year: str, row_id: int) -> HttpResponse:
    """What came of a row."""
    plan = editable_plan(request, code, year)
    row = reads.row_for(plan, row_id)
    form = forms.JudgeForm(sent(request), row=row)

    def write() -> None:
        data = form.cleaned_data
        writes.judge_row(
            by=signed_in(request), row=row, outcome=Outcome(data["outcome"]), text=data["outcome_text"],
            read=read_marks(request.POST),
        )  # fmt: skip

    title = _("Hvad kom der af række %(number)d?") % {"number": row.position}
    shown = {
        "plan": plan,
        "sheet": reads.row_sheet(row),
        "title": title,
        "trail": trail_to_plan(request, plan, here=title),
    }
    onward = back_to_carrying(request, plan) or address("row-detail", plan, row.pk)
    return save(request, form, write=write, subject=row, template="followup/row_judge.html", shown=shown, onward=onward)


def back_to_carrying(request: HttpRequest, plan: Plan) -> str:
    """The next plan's page of what goes on, when the reader came from there."""
    following = plan.carried_to.filter(year=request.GET.get("fra", "").replace("-", "/")).first()
    return address("plan-carry", following) if following else ""
