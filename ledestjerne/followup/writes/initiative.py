"""Initiatives: what is done about a row, by whom, and how it goes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission, Role
from ledestjerne.audit.writes import record
from ledestjerne.followup.models import Initiative, InitiativeOwner, InitiativeStatus, PlanRow
from ledestjerne.followup.permissions import possible_owners, require_report
from ledestjerne.followup.stale import mine_to_save
from ledestjerne.followup.writes.guards import PlanLockedError, draft, locked, touch
from ledestjerne.followup.writes.plan import before
from ledestjerne.organisation.permissions import require

EDITABLE = frozenset({
    "text", "period_text", "starts_on", "ends_on", "meeting_months", "meeting_what", "meeting_who", "is_continued",
})  # fmt: skip


class WrongOwnerError(Exception):
    """The person has no role at the school that lets them report on an initiative."""

    def __init__(self, user: User) -> None:
        super().__init__(user.name)
        self.user = user


@transaction.atomic
def add_initiative(
    *, by: User, row: PlanRow, values: Mapping[str, Any], people: Sequence[User] = (), titles: Sequence[str] = ()
) -> Initiative:
    """Add an initiative to a draft's row, with the people and the functions (by title) that answer for it."""
    require(by, Permission.PLAN_EDIT, on=row.plan.unit)
    plan = draft(row.plan)
    last = row.initiatives.aggregate(last=Max("position"))["last"] or 0
    initiative = Initiative.objects.create(row=row, position=last + 1, **checked(values))
    set_owners(initiative, people=people, titles=titles)
    touch(plan)
    record("initiative.added", subject=initiative, by=by, unit_code=plan.unit.code)
    return initiative


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(values) - EDITABLE
    if unknown:
        raise ValueError(f"no such field of an initiative: {', '.join(sorted(unknown))}")
    return dict(values)


@transaction.atomic
def edit_initiative(
    *,
    by: User,
    initiative: Initiative,
    values: Mapping[str, Any],
    people: Sequence[User],
    titles: Sequence[str],
    read: Mapping[str, str],
) -> Initiative:
    """Change a draft's initiative and its owners; StaleSaveError when someone else changed the same fields."""
    require(by, Permission.PLAN_EDIT, on=initiative.row.plan.unit)
    plan = draft(initiative.row.plan)
    found = Initiative.objects.select_for_update().get(pk=initiative.pk)
    owners = found.owners_named()
    kept = {**{field: getattr(found, field) for field in checked(values)}, **owners}
    mine = {**values, "people": [person.name for person in dict.fromkeys(people)], "titles": as_titles(titles)}
    changes = mine_to_save(mine=mine, kept=kept, read=read)
    for field in changes.keys() - owners.keys():
        setattr(found, field, changes[field])
    if owners.keys() & changes.keys():
        set_owners(found, people=people if "people" in changes else found.owning_people(),
                   titles=titles if "titles" in changes else owners["titles"])  # fmt: skip
    if changes:
        found.save()
        touch(plan)
        record("initiative.edited", subject=found, by=by, unit_code=plan.unit.code, detail=before(kept, changes))
    return found


def as_titles(titles: Sequence[str]) -> list[str]:
    """Each function once, empty lines left out."""
    return list(dict.fromkeys(title.strip() for title in titles if title.strip()))


def set_owners(initiative: Initiative, *, people: Sequence[User], titles: Sequence[str]) -> None:
    """Exactly these own it; a title that is the name of a role is owned by whoever holds that role."""
    allowed = set(possible_owners(initiative.row.plan).values_list("pk", flat=True))
    for person in people:
        if person.pk not in allowed:
            raise WrongOwnerError(person)
    roles = {role.label.casefold(): role.value for role in Role}
    initiative.owners.all().delete()
    InitiativeOwner.objects.bulk_create([
        *(InitiativeOwner(initiative=initiative, user=person) for person in dict.fromkeys(people)),
        *(
            InitiativeOwner(initiative=initiative, title=name, role=roles.get(name.casefold(), ""))
            for name in as_titles(titles)
        ),
    ])  # fmt: skip


@transaction.atomic
def remove_initiative(*, by: User, initiative: Initiative) -> None:
    """Take an initiative out of a draft; its text stays in the log."""
    require(by, Permission.PLAN_EDIT, on=initiative.row.plan.unit)
    plan = draft(initiative.row.plan)
    record(
        "initiative.removed", subject=initiative, by=by, unit_code=plan.unit.code, detail={"before": initiative.text}
    )
    initiative.delete()
    touch(plan)


@transaction.atomic
def report_on_initiative(
    *, by: User, initiative: Initiative, status: InitiativeStatus, text: str, read: Mapping[str, str]
) -> Initiative:
    """Tell how an initiative goes and what came of it: its owners may, and those who write the plan."""
    require_report(by, on=initiative)
    plan = locked(initiative.row.plan)
    if not plan.is_under_way:
        raise PlanLockedError(plan.state)
    found = Initiative.objects.select_for_update().get(pk=initiative.pk)
    kept = {"status": found.status, "outcome_text": found.outcome_text}
    changes = mine_to_save(mine={"status": status.value, "outcome_text": text.strip()}, kept=kept, read=read)
    for field, value in changes.items():
        setattr(found, field, value)
    if changes:
        found.save(update_fields=list(changes))
        record("initiative.reported", subject=found, by=by, unit_code=plan.unit.code, detail=before(kept, changes))
    return found
