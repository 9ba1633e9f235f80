"""Holds what lies on disk to what PostgreSQL says; PostgreSQL is right."""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from ledestjerne.base.locks import BusyError, alone
from ledestjerne.base.time import COPENHAGEN
from ledestjerne.facts import store
from ledestjerne.facts.checked import OF_PUPILS
from ledestjerne.facts.locks import Lock
from ledestjerne.facts.models import Delivery, Snapshot, StoredPart
from ledestjerne.facts.snapshot import AcceptedDelivery, build_snapshot

WAIT = 60


def folder() -> store.Folder:
    return store.Folder(Path(settings.HOME))


def wanted_version() -> str:
    """The version that must be in force; empty while nothing has ever been accepted."""
    return Snapshot.objects.order_by("-pk").values_list("version", flat=True).first() or ""


@contextmanager
def writing() -> Iterator[store.Folder]:
    """Be the only one who changes the store, and begin from a sound state; raises BusyError after a minute.

    What no manifest names is swept away at the end, when readers see what was written already.
    """
    with alone(Lock.STORE, wait=WAIT):
        put_right()
        yield folder()
        sweep_alone()


def recover() -> None:
    """Finish or undo what a crash interrupted; does nothing while somebody else is writing."""
    try:
        with alone(Lock.STORE):
            put_right()
            sweep_alone()
    except BusyError:
        return  # the writer that holds the lock leaves a sound state behind


def put_right() -> None:
    """Let the version that PostgreSQL names be in force, and build it where its file is missing."""
    here, version = folder(), wanted_version()
    if version and not here.snapshot(version).exists():
        build_snapshot(path=here.snapshot(version), version=version, deliveries=accepted_deliveries(), base=None)
    if here.version() != version:
        if version:
            store.put_in_force(here, version=version)
        else:
            here.current.unlink(missing_ok=True)


def sweep_alone() -> None:
    here = folder()
    store.sweep(here, version=wanted_version(), parts=set(StoredPart.objects.values_list("path", flat=True)))
    sweep_deliveries(here)


def sweep_deliveries(here: store.Folder) -> None:
    """Remove files of deliveries that were never recorded or were turned down, and originals that must not be kept.

    Nobody may be receiving meanwhile, or the file of a delivery that is not recorded yet would go too.
    """
    try:
        with alone(Lock.RECEIVING):
            found = {path.name: path for path in here.deliveries.glob("*")}
            live = Delivery.objects.exclude(state=Delivery.State.REJECTED)
            kept = {str(pk): is_kept for pk, is_kept in live.values_list("pk", "is_original_kept")}
    except BusyError:
        return  # the next write sweeps
    for name, path in found.items():
        if name not in kept:
            shutil.rmtree(path, ignore_errors=True)
        elif not kept[name]:
            (path / "original").unlink(missing_ok=True)


def sweep_uploads() -> None:
    """Remove uploads that lie under a name: an older version gave them one, and left them when it was cut off."""
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*"):
        path.unlink(missing_ok=True)


def build_next() -> str:
    """Build the snapshot of what is accepted now from the one in force, and give the name of its version."""
    here = folder()
    number = (Snapshot.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    version = f"{number}-{uuid4().hex[:8]}"
    base = here.snapshot(here.version()) if here.version() else None
    build_snapshot(path=here.snapshot(version), version=version, deliveries=accepted_deliveries(), base=base)
    return version


def put_in_force(version: str) -> None:
    """Let readers see it, and remove the one before; call when the transaction that wants it is over."""
    here = folder()
    before = here.version()
    store.put_in_force(here, version=version)
    if before and before != version:
        here.snapshot(before).unlink(missing_ok=True)


def accepted_deliveries() -> list[AcceptedDelivery]:
    """All that count, asked for as plain columns: there may be many thousands, each with a long report."""
    parts: dict[int, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
    counted = StoredPart.objects.exclude(fact__in=OF_PUPILS).filter(delivery__state=Delivery.State.ACCEPTED)
    below = folder().parts
    for number, fact, path in counted.order_by("pk").values_list("delivery_id", "fact", "path"):
        parts[number][fact].append(below / path)
    found = Delivery.objects.accepted().values_list(
        "pk", "rank", "source", "title", "unit__code", "file_name", "received_at", "retrieved_on", "attribution"
    )
    return [
        AcceptedDelivery(
            number=number,
            rank=rank or 0,
            source=source,
            title=title,
            unit=unit or "",
            file_name=file_name,
            received_on=received_at.astimezone(COPENHAGEN).date(),
            retrieved_on=retrieved_on,
            attribution=attribution,
            parts=parts[number],
        )
        for number, rank, source, title, unit, file_name, received_at, retrieved_on, attribution in found
    ]
