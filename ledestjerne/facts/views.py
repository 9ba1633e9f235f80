"""Pages about deliveries: hand in, see what was understood, decide, and follow a figure to its row."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.pages import page
from ledestjerne.base.parts import Link
from ledestjerne.base.states import ForbiddenMoveError
from ledestjerne.base.time import now, today
from ledestjerne.facts import download, forms, reads, rows, screens, writes
from ledestjerne.facts.background import is_large, start_check
from ledestjerne.facts.checked import Severity
from ledestjerne.facts.locks import BusyError
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.register import missing_names, proposed_units
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may, needs

BOTH = ("GET", "HEAD", "POST")
PER_PAGE = 50
AROUND = 5


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
    form = forms.DeliveryForm(request.POST or None, request.FILES or None, sources=reads.known_sources())
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
    else:
        checked(request, receipt.delivery, source=data["source"], period=data["period"])
    return receipt.delivery


def checked(request: HttpRequest, delivery: Delivery, *, source: str, period: str) -> None:
    """Check now, or let a process of its own do it when the file is large."""
    user = signed_in(request)
    try:
        asked = writes.ask_for_check(delivery=delivery, by=user, at=now(), source=source, period=period)
        if is_large(asked):
            start_check(asked, by=user)
        else:
            writes.check_delivery(delivery=asked, by=user, at=now())
    except (ForbiddenMoveError, BusyError, ValidationError) as error:
        messages.error(request, reason_of(error))


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
        "is_running": is_running,
        "is_interrupted": delivery.state == Delivery.State.RECEIVED and not is_running,
        "state": screens.state_of(delivery),
        "steps": screens.steps_of(delivery, is_running=is_running),
        "counts": screens.counts_of(delivery, report),
        "periods": screens.periods_table(report),
        "columns": screens.columns_table(report),
        "units": screens.units_table(report),
        "history": screens.history_of(delivery),
        "standing": reads.standing(delivery) if delivery.state == Delivery.State.ACCEPTED else None,
        "new_units": missing_names(delivery),
        "changes": proposed_units(delivery) if delivery.state == Delivery.State.CHECKED else [],
        "source_line": reads.source_line([delivery.pk]),
        "source_form": forms.SourceForm(sources=reads.known_sources()),
        "may_make": may_make and is_open,
        "may_accept": may(user, Permission.DELIVERY_ACCEPT, on=owner),
        "may_add_units": may(user, Permission.UNIT_EDIT, on=owner),
        "has_original": delivery.original.exists(),
        "trail": trail_of(request, delivery),
    }
    return render(request, "facts/delivery_detail.html", shown)


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


@page(needs(Permission.DELIVERY_MAKE), methods=("POST",))
def delivery_check(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Check again, perhaps as another source or for a stated period."""
    delivery = visible(request, delivery_id)
    form = forms.SourceForm(request.POST, sources=reads.known_sources())
    if form.is_valid():
        checked(request, delivery, source=form.cleaned_data["source"], period=form.cleaned_data["period"])
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("facts:delivery-detail", delivery.pk)


@page(needs(Permission.DELIVERY_MAKE), methods=BOTH)
def delivery_mapping(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Say once what the columns of an unknown file mean."""
    delivery = visible(request, delivery_id)
    report = reads.report_of(delivery)
    if not report.signature:
        raise Http404
    headings = [column.heading for column in report.columns]
    form = forms.MappingForm(request.POST or None, headings=headings)
    if request.method == "POST" and form.is_valid():
        mapping = form.mapping(signature=report.signature)
        writes.remember_mapping(delivery=delivery, mapping=mapping, by=signed_in(request), at=now())
        checked(request, delivery, source=delivery.source, period=delivery.period)
        return redirect("facts:delivery-detail", delivery.pk)
    shown = {"delivery": delivery, "form": form, "trail": trail_of(request, delivery)}
    return render(request, "facts/delivery_mapping.html", shown, status=422 if form.errors else 200)


@page(needs(Permission.UNIT_EDIT), methods=("POST",))
def unit_add(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Put the classes a lesson file names into the tree."""
    delivery = visible(request, delivery_id)
    added = writes.add_missing_units(delivery=delivery, by=signed_in(request), on=today())
    messages.success(request, _("%(count)s enheder er oprettet.") % {"count": len(added)})
    return redirect("facts:delivery-detail", delivery.pk)


@page(needs(Permission.DELIVERY_ACCEPT), methods=BOTH)
def delivery_accept(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = visible(request, delivery_id)
    if request.method != "POST":
        shown = {"delivery": delivery, "report": reads.report_of(delivery), "trail": trail_of(request, delivery)}
        return render(request, "facts/delivery_accept.html", shown)
    return done(
        request, delivery, lambda: writes.accept_delivery(delivery=delivery, by=signed_in(request), at=now()),
        told=_("Leverancen er godkendt, og tallene gælder nu."),
    )  # fmt: skip


@page(needs(Permission.DELIVERY_MAKE), methods=BOTH)
def delivery_reject(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = visible(request, delivery_id)
    form = forms.ReasonForm(request.POST or None)
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
    form = forms.ReasonForm(request.POST or None)
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


def done(request: HttpRequest, delivery: Delivery, move: Callable[[], object], *, told: str) -> HttpResponse:
    """Make a move and go back to the delivery, with word of how it went."""
    try:
        move()
    except (ForbiddenMoveError, BusyError, ValidationError) as error:
        messages.error(request, reason_of(error))
    else:
        messages.success(request, told)
    return redirect("facts:delivery-detail", delivery.pk)


def reason_of(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    if isinstance(error, BusyError):
        return _("En anden er i gang med samme opgave. Prøv igen om lidt.")
    return _("Det kan ikke lade sig gøre i leverancens tilstand.")


@page(needs(Permission.DELIVERY_READ))
def refused_download(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """The rows that were left out, for whoever is to put the source right."""
    delivery = visible(request, delivery_id)
    name = f"udeladte-raekker-{delivery.pk}.csv"
    answer = HttpResponse(download.refused_rows(delivery), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@page(needs(Permission.DELIVERY_MAKE))
def lesson_sample(request: HttpRequest) -> HttpResponse:
    """A small lesson file in the documented layout."""
    answer = HttpResponse(download.lesson_sample(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="lektioner-eksempel.csv"'
    return answer


@page(needs(Permission.FIGURE_READ))
def row_detail(request: HttpRequest, delivery_id: int, row: int) -> HttpResponse:
    """The printed row a figure rests on, with its neighbours."""
    sheet = request.GET.get("ark", "")
    found = Delivery.objects.traceable_to(signed_in(request), on=today()).select_related("unit")
    delivery = get_object_or_404(found, pk=delivery_id)
    near = rows.rows_around(delivery, sheet=sheet, row=row, reach=AROUND)
    if not any(each.row == row for each in near):
        raise Http404
    shown = {
        "delivery": delivery,
        "sheet": sheet,
        "row": row,
        "lines": screens.lines_of(near, here=row),
        "headings": rows.headings_of(delivery, sheet=sheet, rows=near),
        "source_line": reads.source_line([delivery.pk]),
        "trail": trail_of(request, delivery),
    }
    return render(request, "facts/row_detail.html", shown)


def visible(request: HttpRequest, delivery_id: int) -> Delivery:
    found = reads.visible_deliveries(signed_in(request), on=today())
    return get_object_or_404(found.select_related("decided_by", "withdrawn_by"), pk=delivery_id)


def trail_of(request: HttpRequest, delivery: Delivery) -> list[Link]:
    if delivery.unit is None:
        return []
    path = organisation.trail_to(delivery.unit, reader=signed_in(request), on=today(), here=delivery.file_name)
    if not may(signed_in(request), Permission.DELIVERY_READ, on=delivery.unit):
        return path
    data = Link(label=_("Data"), url=reverse("facts:delivery-list", args=[delivery.unit.code]))
    return [*path[:-1], data, path[-1]]
