"""What every test has: a stopped clock, the fixed school and its people, the folder of real data."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client

from ledestjerne.accounts.models import User
from ledestjerne.base import time
from ledestjerne.config.demo.build import build_demo
from ledestjerne.organisation.models import Unit
from tests.cast import Cast, School, build_cast, build_school

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say what is left out."""
    return (
        "Spark: klyngens prøver er udeladt; «make spark» kører dem" if "not spark" in config.option.markexpr else None
    )


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """It is Monday 2 November 2026, ten in the morning in Denmark."""
    monkeypatch.setattr(time, "_clock", lambda: NOW)
    return NOW


OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker, monkeypatch_session: pytest.MonkeyPatch
) -> Iterator[None]:
    """The tables; those are let go who still hold them, as a request that a browser walked away from.

    Such a request can also meet the emptying of the tables after a test, each waiting for the other.
    """
    empty = connection.ops.execute_sql_flush

    def emptied(statements: list[str]) -> None:
        try:
            empty(["SET lock_timeout = '10s'", *statements, "SET lock_timeout = 0"])
        except OperationalError:
            let_others_go()
            empty(statements)

    monkeypatch_session.setattr(connection.ops, "execute_sql_flush", emptied)
    yield
    with django_db_blocker.unblock():
        let_others_go()


@pytest.fixture(scope="session")
def monkeypatch_session() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


def let_others_go() -> None:
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)


@pytest.fixture
def console(db: None) -> User:
    """The user of the commands, also after a test that emptied the tables its migration had filled."""
    made, _ = User.objects.get_or_create(email=User.CONSOLE, defaults={"name": "Kommandolinjen", "password": "!"})
    return made


@pytest.fixture(autouse=True)
def console_is_there(request: pytest.FixtureRequest) -> None:
    """Whatever ran before on this worker, a test that uses the tables finds the user of the commands in them."""
    if request.node.get_closest_marker("django_db") or {"db", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue("console")


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


@pytest.fixture(autouse=True)
def unreachable_sources(settings) -> None:
    """No public source is there unless a test stands one up."""
    settings.UDDSTAT_ADDRESS = settings.STATBANK_ADDRESS = "http://127.0.0.1:9/"
    settings.UDDSTAT_KEY, settings.FEED_HOSTS = "", []


@pytest.fixture
def demo(transactional_db: None, django_db_serialized_rollback: None, console: User, settings, tmp_path: Path) -> Unit:
    """The demo's school, in a home of its own."""
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    return build_demo(at=NOW, work=tmp_path)
