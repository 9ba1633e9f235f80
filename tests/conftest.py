"""What every test has: a stopped clock, the fixed school and its people, the folder of real data."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from ledestjerne.accounts.models import User
from ledestjerne.base import time
from ledestjerne.config.demo.build import build_demo
from ledestjerne.organisation.models import Unit
from tests.cast import Cast, School, build_cast, build_school

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is Monday 2 November 2026, ten in the morning in Denmark."""
    monkeypatch.setattr(time, "_clock", lambda: NOW)
    return NOW


@pytest.fixture
def console(db: None) -> User:
    """The user of the commands, also after a test that emptied the tables its migration had filled."""
    made, _ = User.objects.get_or_create(email=User.CONSOLE, defaults={"name": "Kommandolinjen", "password": "!"})
    return made


@pytest.fixture
def school(console: User) -> School:
    return build_school(console)


@pytest.fixture
def cast(console: User, school: School) -> Cast:
    return build_cast(console, school)


@pytest.fixture
def log_in(client: Client):
    """Log a person of the cast in and hand back the client."""

    def as_(user: User) -> Client:
        client.force_login(user)
        return client

    return as_


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real Danish files; without it, tests of them are left out and the run says so."""
    folder = Path(os.environ.get("LEDESTJERNE_SHARED", ROOT.parent / "shared")) / "data" / "real"
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{folder} findes ikke, og i CI må disse prøver ikke springes over")
        pytest.skip(f"{folder} findes ikke")
    return folder


@pytest.fixture(autouse=True)
def quick_hashes(settings) -> None:
    """Passwords of the cast are hashed at once; the real hash is slow on purpose."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def unbuilt_assets(settings) -> None:
    """Pages are drawn without the built style; the browser tests have it."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path: Path) -> Path:
    """Each test has a data folder of its own, so that deliveries and facts never meet those of another."""
    settings.HOME = tmp_path / "home"
    return settings.HOME


@pytest.fixture
def demo(transactional_db: None, console: User, settings, tmp_path: Path) -> Unit:
    """The demo's school, in a home of its own."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    return build_demo(at=NOW, work=tmp_path)
