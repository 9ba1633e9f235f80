"""Receive, check, accept, reject and withdraw deliveries."""

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.facts import manifest, reads
from ledestjerne.facts.checked import ColumnMapping
from ledestjerne.facts.examination import Examination
from ledestjerne.facts.incoming import Fingerprint, fingerprint, keep
from ledestjerne.facts.locks import Lock, alone, together
from ledestjerne.facts.mappings import as_plain
from ledestjerne.facts.models import Delivery, Problem, RememberedMapping, Snapshot, StoredPart
from ledestjerne.facts.parts import write_parts
from ledestjerne.facts.register import UnitChange, enter_units, may_bring_units, missing_units, proposed_units
from ledestjerne.facts.report import Report
from ledestjerne.facts.rules import without_cpr
from ledestjerne.facts.study import study
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require

State = Delivery.State
UPLOAD_LASTS = timedelta(hours=6)


class DeliveryError(ValidationError):
    """What was asked of a delivery cannot be done; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What came of handing a file in; `is_known` when the same file was handed in for the unit before."""

    delivery: Delivery
    is_known: bool


@transaction.atomic
def receive_delivery(
    *,
    by: User,
    unit: Unit | None,
    file_name: str,
    pieces: Callable[[], Iterable[bytes]],
    at: datetime,
    source: str = "",
    period: str = "",
    retrieved_on: date | None = None,
) -> Receipt:
    """Take a file in for a unit (none: national figures, which only the console may); `pieces` gives its bytes anew
    each time it is called. The same content again leads to the delivery that is there."""
    require(by, Permission.DELIVERY_MAKE, on=unit or Unit())
    manifest.sweep_deliveries(manifest.folder())
    manifest.sweep_uploads(before=at - UPLOAD_LASTS)
    together(Lock.RECEIVING)
    print_ = fingerprint(pieces())
    if (known := reads.same_content(sha256=print_.sha256, unit=unit)) is not None:
        return Receipt(delivery=known, is_known=True)
    delivery = Delivery.objects.create(
        unit=unit, file_name=without_cpr(file_name)[-200:], sha256=print_.sha256, size=print_.size, received_at=at, received_by=by,
        source=source, is_source_chosen=bool(source), period=period, retrieved_on=retrieved_on,
    )  # fmt: skip
    keep(pieces(), path=delivery.original)
    record("delivery.received", subject=delivery, by=by, unit_code=delivery.unit_code, detail=told(print_))
    return Receipt(delivery=delivery, is_known=False)


def told(print_: Fingerprint) -> dict[str, object]:
    return {"sha256": print_.sha256, "size": print_.size}


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
        if not delivery.original.exists():
            raise DeliveryError(_("Filen selv er ikke gemt, fordi den rummer personoplysninger. Aflever den igen."))
        choose(delivery, source=source, period=period)
        found = study(delivery, mapping=mapping)
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
    delivery.is_original_kept = not found.holds_persons
    delivery.save()
    delivery.problems.all().delete()
    Problem.objects.bulk_create(
        Problem(
            delivery=delivery, number=number, severity=each.severity.value, rule=each.rule, sheet=each.sheet[:200],
            row=each.row, column=each.column[:300], value=each.value, message=each.message,
        )
        for number, each in enumerate(found.problems, 1)
    )  # fmt: skip


def tidy(delivery: Delivery, found: Examination) -> None:
    """Leave only the newest check's files, and the file itself only when it tells of nobody."""
    for path in delivery.folder.iterdir():
        if path.is_dir() and path.name != found.key:
            shutil.rmtree(path)
    if found.holds_persons:
        delivery.original.unlink(missing_ok=True)


def accept_delivery(*, delivery: Delivery, by: User, at: datetime) -> Delivery:
    """Let a checked delivery's facts count: Parquet first, then one new state of all facts, then readers see it.

    Raises DeliveryError when there is nothing to accept, ForbiddenMoveError when it is decided already, and BusyError
    when another delivery has been under way for a minute.
    """
    require(by, Permission.DELIVERY_ACCEPT, on=delivery.unit or Unit())
    with manifest.writing() as folder:
        with transaction.atomic():
            delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
            report = acceptable_report(delivery)
            decide(delivery, State.ACCEPTED, by=by, at=at)
            delivery.rank = reads.next_rank()
            delivery.save()
            if report.table == "units":
                enter_units(changes=proposed_units(delivery), by=by, on=at.date())
            else:
                written = write_parts(
                    folder=folder.parts, table=report.table, rows=delivery.checked_rows, unit=delivery.unit_code,
                    number=delivery.pk,
                )  # fmt: skip
                StoredPart.objects.bulk_create(StoredPart(delivery=delivery, **vars(part)) for part in written)
            version = want_next_state(at)
            record("delivery.accepted", subject=delivery, by=by, unit_code=delivery.unit_code,
                   detail={"snapshot": version})  # fmt: skip
        manifest.put_in_force(version)
    return delivery


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


@transaction.atomic
def add_missing_units(*, delivery: Delivery, by: User, on: date) -> list[UnitChange]:
    """Put the departments, educations and classes a lesson file names, and the tree lacks, into the tree."""
    require(by, Permission.UNIT_EDIT, on=delivery.unit or Unit())
    changes = missing_units(delivery)
    enter_units(changes=changes, by=by, on=on)
    record("delivery.units_added", subject=delivery, by=by, unit_code=delivery.unit_code,
           detail={"units": [change.code for change in changes]})  # fmt: skip
    return changes


@transaction.atomic
def remember_mapping(*, delivery: Delivery, mapping: ColumnMapping, by: User, at: datetime) -> RememberedMapping:
    """Remember what the columns of a file mean, for the next file with the same headings."""
    require(by, Permission.DELIVERY_MAKE, on=delivery.unit or Unit())
    kept, _made = RememberedMapping.objects.update_or_create(
        unit=delivery.unit, signature=mapping.signature,
        defaults={"mapping": as_plain(mapping), "made_by": by, "made_at": at},
    )  # fmt: skip
    record("mapping.remembered", subject=kept, by=by, unit_code=delivery.unit_code)
    return kept
