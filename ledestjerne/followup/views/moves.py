"""A plan's way from draft to closed, each move confirmed by a person."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.states import ForbiddenMoveError
from ledestjerne.base.time import today
from ledestjerne.followup import forms, reads, writes
from ledestjerne.followup.forms.plan import Versioned
from ledestjerne.followup.models import Plan
from ledestjerne.followup.views.shared import BOTH, UNPROCESSABLE, address, readable_plan, trail_to_plan
from ledestjerne.organisation.permissions import may, needs


@dataclass(frozen=True)
class Move:
    """A step of a plan: who may take it, what is asked, and what is said before and after."""

    permission: Permission
    form: type[Versioned]
    write: Callable[..., Plan]
    title: str | Promise
    text: str | Promise
    action: str | Promise
    done: str | Promise


MOVES = {
    "foreslaa": Move(
        Permission.PLAN_PROPOSE, Versioned, writes.propose_plan, gettext_lazy("Foreslå planen"),
        gettext_lazy("Teksterne låses, så den der vedtager planen, læser det samme som dig. Planen kan sendes tilbage."),
        gettext_lazy("Foreslå planen"), gettext_lazy("Planen er foreslået."),
    ),
    "retur": Move(
        Permission.PLAN_PROPOSE, forms.ReturnForm, writes.return_plan, gettext_lazy("Send planen tilbage"),
        gettext_lazy("Planen bliver et udkast igen, og teksterne kan ændres."),
        gettext_lazy("Send tilbage"), gettext_lazy("Planen er sendt tilbage."),
    ),
    "vedtag": Move(
        Permission.PLAN_ADOPT, forms.AdoptForm, writes.adopt_plan, gettext_lazy("Vedtag planen"),
        gettext_lazy("Teksterne kan ikke ændres mere. Indsatserne begynder at tælle, og planen kan offentliggøres."),
        gettext_lazy("Vedtag planen"), gettext_lazy("Planen er vedtaget."),
    ),
    "afslut": Move(
        Permission.PLAN_CLOSE, Versioned, writes.close_plan, gettext_lazy("Afslut planen"),
        gettext_lazy("Det, der er skrevet om, hvad der kom af planen, kan ikke ændres mere."),
        gettext_lazy("Afslut planen"), gettext_lazy("Planen er afsluttet."),
    ),
}  # fmt: skip


@page(needs(Permission.PLAN_READ), methods=BOTH)
def plan_move(request: HttpRequest, code: str, year: str, move: str) -> HttpResponse:
    """Confirm a step, and take it."""
    plan, step = readable_plan(request, code, year), MOVES.get(move)
    if step is None or not may(signed_in(request), step.permission, on=plan.unit):
        raise Http404
    initial = {"version": plan.version, **({"on": today()} if move == "vedtag" else {})}
    form = step.form(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid() and taken(request, plan, step, form):
        messages.success(request, str(step.done))
        return redirect(address("plan-detail", plan))
    shown = {"plan": plan, "step": step, "form": form, "is_danger": move == "afslut", "sheet": reads.plan_sheet(plan)}
    trail = trail_to_plan(request, plan, here=str(step.title))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "followup/plan_move.html", {**shown, "trail": trail}, status=status)


def taken(request: HttpRequest, plan: Plan, step: Move, form: django_forms.Form) -> bool:
    try:
        step.write(by=signed_in(request), plan=plan, **form.cleaned_data)
    except writes.StalePlanError:
        form.add_error(None, _("Planen er ændret, siden du læste den. Læs den igen, før du går videre."))
    except ForbiddenMoveError:
        form.add_error(
            None, _("Det trin kan planen ikke tage, som den står nu. Måske har en anden allerede gjort det.")
        )
    except writes.PlanNotReadyError as error:
        for complaint in complaints(error):
            form.add_error(None, complaint)
    else:
        return True
    return False


def complaints(error: writes.PlanNotReadyError) -> list[str]:
    """What is missing before the plan can be proposed, cell by cell."""
    names = {header.field: header.both for header in reads.HEADERS}
    if not error.gaps:
        return [_("Planen har ingen rækker endnu.")]
    return [
        _("Række %(number)d mangler «%(cell)s».") % {"number": gap.position, "cell": names[gap.field]}
        for gap in error.gaps
    ]
