"""Plans and their way from draft to closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.base.time import Period, PeriodKind, UnknownPeriodError
from ledestjerne.followup.models import PLAN_STATES, Plan, PlanRow, PlanState
from ledestjerne.followup.stale import mine_to_save
from ledestjerne.followup.writes.expectation import freeze_baselines
from ledestjerne.followup.writes.guards import StalePlanError, draft, locked, touch
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require

CELLS = ("result", "goal", "actions", "schedule")


class PlanExistsError(Exception):
    """The unit already has a plan for that year."""


@dataclass(frozen=True)
class Gap:
    """A statutory cell of a row that says nothing yet."""

    position: int
    field: str


class PlanNotReadyError(Exception):
    """The plan cannot be proposed yet: it has no rows, or rows with empty statutory cells (`gaps`)."""

    def __init__(self, gaps: tuple[Gap, ...]) -> None:
        super().__init__(f"{len(gaps)} gaps")
        self.gaps = gaps


@transaction.atomic
def create_plan(
    *, by: User, unit: Unit, year: str, title: str, introduction: str = "", carried_from: Plan | None = None
) -> Plan:
    """Begin the unit's plan for a calendar year («2026») or school year («2026/2027»)."""
    require(by, Permission.PLAN_EDIT, on=unit)
    period = Period.parse(year)
    if period.kind not in (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR):
        raise UnknownPeriodError(year)
    Unit.objects.select_for_update().get(pk=unit.pk)  # two who press at once make one
    if Plan.objects.filter(unit=unit, year=period.key).exists():
        raise PlanExistsError(period.key)
    if carried_from is not None:
        require(by, Permission.PLAN_READ, on=carried_from.unit)
    plan = Plan.objects.create(
        unit=unit, year=period.key, title=title.strip(), introduction=introduction.strip(), carried_from=carried_from
    )
    record("plan.created", subject=plan, by=by, unit_code=unit.code)
    return plan


@transaction.atomic
def describe_plan(*, by: User, plan: Plan, title: str, introduction: str, read: dict[str, str]) -> Plan:
    """Change a draft's title and introduction; `read` holds the marks of the texts it was read at."""
    require(by, Permission.PLAN_EDIT, on=plan.unit)
    found = draft(plan)
    mine = {"title": title.strip(), "introduction": introduction.strip()}
    kept = {field: getattr(found, field) for field in mine}
    changes = mine_to_save(mine=mine, kept=kept, read=read)
    for field, value in changes.items():
        setattr(found, field, value)
    if changes:
        found.save()
        touch(found)
        record("plan.described", subject=found, by=by, unit_code=found.unit.code, detail=before(kept, changes))
    return found


def before(kept: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    """What stood in the changed fields, for the log."""
    return {"before": {field: str(kept[field]) for field in changes}}


@transaction.atomic
def propose_plan(*, by: User, plan: Plan, version: int) -> Plan:
    """Put a whole draft before the one who adopts it; from now on its texts stand still."""
    require(by, Permission.PLAN_PROPOSE, on=plan.unit)
    found = moved(plan, PlanState.PROPOSED, version=version)
    gaps = gaps_of(found)
    if gaps or not found.rows.exists():
        raise PlanNotReadyError(gaps)
    found.return_reason = ""
    return settled(found, by=by, verb="plan.proposed")


def gaps_of(plan: Plan) -> tuple[Gap, ...]:
    """The empty statutory cells; what is done and when may be told by the initiatives instead."""
    rows = PlanRow.objects.filter(plan=plan).prefetch_related("initiatives").order_by("position")
    return tuple(Gap(row.position, field) for row in rows for field in CELLS if is_gap(row, field))


def is_gap(row: PlanRow, field: str) -> bool:
    told_by_initiatives = field in ("actions", "schedule") and bool(row.initiatives.all())
    return not getattr(row, field).strip() and not told_by_initiatives


@transaction.atomic
def return_plan(*, by: User, plan: Plan, reason: str, version: int) -> Plan:
    """Send a proposed plan back to be written on, with the reason why."""
    require(by, Permission.PLAN_PROPOSE, on=plan.unit)
    found = moved(plan, PlanState.DRAFT, version=version)
    found.return_reason = reason.strip()
    return settled(found, by=by, verb="plan.returned", reason=found.return_reason)


@transaction.atomic
def adopt_plan(*, by: User, plan: Plan, on: date, version: int) -> Plan:
    """Adopt a proposed plan, so that its initiatives count; the figures they are to move are kept as they are now."""
    require(by, Permission.PLAN_ADOPT, on=plan.unit)
    found = moved(plan, PlanState.ADOPTED, version=version)
    found.adopted_by, found.adopted_on = by, on
    freeze_baselines(found, by=by)
    return settled(found, by=by, verb="plan.adopted", on=on.isoformat())


@transaction.atomic
def close_plan(*, by: User, plan: Plan, version: int) -> Plan:
    """Close an adopted plan; what came of it stands as told."""
    require(by, Permission.PLAN_CLOSE, on=plan.unit)
    return settled(moved(plan, PlanState.CLOSED, version=version), by=by, verb="plan.closed")


def moved(plan: Plan, state: PlanState, *, version: int) -> Plan:
    found = locked(plan)
    PLAN_STATES.check(old=found.state, new=state)
    if found.version != version:
        raise StalePlanError(found.version)
    found.state = state
    return found


def settled(plan: Plan, *, by: User, verb: str, **detail: str) -> Plan:
    plan.version += 1
    plan.save()
    record(verb, subject=plan, by=by, unit_code=plan.unit.code, detail=detail)
    return plan
