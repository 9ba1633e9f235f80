"""Accept, reject and withdraw."""

import shutil
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.facts import manifest, reads
from ledestjerne.facts.models import Delivery, Snapshot, StoredPart
from ledestjerne.facts.ready import forget, order_of, take_parts
from ledestjerne.facts.register import may_bring_units, proposed_units
from ledestjerne.facts.report import Report
from ledestjerne.facts.unit_changes import UnitChange, enter_units
from ledestjerne.facts.writes.errors import DeliveryError
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require

State = Delivery.State


def accept_delivery(*, delivery: Delivery, by: User, at: datetime, changes: Collection[str] | None = None) -> Delivery:
    """Let a checked delivery's facts count: Parquet first, then one new state of all facts, then readers see it.

    Of a register `changes` are the keys of those proposed changes to the tree that are to be made; None makes all that
    the register itself says, and none of the questions it gives rise to.

    Raises DeliveryError when there is nothing to accept, ForbiddenMoveError when it is decided already, and BusyError
    when another delivery has been under way for a minute.
    """
    require(by, Permission.DELIVERY_ACCEPT, on=delivery.unit or Unit())
    with manifest.writing() as folder:
        with transaction.atomic():
            delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
            report = acceptable_report(delivery)
            order = order_of(delivery, key=delivery.check_key, report=report)
            decide(delivery, State.ACCEPTED, by=by, at=at)
            delivery.rank = reads.next_rank()
            delivery.save()
            if report.table == "units":
                enter_units(changes=chosen_changes(delivery, changes), by=by, on=at.date())
            else:
                taken = take_parts(order, folder=folder.parts)
                StoredPart.objects.bulk_create(StoredPart(delivery=delivery, **vars(part)) for part in taken)
            version = want_next_state(at)
            record("delivery.accepted", subject=delivery, by=by, unit_code=delivery.unit_code,
                   detail={"snapshot": version})  # fmt: skip
        manifest.put_in_force(version)
    forget(order)
    return delivery


def chosen_changes(delivery: Delivery, keys: Collection[str] | None) -> list[UnitChange]:
    proposed = proposed_units(delivery)
    if keys is None:
        return [change for change in proposed if not change.is_question]
    return [change for change in proposed if change.key in keys]


def want_next_state(at: datetime) -> str:
    version = manifest.build_next()
    Snapshot.objects.create(version=version, made_at=at)
    return version


def acceptable_report(delivery: Delivery) -> Report:
    report = reads.report_of(delivery)
    if not report.is_acceptable:
        raise DeliveryError(_("Der er intet at godkende: kontrollen fandt ingen rækker, der kan bruges."))
    if report.table == "units" and not may_bring_units(delivery):
        raise DeliveryError(_("Et register afleveres for et netværk, en kommune eller hele landet, ikke for én skole."))
    return report


@transaction.atomic
def reject_delivery(*, delivery: Delivery, by: User, at: datetime, reason: str) -> Delivery:
    """Turn a delivery down; its files are removed, what was found stays."""
    require(by, Permission.DELIVERY_MAKE, on=delivery.unit or Unit())
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    decide(delivery, State.REJECTED, by=by, at=at)
    delivery.reason, delivery.is_original_kept = reason.strip(), False
    delivery.save()
    record("delivery.rejected", subject=delivery, by=by, unit_code=delivery.unit_code)
    transaction.on_commit(lambda: shutil.rmtree(delivery.folder, ignore_errors=True))
    return delivery


def withdraw_delivery(*, delivery: Delivery, by: User, at: datetime, reason: str) -> Delivery:
    """Take an accepted delivery's facts out again; what it had replaced counts once more. Its files are kept."""
    require(by, Permission.DELIVERY_ACCEPT, on=delivery.unit or Unit())
    if not reason.strip():
        raise DeliveryError(_("Skriv, hvorfor leverancen trækkes tilbage."))
    with manifest.writing():
        with transaction.atomic():
            delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
            delivery.move_to(State.WITHDRAWN)
            delivery.withdrawn_at, delivery.withdrawn_by, delivery.reason = at, by, reason.strip()
            delivery.save()
            version = want_next_state(at)
            record("delivery.withdrawn", subject=delivery, by=by, unit_code=delivery.unit_code,
                   detail={"snapshot": version})  # fmt: skip
        manifest.put_in_force(version)
    return delivery


def decide(delivery: Delivery, state: State, *, by: User, at: datetime) -> None:
    delivery.move_to(state)
    delivery.decided_by, delivery.decided_at = by, at
