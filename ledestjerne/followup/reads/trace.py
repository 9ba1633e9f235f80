"""From a frozen figure to the deliveries and rows it came from, and to what rests on it."""

from dataclasses import dataclass
from datetime import date

from ledestjerne.accounts.models import User
from ledestjerne.facts.models import Delivery
from ledestjerne.followup.models import Finding
from ledestjerne.indicators.models import FrozenResult


@dataclass(frozen=True)
class Trace:
    """A frozen figure with the deliveries the reader may open, and the findings that rest on it."""

    figure: FrozenResult
    deliveries: tuple[Delivery, ...]
    findings: tuple[Finding, ...]


def trace_of(figure: FrozenResult, *, user: User, on: date) -> Trace:
    """Everything the figure came from that the user may see, and everything that rests on it."""
    deliveries = Delivery.objects.traceable_to(user, on=on).filter(pk__in=figure.deliveries).order_by("pk")
    findings = Finding.objects.filter(figure=figure).select_related("unit", "row__plan").order_by("pk")
    return Trace(figure=figure, deliveries=tuple(deliveries), findings=tuple(findings))
