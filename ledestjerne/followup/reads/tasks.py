"""What waits for one person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import ROLES, Permission, Role
from ledestjerne.followup.models import Expectation, Finding, Initiative, Outcome, Plan, PlanRow, PlanState
from ledestjerne.followup.reads.commitments import CALLS, CommitmentSheet, commitment_sheet, commitments_owned
from ledestjerne.followup.reads.initiatives import SOON, InitiativeSheet, initiative_sheet
from ledestjerne.organisation.models import Membership, Unit, UnitQuerySet

LAST_SCHOOL_DAY = (7, 31)


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
    to_check: tuple[Expectation, ...]
    commitments: tuple[CommitmentSheet, ...]
    later_commitments: tuple[CommitmentSheet, ...]

    @property
    def count(self) -> int:
        """How many things call for the person now."""
        now = (
            self.overdue, self.soon, self.meetings, self.findings, self.to_adopt, self.to_answer, self.to_check,
            self.commitments,
        )  # fmt: skip
        return sum(len(each) for each in now)

    @property
    def is_empty(self) -> bool:
        return self.count == 0 and not (self.later or self.to_write or self.later_commitments)


def tasks_of(user: User, *, on: date) -> Tasks:
    """Everything that waits for the person on the day."""
    owned = [initiative_sheet(each) for each in owned_initiatives(user, on=on)]
    overdue = [each for each in owned if each.initiative.ends_on and each.initiative.ends_on < on]
    soon = [each for each in owned if each.initiative.ends_on and on <= each.initiative.ends_on <= on + SOON]
    urgent = {id(each) for each in (*overdue, *soon)}
    meetings = [each for each in owned if id(each) not in urgent and on.month in each.initiative.meeting_months]
    due, later = commitments_waiting(user, on=on)
    named = urgent | {id(each) for each in meetings}
    return Tasks(
        overdue=tuple(overdue), soon=tuple(soon), meetings=tuple(meetings),
        later=tuple(each for each in owned if id(each) not in named), findings=tuple(findings_waiting(user, on=on)),
        to_adopt=tuple(plans_in(PlanState.PROPOSED, user, Permission.PLAN_ADOPT, on=on)),
        to_write=tuple(plans_in(PlanState.DRAFT, user, Permission.PLAN_EDIT, on=on)),
        to_answer=tuple(rows_to_answer(user, on=on)), to_check=tuple(effects_to_check(user, on=on)),
        commitments=due, later_commitments=later,
    )  # fmt: skip


def commitments_waiting(user: User, *, on: date) -> tuple[tuple[CommitmentSheet, ...], tuple[CommitmentSheet, ...]]:
    """The person's commitments that call now, and those that come later."""
    sheets = [commitment_sheet(each, on=on) for each in commitments_owned(user, on=on)]
    calls = tuple(each for each in sheets if each.commitment.due_on <= on + CALLS)
    return calls, tuple(each for each in sheets if each not in calls)


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
    over = plans_in(PlanState.ADOPTED, user, Permission.PLAN_EDIT, on=on).filter(over_by(on))
    rows = PlanRow.objects.filter(plan__in=over.order_by().values("pk"), outcome=Outcome.OPEN)
    return rows.select_related("plan__unit").order_by("plan__year", "plan_id", "position")


def effects_to_check(user: User, *, on: date) -> QuerySet[Expectation]:
    """Expectations whose day has come, for those who write the plan."""
    units = Unit.objects.where(user, Permission.PLAN_EDIT, on=on)
    found = Expectation.objects.due(on=on).filter(initiative__row__plan__unit__in=units)
    return found.select_related("unit", "initiative__row__plan__unit").order_by("check_on", "pk")


def task_count(user: User, *, on: date) -> int:
    """How many things call for the person now: the same number as on the task list, asked in few questions."""
    held = list(Membership.objects.valid(on=on).filter(user=user).order_by("pk"))

    def units(permission: Permission) -> UnitQuerySet | None:
        roots = [each.unit_id for each in held if permission in ROLES[Role(each.role)]]
        return Unit.objects.below(roots, on=on) if roots else None

    owned = owned_initiatives(user, on=on).filter(Q(ends_on__lte=on + SOON) | Q(meeting_months__contains=[on.month]))
    count = owned.order_by().values("pk").distinct().count()
    count += commitments_owned(user, on=on).filter(due_on__lte=on + CALLS).order_by().count()
    if (deciding := units(Permission.FINDING_DECIDE)) is not None:
        proposed = Finding.objects.filter(unit__in=deciding, state=Finding.State.PROPOSED)
        count += proposed.order_by().values("unit").distinct().count()
    if (adopting := units(Permission.PLAN_ADOPT)) is not None:
        count += Plan.objects.filter(unit__in=adopting, state=PlanState.PROPOSED).count()
    if (editing := units(Permission.PLAN_EDIT)) is not None:
        over = Plan.objects.filter(over_by(on), unit__in=editing, state=PlanState.ADOPTED)
        count += PlanRow.objects.filter(plan__in=over, outcome=Outcome.OPEN).count()
        count += Expectation.objects.due(on=on).filter(initiative__row__plan__unit__in=editing).count()
    return count


def over_by(on: date) -> Q:
    """Plans whose year is over: calendar years end on 31 December, school years on 31 July."""
    ended = on.year if (on.month, on.day) > LAST_SCHOOL_DAY else on.year - 1
    return Q(year__regex=r"^\d{4}$", year__lt=str(on.year)) | Q(year__contains="/", year__lte=f"{ended - 1}/{ended}")
