"""The figures of a network, a municipality or the nation, with the institutions' own beside each other."""

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.pages import page
from ledestjerne.base.parts import trail
from ledestjerne.base.time import today
from ledestjerne.indicators import reads as indicators
from ledestjerne.networks import exports, reads, screens
from ledestjerne.networks.views.shared import place_at, trail_to
from ledestjerne.organisation.models import Level
from ledestjerne.organisation.permissions import may, needs


@page(needs(Permission.FIGURE_READ))
def network_list(request: HttpRequest) -> HttpResponse:
    """The networks the reader may look at, and the institutions whose sharing the reader decides."""
    user = signed_in(request)
    waiting = Counter(each.answerer.pk for each in reads.requests_to_answer(user, on=today()))
    shown = {
        "places": [(each, waiting[each.pk]) for each in reads.places_of(user, on=today())],
        "sharers": [(each, waiting[each.pk]) for each in reads.sharers_of(user, on=today())],
        "trail": trail(here=_("Netværk")),
    }
    return render(request, "networks/network_list.html", shown)


@page(needs(Permission.FIGURE_READ))
def network_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Every indicator there is something to show of, under the four quality dimensions."""
    place = place_at(request, code)
    shown = {
        "unit": place.unit,
        "place": place,
        "groups": screens.cards(reads.groups_of(place, basis=indicators.basis_now()), place),
        "is_network": place.unit.level == Level.NETWORK,
        "may_edit": place.unit.level == Level.NETWORK
        and may(signed_in(request), Permission.NETWORK_EDIT, on=place.unit),
        "trail": trail_to(place.unit),
    }
    return render(request, "networks/network_detail.html", shown)


@page(needs(Permission.FIGURE_READ))
def figure_detail(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One indicator: the place's own figure over time, and the institutions beside each other in one period."""
    place, definition = place_at(request, code), indicators.definition(key)
    period = request.GET.get("periode", "")
    seen = reads.side_by_side(definition, place, period=period, basis=indicators.basis_now())
    if seen is None:
        raise Http404
    title = indicators.title_of(definition)
    shown = {
        "unit": place.unit,
        "place": place,
        "definition": definition,
        "title": title,
        "seen": seen,
        "figure": indicators.figure_card(seen.glance) if seen.glance else None,
        "hidden": hidden_text(seen),
        "chart": screens.chart(seen),
        "lines": screens.lines_table(seen, place) if seen.lines else None,
        "periods": screens.period_tabs(seen, place),
        "source": source_of(seen),
        "trail": trail_to(place.unit, here=title),
    }
    return render(request, "networks/figure_detail.html", shown)


def hidden_text(seen: reads.SideBySide) -> str:
    return indicators.why_hidden(seen.definition, seen.glance.result) if seen.glance else ""


def source_of(seen: reads.SideBySide) -> str:
    if seen.glance and seen.glance.result.deliveries:
        return indicators.source_line(seen.definition, seen.glance.result)
    return indicators.source_line(seen.definition, seen.lines[0].result) if seen.lines else seen.definition.attribution


@page(needs(Permission.FIGURE_READ))
def figure_download(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """What the page of an indicator shows, over all periods, with its provenance."""
    place, definition = place_at(request, code), indicators.definition(key)
    basis = indicators.basis_now()
    newest = reads.side_by_side(definition, place, basis=basis)
    if newest is None:
        raise Http404
    content = exports.figures_csv(newest, place, basis=basis)
    name = f"{definition.key}-{place.unit.code}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=disposition)
