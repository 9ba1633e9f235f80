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
from ledestjerne.followup.models import Expectation, InitiativeOwner, Outcome, Plan
from ledestjerne.followup.reads import InitiativeSheet, RowSheet
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Membership, Unit
from ledestjerne.publication.content import (
    Compared,
    EditionContent,
    Effect,
    Figure,
    Heading,
    Initiative,
    Publisher,
    Row,
)
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
        effect=effect_of(sheet.expectation),
    )


def effect_of(expectation: Expectation | None) -> Effect | None:
    """The finished check of an initiative; nothing before there is one."""
    check = expectation.check_made if expectation else None
    if expectation is None or check is None:
        return None
    told = followup.check_words(expectation, check)
    return Effect(
        expected=followup.expectation_words(expectation), verdict=check.get_verdict_display(), reason=check.words,
        change=told.change, method=told.method, assumptions=tuple(check.assumptions),
        consequence=check.get_consequence_display(), checked_on=localdate(check.decided_at).isoformat(),
    )  # fmt: skip


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
    beside = companion_of(frozen)
    return Figure(
        frozen_id=frozen.pk, indicator=frozen.indicator, title=frozen.title, unit_code=frozen.code,
        unit_name=frozen.place, period=frozen.period, breakdown=breakdown_words(frozen.breakdown),
        value=frozen.value, numerator=frozen.numerator, n=frozen.n, low=frozen.low, high=frozen.high,
        measured_in=measured_in(frozen.unit_of_measure), decimals=frozen.decimals,
        hidden=hidden_words(frozen.hidden), marks=mark_words(frozen.marks), verdict=frozen.verdict,
        definition=definition.get("plain", ""), definition_hash=frozen.definition_hash,
        not_counted=definition.get("not_counted", ""), source=capfirst(frozen.source_line.removeprefix("Kilde: ")),
        deliveries=tuple(frozen.deliveries), frozen_on=localdate(frozen.frozen_at).isoformat(), reference=reference_of(beside),
        compared=compared_of(beside),
    )  # fmt: skip


def companion_of(frozen: FrozenResult) -> indicators.Companion | None:
    """The published reference a raw result is never published without; None when it needs none or none exists.

    A hidden result is not published, and a reference would tell it.
    """
    today_it_is = indicators.every_definition().get(frozen.indicator)
    if today_it_is is None or frozen.hidden:
        return None
    return indicators.companion(today_it_is, unit=frozen.code, period=frozen.period)


def reference_of(found: indicators.Companion | None) -> str:
    """The reference in words; empty when there is none."""
    return f"{found.definition.title}: {found.words}. {source_of(found)}." if found else ""


def compared_of(found: indicators.Companion | None) -> Compared | None:
    """The reference as numbers; None where there is none or it is hidden."""
    if found is None or found.result.value is None:
        return None
    result, printed = found.result, found.printed
    return Compared(
        indicator=found.definition.key, title=found.definition.title, actual=printed.actual, expected=printed.expected,
        difference=result.value, low=result.low, high=result.high, measured_in=measured_in(found.definition.unit.value),
        decimals=found.definition.decimals, verdict=result.verdict or "", source=source_of(found),
    )  # fmt: skip


def source_of(found: indicators.Companion) -> str:
    return indicators.source_line(found.definition, found.result).removesuffix(".")
