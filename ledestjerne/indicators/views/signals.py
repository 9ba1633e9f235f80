"""Pages that read many figures at once: signals, and what supervision looks at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Permission
from ledestjerne.accounts.reads import signed_in
from ledestjerne.base.pages import page
from ledestjerne.base.time import today
from ledestjerne.indicators import (
    reads,
    signal_screens,
    supervision_screens,
)
from ledestjerne.indicators.views.shared import figures_link, readable
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.permissions import may, needs


@page(needs(Permission.FIGURE_READ))
def signal_list(request: HttpRequest, code: str) -> HttpResponse:
    """What stands out in a unit's figures, and how much of it chance alone would give."""
    unit = readable(request, code)
    found = reads.signals_of(unit)
    shown = {
        "unit": unit,
        "cards": [signal_screens.signal_card(each) for each in found.signals],
        "counted": signal_screens.counted(found),
        "figures": found.figures,
        "may_read_findings": may(signed_in(request), Permission.FINDING_READ, on=unit),
        "trail": organisation.trail_to(
            unit, figures_link(unit), reader=signed_in(request), on=today(), here=_("Signaler")
        ),
    }
    return render(request, "indicators/signal_list.html", shown)


@page(needs(Permission.FIGURE_READ))
def supervision_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The ten national indicators over three years, as supervision reads them."""
    unit = readable(request, code)
    found = reads.supervision_of(unit, on=today())
    shown = {
        "unit": unit,
        "framework": found.framework,
        "missing": found.missing,
        "lines": supervision_screens.lines_table(found),
        "below": supervision_screens.below_table(found) if found.below else None,
        "trail": organisation.trail_to(
            unit, figures_link(unit), reader=signed_in(request), on=today(), here=_("Som tilsynet ser det")
        ),
    }
    return render(request, "indicators/supervision_detail.html", shown)
