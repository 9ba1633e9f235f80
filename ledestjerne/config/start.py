"""What every process does before Django is set up: settings named, database running."""

import os
from pathlib import Path

from ledestjerne.base import postgres
from ledestjerne.config import environment


def prepare() -> None:
    """Name the settings and, without a DATABASE_URL, start the embedded server and point at it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledestjerne.config.settings")
    if not environment.read("DATABASE_URL"):
        os.environ["DATABASE_URL"] = postgres.database_url(Path(environment.read("LEDESTJERNE_HOME")).resolve())
