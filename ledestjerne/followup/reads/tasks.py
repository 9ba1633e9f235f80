"""What waits for one person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.followup.models import Finding, Initiative, Outcome, Plan, PlanRow, PlanState
from ledestjerne.followup.reads.initiatives import SOON, InitiativeSheet, initiative_sheet
from ledestjerne.organisation.models import Unit


@dataclass(frozen=True)
class Waiting:
    """Proposed findings of one unit that wait for the person's decision."""

    unit: Unit
    count: int


@dataclass(frozen=True)
class Tasks:
    """A person's tasks: late first, then soon, this month's meetings, the rest of what they own, and what waits."""

    overdue: tuple[InitiativeSheet, ...]
    soon: tuple[InitiativeSheet, ...]
    meetings: tuple[InitiativeSheet, ...]
    later: tuple[InitiativeSheet, ...]
    findings: tuple[Waiting, ...]
    to_adopt: tuple[Plan, ...]
    to_write: tuple[Plan, ...]
    to_answer: tuple[PlanRow, ...]

    @property
    def count(self) -> int:
        """How many things call for the person now."""
        now = (self.overdue, self.soon, self.meetings, self.findings, self.to_adopt, self.to_answer)
        return sum(len(each) for each in now)

    @property
    def is_empty(self) -> bool:
        return self.count == 0 and not self.later and not self.to_write


def tasks_of(user: User, *, on: date) -> Tasks:
    """Everything that waits for the person on the day."""
    owned = [initiative_sheet(each) for each in owned_initiatives(user, on=on)]
    overdue = [each for each in owned if each.initiative.ends_on and each.initiative.ends_on < on]
    soon = [each for each in owned if each.initiative.ends_on and on <= each.initiative.ends_on <= on + SOON]
    urgent = {id(each) for each in (*overdue, *soon)}
    meetings = [each for each in owned if id(each) not in urgent and on.month in each.initiative.meeting_months]
    named = urgent | {id(each) for each in meetings}
    return Tasks(
        overdue=tuple(overdue), soon=tuple(soon), meetings=tuple(meetings),
        later=tuple(each for each in owned if id(each) not in named), findings=tuple(findings_waiting(user, on=on)),
        to_adopt=tuple(plans_in(PlanState.PROPOSED, user, Permission.PLAN_ADOPT, on=on)),
        to_write=tuple(plans_in(PlanState.DRAFT, user, Permission.PLAN_EDIT, on=on)),
        to_answer=tuple(rows_to_answer(user, on=on)),
    )  # fmt: skip


def owned_initiatives(user: User, *, on: date) -> QuerySet[Initiative]:
    """The person's unfinished initiatives of adopted plans, the nearest deadline first."""
    found = Initiative.objects.owned_by(user, on=on).unfinished().filter(row__plan__state=PlanState.ADOPTED)
    return found.select_related("row__plan__unit").prefetch_related("owners__user").order_by("ends_on", "pk")


def findings_waiting(user: User, *, on: date) -> list[Waiting]:
    units = Unit.objects.where(user, Permission.FINDING_DECIDE, on=on)
    proposed = Finding.objects.filter(unit__in=units, state=Finding.State.PROPOSED).select_related("unit")
    counts: dict[Unit, int] = {}
    for finding in proposed.order_by("unit__sort_key", "pk"):
        counts[finding.unit] = counts.get(finding.unit, 0) + 1
    return [Waiting(unit=unit, count=count) for unit, count in counts.items()]


def plans_in(state: PlanState, user: User, permission: Permission, *, on: date) -> QuerySet[Plan]:
    units = Unit.objects.where(user, permission, on=on)
    return Plan.objects.filter(unit__in=units, state=state).select_related("unit").newest_first()


def rows_to_answer(user: User, *, on: date) -> QuerySet[PlanRow]:
    """Rows of adopted plans whose year is over and of which nobody has told what came."""
    over = [plan.pk for plan in plans_in(PlanState.ADOPTED, user, Permission.PLAN_EDIT, on=on) if year_end(plan) < on]
    rows = PlanRow.objects.filter(plan__in=over, outcome=Outcome.OPEN).select_related("plan__unit")
    return rows.order_by("plan__year", "plan_id", "position")


def year_end(plan: Plan) -> date:
    """31 December of a calendar year, 31 July of a school year."""
    last = int(plan.year[-4:])
    return date(last, 7, 31) if "/" in plan.year else date(last, 12, 31)
