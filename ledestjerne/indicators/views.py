"""Pages about figures: which there are, what they are for a unit, and what each means."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.pages import logged_in, page
from ledestjerne.base.parts import Link, trail
from ledestjerne.base.time import today
from ledestjerne.indicators import answers, explained, forms, reads, screens, writes
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.origins import origins
from ledestjerne.indicators.vocabulary import Better
from ledestjerne.indicators.words import DIMENSIONS, title_of
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may, needs


@page(logged_in)
def definition_list(request: HttpRequest) -> HttpResponse:
    """The catalogue: every live indicator under its quality dimension."""
    groups = [
        (DIMENSIONS[dimension], [(title_of(each), each) for each in found])
        for dimension, found in reads.definitions_by_dimension().items()
    ]
    return render(request, "indicators/definition_list.html", {"groups": groups})


@page(logged_in)
def definition_detail(request: HttpRequest, key: str) -> HttpResponse:
    """What one indicator means, with its worked examples."""
    definition = reads.definition(key)
    shown = {
        "definition": definition,
        "title": title_of(definition),
        "meaning": explained.drawn(definition),
        "trail": catalogue_trail(title_of(definition)),
    }
    return render(request, "indicators/definition_detail.html", shown)


def catalogue_trail(here: str) -> Sequence[Link]:
    return trail((_("Nøgletal"), reverse("indicators:definition-list")), here=here)


@page(needs(Permission.FIGURE_READ))
def figure_list(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's figures under the four quality dimensions."""
    unit = readable(request, code)
    groups = [
        (DIMENSIONS[group.dimension], [reads.figure_card(each) for each in group.figures])
        for group in reads.figures_by_dimension(unit)
    ]
    shown = {
        "unit": unit,
        "groups": groups,
        "trail": organisation.trail_to(unit, reader=signed_in(request), on=today(), here=_("Nøgletal")),
    }
    return render(request, "indicators/figure_list.html", shown)


@page(needs(Permission.FIGURE_READ))
def figure_detail(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One figure of one unit, with all it can be held against and where it comes from."""
    unit, definition = readable(request, code), reads.definition(key)
    asked = {"period": request.GET.get("periode", ""), "part": request.GET.get("del", "")}
    seen = reads.figure(unit, definition, **asked)
    shown = {
        "unit": unit,
        "definition": definition,
        "title": title_of(definition),
        "meaning": explained.drawn(definition),
        "trail": organisation.trail_to(unit, reader=signed_in(request), on=today(), here=title_of(definition)),
        "may_edit_target": may(signed_in(request), Permission.TARGET_EDIT, on=unit)
        and definition.better is not Better.NEITHER,
    }
    if seen is None:
        return render(request, "indicators/figure_missing.html", shown, status=404 if request.GET else 200)
    return render(request, "indicators/figure_detail.html", {**shown, **figure_parts(request, seen)})


def figure_parts(request: HttpRequest, seen: reads.Figure) -> dict[str, object]:
    return {
        "figure": reads.figure_card(seen),
        "hidden": screens.hidden_text(seen),
        "marks": screens.marks(seen),
        "terms": screens.short_terms(seen),
        "chart": screens.chart(seen) if len(seen.series) > 1 else None,
        "parts": screens.parts_tables(seen),
        "children": screens.children_table(seen) if seen.children else None,
        "periods": screens.period_tabs(seen),
        "source": reads.source_line(seen.definition, seen.result),
        "origins": origins(
            signed_in(request),
            deliveries=seen.result.deliveries,
            rows=reads.rows_behind(seen.definition, seen.result),
            on=today(),
        ),
        "version": seen.facts_version,
    }


@page(needs(Permission.FIGURE_READ))
def frozen_detail(request: HttpRequest, code: str, frozen_id: int) -> HttpResponse:
    """A figure as it was when something came to rest on it, with the way back to its rows."""
    frozen = get_object_or_404(FrozenResult.objects.select_related("unit"), pk=frozen_id, unit=readable(request, code))
    today_it_is = reads.every_definition().get(frozen.indicator)
    shown = {
        "frozen": frozen,
        **screens.frozen_parts(frozen),
        "meaning": explained.drawn(frozen.definition),
        "is_same_definition": today_it_is is not None and today_it_is.digest == frozen.definition_hash,
        "origins": origins(signed_in(request), deliveries=frozen.deliveries, rows=frozen.source_rows, on=today()),
        "may_read_findings": may(signed_in(request), Permission.FINDING_READ, on=frozen.unit),
        "trail": organisation.trail_to(frozen.unit, reader=signed_in(request), on=today(), here=_("Fastfrosset tal")),
    }
    return render(request, "indicators/frozen_detail.html", shown)


@page(needs(Permission.FIGURE_READ))
def figure_download(request: HttpRequest, code: str, key: str, form: str) -> HttpResponse:
    """The figures of a unit over all periods, as CSV or JSON with their provenance."""
    unit, definition = readable(request, code), reads.definition(key)
    live = reads.live_figures(definition)
    found = answers.download(live, live.of(unit.code))
    if form == "csv":
        response = HttpResponse(answers.as_csv(found), content_type="text/csv; charset=utf-8")
    elif form == "json":
        response = HttpResponse(
            json.dumps(asdict(found), ensure_ascii=False, indent=2), content_type="application/json"
        )
    else:
        raise Http404(form)
    response["Content-Disposition"] = f'attachment; filename="{definition.key}-{unit.code}.{form}"'
    return response


@page(needs(Permission.TARGET_EDIT), methods=("GET", "HEAD", "POST"))
def target_edit(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Set or remove the unit's own goal."""
    unit = organisation.unit_for(signed_in(request), Permission.TARGET_EDIT, code=code, on=today())
    definition, target = reads.definition(key), reads.target_of(unit, key)
    if definition.better is Better.NEITHER:
        raise Http404(key)
    initial = {"value": target.value, "text": target.text} if target else {}
    form = forms.TargetForm(request.POST or None, definition=definition, initial=initial)
    if request.method == "POST" and form.is_valid():
        keep_target(request, unit, key, form.cleaned_data["value"], form.cleaned_data["text"])
        return redirect("indicators:figure-detail", unit.code, key)
    here = organisation.trail_to(
        unit, reader=signed_in(request), on=today(), here=_("Mål for %(title)s") % {"title": title_of(definition)}
    )
    shown = {"unit": unit, "definition": definition, "title": title_of(definition), "form": form, "trail": here}
    return render(request, "indicators/target_edit.html", shown, status=422 if form.errors else 200)


def keep_target(request: HttpRequest, unit: Unit, key: str, value: Decimal | None, text: str) -> None:
    user, target = signed_in(request), reads.target_of(unit, key)
    if value is not None:
        writes.set_target(by=user, unit=unit, indicator=key, value=float(value), text=text)
        messages.success(request, _("Målet er gemt."))
    elif target is not None:
        writes.remove_target(by=user, target=target)
        messages.success(request, _("Målet er fjernet."))


def readable(request: HttpRequest, code: str) -> Unit:
    return organisation.unit_for(signed_in(request), Permission.FIGURE_READ, code=code, on=today())
