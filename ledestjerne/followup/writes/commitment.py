"""Commitments: made, done once more with what came of it, and ended."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission, Role
from ledestjerne.audit.writes import record
from ledestjerne.followup.models import Commitment, CommitmentRecord
from ledestjerne.followup.permissions import require_commitment
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require


class CommitmentStandsError(Exception):
    """There is one for the same reason already."""


class AlreadyRecordedError(Exception):
    """Somebody has told of this time already."""


@transaction.atomic
def make_commitment(
    *, by: User, unit: Unit, text: str, months: Sequence[int], owner: User | Role, on: date, why: str = "",
    who: str = "", origin_kind: str = "", origin_id: str = "",
) -> Commitment:  # fmt: skip
    """Bind the unit to do something in these months each year; raises CommitmentStandsError when it is bound already."""
    require(by, Permission.COMMITMENT_EDIT, on=unit)
    Unit.objects.select_for_update().get(pk=unit.pk)  # two who press at once make one
    if origin_kind and Commitment.objects.standing().filter(
        unit=unit, origin_kind=origin_kind, origin_id=origin_id
    ).exists():  # fmt: skip
        raise CommitmentStandsError
    person, role = (None, owner.value) if isinstance(owner, Role) else (owner, "")
    made = Commitment(
        unit=unit, text=text, months=sorted(months), why=why, who=who, owner=person, owner_role=role,
        origin_kind=origin_kind, origin_id=origin_id,
    )  # fmt: skip
    made.due_on = made.due_after(on)
    made.save()
    record("commitment.made", subject=made, by=by, unit_code=unit.code)
    return made


@transaction.atomic
def record_commitment(*, by: User, commitment: Commitment, due_on: date, done_on: date, text: str) -> CommitmentRecord:
    """Tell that it was done and what came of it; then it is due the next time.

    `due_on` is the time that was read: raises AlreadyRecordedError when somebody told of it meanwhile.
    """
    require_commitment(by, on=commitment)
    held = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if held.due_on != due_on or held.ended_on:
        raise AlreadyRecordedError
    told = CommitmentRecord.objects.create(
        commitment=held, due_on=due_on, done_on=done_on, text=text.strip(), done_by=by
    )
    held.due_on = held.due_after(max(due_on, done_on))
    held.save(update_fields=["due_on"])
    record("commitment.recorded", subject=held, by=by, unit_code=held.unit.code, detail={"done_on": str(done_on)})
    return told


@transaction.atomic
def end_commitment(*, by: User, commitment: Commitment, on: date) -> Commitment:
    """Let it come back no more; what was told of it stays."""
    require(by, Permission.COMMITMENT_EDIT, on=commitment.unit)
    held = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    if held.ended_on is None:
        held.ended_on = on
        held.save(update_fields=["ended_on"])
        record("commitment.ended", subject=held, by=by, unit_code=held.unit.code)
    return held
