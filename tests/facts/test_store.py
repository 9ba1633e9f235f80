"""Readers in other processes and threads while the facts are swapped under them."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from ledestjerne.facts.snapshot import TABLES
from ledestjerne.facts.store import Folder, NoSnapshotError, Reader, put_in_force, sweep

READ = """
import sys, time
from pathlib import Path
from ledestjerne.facts.store import Folder, Reader
reader, seen = Reader(Folder(Path(sys.argv[1]))), set()
print("ready", flush=True)
deadline = time.monotonic() + 20
while time.monotonic() < deadline:
    with reader.cursor() as facts:
        low, high, rows = facts.execute("SELECT min(delivery), max(delivery), count(*) FROM published").fetchone()
    assert low == high and rows == 1000, (low, high, rows)
    seen.add(low)
    if low == 30:
        break
print(len(seen))
"""


def snapshot(folder: Folder, number: int) -> str:
    """A state in which every row of published tells the same number: a mixture would show."""
    version = f"{number}-test"
    folder.facts.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(folder.snapshot(version))) as facts:
        facts.execute(TABLES)
        facts.execute(f"INSERT INTO published (delivery) SELECT {number} FROM range(1000)")
    put_in_force(folder, version=version)
    sweep(folder, version=version, parts=set())
    return version


def test_readers_in_other_processes_never_see_a_mixture(tmp_path):
    folder = Folder(tmp_path)
    snapshot(folder, 0)
    readers = [
        subprocess.Popen([sys.executable, "-c", READ, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [reader.stdout.readline() for reader in readers] == ["ready\n"] * 2

    for number in range(1, 31):
        snapshot(folder, number)
        time.sleep(0.02)

    assert [reader.wait(timeout=30) for reader in readers] == [0, 0]
    for reader in readers:
        assert int(reader.stdout.read()) > 1
        reader.stdout.close()


def test_threads_share_a_reader_and_finish_on_what_they_began_with(tmp_path):
    folder, wrong = Folder(tmp_path), []
    snapshot(folder, 0)
    reader, stop = Reader(folder), threading.Event()

    def read() -> None:
        while not stop.is_set():
            with reader.cursor() as facts:
                found = [facts.execute("SELECT DISTINCT delivery FROM published").fetchall() for _ in range(2)]
            if found[0] != found[1] or len(found[0]) != 1:
                wrong.append(found)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(1, 16):
        snapshot(folder, number)
    stop.set()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_before_anything_is_accepted_the_tables_are_empty(tmp_path):
    with Reader(Folder(tmp_path)).cursor() as facts:
        assert facts.execute("SELECT count(*) FROM pupil_week").fetchone() == (0,)


def test_the_facts_cannot_be_changed_by_readers(tmp_path):
    snapshot(Folder(tmp_path), 1)

    with Reader(Folder(tmp_path)).cursor() as facts, pytest.raises(duckdb.InvalidInputException):
        facts.execute("DELETE FROM published")


def test_readers_cannot_reach_other_files(tmp_path):
    snapshot(Folder(tmp_path), 1)
    Path(tmp_path / "andet.csv").write_text("hemmeligt")

    with Reader(Folder(tmp_path)).cursor() as facts, pytest.raises(duckdb.PermissionException):
        facts.execute(f"FROM read_csv('{tmp_path}/andet.csv')")


def test_only_the_snapshot_in_force_is_kept(tmp_path):
    folder = Folder(tmp_path)
    for number in (1, 2, 3):
        snapshot(folder, number)

    assert [path.name for path in folder.facts.glob("*.duckdb")] == [folder.snapshot("3-test").name]


def test_a_link_to_nothing_is_told(tmp_path):
    folder = Folder(tmp_path)
    folder.snapshot(snapshot(folder, 1)).unlink()

    with pytest.raises(NoSnapshotError):
        Reader(folder).cursor()
