"""One database cluster on disk: made once, started, found again after a crash."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from ledestjerne.base.postgres.binaries import locale_options, major_version
from ledestjerne.base.postgres.place import Place

USER = NAME = "ledestjerne"
STOP_WITHIN = 30  # seconds
LARGEST_LOG = 5_000_000  # bytes


def create(*, place: Place, programs: Path) -> None:
    """Make the data folder with an empty database; whoever dies half-way leaves nothing that counts as data."""
    for left in place.root.glob("unfinished-*"):
        shutil.rmtree(left, ignore_errors=True)  # a dying initdb may still be writing there
    if place.data.exists():
        return
    unfinished = place.root / f"unfinished-{os.getpid()}"
    unfinished.mkdir(mode=0o700)
    place.account.own(unfinished)
    initdb: list[str | Path] = [programs / "initdb", "-D", unfinished, "-U", USER, "-A", "trust", "-E", "UTF8"]
    _run([*initdb, *locale_options(major_version(programs))], place=place)
    single: list[str | Path] = [programs / "postgres", "--single", "-D", unfinished, "postgres"]
    _run(single, place=place, said=f"CREATE DATABASE {NAME}\n")
    unfinished.rename(place.data)


def _run(command: list[str | Path], *, place: Place, said: str = "") -> None:
    with place.log.open("ab") as log:
        subprocess.run(
            command,
            input=said.encode(),
            stdout=log,
            stderr=log,
            cwd="/",
            env=_environment(),
            check=True,
            **place.account.run_as(),
        )


def _environment() -> dict[str, str]:
    # Nothing of the caller's: a PGPORT or LC_ALL there would bend the server. PATH is for initdb's look at itself.
    return {"PATH": os.environ.get("PATH", os.defpath), "TZ": "UTC"}


def start(*, place: Place, programs: Path) -> subprocess.Popen[bytes]:
    """Start the server as a child of this process; return when it has noted its number or given up."""
    _make_socket_folder(place)
    _forget_dead_server(place)
    if place.log.exists() and place.log.stat().st_size > LARGEST_LOG:
        place.log.rename(place.log.with_suffix(".old"))
    options = ["-k", str(place.sockets), "-h", "", "-c", "timezone=UTC", "-c", "log_timezone=UTC"]
    with place.log.open("ab") as log:
        child = subprocess.Popen(
            [programs / "postgres", "-D", place.data, *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=_environment(),
            **place.account.run_as(),
        )
    while _noted_pid(place) != child.pid and child.poll() is None:
        time.sleep(0.005)
    return child


def _make_socket_folder(place: Place) -> None:
    folder = place.sockets
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {place.account.uid, os.geteuid()}:
        raise PermissionError(f"{folder} belongs to somebody else")
    place.account.own(folder)


def running_pid(place: Place) -> int | None:
    """Return the process id of the server that runs on the data folder, started by us or by one before us."""
    pid = _noted_pid(place)
    return pid if pid and _is_server(pid, data=place.data) else None


def _noted_pid(place: Place) -> int | None:
    try:
        first = (place.data / "postmaster.pid").read_text().splitlines()[0]
    except (FileNotFoundError, IndexError):
        return None
    return int(first)


def _is_server(pid: int, *, data: Path) -> bool:
    if not Path("/proc/self/stat").exists():
        return _is_server_by_ps(pid)
    try:
        name, _, rest = Path(f"/proc/{pid}/stat").read_text().partition("(")[2].rpartition(")")
        # The server works in its data folder; another cluster's server may have got the number.
        return name == "postgres" and rest.split()[0] != "Z" and Path(f"/proc/{pid}/cwd").samefile(data)
    except (FileNotFoundError, ProcessLookupError):
        return False


def _is_server_by_ps(pid: int) -> bool:
    answer = subprocess.run(["ps", "-o", "stat=,comm=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state, _, name = answer.stdout.strip().partition(" ")
    return "postgres" in name and not state.startswith("Z")


def _forget_dead_server(place: Place) -> None:
    # After a crash the noted number may by now belong to another program of the same account, or to a zombie; the
    # server would refuse to start for ever. A number that is surely free keeps its other check, for memory still in use.
    pid = _noted_pid(place)
    if pid is None or _is_server(pid, data=place.data):
        return
    gone = subprocess.Popen(["true"])
    gone.wait()
    note = place.data / "postmaster.pid"
    lines = note.read_text().splitlines(keepends=True)
    note.write_text("".join([f"{gone.pid}\n", *lines[1:]]))


def stop_server(place: Place) -> None:
    """Stop the server if it runs: first politely, then at once."""
    for way in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        pid = running_pid(place)
        if pid is None:
            return
        os.kill(pid, way)
        if _gone(pid, place=place):
            return


def _gone(pid: int, *, place: Place) -> bool:
    end = time.monotonic() + STOP_WITHIN
    while time.monotonic() < end:
        if not _is_server(pid, data=place.data):
            return True
        time.sleep(0.02)
    return False
