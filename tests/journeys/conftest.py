"""The whole demo, built once for a test that walks through it."""

from pathlib import Path

import pytest

from ledestjerne.accounts.models import User
from ledestjerne.config.demo.build import build_demo
from ledestjerne.organisation.models import Unit
from tests.conftest import NOW


@pytest.fixture
def demo(transactional_db: None, console: User, settings, tmp_path: Path) -> Unit:
    """The demo's school, in a home of its own."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    return build_demo(at=NOW, work=tmp_path)
