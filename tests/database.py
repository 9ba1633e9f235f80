"""The database of the running test, for processes a test starts."""

from django.db import connection


def address_of_test_database() -> str:
    """A DATABASE_URL that leads to it, by socket folder or by host and port."""
    database = connection.settings_dict
    if not database["PORT"] or database["HOST"].startswith("/"):
        return f"postgres://{database['USER']}@/{database['NAME']}?host={database['HOST']}&port={database['PORT']}"
    return f"postgres://{database['USER']}@{database['HOST'] or 'localhost'}:{database['PORT']}/{database['NAME']}"
