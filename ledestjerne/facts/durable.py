"""Files that are there whole or not at all, also after a crash. Pure."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

WAITING = ".waiting-"
"""What begins the name of a file under way; such a file never counts and is swept away."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to; when the block ends well its content is on disk under the real name, else nothing is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(f"{WAITING}{uuid4().hex}{path.suffix}")
    try:
        yield waiting
        sync(waiting)
        waiting.rename(path)
        sync(path.parent)
    finally:
        waiting.unlink(missing_ok=True)


def sync(path: Path) -> None:
    """Wait until a file or the names in a folder are on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def point(link: Path, *, at: str) -> None:
    """Let a symbolic link name another file beside it, in one step that no reader can see half of."""
    link.parent.mkdir(parents=True, exist_ok=True)
    waiting = link.with_name(f"{WAITING}{uuid4().hex}")
    waiting.symlink_to(at)
    waiting.rename(link)
    sync(link.parent)
