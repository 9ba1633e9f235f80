"""The embedded PostgreSQL server: used when no DATABASE_URL names another.

Every process that uses the server holds a shared lock on one file, its lease. A small supervisor process starts the
server, starts it again should it die, and stops it when nobody holds the lease any more.
"""

from ledestjerne.base.postgres.binaries import bin_folder
from ledestjerne.base.postgres.errors import PostgresError, PostgresFailedError, PostgresMissingError
from ledestjerne.base.postgres.server import Address, database_url, ensure_running, keep_leases, release, stop

__all__ = [
    "Address",
    "PostgresError",
    "PostgresFailedError",
    "PostgresMissingError",
    "bin_folder",
    "database_url",
    "ensure_running",
    "keep_leases",
    "release",
    "stop",
]
