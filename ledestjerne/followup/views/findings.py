"""Findings: what stands out, and what is decided about it."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import page
from ledestjerne.base.parts import Link
from ledestjerne.base.states import ForbiddenMoveError
from ledestjerne.base.time import now, today
from ledestjerne.followup import forms, reads, writes
from ledestjerne.followup.forms.finding import LATER, NEW
from ledestjerne.followup.models import Finding, Plan
from ledestjerne.followup.views.shared import BOTH, UNPROCESSABLE, address, trail_to_unit, unit_for
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may, needs

TOO_LONG = 18  # digits of a number no row can have


@page(needs(Permission.FINDING_READ))
def finding_list(request: HttpRequest, code: str) -> HttpResponse:
    """What waits to be decided on top, what was decided below."""
    unit = unit_for(request, Permission.FINDING_READ, code)
    may_decide = may(signed_in(request), Permission.FINDING_DECIDE, on=unit)
    shown = {
        "unit": unit,
        "proposed": reads.same_figure(reads.proposed_findings(unit)),
        "decided": [reads.card_of(each) for each in resting_on(request, reads.decided_findings(unit))],
        "may_decide": may_decide,
        "trail": trail_to_unit(unit, here=_("Det, der falder i øjnene")),
    }
    return render(request, "followup/finding_list.html", shown)


def resting_on(request: HttpRequest, findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """All of them, or with `?tal=` those that rest on one frozen figure."""
    number = request.GET.get("tal", "")
    return findings.filter(figure=int(number)) if number.isdecimal() and len(number) < TOO_LONG else findings


@page(needs(Permission.FINDING_DECIDE), methods=("POST",))
def finding_propose(request: HttpRequest, code: str) -> HttpResponse:
    """Go through the unit's figures as they are now."""
    unit = unit_for(request, Permission.FINDING_DECIDE, code)
    review = writes.propose_findings(by=signed_in(request), unit=unit, observations=reads.observations_of(unit))
    messages.success(request, review_words(review))
    return redirect("followup:finding-list", unit.code)


def review_words(review: writes.Review) -> str:
    if not review.proposed and not review.outdated:
        return _("Tallene er gennemgået. Der er intet nyt.")
    counts = {"new": len(review.proposed), "old": review.outdated}
    return _("Tallene er gennemgået: %(new)d nye forslag, %(old)d forældede.") % counts


@page(needs(Permission.FINDING_READ))
def finding_detail(request: HttpRequest, code: str, finding_id: int) -> HttpResponse:
    """One finding with its figure and its way."""
    unit = unit_for(request, Permission.FINDING_READ, code)
    finding = reads.finding_for(signed_in(request), unit, finding_id, on=today())
    readable = reads.deliveries_behind([finding], user=signed_in(request), on=today())
    links = reads.thread_of(finding, row=finding.row, readable=readable)
    shown: dict[str, object] = {"unit": unit, "card": reads.card_of(finding), "links": links}
    shown["may_decide"] = may(signed_in(request), Permission.FINDING_DECIDE, on=unit)
    return render(request, "followup/finding_detail.html", {**shown, "trail": trail_to_finding(unit, finding.title)})


def trail_to_finding(unit: Unit, here: str) -> list[Link]:
    trail = trail_to_unit(unit, here=_("Det, der falder i øjnene"))
    return [*trail[:-1], Link(trail[-1].label, findings_url(unit)), Link(here)]


def findings_url(unit: Unit) -> str:
    return redirect("followup:finding-list", unit.code).url


def decidable(request: HttpRequest, code: str, finding_id: int) -> Finding:
    unit = unit_for(request, Permission.FINDING_DECIDE, code)
    return reads.finding_for(signed_in(request), unit, finding_id, on=today())


@page(needs(Permission.FINDING_DECIDE), methods=BOTH)
def finding_accept(request: HttpRequest, code: str, finding_id: int) -> HttpResponse:
    """Confirm a finding, and say where in the plan it goes."""
    finding = decidable(request, code, finding_id)
    plan = draft_for(request, finding.unit)
    rows = list(plan.rows.order_by("position")) if plan else []
    form = forms.AcceptForm(sent(request), plan=plan, rows=rows)
    if request.method == "POST" and form.is_valid():
        try:
            return accepted(request, finding, plan, form.cleaned_data["place"])
        except (ForbiddenMoveError, writes.PlanLockedError):
            return decided_already(request, finding)
        except writes.FigureMovedError:
            form.add_error(
                None, _("Tallet er ændret, siden forslaget kom. Gennemgå tallene igen, så forslaget passer.")
            )
    title = _("Godkend og brug i planen")
    return decision(request, finding, form, title=title, action=_("Godkend"), plan=plan)


def draft_for(request: HttpRequest, unit: Unit) -> Plan | None:
    """The draft of the unit, or of the institution it lies in, that the person may write on."""
    return reads.draft_around(signed_in(request), unit, on=today())


def accepted(request: HttpRequest, finding: Finding, plan: Plan | None, place: str) -> HttpResponse:
    by = signed_in(request)
    if plan is None or place == LATER:
        writes.accept_finding(by=by, finding=finding, at=now())
        messages.success(request, _("Godkendt. Det venter på en række i planen."))
        return redirect("followup:finding-list", finding.unit.code)
    if place == NEW:
        row = writes.accept_into_new_row(by=by, finding=finding, plan=plan, at=now())
    else:
        row = reads.row_for(plan, int(place))
        writes.accept_finding(by=by, finding=finding, row=row, at=now())
    messages.success(request, _("Godkendt og sat i planen."))
    return redirect(f"{address('plan-edit', plan)}?fokus={row.pk}#raekke-{row.pk}")


@page(needs(Permission.FINDING_DECIDE), methods=BOTH)
def finding_merge(request: HttpRequest, code: str, finding_id: int) -> HttpResponse:
    """Let a finding be part of another."""
    finding = decidable(request, code, finding_id)
    others = reads.others_of(finding)
    if not others.exists():
        messages.info(request, _("Der er ikke noget andet at lægge det sammen med."))
        return redirect("followup:finding-list", finding.unit.code)
    form = forms.MergeForm(sent(request), others=others)
    if request.method == "POST" and form.is_valid():
        try:
            writes.merge_finding(by=signed_in(request), finding=finding, into=form.cleaned_data["into"], at=now())
        except (ForbiddenMoveError, writes.WrongMergeError):
            return decided_already(request, finding)
        messages.success(request, _("De to er lagt sammen."))
        return redirect("followup:finding-list", finding.unit.code)
    return decision(request, finding, form, title=_("Læg sammen med et andet"), action=_("Læg sammen"))


@page(needs(Permission.FINDING_DECIDE), methods=BOTH)
def finding_dismiss(request: HttpRequest, code: str, finding_id: int) -> HttpResponse:
    """Decide that nothing is called for, and why."""
    finding = decidable(request, code, finding_id)
    form = forms.DismissForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            writes.dismiss_finding(by=signed_in(request), finding=finding, reason=form.cleaned_data["reason"], at=now())
        except ForbiddenMoveError:
            return decided_already(request, finding)
        messages.success(request, _("Afvist. Begrundelsen er gemt."))
        return redirect("followup:finding-list", finding.unit.code)
    return decision(request, finding, form, title=_("Afvis forslaget"), action=_("Afvis"))


def decision(
    request: HttpRequest, finding: Finding, form: object, *, title: str, action: str, plan: Plan | None = None
) -> HttpResponse:
    """The page on which one of the three is decided."""
    shown = {"unit": finding.unit, "card": reads.card_of(finding), "form": form, "title": title, "action": action}
    shown["plan"] = plan
    shown["trail"] = trail_to_finding(finding.unit, title)
    status = UNPROCESSABLE if getattr(form, "errors", None) else 200
    return render(request, "followup/finding_decide.html", shown, status=status)


def decided_already(request: HttpRequest, finding: Finding) -> HttpResponse:
    messages.warning(request, _("En anden har taget stilling i mellemtiden. Her er, som det står nu."))
    return redirect("followup:finding-detail", finding.unit.code, finding.pk)
