"""Files as schools send them, and the check of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from ledestjerne.facts.checked import CheckedDelivery
from ledestjerne.facts.checks import check_file
from ledestjerne.facts.context import Context
from ledestjerne.facts.contract import Source
from ledestjerne.facts.definitions import load_places, load_sources
from ledestjerne.facts.places import Places
from ledestjerne.facts.recognise import recognise

ROOT = Path(__file__).resolve().parents[3]
EXTRACTS = ROOT / "tests" / "data"
SECRET = b"a secret of the tests only"

Check = Callable[..., CheckedDelivery]
Write = Callable[..., Path]


@pytest.fixture(scope="session")
def sources() -> dict[str, Source]:
    return load_sources(ROOT / "definitions")


@pytest.fixture(scope="session")
def places() -> Places:
    return load_places(ROOT / "definitions")


@pytest.fixture(scope="session")
def check(tmp_path_factory: pytest.TempPathFactory, sources: dict[str, Source], places: Places) -> Check:
    """Check a file as the source it is recognised as, or as a named one."""

    def checked(path: Path, source: str = "", **told: object) -> CheckedDelivery:
        key = source or recognise(path, sources=sources.values())[0].source
        work = tmp_path_factory.mktemp("work")
        return check_file(path, source=sources[key], context=Context(work=work, places=places, secret=SECRET, **told))

    return checked


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write text as a file whose name says nothing."""

    def written(text: str, *, encoding: str = "utf-8") -> Path:
        path = tmp_path / "delivered"
        path.write_bytes(text.encode(encoding))
        return path

    return written


@pytest.fixture
def workbook(tmp_path: Path) -> Write:
    """Write rows of cells as a workbook of one sheet."""

    def written(rows: Sequence[Sequence[object]], *, sheet: str = "Sheet1") -> Path:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.title = sheet
        for row in rows:
            page.append(list(row))
        path = tmp_path / "delivered"
        book.save(path)
        return path

    return written


def rules_of(checked: CheckedDelivery) -> set[str]:
    """The rules that were broken or told."""
    return {problem.rule for problem in checked.problems}
