"""The address of the database, as Django wants it."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def database_settings(address: str) -> dict[str, Any]:
    """Django's connection settings for a PostgreSQL address; `?host=` names a socket folder or a server."""
    parts = urlsplit(address or "postgresql:///ledestjerne")
    host = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": unquote(host or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "CONN_HEALTH_CHECKS": True,  # a server that was restarted has cut what the pool still holds
        "OPTIONS": {"pool": {"min_size": 0, "max_size": 8, "timeout": 10}},
    }
