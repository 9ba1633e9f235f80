"""The folders of one embedded server, and the locks that its users share."""

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ledestjerne.base.postgres.binaries import Account, choose_account, open_folder

SOCKET_PATH_LIMIT = 100  # the kernel allows 107 bytes, macOS 103


@dataclass(frozen=True)
class Place:
    """Where one server keeps its things: locks in the home, data as near to it as its account may reach."""

    locks: Path
    root: Path
    account: Account

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def log(self) -> Path:
        return self.locks / "server.log"

    @property
    def lease(self) -> Path:
        return self.locks / "lease"

    @property
    def supervisor(self) -> Path:
        return self.locks / "supervisor"

    @property
    def sockets(self) -> Path:
        inside = self.root / "run"
        if len(os.fsencode(inside / ".s.PGSQL.5432")) <= SOCKET_PATH_LIMIT:
            return inside
        short = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        return Path("/tmp") / f"ledestjerne-{self.account.uid}-{short}"  # noqa: S108


@contextmanager
def place_of(home: Path) -> Iterator[Place]:
    """Yield the place of the server of a home, one process at a time."""
    locks = home.resolve() / "postgres"
    locks.mkdir(parents=True, exist_ok=True)
    with exclusively(locks / "start"):
        yield _settle(locks)


def _settle(locks: Path) -> Place:
    elsewhere = locks / "elsewhere"
    root = Path(elsewhere.read_text().strip()) if elsewhere.exists() else locks
    if (root / "data").exists():
        owner = (root / "data").stat()
        return Place(locks=locks, root=root, account=Account(uid=owner.st_uid, gid=owner.st_gid))
    account = choose_account()
    if not root.exists() or not account.reaches(root):
        # A random name: a home that was thrown away must not find its old data again.
        root = open_folder(account) / f"data-{secrets.token_hex(6)}"
        root.mkdir(mode=0o755)
        elsewhere.write_text(f"{root}\n")
    return Place(locks=locks, root=root, account=account)


@contextmanager
def exclusively(path: Path) -> Iterator[None]:
    """Hold the lock on a file alone; waits for whoever has it."""
    handle = open_lock(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def open_lock(path: Path) -> int:
    """Open a lock file; the lock taken on it ends with the last process that has it open."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def try_exclusive(handle: int) -> bool:
    """Take the lock alone if nobody else has it, and tell whether that worked."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_held(path: Path) -> bool:
    """Tell whether any process holds the lock."""
    handle = open_lock(path)
    try:
        return not try_exclusive(handle)
    finally:
        os.close(handle)
