"""The red thread: from a row back to what it rests on, one link each way; and what has happened to it."""

from collections.abc import Collection, Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.accounts.models import User
from ledestjerne.audit.models import Event
from ledestjerne.base.parts import Link, Moment
from ledestjerne.facts.models import Delivery
from ledestjerne.followup.models import Finding, PlanRow
from ledestjerne.followup.reads.plans import RowSheet
from ledestjerne.indicators.models import FrozenResult

TITLES = {
    "row.added": gettext_lazy("Rækken blev tilføjet"),
    "row.edited": gettext_lazy("Teksten blev rettet"),
    "row.moved": gettext_lazy("Rækken blev flyttet"),
    "row.carried": gettext_lazy("Rækken blev ført over fra sidste plan"),
    "row.judged": gettext_lazy("Udbyttet blev beskrevet"),
}
ROW, FINDING, FIGURE = range(3)


def threads_of(sheet: RowSheet, *, readable: Collection[int]) -> list[list[Link]]:
    """One thread for each finding the row rests on; `readable` are the deliveries the reader may open."""
    return [thread_of(finding, row=sheet.row, here=ROW, readable=readable) for finding in sheet.findings]


def thread_of(
    finding: Finding, *, row: PlanRow | None, here: int = FINDING, readable: Collection[int] = ()
) -> list[Link]:
    """From the plan row over the finding and its frozen figure to the definition and the files; `here` has no link."""
    links = [row_link(row) if row else None, finding_link(finding)]
    figure = finding.figure
    if figure is not None:
        links += [figure_link(figure), definition_link(figure), *delivery_links(figure, readable)]
    standing = [Link(link.label) if place == here and link else link for place, link in enumerate(links)]
    return [link for link in standing if link is not None]


def deliveries_behind(findings: Iterable[Finding], *, user: User, on: date) -> set[int]:
    """Those of the deliveries the findings' figures came from that the user may open."""
    numbers = {number for finding in findings if finding.figure for number in finding.figure.deliveries}
    if not numbers:
        return set()
    return set(Delivery.objects.traceable_to(user, on=on).filter(pk__in=numbers).values_list("pk", flat=True))


def row_link(row: PlanRow) -> Link:
    url = reverse("followup:row-detail", args=[row.plan.unit.code, row.plan.slug, row.pk])
    return Link(_("Række %(number)d") % {"number": row.position}, url)


def finding_link(finding: Finding) -> Link:
    return Link(_("Fund"), reverse("followup:finding-detail", args=[finding.unit.code, finding.pk]))


def figure_link(figure: FrozenResult) -> Link:
    return Link(_("Fastfrosset tal"), reverse("indicators:frozen-detail", args=[figure.code, figure.pk]))


def definition_link(figure: FrozenResult) -> Link:
    return Link(_("Definition"), reverse("indicators:definition-detail", args=[figure.indicator]))


def delivery_links(figure: FrozenResult, readable: Collection[int]) -> list[Link]:
    """Each file the figure came from; its page leads on to the rows."""
    return [
        Link(_("Leverance %(number)d") % {"number": number}, reverse("facts:delivery-detail", args=[number]))
        for number in figure.deliveries
        if number in readable
    ]


def moments_of(events: Iterable[Event]) -> list[Moment]:
    """The history of a row in words, the newest first; many small edits by one person in a row count as one."""
    moments: list[Moment] = []
    last = ("", "")
    for event in events:
        if (event.verb, event.by_name) != last:
            moments.append(Moment(title=str(TITLES.get(event.verb, event.verb)), at=event.at, by=event.by_name))
        last = (event.verb, event.by_name)
    return moments
