"""Locks that PostgreSQL holds for us, and lets go of when their process dies."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

from django.db import connection


class BusyError(Exception):
    """Somebody else is at it."""


@contextmanager
def alone(lock: IntEnum, *, number: int = 0, wait: float = 0) -> Iterator[None]:
    """Hold a lock during the block; raises BusyError when it is not free within `wait` seconds."""
    deadline = time.monotonic() + wait
    while not asked("pg_try_advisory_lock", lock, number):
        if time.monotonic() >= deadline:
            raise BusyError(lock.name)
        time.sleep(0.05)
    try:
        yield
    finally:
        asked("pg_advisory_unlock", lock, number)


def together(lock: IntEnum) -> None:
    """Hold a lock with others until the transaction ends; waits for who holds it alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, 0)", [lock])


def is_held(lock: IntEnum, *, number: int = 0) -> bool:
    """Whether any process of the installation holds the lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND classid = %s AND objid = %s)""",
            [lock, number],
        )
        return bool(cursor.fetchone()[0])


def asked(function: str, lock: IntEnum, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s, %s)", [int(lock), number])
        return bool(cursor.fetchone()[0])
