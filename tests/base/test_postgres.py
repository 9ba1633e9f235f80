"""The embedded server: it is there when asked for, survives what kills it, and leaves with the last user."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from ledestjerne.base import postgres
from ledestjerne.base.postgres.binaries import choose_account

USES_SERVER = """
import sys, time
from pathlib import Path
from ledestjerne.base import postgres
from ledestjerne.base.postgres.binaries import choose_account
print(postgres.database_url(Path(sys.argv[1])), flush=True)
time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def home() -> Iterator[Path]:
    # Not tmp_path: pytest closes its folders to everybody else, and so to the account that runs the server.
    folder = Path(tempfile.mkdtemp(prefix="ledestjerne-test-"))
    folder.chmod(0o755)
    yield folder
    postgres.stop(folder)
    elsewhere = folder / "postgres" / "elsewhere"
    if elsewhere.exists():
        shutil.rmtree(elsewhere.read_text().strip())
    shutil.rmtree(folder)


def application(home: Path, *, stays_for: float = 60) -> subprocess.Popen[str]:
    """Start another process that uses the server, and return when it has got its address."""
    process = subprocess.Popen(
        [sys.executable, "-c", USES_SERVER, str(home), str(stays_for)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process.stdout as said:
        assert said.readline().startswith("postgresql://")
    return process


def postmaster(home: Path) -> int:
    elsewhere = home / "postgres" / "elsewhere"
    root = Path(elsewhere.read_text().strip()) if elsewhere.exists() else home / "postgres"
    return int((root / "data" / "postmaster.pid").read_text().splitlines()[0])


def supervisor(home: Path) -> int:
    return int((home / "postgres" / "supervisor").read_text())


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(holds: Callable[[], bool], *, within: float = 20) -> bool:
    end = time.monotonic() + within
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def kill(*pids: int):
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    assert eventually(lambda: not any(alive(pid) for pid in pids))


def answers(url: str) -> bool:
    try:
        with psycopg.connect(url) as connection:
            return connection.execute("select 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def test_danish_letters_fold_and_stem(home: Path):
    with psycopg.connect(postgres.database_url(home)) as connection:
        row = connection.execute("select lower('ÆØÅ'), to_tsvector('danish', 'Ærøskøbing FRAVÆRET')::text").fetchone()

    assert row == ("æøå", "'fravær':2 'ærøskøbing':1")


def test_it_listens_on_a_socket_only_and_lets_no_other_account_in(home: Path):
    address = postgres.ensure_running(home)

    with psycopg.connect(address.url) as connection:
        listening = connection.execute("show listen_addresses").fetchone()
    assert listening == ("",)
    assert Path(address.host).stat().st_mode & 0o077 == 0


def test_a_long_home_still_gets_a_socket_path_the_kernel_accepts(home: Path):
    deep = home / ("en-mappe-med-et-meget-langt-navn-" * 3) / ("og-en-mere-" * 5)
    try:
        assert answers(postgres.database_url(deep))
    finally:
        postgres.stop(deep)


def test_a_home_closed_to_everybody_else_works(home: Path):
    home.chmod(0o700)

    assert answers(postgres.database_url(home))
    assert home.stat().st_mode & 0o777 == 0o700


def test_two_processes_share_one_server_and_the_last_one_ends_it(home: Path):
    first, second = application(home), application(home)
    server = postmaster(home)

    first.terminate()
    first.wait()
    assert not eventually(lambda: not alive(server), within=3)

    second.terminate()
    second.wait()
    assert eventually(lambda: not alive(server))


def test_two_processes_that_start_at_once_get_the_same_server(home: Path):
    command = [sys.executable, "-c", USES_SERVER, str(home), "0"]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]

    said = {process.communicate()[0] for process in processes}

    assert len(said) == 1
    assert said.pop().startswith("postgresql://")


def test_the_server_ends_when_the_application_is_killed(home: Path):
    killed = application(home)
    server = postmaster(home)

    killed.kill()
    killed.wait()

    assert eventually(lambda: not alive(server))


def test_a_killed_server_comes_back_with_its_data(home: Path):
    url = postgres.database_url(home)
    with psycopg.connect(url) as connection:
        connection.execute("create table kept (name text)")
        connection.execute("insert into kept values ('Ærø')")
    killed = postmaster(home)

    kill(killed)

    assert eventually(lambda: answers(url))
    assert postmaster(home) != killed
    with psycopg.connect(url) as connection:
        assert connection.execute("select name from kept").fetchone() == ("Ærø",)


def test_everything_killed_at_once_starts_again(home: Path):
    killed = application(home)
    kill(killed.pid, supervisor(home), postmaster(home))
    killed.wait()

    assert answers(postgres.database_url(home))


def test_a_server_left_without_its_supervisor_is_taken_over(home: Path):
    killed = application(home)
    server = postmaster(home)
    kill(killed.pid, supervisor(home))
    killed.wait()

    assert answers(postgres.database_url(home))
    assert postmaster(home) == server

    postgres.release(home)
    assert eventually(lambda: not alive(server))


def test_a_number_left_behind_that_now_belongs_to_another_program_does_no_harm(home: Path):
    url = postgres.database_url(home)
    note = home / "postgres" / "data" / "postmaster.pid"
    written = note.read_text()
    kill(supervisor(home), postmaster(home))
    postgres.release(home)
    note.write_text("".join([f"{os.getpid()}\n", *written.splitlines(keepends=True)[1:]]))

    assert postgres.database_url(home) == url
    assert answers(url)


def test_an_interrupted_first_start_leaves_nothing_in_the_way(home: Path):
    interrupted = subprocess.Popen(
        [sys.executable, "-c", USES_SERVER, str(home), "0"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert eventually(lambda: any(home.glob("postgres/unfinished-*/base")))
    kill(interrupted.pid, supervisor(home))
    interrupted.wait()
    assert not (home / "postgres" / "data").exists()

    assert answers(postgres.database_url(home))
    assert not any(home.glob("postgres/unfinished-*"))


def test_the_server_can_be_stopped_although_it_is_in_use(home: Path):
    user = application(home)
    server = postmaster(home)

    postgres.stop(home)

    assert not alive(server)
    user.kill()
    user.wait()


def test_data_of_another_major_version_is_refused(home: Path):
    postgres.ensure_running(home)
    postgres.stop(home)
    (home / "postgres" / "data" / "PG_VERSION").write_text("15\n")

    with pytest.raises(postgres.PostgresFailedError, match="PostgreSQL 15"):
        postgres.ensure_running(home)


def test_missing_programs_are_told_with_what_to_do(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LEDESTJERNE_PG_BIN", "/findes/ikke")

    with pytest.raises(postgres.PostgresMissingError, match="DATABASE_URL"):
        postgres.ensure_running(home)


def test_an_account_without_a_name_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "geteuid", lambda: 4_242_424)

    with pytest.raises(postgres.PostgresMissingError) as told:
        choose_account()
    assert "4242424" in str(told.value)
    assert "DATABASE_URL" in str(told.value)
