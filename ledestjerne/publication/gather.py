"""From an adopted plan and its frozen figures to what an edition holds; the only place that knows both."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ledestjerne.accounts.permissions import Role
from ledestjerne.followup import reads as followup
from ledestjerne.followup.models import InitiativeOwner, Outcome, Plan
from ledestjerne.followup.reads import InitiativeSheet, RowSheet
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Membership, Unit
from ledestjerne.publication.content import EditionContent, Figure, Heading, Initiative, Publisher, Row
from ledestjerne.publication.figure_words import breakdown_words, hidden_words, mark_words, measured_in


def content_of(plan: Plan, *, named: Collection[int], on: date) -> EditionContent:
    """What an edition of the plan would hold that day.

    Persons who own initiatives are told by their role, but for the users (by key) in `named`.
    """
    with translation.override(settings.LANGUAGE_CODE):
        sheet = followup.plan_sheet(plan)
        return EditionContent(
            publisher=publisher_of(plan.unit, on=on),
            year=plan.year,
            title=plan.title,
            introduction=plan.introduction,
            language=settings.LANGUAGE_CODE,
            adopted_on=plan.adopted_on.isoformat() if plan.adopted_on else "",
            headings=tuple(Heading(str(header.top), str(header.bottom)) for header in followup.HEADERS),
            rows=tuple(row_of(each, named=named, on=on) for each in sheet.rows),
        )


def publisher_of(unit: Unit, *, on: date) -> Publisher:
    institution = organisation.institution_of(unit, on=on) or unit
    return Publisher(
        code=unit.code, name=unit.name, level=str(unit.get_level_display()), institution_code=institution.code,
        institution_name=institution.name, website=institution.website,
    )  # fmt: skip


def row_of(sheet: RowSheet, *, named: Collection[int], on: date) -> Row:
    row = sheet.row
    is_judged = row.outcome != Outcome.OPEN
    return Row(
        number=sheet.number, kind=sheet.kind, dimension=sheet.dimension, result=row.result, goal=row.goal,
        target=sheet.target, actions=row.actions, schedule=row.schedule,
        initiatives=tuple(initiative_of(each, named=named, on=on) for each in sheet.initiatives),
        outcome=sheet.outcome.text if is_judged else "", outcome_text=row.outcome_text if is_judged else "",
        carried_from=sheet.before.plan.year if sheet.before else "",
        figures=tuple(figure_of(each) for each in frozen_behind(sheet)),
    )  # fmt: skip


def initiative_of(sheet: InitiativeSheet, *, named: Collection[int], on: date) -> Initiative:
    initiative = sheet.initiative
    owners = (owner_text(owner, named=named, on=on) for owner in initiative.owners.all())
    return Initiative(
        text=initiative.text,
        owners=tuple(dict.fromkeys(owners)),
        time="; ".join(sheet.times),
        status=sheet.state.text,
        is_continued=initiative.is_continued,
        outcome=initiative.outcome_text,
    )


def owner_text(owner: InitiativeOwner, *, named: Collection[int], on: date) -> str:
    """The function; for a person the name when the school shows it, else the role closest to the plan."""
    if owner.user is None or owner.user_id in named:
        return str(owner)
    unit = owner.initiative.row.plan.unit
    held = Membership.objects.valid(on=on).filter(user=owner.user)
    at_hand = held.filter(unit=unit).order_by("pk").first() or held.order_by("pk").first()
    return Role(at_hand.role).label if at_hand else _("Medarbejder")


def frozen_behind(sheet: RowSheet) -> list[FrozenResult]:
    """The figures the row's findings froze, each once, the oldest finding first."""
    return list(dict.fromkeys(finding.figure for finding in sheet.findings if finding.figure is not None))


def figure_of(frozen: FrozenResult) -> Figure:
    definition: dict[str, Any] = json.loads(frozen.definition_text)
    return Figure(
        frozen_id=frozen.pk, indicator=frozen.indicator, title=frozen.title, unit_code=frozen.unit.code,
        unit_name=frozen.unit.name, period=frozen.period, breakdown=breakdown_words(frozen.breakdown),
        value=frozen.value, numerator=frozen.numerator, n=frozen.n, low=frozen.low, high=frozen.high,
        measured_in=measured_in(frozen.unit_of_measure), decimals=frozen.decimals,
        hidden=hidden_words(frozen.hidden), marks=mark_words(frozen.marks), verdict=frozen.verdict,
        definition=definition.get("plain", ""), definition_hash=frozen.definition_hash,
        not_counted=definition.get("not_counted", ""), source=capfirst(frozen.source_line.removeprefix("Kilde: ")),
        deliveries=tuple(frozen.deliveries), frozen_on=localdate(frozen.frozen_at).isoformat(),
    )  # fmt: skip
