"""The secrets an installation makes for itself on its first start."""

import os
import secrets
from pathlib import Path


def kept_secret(path: Path, *, given: str = "") -> str:
    """The given secret, else the one kept in the file, else a new one written there with mode 0600."""
    if given:
        return given
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_once(path, secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()


def write_once(path: Path, text: str) -> None:
    """Write the file whole or not at all; when two processes start together, the first one wins."""
    waiting = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(waiting, path)
    except FileExistsError:
        return
    finally:
        waiting.unlink()
