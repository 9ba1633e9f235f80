"""Remove what an older version let lie."""

from datetime import datetime

from django.db import transaction

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.base.locks import is_held
from ledestjerne.facts import manifest, reads
from ledestjerne.facts.catalogue import sources
from ledestjerne.facts.locks import Lock
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.persons import is_free_of_persons
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require


@transaction.atomic
def look_through_old_files(*, by: User, at: datetime) -> list[Delivery]:
    """Look through the files that were kept before files were looked through, and remove those about persons.

    What was printed in such a file goes with it; its facts and its fingerprint stay. Gives the deliveries that lost
    their file. A delivery that is being checked waits for the next time.
    """
    require(by, Permission.DELIVERY_MAKE, on=Unit())
    manifest.sweep_uploads()
    old = Delivery.objects.filter(looked_through_at=None).select_for_update(of=("self",), skip_locked=True)
    lost = []
    for delivery in old:
        if is_held(Lock.CHECK, number=delivery.pk):
            continue
        delivery.looked_through_at = at
        if delivery.original.exists() and not is_free_of_persons(
            delivery.original, sources=sources(), chosen=delivery.source
        ):
            lose_file(delivery)
            lost.append(delivery)
            record("delivery.file_removed", subject=delivery, by=by, unit_code=delivery.unit_code)
        delivery.save()
    return lost


def lose_file(delivery: Delivery) -> None:
    delivery.is_original_kept = False
    report = reads.report_of(delivery).model_copy(update={"notes": (), "filters": ()})
    delivery.report = report.model_dump(mode="json") if delivery.report else {}
    for path in (delivery.original, delivery.printed_rows, delivery.refused_rows):
        path.unlink(missing_ok=True)
