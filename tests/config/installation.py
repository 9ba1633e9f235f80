"""A whole installation of its own for tests of the command line: a home, a database, and commands run in it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from django.db import connection
from psycopg import sql


@dataclass(frozen=True)
class Installation:
    """Its home folder and its database, on the server the tests use."""

    home: Path
    database: str

    @property
    def address(self) -> str:
        server = connection.settings_dict
        user, password = quote(server["USER"]), quote(server["PASSWORD"])
        query = urlencode({"host": server["HOST"]})
        return f"postgresql://{user}:{password}@:{server['PORT'] or 5432}/{self.database}?{query}"

    def run(self, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run `ledestjerne` with these words, as a person would."""
        return subprocess.run(
            [sys.executable, "-m", "ledestjerne.config.cli", *words],
            env={**self.environment(), **settings},
            capture_output=True,
            text=True,
            check=False,
        )

    def environment(self) -> dict[str, str]:
        return {**os.environ, "LEDESTJERNE_HOME": str(self.home), "DATABASE_URL": self.address}

    def ask(self, question: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address) as connected:
            return connected.execute(question.encode()).fetchall()

    def tell(self, command: str) -> None:
        with psycopg.connect(self.address) as connected:
            connected.execute(command.encode())


def make_database(name: str) -> None:
    with server() as connected:
        connected.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))


def drop_database(name: str) -> None:
    with server() as connected:
        connected.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def server() -> "psycopg.Connection[tuple[object, ...]]":
    chosen = connection.settings_dict
    return psycopg.connect(
        host=chosen["HOST"],
        port=chosen["PORT"] or None,
        user=chosen["USER"],
        password=chosen["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    )
