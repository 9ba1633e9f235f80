"""Takes a file in: hashed on the way, nameless until it may be kept, readable by nobody but the server. Pure."""

import hashlib
import os
import tempfile
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ledestjerne.facts.durable import whole_file

PIECE = 2**20
ONLY_US = 0o700


@dataclass(frozen=True, kw_only=True)
class Fingerprint:
    """What a file's bytes come to."""

    sha256: str
    size: int


class Held:
    """A file without a name: its bytes are gone when its last process has ended, however that came about."""

    def __init__(self, handle: int) -> None:
        self.handle = handle
        self.let_go = weakref.finalize(self, os.close, handle)

    @property
    def path(self) -> Path:
        """Where this process, and only while it holds the file, can open it; each opening begins at the first byte."""
        return Path(f"/proc/self/fd/{self.handle}")


def hold(pieces: Iterable[bytes], *, folder: Path) -> tuple[Held, Fingerprint]:
    """Take bytes in under no name, on the disk of `folder`, and hash them on the way."""
    digest, size = hashlib.sha256(), 0
    folder.mkdir(parents=True, exist_ok=True, mode=ONLY_US)
    with tempfile.TemporaryFile(dir=folder) as file:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            file.write(piece)
        file.flush()
        return Held(os.dup(file.fileno())), Fingerprint(sha256=digest.hexdigest(), size=size)


def keep(pieces: Iterable[bytes], *, path: Path) -> None:
    """Write a file that only this server's user may read."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=ONLY_US)
    path.parent.chmod(ONLY_US)
    with whole_file(path) as waiting:
        handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.writelines(pieces)


def pieces_of(path: Path) -> Iterable[bytes]:
    """A file in pieces of a megabyte."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
