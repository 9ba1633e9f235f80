"""One page to slice any figure by unit, period and part."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.pages import page
from ledestjerne.base.parts import trail
from ledestjerne.base.time import today
from ledestjerne.explore import exports, forms, reads, screens
from ledestjerne.explore.slices import Slice
from ledestjerne.indicators import reads as indicators
from ledestjerne.organisation.models import Unit, by_width
from ledestjerne.organisation.permissions import may, needs

NOTED = 3  # units whose notes are one link away; those of the widest hold for the others


@page(needs(Permission.FIGURE_READ))
def slice_detail(request: HttpRequest) -> HttpResponse:
    """The slice in the address, as a chart and a table in step; without one, the indicators to choose between."""
    asked = Slice.of(request.GET)
    shown: dict[str, object] = {
        "trail": trail((_("Nøgletal"), reverse("indicators:definition-list")), here=_("Udforsk"))
    }
    if not asked.indicator:
        return render(request, "explore/slice_detail.html", {**shown, "form": forms.SliceForm(cut=None)})
    user, day = signed_in(request), today()
    found = reads.cut(asked, user=user, on=day)
    happened = happenings_of(found, user, day)
    shown["homes"] = reads.homes_of(found.units, user=user, on=day) if found.series else []
    widest = sorted(units_in(found), key=by_width)[:NOTED]
    shown["noted"] = [unit for unit in widest if may(user, Permission.NOTE_EDIT, on=unit)]
    return render(request, "explore/slice_detail.html", {**shown, **slice_parts(found, happened)})


def units_in(cut: reads.Cut) -> list[Unit]:
    return list({each.unit.pk: each.unit for each in cut.series if each.unit}.values())


def happenings_of(cut: reads.Cut, user: User, day: date) -> tuple[indicators.Happening, ...]:
    """What happened, when the reader wants it shown and there is an axis to show it on."""
    if not cut.chosen.notes or screens.is_moment(cut):
        return ()
    results = [result for _series, result in cut.results]
    return indicators.what_happened(units_in(cut), results, cut.definition, user=user, on=day)


def slice_parts(cut: reads.Cut, happened: tuple[indicators.Happening, ...]) -> dict[str, object]:
    title, events = screens.title_of(cut), screens.events(happened)
    figures = [(each.name, result) for each, result in cut.results]
    return {
        "cut": cut,
        "form": forms.SliceForm(cut=cut),
        "title": title,
        "chart": screens.chart(cut, events) if cut.series else None,
        "live": screens.live(cut, events),
        "happenings": happened,
        "zooms": screens.zooms(cut),
        "downloads": [(form.name, key) for key, form in exports.FORMS.items()],
        "table": screens.table(title, cut.definition, figures, stands_out=cut.chosen.line),
        "remarks": screens.remarks(cut),
        "sources": screens.sources(cut),
        "meaning": indicators.title_of(cut.definition),
    }


@page(needs(Permission.FIGURE_READ))
def slice_download(request: HttpRequest, form: str) -> HttpResponse:
    """The slice in the address as a file, with where its figures come from."""
    user, day = signed_in(request), today()
    found = reads.cut(Slice.of(request.GET), user=user, on=day)
    if form not in exports.FORMS or not found.series:
        raise Http404(form)
    address = request.build_absolute_uri(f"{reverse('explore:slice-detail')}?{found.chosen.query}")
    chosen = exports.FORMS[form]
    events = screens.events(happenings_of(found, user, day))
    content = chosen.write(exports.export(found, on=day, address=address, events=events))
    answer = HttpResponse(content, content_type=chosen.kind)
    answer["Content-Disposition"] = f'attachment; filename="{found.definition.key}.{form}"'
    return answer
