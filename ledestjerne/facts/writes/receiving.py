"""Take a file in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.base.locks import together
from ledestjerne.facts import manifest, reads
from ledestjerne.facts.catalogue import sources
from ledestjerne.facts.incoming import Fingerprint, hold, keep, pieces_of
from ledestjerne.facts.locks import Lock
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.persons import is_free_of_persons
from ledestjerne.facts.rules import without_cpr
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What came of handing a file in; `is_known` when the same file was handed in for the unit before."""

    delivery: Delivery
    is_known: bool

    @property
    def needs_check(self) -> bool:
        """Whether what was handed in is still to be read: it is new, or nothing came of it the last time."""
        state, report = self.delivery.state, reads.report_of(self.delivery)
        unread = state == Delivery.State.RECEIVED or (state == Delivery.State.CHECKED and not report.is_acceptable)
        return not self.is_known or (unread and self.delivery.held is not None)


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
    """Take a file in for a unit (none: national figures, which only the console may); `pieces` gives its bytes.

    The bytes are laid on disk only when nothing in them can be about a person. Else the delivery handed back holds
    them for its check, in this process alone. The same content again leads to the delivery that is there.
    """
    require(by, Permission.DELIVERY_MAKE, on=unit or Unit())
    manifest.sweep_deliveries(manifest.folder())
    together(Lock.RECEIVING)
    held, print_ = hold(pieces(), folder=Path(settings.FILE_UPLOAD_TEMP_DIR))
    if (known := reads.same_content(sha256=print_.sha256, unit=unit)) is not None:
        known.held = held if known.readable is None else None
        return Receipt(delivery=known, is_known=True)
    may_rest = is_free_of_persons(held.path, sources=sources(), chosen=source)
    delivery = Delivery.objects.create(
        unit=unit, file_name=without_cpr(file_name)[-200:], sha256=print_.sha256, size=print_.size, received_at=at, received_by=by,
        source=source, is_source_chosen=bool(source), period=period, retrieved_on=retrieved_on,
        is_original_kept=may_rest, looked_through_at=at,
    )  # fmt: skip
    if may_rest:
        keep(pieces_of(held.path), path=delivery.original)
    else:
        delivery.held = held
    record("delivery.received", subject=delivery, by=by, unit_code=delivery.unit_code, detail=told(print_))
    return Receipt(delivery=delivery, is_known=False)


def told(print_: Fingerprint) -> dict[str, object]:
    return {"sha256": print_.sha256, "size": print_.size}
