"""Made ready before Django is set up: a home of this checkout's own for the tests, and its database."""

import os
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # both cores run tests already; must be said before numpy comes

import django
import pytest
from hypothesis import HealthCheck, settings

from ledestjerne.config.start import prepare
from tests.chromium import find_chromium

HOME = Path(os.environ.setdefault("LEDESTJERNE_HOME", str(Path(__file__).parent / "var" / "tests")))
(HOME / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is not there
prepare()
django.setup()  # before the tests' own conftest names models

# A busy machine is no fault of the code. The gate tries the same random data on the same code, everyone else ever new ones.
settings.register_profile(
    "ours", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("ours")


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "only tests that ask the database: for a second run, on another PostgreSQL"
    parser.addoption("--database-only", action="store_true", help=told)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser; where it must be there, they run and fail."""
    has_browser = find_chromium() or os.environ.get("CI")
    only_database = config.getoption("database_only")
    kept = [
        item for item in items
        if (has_browser or not item.get_closest_marker("browser")) and (not only_database or asks_the_database(item))
    ]  # fmt: skip
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def asks_the_database(item: pytest.Item) -> bool:
    """Whether a test uses the tables, or starts the product as a program, which does."""
    used = set(getattr(item, "fixturenames", ()))
    return bool(
        item.get_closest_marker("django_db") or used & {"db", "transactional_db", "live_server", "installation"}
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were left out."""
    if not find_chromium():
        terminalreporter.write_line("Der er ingen chromium på maskinen: browserprøverne er udeladt.", yellow=True)
