"""Takes a file in: on disk whole, hashed on the way, readable by nobody but the server."""

import hashlib
import os
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


def fingerprint(pieces: Iterable[bytes]) -> Fingerprint:
    """Hash a file piece by piece."""
    digest, size = hashlib.sha256(), 0
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
    return Fingerprint(sha256=digest.hexdigest(), size=size)


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
