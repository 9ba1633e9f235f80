"""Pages with the figures of one unit: all of them, one of them, one as it was, and as a file."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.pages import page
from ledestjerne.base.parts import Link
from ledestjerne.base.time import today
from ledestjerne.indicators import (
    answers,
    explained,
    reads,
    screens,
)
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.origins import origins
from ledestjerne.indicators.views.shared import as_file, as_json, catalogue_trail, figures_link, readable
from ledestjerne.indicators.vocabulary import Better, Table
from ledestjerne.indicators.words import DIMENSIONS, falls_back_words, raised_words, title_of
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import WIDER_THAN_SCHOOLS, Level, Unit
from ledestjerne.organisation.permissions import may, needs


@page(needs(Permission.FIGURE_READ))
def figure_list(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's figures under the four quality dimensions."""
    unit = readable(request, code)
    found = reads.figures_by_dimension(unit)
    shown = {
        "unit": unit,
        "groups": [(DIMENSIONS[each.dimension], [reads.figure_card(one) for one in each.figures]) for each in found],
        "falling_back": falls_back_words(one.result for each in found for one in each.figures if one.movement),
        "has_hours": any(has_hours(unit, each.definition) for group in found for each in group.figures),
        "may_edit_limit": unit.level == Level.INSTITUTION and may(signed_in(request), Permission.UNIT_EDIT, on=unit),
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
        "has_hours": has_hours(unit, definition),
        "trail": organisation.trail_to(
            unit, figures_link(unit), reader=signed_in(request), on=today(), here=title_of(definition)
        ),
        "may_edit_target": may(signed_in(request), Permission.TARGET_EDIT, on=unit)
        and definition.better is not Better.NEITHER,
    }
    if seen is None:
        return render(request, "indicators/figure_missing.html", shown, status=404 if request.GET else 200)
    return render(request, "indicators/figure_detail.html", {**shown, **figure_parts(request, seen)})


def has_hours(unit: Unit, definition: Definition) -> bool:
    """Whether the figure is one of lessons, and the unit narrow enough to be looked at week by week."""
    return definition.table is Table.PUPIL_WEEK and unit.level not in (*WIDER_THAN_SCHOOLS, Level.COURSE)


def figure_parts(request: HttpRequest, seen: reads.Figure) -> dict[str, object]:
    has_axis = len(seen.series) > 1
    happened = (
        reads.what_happened([seen.unit], seen.series, seen.definition, user=signed_in(request), on=today())
        if has_axis
        else ()
    )
    return {
        "figure": reads.figure_card(seen),
        "hidden": screens.hidden_text(seen),
        "raised": raised_words(seen.definition, seen.result),
        "marks": screens.marks(seen),
        "terms": screens.short_terms(seen),
        "falling_back": screens.falling_back(seen),
        "chart": screens.chart(seen, happened) if has_axis else None,
        "happenings": happened,
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
    """A figure as it was when something came to rest on it, with the way back to its rows; the country's is everybody's."""
    found, unit = FrozenResult.objects.select_related("unit"), None
    if code != reads.NATION or not found.filter(pk=frozen_id, unit=None).exists():
        unit = readable(request, code)
    frozen = get_object_or_404(found, pk=frozen_id, unit=unit)
    today_it_is = reads.every_definition().get(frozen.indicator)
    shown = {
        "frozen": frozen,
        **screens.frozen_parts(frozen, reads.told_today([frozen])[frozen.pk]),
        "meaning": explained.drawn(frozen.definition),
        "is_same_definition": today_it_is is not None and today_it_is.digest == frozen.definition_hash,
        "origins": origins(signed_in(request), deliveries=frozen.deliveries, rows=frozen.source_rows, on=today()),
        "may_read_findings": unit is not None and may(signed_in(request), Permission.FINDING_READ, on=unit),
        "trail": trail_of(request, frozen),
    }
    return render(request, "indicators/frozen_detail.html", shown)


def trail_of(request: HttpRequest, frozen: FrozenResult) -> Sequence[Link]:
    """Breadcrumbs to the unit of a frozen figure, or to the catalogue for the country's."""
    here = _("Fastfrosset tal")
    if frozen.unit is None:
        return catalogue_trail(here)
    return organisation.trail_to(
        frozen.unit, figures_link(frozen.unit), reader=signed_in(request), on=today(), here=here
    )


@page(needs(Permission.FIGURE_READ))
def figure_download(request: HttpRequest, code: str, key: str, form: str) -> HttpResponse:
    """The figures of a unit over all periods, as CSV or JSON with their provenance."""
    unit, definition = readable(request, code), reads.definition(key)
    live = reads.live_figures(definition)
    found = answers.download(live, live.of(unit.code), beside=reads.companions(definition, unit=unit.code))
    if form == "csv":
        return as_file(answers.as_csv(found), "text/csv; charset=utf-8", f"{definition.key}-{unit.code}.csv")
    return as_file(as_json(form, found), "application/json", f"{definition.key}-{unit.code}.json")
