"""The Django database backend of the embedded server: starts it at the first connection, not before."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from ledestjerne.base.postgres.server import ensure_running


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's PostgreSQL backend, with host and user filled in once the server runs.

    Each new connection asks again, so a server that died is back for the next one.
    """

    def get_connection_params(self) -> dict[str, Any]:  # Any: psycopg's own keyword arguments
        address = ensure_running(Path(self.settings_dict["HOME"]))
        self.settings_dict |= {"HOST": address.host, "USER": address.user}
        return super().get_connection_params()
