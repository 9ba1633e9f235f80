"""Who answers for an initiative, and who may report on it; asked for today, as every right is."""

from django.db.models import QuerySet

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission, roles_with
from ledestjerne.base.ordering import danish_order
from ledestjerne.base.time import today
from ledestjerne.followup.models import Commitment, Initiative, Plan, PlanRow
from ledestjerne.organisation.models import Membership, Unit
from ledestjerne.organisation.permissions import has_anywhere, may, require


def is_owner(user: User, initiative: Initiative) -> bool:
    """Whether the user owns the initiative, by name or by role."""
    return Initiative.objects.owned_by(user, on=today()).filter(pk=initiative.pk).exists()


def may_report(user: User, initiative: Initiative) -> bool:
    """Whether the user may tell how the initiative goes: as its owner, or as one who writes the plan."""
    if may(user, Permission.PLAN_EDIT, on=initiative.row.plan.unit):
        return True
    return has_anywhere(user, Permission.INITIATIVE_REPORT) and is_owner(user, initiative)


def reportable_in(row: PlanRow, user: User) -> set[int]:
    """Keys of the row's initiatives that the user may report on now."""
    if not row.plan.is_under_way:
        return set()
    initiatives = row.initiatives.all()
    if may(user, Permission.PLAN_EDIT, on=row.plan.unit):
        return {each.pk for each in initiatives}
    if not has_anywhere(user, Permission.INITIATIVE_REPORT):
        return set()
    return set(Initiative.objects.owned_by(user, on=today()).filter(row=row).values_list("pk", flat=True))


def require_report(user: User, *, on: Initiative) -> None:
    """Raise PermissionDenied unless the user may report on the initiative."""
    if not may_report(user, on):
        require(user, Permission.PLAN_EDIT, on=on.row.plan.unit)


def may_record(user: User, commitment: Commitment) -> bool:
    """Whether the user may tell that it was done: as its owner, or as one who may bind the unit."""
    if may(user, Permission.COMMITMENT_EDIT, on=commitment.unit):
        return True
    return Commitment.objects.owned_by(user, on=today()).filter(pk=commitment.pk).exists()


def require_commitment(user: User, *, on: Commitment) -> None:
    """Raise PermissionDenied unless the user may tell that the commitment was kept."""
    if not may_record(user, on):
        require(user, Permission.COMMITMENT_EDIT, on=on.unit)


def possible_owners(plan: Plan) -> QuerySet[User]:
    """People with a role above, on or below the plan's unit that lets them report on an initiative."""
    return people_around(plan.unit)


def people_around(unit: Unit) -> QuerySet[User]:
    """People with a role above, on or below the unit that lets them answer for something."""
    day = today()
    around = Unit.objects.above(unit, on=day) | Unit.objects.below([unit.pk], on=day)
    held = Membership.objects.valid(on=day).filter(unit__in=around, role__in=roles_with(Permission.INITIATIVE_REPORT))
    return User.objects.filter(is_active=True, memberships__in=held).order_by(danish_order("name"), "pk").distinct()
