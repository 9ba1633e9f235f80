"""Taking rows over from last year's plan."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.followup.models import Expectation, Initiative, InitiativeOwner, Plan, PlanRow
from ledestjerne.followup.writes.guards import draft, touch
from ledestjerne.followup.writes.row import next_position
from ledestjerne.organisation.permissions import require

COPIED = (
    "result", "goal", "actions", "schedule", "kind", "dimension", "target_indicator", "target_relation",
    "target_value", "target_unit",
)  # fmt: skip
EXPECTED = ("indicator", "unit_id", "way", "size", "check_on", "baseline_id")
REPEATED = ("text", "period_text", "meeting_months", "meeting_what", "meeting_who")


class NothingToCarryError(Exception):
    """The rows do not belong to the plan that this one carries on from."""


@transaction.atomic
def carry_rows(*, by: User, plan: Plan, rows: Sequence[PlanRow]) -> list[PlanRow]:
    """Copy rows of last year's plan into this draft, with the initiatives that are not finished; each once only."""
    require(by, Permission.PLAN_EDIT, on=plan.unit)
    found = draft(plan)
    if found.carried_from_id is None or any(row.plan_id != found.carried_from_id for row in rows):
        raise NothingToCarryError
    there = set(found.rows.values_list("carried_from_id", flat=True))
    carried = [carry(row, found, by=by) for row in rows if row.pk not in there]
    if carried:
        touch(found)
    return carried


def carry(row: PlanRow, plan: Plan, *, by: User) -> PlanRow:
    copy = PlanRow.objects.create(
        plan=plan, position=next_position(plan), carried_from=row, **{field: getattr(row, field) for field in COPIED}
    )
    for initiative in unfinished_of(row):
        repeat(initiative, copy)
    record("row.carried", subject=copy, by=by, unit_code=plan.unit.code, detail={"from": row.pk})
    return copy


def unfinished_of(row: PlanRow) -> QuerySet[Initiative]:
    expected = ("expectation__judged", "expectation__carried_from__judged")
    return row.initiatives.unfinished().select_related(*expected).order_by("position", "pk")


def repeat(initiative: Initiative, row: PlanRow) -> None:
    """The initiative again in the new row, marked as going on, with what is still expected of it; not its days."""
    again = Initiative.objects.create(
        row=row, position=initiative.position, is_continued=True, status=initiative.status,
        **{field: getattr(initiative, field) for field in REPEATED},
    )  # fmt: skip
    InitiativeOwner.objects.bulk_create(
        InitiativeOwner(initiative=again, user=owner.user, title=owner.title, role=owner.role)
        for owner in initiative.owners.all()
    )
    expectation: Expectation | None = getattr(initiative, "expectation", None)
    if expectation is not None and expectation.check_made is None:
        kept = {field: getattr(expectation, field) for field in EXPECTED}
        Expectation.objects.create(initiative=again, carried_from=expectation, **kept)
