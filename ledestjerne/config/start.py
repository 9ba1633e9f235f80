"""What every process does before Django is set up: settings named, database running."""

import os
import sys
from typing import NoReturn

from ledestjerne.base import postgres
from ledestjerne.config import environment

_named: list[str] = []
"""The addresses this process gave its own embedded server."""


def prepare() -> None:
    """Name the settings and, without a DATABASE_URL, start the embedded server and point at it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledestjerne.config.settings")
    home = environment.read_home()
    if not environment.read("DATABASE_URL"):
        os.environ["DATABASE_URL"] = postgres.database_url(home)
        _named.append(os.environ["DATABASE_URL"])


def begin_anew(module: str, *words: str) -> NoReturn:
    """Put a fresh process in the place of this one, with its number and terminal and without its threads.

    The embedded server is kept running across the change, and the new process finds it as this one did.
    """
    postgres.keep_leases()
    around = dict(os.environ)
    if around.get("DATABASE_URL") in _named:
        del around["DATABASE_URL"]
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(sys.executable, [sys.executable, "-m", module, *words], around)  # noqa: S606  # our own words
