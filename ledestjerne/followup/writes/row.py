"""The rows of a plan."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.followup.models import Finding, Outcome, Plan, PlanRow
from ledestjerne.followup.stale import mine_to_save
from ledestjerne.followup.writes.guards import PlanLockedError, draft, locked, touch
from ledestjerne.followup.writes.plan import before
from ledestjerne.organisation.permissions import require

EDITABLE = frozenset({
    "result", "goal", "actions", "schedule", "kind", "dimension", "target_indicator", "target_relation",
    "target_value", "target_unit",
})  # fmt: skip


@transaction.atomic
def add_row(*, by: User, plan: Plan, values: Mapping[str, Any] | None = None) -> PlanRow:
    """Add a row at the end of a draft; `values` by field name, all of them may wait."""
    require(by, Permission.PLAN_EDIT, on=plan.unit)
    found = draft(plan)
    row = PlanRow.objects.create(plan=found, position=next_position(found), **checked(values or {}))
    touch(found)
    record("row.added", subject=row, by=by, unit_code=found.unit.code)
    return row


def next_position(plan: Plan) -> int:
    return (plan.rows.aggregate(last=Max("position"))["last"] or 0) + 1


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - EDITABLE
    if unknown:
        raise ValueError(f"no such field of a row: {', '.join(sorted(unknown))}")
    return dict(values)


@transaction.atomic
def edit_row(*, by: User, row: PlanRow, values: Mapping[str, Any], read: Mapping[str, str]) -> PlanRow:
    """Change fields of a draft's row; `read` holds the marks of the texts the person started from.

    Changes of different fields are joined; StaleSaveError when someone else changed the same ones.
    """
    require(by, Permission.PLAN_EDIT, on=row.plan.unit)
    plan = draft(row.plan)
    found = PlanRow.objects.select_for_update().get(pk=row.pk, plan=plan)
    kept = {field: getattr(found, field) for field in checked(values)}
    changes = mine_to_save(mine=values, kept=kept, read=read)
    for field, value in changes.items():
        setattr(found, field, value)
    if changes:
        found.save(update_fields=list(changes))
        touch(plan)
        record("row.edited", subject=found, by=by, unit_code=plan.unit.code, detail=before(kept, changes))
    return found


@transaction.atomic
def move_row(*, by: User, row: PlanRow, up: bool) -> PlanRow:
    """Let a row and its neighbour change places; at the end of the table nothing happens."""
    require(by, Permission.PLAN_EDIT, on=row.plan.unit)
    plan = draft(row.plan)
    found = PlanRow.objects.get(pk=row.pk, plan=plan)
    rows = plan.rows.filter(position__lt=found.position) if up else plan.rows.filter(position__gt=found.position)
    neighbour = rows.order_by("-position" if up else "position").first()
    if neighbour is None:
        return found
    PlanRow.objects.filter(pk=neighbour.pk).update(position=found.position)
    found.position, was = neighbour.position, found.position
    found.save(update_fields=["position"])
    touch(plan)
    record("row.moved", subject=found, by=by, unit_code=plan.unit.code, detail={"from": was, "to": found.position})
    return found


@transaction.atomic
def remove_row(*, by: User, row: PlanRow) -> None:
    """Take a row out of a draft; its findings stay accepted and wait for another row, its texts stay in the log."""
    require(by, Permission.PLAN_EDIT, on=row.plan.unit)
    plan = draft(row.plan)
    found = PlanRow.objects.get(pk=row.pk, plan=plan)
    texts = {field: str(getattr(found, field)) for field in ("result", "goal", "actions", "schedule")}
    record("row.removed", subject=found, by=by, unit_code=plan.unit.code, detail={"before": texts})
    Finding.objects.filter(row=found).update(row=None)
    found.delete()
    plan.rows.filter(position__gt=found.position).update(position=F("position") - 1)
    touch(plan)


@transaction.atomic
def judge_row(*, by: User, row: PlanRow, outcome: Outcome, text: str, read: Mapping[str, str]) -> PlanRow:
    """Tell what came of a row; possible until the plan is closed, and again without losing what others wrote."""
    require(by, Permission.PLAN_EDIT, on=row.plan.unit)
    plan = locked(row.plan)
    if not plan.is_under_way:
        raise PlanLockedError(plan.state)
    found = PlanRow.objects.select_for_update().get(pk=row.pk)
    kept = {"outcome": found.outcome, "outcome_text": found.outcome_text}
    changes = mine_to_save(mine={"outcome": outcome.value, "outcome_text": text.strip()}, kept=kept, read=read)
    for field, value in changes.items():
        setattr(found, field, value)
    if changes:
        found.save(update_fields=list(changes))
        record("row.judged", subject=found, by=by, unit_code=plan.unit.code, detail=before(kept, changes))
    return found
