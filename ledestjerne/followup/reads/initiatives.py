"""Initiatives as they are read, and the list of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import Http404
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.danish import sort_key
from ledestjerne.base.parts import State, Tone
from ledestjerne.followup.models import Expectation, Initiative, InitiativeOwner, InitiativeStatus, Plan
from ledestjerne.followup.reads.effects import expectation_of, expectation_words
from ledestjerne.organisation.models import Unit

SOON = timedelta(days=30)
TONES = {
    InitiativeStatus.NOT_STARTED: Tone.NEUTRAL, InitiativeStatus.IN_PROGRESS: Tone.INFO,
    InitiativeStatus.DONE: Tone.GOOD, InitiativeStatus.STOPPED: Tone.WARN,
}  # fmt: skip


@dataclass(frozen=True)
class InitiativeSheet:
    """An initiative with its time and owners in words."""

    initiative: Initiative
    owners: tuple[str, ...]
    times: tuple[str, ...]

    @property
    def expectation(self) -> Expectation | None:
        """What it is expected to do to a figure."""
        return expectation_of(self.initiative)

    @property
    def expected(self) -> str:
        """The same in words."""
        return expectation_words(self.expectation) if self.expectation else ""

    @property
    def state(self) -> State:
        return status_state(self.initiative)

    @property
    def is_finished(self) -> bool:
        return self.initiative.status in (InitiativeStatus.DONE, InitiativeStatus.STOPPED)

    @property
    def owner_text(self) -> str:
        return ", ".join(self.owners)


def status_state(initiative: Initiative) -> State:
    status = InitiativeStatus(initiative.status)
    return State(str(status.label), TONES[status], is_open=status == InitiativeStatus.NOT_STARTED)


def initiative_sheet(initiative: Initiative) -> InitiativeSheet:
    owners = tuple(str(owner) for owner in initiative.owners.all())
    return InitiativeSheet(initiative=initiative, owners=owners, times=tuple(times_of(initiative)))


def times_of(initiative: Initiative) -> list[str]:
    """When, in words: the period as written, the days, and the meetings that come back."""
    texts = [initiative.period_text, days_text(initiative.starts_on, initiative.ends_on), meetings_text(initiative)]
    return [text for text in texts if text]


def days_text(starts_on: date | None, ends_on: date | None) -> str:
    if starts_on and ends_on:
        return f"{date_format(starts_on)} – {date_format(ends_on)}"
    if starts_on:
        return _("fra %(day)s") % {"day": date_format(starts_on)}
    return _("senest %(day)s") % {"day": date_format(ends_on)} if ends_on else ""


def meetings_text(initiative: Initiative) -> str:
    """«Møde i januar og august: fokus på målet (skemalægger, uddannelsesleder)»."""
    if not initiative.meeting_months:
        return ""
    text = _("Møde i %(months)s") % {"months": listed([str(MONTHS[month]) for month in initiative.meeting_months])}
    if initiative.meeting_what:
        text = f"{text}: {initiative.meeting_what}"
    return f"{text} ({initiative.meeting_who})" if initiative.meeting_who else text


def listed(words: Sequence[str]) -> str:
    """«januar, marts og august»."""
    return _("%(first)s og %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]} if words[1:] else words[0]


def initiative_for(plan: Plan, initiative_id: int) -> Initiative:
    found = Initiative.objects.filter(row__plan=plan, pk=initiative_id).select_related("row__plan__unit").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class InitiativeQuery:
    """What the reader asked the list for; empty means all."""

    status: str = ""
    owner: str = ""
    dimension: str = ""
    kind: str = ""
    deadline: str = ""
    year: str = ""
    sort: str = "deadline"


SORTS: dict[str, tuple[str | OrderBy, ...]] = {
    "deadline": (F("ends_on").asc(nulls_last=True), "pk"),
    "text": ("text", "pk"),
    "status": ("status", F("ends_on").asc(nulls_last=True), "pk"),
    "row": ("row__plan__year", "row__position", "position", "pk"),
}


def initiatives_of(user: User, unit: Unit, query: InitiativeQuery, *, on: date) -> QuerySet[Initiative]:
    """Initiatives of the unit's plans and of those below that the user may read, as asked for."""
    plans = Plan.objects.visible_to(user, on=on).filter(unit__in=Unit.objects.below([unit.pk], on=on))
    found = Initiative.objects.filter(row__plan__in=plans.values("pk"))
    wanted = {
        "status": query.status,
        "row__dimension": query.dimension,
        "row__kind": query.kind,
        "row__plan__year": query.year,
    }
    found = found.filter(**{field: value for field, value in wanted.items() if value})
    if query.owner:
        found = found.filter(pk__in=owned(query.owner))
    found = found.filter(deadline_rule(query.deadline, on=on)).order_by(*SORTS[query.sort])
    return found.select_related("row__plan__unit", "expectation__unit").prefetch_related("owners__user")


def owned(name: str) -> QuerySet[InitiativeOwner, int]:
    return InitiativeOwner.objects.filter(Q(title=name) | Q(user__name=name)).values_list("initiative_id", flat=True)


def deadline_rule(deadline: str, *, on: date) -> Q:
    unfinished = Q(status__in=[InitiativeStatus.NOT_STARTED, InitiativeStatus.IN_PROGRESS])
    return {
        "overdue": unfinished & Q(ends_on__lt=on),
        "soon": unfinished & Q(ends_on__range=(on, on + SOON)),
        "none": Q(ends_on=None),
    }.get(deadline, Q())


@dataclass(frozen=True)
class Choices:
    """What there is to choose between in the list: owners by name, years of plans."""

    owners: tuple[str, ...]
    years: tuple[str, ...]


def choices_of(user: User, unit: Unit, *, on: date) -> Choices:
    """The owners and years that occur among the initiatives the user may read there."""
    found = initiatives_of(user, unit, InitiativeQuery(), on=on).order_by().values("pk")
    owners = InitiativeOwner.objects.filter(initiative__in=found).select_related("user").order_by("pk")
    plans = Plan.objects.filter(rows__initiatives__in=found).order_by("-year").values_list("year", flat=True)
    names = {str(owner) for owner in owners}
    return Choices(owners=tuple(sorted(names, key=sort_key)), years=tuple(dict.fromkeys(plans)))
