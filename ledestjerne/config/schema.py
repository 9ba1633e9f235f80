"""The tables of the database, brought to what this version of the code expects."""

import psycopg
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

TURN = 0x4C53544A  # any number, the same for all: whoever holds this advisory lock migrates


def reach_database() -> None:
    """Raise psycopg.OperationalError at once when the server does not answer; the pool would try for ten seconds."""
    psycopg.connect(**{**connection.get_connection_params(), "connect_timeout": 5}).close()


def missing_migrations() -> list[str]:
    """The migrations this version has and the database has not, as app.name."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def unknown_migrations() -> list[str]:
    """The migrations the database has and this version has not: it was written by a newer one."""
    return sorted(set(applied_migrations()) - set(migrations_on_disk()))


def applied_migrations() -> list[str]:
    """The migrations of the database, as app.name."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def migrations_on_disk() -> list[str]:
    """The migrations of this version, as app.name."""
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)


def bring_up_to_date() -> None:
    """Apply what is missing; of two processes that start together, one does it and the other waits."""
    if not missing_migrations():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [TURN])
        try:
            call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [TURN])
