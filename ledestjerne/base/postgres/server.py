"""Use the embedded server: take a lease, have it started, learn its address."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.utils.translation import gettext_noop as _

import ledestjerne
from ledestjerne.base.postgres.binaries import major_version, reachable_bin_folder
from ledestjerne.base.postgres.cluster import NAME, USER, stop_server
from ledestjerne.base.postgres.errors import PostgresFailedError
from ledestjerne.base.postgres.place import Place, is_held, open_lock, place_of

READY_WITHIN = 60  # seconds; recovery after a crash may take a while
_leases: dict[Path, int] = {}  # open lease of this process for each home
_supervisors: list[subprocess.Popen[bytes]] = []  # kept, for Python complains about a child forgotten while it runs


@dataclass(frozen=True)
class Address:
    """Where a server answers: the folder of its Unix socket, the account and the database."""

    host: str
    user: str = USER
    name: str = NAME

    @property
    def url(self) -> str:
        return f"postgresql://{self.user}@/{self.name}?host={quote(self.host, safe='')}"


def database_url(home: Path) -> str:
    """Start the server of a home if need be, and return its address as a URL."""
    return ensure_running(home).url


def ensure_running(home: Path) -> Address:
    """Keep the server of a home running for as long as this process lives, and return its address.

    Raises PostgresMissingError when there are no programs for it, PostgresFailedError when it does not start.
    """
    home = home.resolve()
    with place_of(home) as place:
        if home not in _leases:
            # Taken while holding the place, so a supervisor about to leave is either seen or gone.
            _leases[home] = open_lock(place.lease)
            fcntl.flock(_leases[home], fcntl.LOCK_SH)
        _start(place)
    return Address(host=str(place.sockets))


def keep_leases() -> None:
    """Let the program that takes this process's place hold what it holds."""
    for handle in _leases.values():
        os.set_inheritable(handle, True)


def release(home: Path) -> None:
    """Give the lease up; the server stops soon after the last one."""
    handle = _leases.pop(home.resolve(), None)
    if handle is not None:
        os.close(handle)


def stop(home: Path) -> None:
    """Stop the server of a home now, whoever uses it."""
    release(home)
    with place_of(home) as place:
        if is_held(place.supervisor):
            os.kill(int(place.supervisor.read_text()), signal.SIGTERM)
        while is_held(place.supervisor):
            time.sleep(0.02)
        stop_server(place)  # one that lost its supervisor


def _fitting_programs(place: Place) -> Path:
    programs = reachable_bin_folder(place.account)
    if place.data.exists():
        written = int((place.data / "PG_VERSION").read_text())
        ours = major_version(programs)
        if written != ours:
            raise PostgresFailedError(
                _(
                    "Databasen i %(data)s er skrevet af PostgreSQL %(written)s, men programmet her er %(ours)s. "
                    "Tag en backup med den gamle version, og gendan den med den nye."
                ),
                data=place.data,
                written=written,
                ours=ours,
            )
    return programs


def _start(place: Place) -> None:
    end = time.monotonic() + READY_WITHIN
    supervisor: subprocess.Popen[bytes] | None = None
    while not _answers(place):
        if supervisor is not None and supervisor.poll() is not None:
            raise _failure(place)
        if not is_held(place.supervisor):
            supervisor = _launch(place, programs=_fitting_programs(place))
        if time.monotonic() > end:
            raise _failure(place)
        time.sleep(0.02)


def _answers(place: Place) -> bool:
    # Only a supervised server counts: one left over from a crash would outlive us.
    if not is_held(place.supervisor):
        return False
    try:
        psycopg.connect(host=str(place.sockets), user=USER, dbname=NAME, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _launch(place: Place, *, programs: Path) -> subprocess.Popen[bytes]:
    paths = [str(Path(ledestjerne.__file__).parents[1]), *filter(None, [os.environ.get("PYTHONPATH")])]
    arguments = [place.locks, place.root, place.account.uid, place.account.gid, programs]
    with place.log.open("ab") as log:
        process = subprocess.Popen(
            [os.path.abspath(sys.executable), "-m", "ledestjerne.base.postgres.supervisor", *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,  # Ctrl-C in our terminal is not meant for it
        )
    _supervisors.append(process)
    while process.poll() is None and not is_held(place.supervisor):
        time.sleep(0.01)
    return process


def _failure(place: Place) -> PostgresFailedError:
    return PostgresFailedError(_("Databasen kunne ikke starte. Grunden står sidst i %(log)s."), log=place.log)
