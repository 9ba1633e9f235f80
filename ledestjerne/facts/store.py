"""Where accepted facts lie, and how many readers see one whole state of them. Pure.

`<home>/facts/current` is a symbolic link to the snapshot in force. A new snapshot gets a new name, is never changed,
and becomes the one in force by renaming a link over the old one; whoever has the old one open reads on undisturbed.
"""

import os
import threading
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from ledestjerne.base import duck
from ledestjerne.facts.durable import WAITING, point
from ledestjerne.facts.snapshot import FORM, TABLES

READ_ONLY: dict[str, duck.Setting] = {
    "threads": 2,
    "memory_limit": "512MB",
    "enable_external_access": False,
}
TRIES = 5
SUFFIX = f".form{FORM}.duckdb"


class NoSnapshotError(Exception):
    """The link names a snapshot that is not there: the store must be put right before it can be read."""


@dataclass(frozen=True)
class Folder:
    """The places below the home folder of an installation."""

    home: Path

    @property
    def facts(self) -> Path:
        return self.home / "facts"

    @property
    def parts(self) -> Path:
        return self.facts / "parts"

    @property
    def current(self) -> Path:
        return self.facts / "current"

    @property
    def deliveries(self) -> Path:
        return self.home / "deliveries"

    def snapshot(self, version: str) -> Path:
        return self.facts / f"snapshot-{version}{SUFFIX}"

    def version(self) -> str:
        """The version in force, read from the link; empty while nothing has been accepted."""
        try:
            return os.readlink(self.current).removeprefix("snapshot-").removesuffix(SUFFIX)
        except FileNotFoundError:
            return ""


def put_in_force(folder: Folder, *, version: str) -> None:
    """Let readers see a snapshot from their next request on."""
    point(folder.current, at=folder.snapshot(version).name)


def sweep(folder: Folder, *, version: str, parts: set[str]) -> None:
    """Remove what no manifest names: other snapshots, unnamed Parquet, files a crash left half written."""
    for path in folder.facts.glob("snapshot-*.duckdb*"):
        if path != folder.snapshot(version):
            path.unlink(missing_ok=True)
    for path in folder.facts.glob(f"{WAITING}*"):
        path.unlink(missing_ok=True)
    for path in folder.parts.glob("*/*/*"):
        if str(path.relative_to(folder.parts)) not in parts:
            path.unlink(missing_ok=True)


@dataclass
class Reader:
    """The one open snapshot of a process; each caller gets a cursor of their own, so threads do not meet."""

    folder: Folder
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _open: duckdb.DuckDBPyConnection | None = None
    _version: str | None = None
    _process: int = 0

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A read-only cursor on the snapshot in force; raises NoSnapshotError when its file is missing."""
        with self._lock:
            if self._open is None or self._version != self.folder.version() or self._process != os.getpid():
                # The old connection is dropped, not closed: closing would cut off cursors other threads still read.
                self._open, self._version, self._process = self._connect()
            return self._open.cursor()

    def _connect(self) -> tuple[duckdb.DuckDBPyConnection, str, int]:
        for _ in range(TRIES):  # a swap between reading the link and opening the file removes what it named
            version = self.folder.version()
            try:
                return self._connected(version), version, os.getpid()
            except (duckdb.IOException, duckdb.CatalogException) as error:
                missing = error
        raise NoSnapshotError(str(missing)) from missing

    def _connected(self, version: str) -> duckdb.DuckDBPyConnection:
        if version:
            return duck.connect(self.folder.snapshot(version), read_only=True, config=READ_ONLY)
        empty = duck.connect(config=READ_ONLY)
        empty.execute(TABLES)
        return empty
