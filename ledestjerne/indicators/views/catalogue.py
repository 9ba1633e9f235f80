"""Pages about what figures mean: the catalogue, comparisons, and a trial of a definition."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.forms import sent
from ledestjerne.base.pages import logged_in, page
from ledestjerne.base.time import today
from ledestjerne.indicators import (
    catalogue_screens,
    explained,
    forms,
    reads,
)
from ledestjerne.indicators.views.shared import catalogue_trail
from ledestjerne.indicators.words import title_of
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import has_anywhere, needs

MOST_COMPARED = (2, 3)


@page(logged_in)
def definition_list(request: HttpRequest) -> HttpResponse:
    """The catalogue: every indicator under its quality dimension, to search and to set side by side."""
    form = forms.CatalogueForm(request.GET, frameworks=reads.frameworks())
    found = reads.definitions_by_dimension(form.wanted)
    shown = {
        "form": form,
        "groups": catalogue_screens.entries(found),
        "count": sum(len(group) for group in found.values()),
        "may_try": has_anywhere(signed_in(request), Permission.DEFINITION_EDIT),
    }
    return render(request, "indicators/definition_list.html", shown)


@page(logged_in)
def definition_detail(request: HttpRequest, key: str) -> HttpResponse:
    """What one indicator means, with its worked examples and what it is easily mistaken for."""
    definition = reads.described(key)
    shown = {
        "definition": definition,
        "title": title_of(definition),
        "state": catalogue_screens.state(definition),
        "meaning": explained.drawn(definition),
        "sources": catalogue_screens.source_terms(definition),
        "related": catalogue_screens.related_links(definition),
        "trail": catalogue_trail(title_of(definition)),
    }
    return render(request, "indicators/definition_detail.html", shown)


@page(logged_in)
def definition_compare(request: HttpRequest) -> HttpResponse:
    """Two or three indicators side by side."""
    chosen = [reads.described(key) for key in dict.fromkeys(request.GET.getlist("n"))]
    is_possible = len(chosen) in MOST_COMPARED
    shown = {
        "compared": catalogue_screens.compared(chosen) if is_possible else None,
        "trail": catalogue_trail(_("Sammenlign")),
    }
    return render(request, "indicators/definition_compare.html", shown, status=200 if is_possible else 422)


@page(needs(Permission.DEFINITION_EDIT), methods=("GET", "HEAD", "POST"))
def definition_try(request: HttpRequest) -> HttpResponse:
    """Try a definition before it goes live: table, chart and examples. Nothing is kept."""
    form = forms.TrialForm(sent(request), request.FILES or None)
    user = signed_in(request)
    tried = None
    if request.method == "POST" and form.is_valid() and form.definition:
        units = {unit.code: unit for unit in Unit.objects.where(user, Permission.FIGURE_READ, on=today())}
        tried = catalogue_screens.tried(form.definition, units=units)
    shown = {"form": form, "tried": tried, "trail": catalogue_trail(_("Prøv en definition"))}
    return render(request, "indicators/definition_try.html", shown, status=422 if form.errors else 200)
