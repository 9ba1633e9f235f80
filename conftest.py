"""Made ready before Django is set up: a home of this checkout's own for the tests, and its database."""

import os
from pathlib import Path

import django
import pytest

from ledestjerne.config.start import prepare
from tests.chromium import find_chromium

HOME = Path(os.environ.setdefault("LEDESTJERNE_HOME", str(Path(__file__).parent / "var" / "tests")))
(HOME / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is not there
prepare()
django.setup()  # before the tests' own conftest names models


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the browser tests out where there is no browser; where it must be there, they run and fail."""
    if find_chromium() or os.environ.get("CI"):
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were left out."""
    if not find_chromium():
        terminalreporter.write_line("Der er ingen chromium på maskinen: browserprøverne er udeladt.", yellow=True)
