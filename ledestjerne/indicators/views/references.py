"""Pages of the local references: what units could expect with their pupils."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.pages import logged_in, page
from ledestjerne.base.parts import trail
from ledestjerne.base.time import today
from ledestjerne.indicators import (
    reads,
    reference_answers,
    reference_screens,
)
from ledestjerne.indicators.origins import origins
from ledestjerne.indicators.reference.definition import ReferenceDefinition
from ledestjerne.indicators.reference_words import reference_title
from ledestjerne.indicators.views.shared import as_file, as_json, catalogue_trail
from ledestjerne.organisation.permissions import needs


@page(logged_in)
def reference_list(request: HttpRequest) -> HttpResponse:
    """The local references there are."""
    found = [(reference_title(each), each) for each in reads.references()]
    shown = {"references": found, "trail": catalogue_trail(_("Lokale referencer"))}
    return render(request, "indicators/reference_list.html", shown)


@page(needs(Permission.FIGURE_READ))
def reference_detail(request: HttpRequest, key: str) -> HttpResponse:
    """The units held against what their pupils' background lets one expect."""
    definition = reads.reference(key)
    title = reference_title(definition)
    home = (_("Lokale referencer"), reverse("indicators:reference-list"))
    here = trail((_("Nøgletal"), reverse("indicators:definition-list")), home, here=title)
    shown = {"definition": definition, "title": title, "trail": here}
    answer = reference_asked(request, definition)
    if answer is None:
        return render(request, "indicators/reference_detail.html", shown)
    return render(request, "indicators/reference_detail.html", {**shown, **reference_parts(request, answer)})


def reference_asked(request: HttpRequest, definition: ReferenceDefinition) -> reads.ReferenceAnswer | None:
    """The answer for the period asked for, for those who may see one of its units; Http404 for a period without."""
    period = request.GET.get("periode", "")
    answer = reads.reference_answer(definition, period=period)
    if answer is not None and not reads.is_about(
        answer, reads.readable_names(signed_in(request), definition, on=today())
    ):
        answer = None
    if answer is None and period:
        raise Http404(period)
    return answer


def units_seen(request: HttpRequest, answer: reads.ReferenceAnswer) -> list[reference_screens.NamedUnit]:
    names = reads.readable_names(signed_in(request), answer.definition, on=today())
    return reference_screens.named_units(answer, names)


def reference_parts(request: HttpRequest, answer: reads.ReferenceAnswer) -> dict[str, object]:
    definition, units = answer.definition, units_seen(request, answer)
    return {
        "answer": answer,
        "units": units,
        "periods": reference_screens.period_tabs(
            definition, reads.reference_periods(definition), current=answer.period
        ),
        **reference_screens.found_parts(answer, units),
        "answering": reference_screens.answering(definition),
        "source": definition.attribution,
        "origins": origins(signed_in(request), deliveries=answer.deliveries, rows=(), on=today()),
    }


@page(needs(Permission.FIGURE_READ))
def reference_download(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """The reference of one period for the units the reader may see, as CSV or JSON with its provenance."""
    answer = reference_asked(request, reads.reference(key))
    if answer is None:
        raise Http404(key)
    found = reference_answers.download(answer, units_seen(request, answer))
    name = f"{key}-{answer.period.replace('/', '-').replace('–', '-')}"
    if form == "csv":
        return as_file(reference_answers.as_csv(found), "text/csv; charset=utf-8", f"{name}.csv")
    return as_file(as_json(form, found), "application/json", f"{name}.json")
