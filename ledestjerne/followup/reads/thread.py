"""The red thread: from a row back to what it rests on, one link each way; and what has happened to it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.audit.models import Event
from ledestjerne.base.parts import Link, Moment
from ledestjerne.followup.models import Finding
from ledestjerne.followup.reads.plans import RowSheet

TITLES = {
    "row.added": gettext_lazy("Rækken blev tilføjet"),
    "row.edited": gettext_lazy("Teksten blev rettet"),
    "row.moved": gettext_lazy("Rækken blev flyttet"),
    "row.carried": gettext_lazy("Rækken blev ført over fra sidste plan"),
    "row.judged": gettext_lazy("Udbyttet blev beskrevet"),
}


def threads_of(sheet: RowSheet) -> list[list[Link]]:
    """One thread for each finding the row rests on; last year's findings where the row was carried over."""
    here = Link(_("Række %(number)d") % {"number": sheet.number})
    return [[here, *thread_of(finding)] for finding in sheet.findings]


def thread_of(finding: Finding) -> list[Link]:
    """From the finding back towards the file."""
    return [Link(_("Fund: %(title)s") % {"title": finding.title}, finding_url(finding))]


def finding_url(finding: Finding) -> str:
    return reverse("followup:finding-detail", args=[finding.unit.code, finding.pk])


def moments_of(events: Iterable[Event]) -> list[Moment]:
    """The history of a row in words, the newest first; many small edits by one person in a row count as one."""
    moments: list[Moment] = []
    last = ("", "")
    for event in events:
        if (event.verb, event.by_name) != last:
            moments.append(Moment(title=str(TITLES.get(event.verb, event.verb)), at=event.at, by=event.by_name))
        last = (event.verb, event.by_name)
    return moments
