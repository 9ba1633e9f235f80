"""The whole database as one file and back, by PostgreSQL's own programs."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.db import connection
from django.utils.translation import gettext as _

from ledestjerne.base import postgres
from ledestjerne.base.postgres.binaries import major_version

# Written by pg_dump 17 and later into every dump, and refused by the servers before it.
ONLY_NEWER_SERVERS = b"SET transaction_timeout = 0;"


class DumpError(Exception):
    """A program of PostgreSQL is missing, or said that it could not do it."""


def dump_to(path: Path) -> None:
    """Write the database as it is at one moment into a file only pg_restore reads."""
    options = ["--format=custom", "--no-owner", "--no-privileges", "--schema=public", f"--file={path}"]
    _finish(subprocess.run([program("pg_dump"), *options], env=_environment(), capture_output=True, check=False))


def restore_from(path: Path) -> None:
    """Put the dump in the place of everything the database holds, in one transaction: all of it or nothing."""
    script = path.with_suffix(".sql")
    made: list[str | Path] = [program("pg_restore"), "--no-owner", "--no-privileges", f"--file={script}", path]
    _finish(subprocess.run(made, env=_environment(), capture_output=True, check=False))
    told: list[str | Path] = [
        program("psql"),
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
    ]
    with subprocess.Popen(
        told, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment()
    ) as psql:
        assert psql.stdin is not None
        try:
            psql.stdin.writelines(_replacing(script))
            psql.stdin.close()
        except BrokenPipeError:
            pass  # it ended early, and says why below
        assert psql.stderr is not None
        said = psql.stderr.read()
        _finish(subprocess.CompletedProcess(told, psql.wait(), stderr=said))


def _replacing(script: Path) -> Iterator[bytes]:
    # A server in use must not be waited for without end.
    yield b"SET lock_timeout = '30s';\nDROP SCHEMA public CASCADE;\n"
    with script.open("rb") as lines:
        yield from (line for line in lines if not line.startswith(ONLY_NEWER_SERVERS))


def program(name: str) -> Path:
    """A program of PostgreSQL that fits the server: ours, else the machine's; raises DumpError with what to do."""
    server = connection.get_database_version()[0]
    for folder in _folders(name):
        if major_version(folder, name) >= server:
            return folder / name
    raise DumpError(
        _(
            "Der mangler %(program)s til PostgreSQL %(server)s. Installer postgresql-client-%(server)s, "
            "eller angiv mappen med programmet i LEDESTJERNE_PG_BIN."
        )
        % {"program": name, "server": server}
    )


def _folders(name: str) -> Iterator[Path]:
    with suppress(postgres.PostgresMissingError):  # the machine may have them all the same
        yield postgres.bin_folder()
    if found := shutil.which(name):
        yield Path(found).parent


def _environment() -> dict[str, str]:
    chosen = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {name: str(chosen[key]) for name, key in names.items() if chosen[key]}
    return {**os.environ, **given}


def _finish(done: subprocess.CompletedProcess[bytes]) -> None:
    if done.returncode:
        raise DumpError(
            _("PostgreSQL kunne ikke: %(reason)s") % {"reason": done.stderr.decode(errors="replace").strip()}
        )
