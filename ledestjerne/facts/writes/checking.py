"""Check what was received."""

import shutil
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.base.locks import alone
from ledestjerne.facts.checked import ColumnMapping
from ledestjerne.facts.examination import Examination
from ledestjerne.facts.locks import Lock
from ledestjerne.facts.models import Delivery, Problem
from ledestjerne.facts.ready import lay_ready, order_of
from ledestjerne.facts.study import study
from ledestjerne.facts.writes.errors import DeliveryError
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require

State = Delivery.State


@transaction.atomic
def ask_for_check(*, delivery: Delivery, by: User, at: datetime, source: str = "", period: str = "") -> Delivery:
    """Note that a delivery is to be checked (again), as a chosen source or, without one, as what it is recognised as."""
    require(by, Permission.DELIVERY_MAKE, on=delivery.unit or Unit())
    delivery.STATES.check(old=delivery.state, new=State.CHECKED)
    delivery.source, delivery.is_source_chosen = source, bool(source)
    delivery.period, delivery.check_asked_at = period or delivery.period, at
    delivery.save(update_fields=["source", "is_source_chosen", "period", "check_asked_at"])
    record("delivery.check_asked", subject=delivery, by=by, unit_code=delivery.unit_code, detail={"source": source})
    return delivery


def check_delivery(
    *,
    delivery: Delivery,
    by: User,
    at: datetime,
    source: str = "",
    period: str = "",
    mapping: ColumnMapping | None = None,
) -> Delivery:
    """Read a received file and note everything a person must know before accepting it.

    A source or period given here is a person's choice and stays chosen. Raises DeliveryError when the file itself is
    not kept any more, and BusyError when somebody else is checking it.
    """
    require(by, Permission.DELIVERY_MAKE, on=delivery.unit or Unit())
    with alone(Lock.CHECK, number=delivery.pk):
        delivery.refresh_from_db()
        delivery.STATES.check(old=delivery.state, new=State.CHECKED)
        if delivery.readable is None:
            raise DeliveryError(_("Filen er ikke gemt, fordi den kan rumme personoplysninger. Aflever den igen."))
        choose(delivery, source=source, period=period)
        found = study(delivery, mapping=mapping)
        if found.report.is_acceptable and found.report.table != "units":
            lay_ready(order_of(delivery, key=found.key, report=found.report))
        with transaction.atomic():
            note_findings(delivery, found, at=at)
            record("delivery.checked", subject=delivery, by=by, unit_code=delivery.unit_code,
                   detail={"source": delivery.source, "problems": len(found.problems)})  # fmt: skip
        tidy(delivery, found)
    return delivery


def choose(delivery: Delivery, *, source: str, period: str) -> None:
    if source:
        delivery.source, delivery.is_source_chosen = source, True
    elif not delivery.is_source_chosen:
        delivery.source = ""
    delivery.period = period or delivery.period


def note_findings(delivery: Delivery, found: Examination, *, at: datetime) -> None:
    delivery.move_to(State.CHECKED)
    delivery.check_key, delivery.checked_at, delivery.check_asked_at = found.key, at, None
    delivery.report = found.report.model_dump(mode="json")
    delivery.is_original_kept = delivery.is_original_kept and not found.holds_persons
    delivery.save()
    delivery.problems.all().delete()
    Problem.objects.bulk_create(
        Problem(
            delivery=delivery, number=number, severity=each.severity.value, rule=each.rule, sheet=each.sheet[:200],
            row=each.row, column=each.column[:300], value=each.value, what=each.what, times=each.times, message=each.message,
        )
        for number, each in enumerate(found.problems, 1)
    )  # fmt: skip


def tidy(delivery: Delivery, found: Examination) -> None:
    """Leave only the newest check's files, and the file itself only when it tells of nobody."""
    for path in delivery.folder.glob("*"):
        if path.is_dir() and path.name != found.key:
            shutil.rmtree(path)
    if found.holds_persons:
        delivery.original.unlink(missing_ok=True)
