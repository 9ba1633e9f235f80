"""What the pages of plans have in common: finding the plan, and showing two texts that met."""

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec

from django import forms
from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.audit.reads import events_of
from ledestjerne.base.parts import Link
from ledestjerne.base.time import today
from ledestjerne.followup import reads, writes
from ledestjerne.followup.forms.marked import PREFIX
from ledestjerne.followup.models import Plan
from ledestjerne.followup.stale import Clash, StaleSaveError, mark
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may, permissions_on

BOTH = ("GET", "HEAD", "POST")
UNPROCESSABLE, CONFLICT = 422, 409


def readable_plan(request: HttpRequest, code: str, year: str) -> Plan:
    return reads.plan_for(signed_in(request), code=code, year=year, on=today())


def editable_plan(request: HttpRequest, code: str, year: str) -> Plan:
    """The plan for someone who may write on it; for others there is no such page."""
    plan = readable_plan(request, code, year)
    if not may(signed_in(request), Permission.PLAN_EDIT, on=plan.unit):
        raise Http404
    return plan


def address(name: str, plan: Plan, *more: object) -> str:
    return reverse(f"followup:{name}", args=[plan.unit.code, plan.slug, *more])


def trail_to_plan(request: HttpRequest, plan: Plan, *, here: str = "") -> list[Link]:
    """Breadcrumbs down to a plan, or to a page below it; an owner from elsewhere sees the plan but not the unit."""
    trail = []
    if may(signed_in(request), Permission.PLAN_READ, on=plan.unit):
        trail = [
            Link(plan.unit.name, reverse("overview:unit-detail", args=[plan.unit.code])),
            plans_link(plan.unit),
        ]
    trail.append(Link(plan.title, address("plan-detail", plan) if here else ""))
    return [*trail, Link(here)] if here else trail


def trail_to_unit(unit: Unit, *between: Link, here: str) -> list[Link]:
    return [Link(unit.name, reverse("overview:unit-detail", args=[unit.code])), *between, Link(here)]


def plans_link(unit: Unit) -> Link:
    """The way back to all plans of the unit."""
    return Link(_("Opfølgningsplaner"), reverse("followup:plan-list", args=[unit.code]))


def unit_for(request: HttpRequest, permission: Permission, code: str) -> Unit:
    return organisation.unit_for(signed_in(request), permission, code=code, on=today())


@dataclass(frozen=True)
class Meeting:
    """One field of a clash as the page shows it."""

    field: str
    label: str
    mine: str
    theirs: str
    sent: tuple[str, ...]
    mark: str
    is_text: bool


@dataclass(frozen=True)
class Conflict:
    """Two people's texts that met, who the other is, and what to send to save one's own after all."""

    meetings: tuple[Meeting, ...]
    other: str
    at: Any
    rest: tuple[tuple[str, str], ...]

    @property
    def marks(self) -> dict[str, str]:
        """The marks of the other's texts: sending them says that they have been read."""
        return {f"{PREFIX}{each.field}": each.mark for each in self.meetings}

    @property
    def vals(self) -> str:
        """The same as JSON, for a button that sends them."""
        return json.dumps(self.marks)


def conflict_of(request: HttpRequest, form: forms.Form, subject: models.Model, error: StaleSaveError) -> Conflict:
    latest = events_of(subject).first()
    meetings = tuple(meeting(form, clash, request.POST.getlist(clash.field)) for clash in error.clashes)
    left_out = {each.field for each in meetings} | {f"{PREFIX}{each.field}" for each in meetings}
    rest = tuple(
        (name, value)
        for name, values in request.POST.lists()
        if name not in left_out and name != "csrfmiddlewaretoken"
        for value in values
    )
    return Conflict(
        meetings=meetings,
        other=latest.by_name if latest else _("En anden"),
        at=latest.at if latest else None,
        rest=rest,
    )


def meeting(form: forms.Form, clash: Clash, sent: list[str]) -> Meeting:
    """One field that two wrote in; what was sent is sent again as it was typed."""
    field = form.fields[clash.field]
    is_text = isinstance(field.widget, forms.Textarea | forms.TextInput)
    mine, theirs = shown(field, clash.mine), shown(field, clash.theirs)
    return Meeting(clash.field, str(field.label), mine, theirs, tuple(sent), mark(clash.theirs), is_text)


def shown(field: forms.Field, value: Any) -> str:
    """Choices by their labels, names one a line, a number, day or text as the field shows it."""
    if isinstance(value, list | tuple):
        return "\n".join(shown(field, each) for each in value)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(dict(choices).get(value, value))
    text = field.widget.format_value(value)
    return "" if text is None else str(text)


def save(
    request: HttpRequest, form: forms.Form, *, write: Callable[[], object], subject: models.Model, template: str,
    shown: dict[str, Any], onward: str,
) -> HttpResponse:  # fmt: skip
    """Show a form; save it when it is right and go on; show both texts when someone else was faster."""
    status = UNPROCESSABLE if form.is_bound and not form.is_valid() else 200
    if request.method == "POST" and status == 200:
        try:
            write()
        except StaleSaveError as error:
            conflict = conflict_of(request, form, subject, error)
            more = {"conflict": conflict, "onward": onward, "form": form, **shown}
            return render(request, "followup/clash.html", more, status=CONFLICT)
        messages.success(request, _("Gemt."))
        return redirect(onward)
    return render(request, template, {"form": form, **shown}, status=status)


Params = ParamSpec("Params")
View = Callable[Concatenate[HttpRequest, Params], HttpResponse]


def telling_locked(view: View[Params]) -> View[Params]:
    """A page that changes a plan: when the plan is locked meanwhile, its reader is told and shown the plan."""

    @functools.wraps(view)
    def answer(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except writes.PlanLockedError:
            messages.warning(request, _("Planen er låst i mellemtiden, så det kunne ikke gemmes."))
            return redirect("followup:plan-detail", kwargs["code"], kwargs["year"])

    return answer


def rights(user: User, plan: Plan) -> dict[str, bool]:
    """What this person may do with the plan in the state it is in."""
    asked = {
        "may_edit": Permission.PLAN_EDIT, "may_propose": Permission.PLAN_PROPOSE, "may_adopt": Permission.PLAN_ADOPT,
        "may_close": Permission.PLAN_CLOSE, "may_browse": Permission.PLAN_READ,
        "may_read_findings": Permission.FINDING_READ, "may_publish": Permission.EDITION_PUBLISH,
    }  # fmt: skip
    allowed = permissions_on(user, unit=plan.unit)
    return {name: permission in allowed for name, permission in asked.items()}
