"""The way round the cycle for one unit: which step is taken, and which is next."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.base.parts import Step
from ledestjerne.facts.reads import Freshness
from ledestjerne.followup.models import Plan, PlanState
from ledestjerne.followup.reads import FindingCard
from ledestjerne.indicators.reads import Glance
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may
from ledestjerne.publication.reads import Shelf


@dataclass(frozen=True)
class Seen:
    """What a reader may see of a unit."""

    fresh: Sequence[Freshness]
    figures: Sequence[Glance]
    findings: Sequence[FindingCard]
    plan: Plan | None
    editions: Sequence[Shelf]


@dataclass(frozen=True)
class Mile:
    """One step of the way: where it leads, whether it is taken, and how it stands in words."""

    title: str
    text: str
    view: str
    permission: Permission
    is_taken: bool


def way_round(user: User, unit: Unit, seen: Seen) -> tuple[Step, ...]:
    """The steps the reader may take; the first that is not taken is the one to take now."""
    miles = [each for each in miles_of(seen) if may(user, each.permission, on=unit)]
    now = next((each for each in miles if not each.is_taken), None)
    return tuple(step_of(each, unit, is_now=each is now) for each in miles)


def step_of(mile: Mile, unit: Unit, *, is_now: bool) -> Step:
    state = "current" if is_now else "done" if mile.is_taken else ""
    return Step(title=mile.title, text=mile.text, url=reverse(mile.view, args=[unit.code]), state=state)


def miles_of(seen: Seen) -> list[Mile]:
    return [
        Mile(_("Aflever data"), data_words(seen), "facts:delivery-list", Permission.DELIVERY_READ, bool(seen.fresh)),
        Mile(_("Se tallene"), figure_words(seen), "indicators:figure-list", Permission.FIGURE_READ, bool(seen.figures)),
        Mile(_("Tag stilling til forslagene"), finding_words(seen), "followup:finding-list",
             Permission.FINDING_READ, bool(seen.figures) and not seen.findings),
        Mile(_("Skriv og vedtag opfølgningsplanen"), plan_words(seen), "followup:plan-list",
             Permission.PLAN_READ, is_adopted(seen.plan)),
        Mile(_("Offentliggør planen"), edition_words(seen), "publication:edition-list",
             Permission.PLAN_READ, is_published(seen)),
    ]  # fmt: skip


def data_words(seen: Seen) -> str:
    if not seen.fresh:
        return _("Begynd med den fil, skolen allerede har.")
    count = len(seen.fresh)
    return ngettext("Tal fra %(n)s kilde.", "Tal fra %(n)s kilder.", count) % {"n": count}


def figure_words(seen: Seen) -> str:
    if not seen.figures:
        return _("Nøgletallene kommer af sig selv, når en leverance er godkendt.")
    count = len(seen.figures)
    return ngettext("%(n)s nøgletal er regnet ud.", "%(n)s nøgletal er regnet ud.", count) % {"n": count}


def finding_words(seen: Seen) -> str:
    count = len(seen.findings)
    if not count:
        return _("Ingen forslag venter.")
    return ngettext("%(n)s forslag venter på svar.", "%(n)s forslag venter på svar.", count) % {"n": count}


def plan_words(seen: Seen) -> str:
    if seen.plan is None:
        return _("Der er ingen plan endnu.")
    return f"{seen.plan.title}: {seen.plan.get_state_display().lower()}"


def edition_words(seen: Seen) -> str:
    if not seen.editions:
        return _("Intet er offentliggjort endnu.")
    return _("Senest offentliggjort: planen for %(year)s.") % {"year": seen.editions[0].year}


def is_adopted(plan: Plan | None) -> bool:
    return plan is not None and plan.state in (PlanState.ADOPTED, PlanState.CLOSED)


def is_published(seen: Seen) -> bool:
    return seen.plan is not None and any(shelf.year == seen.plan.year for shelf in seen.editions)
