"""The rows of a delivery: those left out, the one a figure rests on, and a sample."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.pages import page
from ledestjerne.base.time import today
from ledestjerne.facts import download, reads, screens
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.rows import headings_of, rows_around
from ledestjerne.facts.views.shared import trail_of, visible
from ledestjerne.organisation.permissions import needs

AROUND = 5


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
    near = rows_around(delivery, sheet=sheet, row=row, reach=AROUND)
    if not any(each.row == row for each in near):
        raise Http404
    shown = {
        "delivery": delivery,
        "sheet": sheet,
        "row": row,
        "lines": screens.lines_of(near, here=row),
        "headings": headings_of(delivery, sheet=sheet, rows=near),
        "source_line": reads.source_line([delivery.pk]),
        "trail": trail_of(request, delivery),
    }
    return render(request, "facts/row_detail.html", shown)
