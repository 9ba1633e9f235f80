import subprocess
import sys

import pytest

from tests.architecture.source import PACKAGE, modules

ASKED = "SELECT current_setting('enable_progress_bar')"


def told_by(program: str) -> str:
    """What a process without a script of its own prints: there DuckDB draws progress bars unless told not to."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "opened", ["connect()", "connect(Path('f.duckdb'))", "connect(config={'threads': 1}).cursor()"]
)
def test_connections_draw_no_progress_bars(opened, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    program = f"from pathlib import Path\nfrom ledestjerne.base.duck import connect\nprint({opened}.execute({ASKED!r}).fetchall())"

    assert told_by(program) == "[(False,)]\n"


def test_without_being_told_duckdb_would_draw_them():
    assert told_by(f"import duckdb\nprint(duckdb.connect().execute({ASKED!r}).fetchall())") == "[(True,)]\n"


def test_a_reader_of_the_facts_draws_none(tmp_path):
    program = f"""
from pathlib import Path
from ledestjerne.facts.snapshot import build_snapshot
from ledestjerne.facts.store import Folder, Reader, put_in_force
folder = Folder(Path({str(tmp_path)!r}))
empty = Reader(folder)
empty.cursor()
build_snapshot(path=folder.snapshot("1"), version="1", deliveries=[], base=None)
put_in_force(folder, version="1")
full = Reader(folder)
full.cursor()
print(empty._open.execute({ASKED!r}).fetchall(), full._open.execute({ASKED!r}).fetchall())
"""

    assert told_by(program) == "[(False,)] [(False,)]\n"


def test_duckdb_is_opened_in_one_place():
    opened = [str(each.path.relative_to(PACKAGE)) for each in modules() if "duckdb.connect(" in each.path.read_text()]

    assert opened == ["base/duck.py"]
