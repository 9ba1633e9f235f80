"""Expectations: what an initiative is to do to a figure, the baseline it is held against, and what came of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.followup.models import Consequence, EffectCheck, Expectation, Initiative, Plan
from ledestjerne.followup.models.expectation import COUNTING_STATES
from ledestjerne.followup.reads.effects import measured_of
from ledestjerne.followup.writes.guards import PlanLockedError, draft, locked, touch
from ledestjerne.indicators import reads as figures
from ledestjerne.indicators.writes import Cited, freeze_result
from ledestjerne.organisation.permissions import require

FIELDS = frozenset({"indicator", "unit", "way", "size", "check_on"})


class AlreadyJudgedError(Exception):
    """The effect of the initiative has been judged; what was decided stands."""


class GoesOnError(Exception):
    """The initiative goes on in a later plan, and the check belongs there."""


@transaction.atomic
def set_expectation(*, by: User, initiative: Initiative, values: Mapping[str, Any]) -> Expectation:
    """Say which figure a draft's initiative is to move; an earlier expectation of it is replaced."""
    plan = initiative.row.plan
    require(by, Permission.PLAN_EDIT, on=plan.unit)
    require(by, Permission.FIGURE_READ, on=values["unit"])
    held = draft(plan)
    if set(values) != FIELDS:
        raise ValueError(f"an expectation says {', '.join(sorted(FIELDS))}")
    expectation, _made = Expectation.objects.update_or_create(
        initiative=initiative, defaults={**values, "baseline": None, "carried_from": None}
    )
    touch(held)
    record("expectation.set", subject=expectation, by=by, unit_code=plan.unit.code)
    return expectation


@transaction.atomic
def remove_expectation(*, by: User, expectation: Expectation) -> None:
    """Take the expectation from a draft's initiative."""
    plan = expectation.initiative.row.plan
    require(by, Permission.PLAN_EDIT, on=plan.unit)
    held = draft(plan)
    record("expectation.removed", subject=expectation, by=by, unit_code=plan.unit.code)
    expectation.delete()
    touch(held)


def freeze_baselines(plan: Plan, *, by: User) -> None:
    """Keep the figures that a plan's expectations start from, as they are at its adoption; one without a figure has none."""
    waiting = (
        Expectation.objects.filter(initiative__row__plan=plan, baseline=None).select_related("unit").order_by("pk")
    )
    for expectation in waiting:
        newest = figures.newest_whole(expectation.unit, expectation.indicator)
        if newest is None:
            continue
        cited = Cited(expectation.indicator, newest.period)
        expectation.baseline = freeze_result(by=by, unit=expectation.unit, cited=cited)
        expectation.save(update_fields=["baseline"])
        record("expectation.frozen", subject=expectation, by=by, unit_code=plan.unit.code)


@transaction.atomic
def judge_effect(
    *, by: User, expectation: Expectation, consequence: Consequence, text: str, at: datetime
) -> EffectCheck:
    """Keep what the figures show now with the verdict they give, and what a person decides to do about it."""
    require(by, Permission.PLAN_EDIT, on=expectation.initiative.row.plan.unit)
    plan = locked(expectation.initiative.row.plan)
    if plan.state not in COUNTING_STATES:
        raise PlanLockedError(plan.state)
    if EffectCheck.objects.filter(expectation__in=[expectation.pk, expectation.carried_from_id]).exists():
        raise AlreadyJudgedError
    if expectation.goes_on_in():
        raise GoesOnError
    found = measured_of(expectation)
    effect = found.effect
    newest = found.after[-1] if found.after else None
    figure = (
        freeze_result(by=by, unit=expectation.unit, cited=Cited(expectation.indicator, newest.period))
        if newest
        else None
    )
    check = EffectCheck.objects.create(
        expectation=expectation, figure=figure, verdict=found.judgement.verdict.value,
        words=figures.reason_words(found.judgement, effect), needed=found.judgement.needed,
        method=effect.method.value if effect else "", change=effect.change if effect else None,
        low=effect.low if effect else None, high=effect.high if effect else None,
        assumptions=figures.assumption_words(effect.assumptions) if effect else [],
        consequence=consequence, text=text.strip(), decided_by=by, decided_at=at,
    )  # fmt: skip
    detail = {"verdict": check.verdict, "consequence": consequence.value}
    record("effect.judged", subject=check, by=by, unit_code=plan.unit.code, detail=detail)
    return check
