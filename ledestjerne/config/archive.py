"""Backup and restore: one archive with the database and the files it speaks of, as they were at one moment."""

import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.audit.models import Event
from ledestjerne.base.locks import BusyError, alone
from ledestjerne.config import dump
from ledestjerne.config.schema import applied_migrations, bring_up_to_date, migrations_on_disk
from ledestjerne.facts.locks import Lock

# Not of the installation's own making: the server's files, what is built from the code, and the tests' home.
LEFT_OUT = {"postgres", "static", "tests", "cache"}
LABEL, DATABASE, FILES = "ledestjerne.json", "database.dump", "home"
WAIT = 60  # seconds for a delivery that is just being accepted


class ArchiveError(Exception):
    """The file is no backup of ours, is damaged, or does not fit this installation."""


@dataclass(frozen=True)
class Label:
    """What an archive says about itself."""

    made_at: str
    version: str
    migrations: list[str]


@dataclass(frozen=True)
class Stored:
    """What was backed up or restored: the archive, when it was made, and how many files it holds."""

    file: str
    made_at: str
    files: int
    bytes: int


def back_up(*, file: Path, at: datetime) -> Stored:
    """Write a backup; it appears under its name only when it is complete, readable by its owner alone."""
    file.parent.stat()  # a folder that is not there is told by its own name
    label = Label(made_at=at.isoformat(), version=version("ledestjerne"), migrations=applied_migrations())
    waiting = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        # While nobody changes the facts: what the database names is then what lies on disk.
        with _facts_at_rest(), tempfile.TemporaryDirectory(dir=file.parent) as beside:
            Path(beside, LABEL).write_text(json.dumps(asdict(label)), encoding="utf-8")
            dump.dump_to(Path(beside, DATABASE))
            count = _pack(waiting, beside=Path(beside))
        waiting.rename(file)
    finally:
        waiting.unlink(missing_ok=True)
    return Stored(file=str(file), made_at=label.made_at, files=count, bytes=file.stat().st_size)


@contextmanager
def _facts_at_rest() -> Iterator[None]:
    try:
        with alone(Lock.STORE, wait=WAIT):
            yield
    except BusyError as error:
        raise ArchiveError(_("En leverance er ved at blive godkendt. Prøv igen om lidt.")) from error


def _pack(path: Path, *, beside: Path) -> int:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=3) as archive:
            for name in (LABEL, DATABASE):
                archive.add(beside / name, arcname=name)
            found = list(_files_of_home())
            for each in found:
                archive.add(each, arcname=f"{FILES}/{each.relative_to(settings.HOME)}", recursive=False)
        raw.flush()
        os.fsync(raw.fileno())
    return len(found)


def _files_of_home() -> Iterator[Path]:
    """Every file and link below the home that a backup carries."""
    for top in sorted(settings.HOME.iterdir()):
        if top.name in LEFT_OUT or top.name.startswith("."):
            continue
        for path in [top] if not top.is_dir() or top.is_symlink() else sorted(top.rglob("*")):
            if path.is_symlink() or path.is_file():
                yield path


def restore(*, file: Path, force: bool) -> Stored:
    """Put a backup in the place of what is here; refuses to overwrite unless told to."""
    if not force and _in_use():
        raise ArchiveError(_("Her er allerede data. Brug --force for at erstatte dem med dem fra backuppen."))
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restore-") as beside:
        label = _unpack(file, into=Path(beside))
        newer = sorted(set(label.migrations) - set(migrations_on_disk()))
        if newer:
            raise ArchiveError(_("Backuppen er fra en nyere version af Ledestjerne (%(version)s).")
                               % {"version": label.version})  # fmt: skip
        with _facts_at_rest():
            count = _replace(Path(beside))
    bring_up_to_date()
    return Stored(file=str(file), made_at=label.made_at, files=count, bytes=file.stat().st_size)


def _in_use() -> bool:
    return Event.objects.exists() or User.objects.exclude(email=User.CONSOLE).exists()


def _unpack(file: Path, *, into: Path) -> Label:
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Python 3.11.2 has none
            archive.extractall(into, members=list(_harmless(archive)))  # noqa: S202  # each was looked at
        return Label(**json.loads((into / LABEL).read_text(encoding="utf-8")))
    except (tarfile.TarError, EOFError, OSError, ValueError, TypeError) as error:
        if isinstance(error, FileNotFoundError) and not file.exists():
            raise
        raise ArchiveError(_("%(file)s er ikke en hel backup fra Ledestjerne.") % {"file": file}) from error


def _harmless(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """The files of the archive; raises ValueError when one would land anywhere but below the folder it goes to."""
    for member in archive:
        path = PurePosixPath(member.name)
        if path.is_absolute() or ".." in path.parts or not (member.isreg() or member.issym()):
            raise ValueError(member.name)
        if member.issym() and ("/" in member.linkname or member.linkname == ".."):
            raise ValueError(member.linkname)
        yield member


def _replace(beside: Path) -> int:
    # Names of facts and deliveries are never used twice. So new files beside the old ones harm nobody, the database
    # changes in one step, and only then does what it no longer speaks of go.
    found = [path for path in sorted((beside / FILES).rglob("*")) if path.is_symlink() or path.is_file()]
    wanted = {settings.HOME / path.relative_to(beside / FILES) for path in found}
    for path in found:
        target = settings.HOME / path.relative_to(beside / FILES)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
    dump.restore_from(beside / DATABASE)
    for left in set(_files_of_home()) - wanted:
        if beside not in left.parents:
            left.unlink()
    return len(found)
