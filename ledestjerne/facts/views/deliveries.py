"""What has been handed in, and one delivery."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import fleeting, page
from ledestjerne.base.time import now, today
from ledestjerne.facts import forms, progress, reads, screens, writes
from ledestjerne.facts.checked import Severity
from ledestjerne.facts.lesson_units import missing_names
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.register import proposed_units
from ledestjerne.facts.unit_names import names_in
from ledestjerne.facts.views.shared import BOTH, checked, trail_of, visible
from ledestjerne.facts.words import change_text
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may, needs

PER_PAGE = 50


@page(needs(Permission.DELIVERY_READ))
def delivery_list(request: HttpRequest, code: str) -> HttpResponse:
    """How fresh a unit's figures are, and what has been handed in."""
    user, day = signed_in(request), today()
    unit = organisation.unit_for(user, Permission.DELIVERY_READ, code=code, on=day)
    found = Paginator(reads.deliveries_about(unit, user=user, on=day), PER_PAGE).get_page(request.GET.get("page"))
    fresh = reads.freshness(unit, reader=signed_in(request), on=day)
    shown = {
        "unit": unit,
        "trail": organisation.trail_to(unit, reader=signed_in(request), on=day, here=_("Data")),
        "page": found,
        "deliveries": screens.deliveries_table(found) if found.object_list else None,
        "fresh": screens.freshness_table(fresh) if fresh else None,
        "may_deliver": may(user, Permission.DELIVERY_MAKE, on=unit),
    }
    return render(request, "facts/delivery_list.html", shown)


@page(needs(Permission.DELIVERY_MAKE), methods=BOTH)
def delivery_add(request: HttpRequest, code: str) -> HttpResponse:
    """Hand a file in; a small one is checked at once, a large one beside the server."""
    unit = organisation.unit_for(signed_in(request), Permission.DELIVERY_MAKE, code=code, on=today())
    form = forms.DeliveryForm(sent(request), request.FILES or None, sources=reads.known_sources())
    if request.method == "POST" and form.is_valid():
        return redirect("facts:delivery-detail", handed_in(request, unit, form).pk)
    trail = organisation.trail_to(unit, reader=signed_in(request), on=today(), here=_("Aflever data"))
    shown = {"unit": unit, "form": form, "trail": trail, "sources": reads.known_sources()}
    return render(request, "facts/delivery_add.html", shown, status=422 if form.errors else 200)


def handed_in(request: HttpRequest, unit: Unit, form: forms.DeliveryForm) -> Delivery:
    data, file = form.cleaned_data, form.cleaned_data["file"]
    assert isinstance(file, UploadedFile)
    receipt = writes.receive_delivery(
        by=signed_in(request), unit=unit, file_name=file.name or "", pieces=file.chunks, at=now(),
        source=data["source"], period=data["period"], retrieved_on=data["retrieved_on"],
    )  # fmt: skip
    if receipt.is_known:
        messages.info(request, _("Den samme fil er afleveret før. Her er leverancen."))
    if receipt.needs_check and not reads.is_being_checked(receipt.delivery, at=now()):
        checked(request, receipt.delivery, source=data["source"], period=data["period"])
    return receipt.delivery


@page(needs(Permission.DELIVERY_READ))
def delivery_detail(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """One delivery: how far it is, what was understood, what was found, and what can be done."""
    delivery = visible(request, delivery_id)
    user, report = signed_in(request), reads.report_of(delivery)
    owner = delivery.unit or Unit()
    is_open = delivery.state in (Delivery.State.RECEIVED, Delivery.State.CHECKED)
    is_running = is_open and reads.is_being_checked(delivery, at=now())
    may_make = may(user, Permission.DELIVERY_MAKE, on=owner)
    shown = {
        **found_in(request, delivery),
        "delivery": delivery,
        "report": report,
        "fault": reads.fault_of(delivery),
        "is_running": is_running,
        "is_interrupted": delivery.state == Delivery.State.RECEIVED and not is_running,
        "state": progress.state_of(delivery),
        "steps": progress.steps_of(delivery, is_running=is_running),
        "counts": screens.counts_of(delivery, report),
        "periods": screens.periods_table(report, measures=reads.measures_of(delivery)),
        "columns": screens.columns_table(report),
        "reasons": screens.reasons_of(report),
        "units": screens.units_table(report),
        "history": progress.history_of(delivery),
        "standing": reads.standing(delivery) if delivery.state == Delivery.State.ACCEPTED else None,
        "new_units": missing_names(delivery),
        "nameless": len(report.nameless),
        "has_names": bool(names_in(delivery)),
        "changes": [change_text(change) for change in proposed_units(delivery)]
        if delivery.state == Delivery.State.CHECKED
        else [],
        "source_line": reads.source_line([delivery.pk]),
        "source_form": forms.SourceForm(sources=reads.known_sources()),
        "may_make": may_make and is_open,
        "may_accept": may(user, Permission.DELIVERY_ACCEPT, on=owner),
        "may_add_units": may(user, Permission.UNIT_EDIT, on=owner),
        "has_original": delivery.original.exists(),
        "trail": trail_of(request, delivery),
    }
    answer = render(request, "facts/delivery_detail.html", shown)
    return fleeting(answer) if is_open else answer


def found_in(request: HttpRequest, delivery: Delivery) -> dict[str, object]:
    """The findings of the chosen severity, a page at a time."""
    kinds = list(delivery.problems.order_by().values_list("severity", flat=True).distinct())
    first = next((each.value for each in Severity if each.value in kinds), "")
    chosen = request.GET.get("vis", first)
    problems = Paginator(delivery.problems.filter(severity=chosen), PER_PAGE).get_page(request.GET.get("page"))
    return {
        "problem_page": problems,
        "problem_tabs": screens.problem_tabs(delivery, chosen=chosen),
        "problems": screens.problems_table(problems, caption=_("Fund i filen")) if problems.object_list else None,
    }
