"""What must hold before a plan may be changed."""

from ledestjerne.followup.models import Plan


class PlanLockedError(Exception):
    """The plan is not a draft any more, so its texts stand as they are."""


class StalePlanError(Exception):
    """The plan was changed since it was read; read it again before moving it on."""


def locked(plan: Plan) -> Plan:
    """The plan as it stands now, held until the transaction ends."""
    return Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)


def draft(plan: Plan) -> Plan:
    """The same, and only if its texts may still be changed."""
    found = locked(plan)
    if not found.is_draft:
        raise PlanLockedError(found.state)
    return found


def touch(plan: Plan) -> None:
    """Count a change of the plan's text, so that nobody proposes or adopts what they have not read."""
    plan.version += 1
    plan.save(update_fields=["version"])
