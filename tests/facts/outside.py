"""Processes outside the test that work on its database and its data folder."""

import os

from django.conf import settings
from django.db import connection


def environment() -> dict[str, str]:
    """The environment of a process that is to see what the test sees."""
    database = connection.settings_dict
    login, host = f"{database['USER']}:{database['PASSWORD']}", str(database["HOST"])
    place = (
        f"/{database['NAME']}?host={host}" if host.startswith("/") else f"{host}:{database['PORT']}/{database['NAME']}"
    )
    return {
        **os.environ,
        "DATABASE_URL": f"postgres://{login}@{place}",
        "LEDESTJERNE_HOME": str(settings.HOME),
        "DJANGO_SETTINGS_MODULE": "ledestjerne.config.settings",
    }
