import ast
import os
import stat
import subprocess
import sys

import pytest

from ledestjerne.config import environment
from ledestjerne.config.database import database_settings
from ledestjerne.config.secret import kept_secret


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://vært/navn"),
        ("DATABASE_URL", "postgresql://vært:port/navn"),
        ("DATABASE_URL", "postgresql://vært:5432"),
        ("LEDESTJERNE_HOSTS", "https://kvalitet.skole.dk"),
        ("LEDESTJERNE_HOSTS", "kvalitet.skole.dk:443"),
        ("LEDESTJERNE_HOSTS", "*"),
        ("LEDESTJERNE_HOSTS", "kvalitet.skole.dk,"),
        ("LEDESTJERNE_FEED_HOSTS", "https://register.dk/fil"),
        ("LEDESTJERNE_STATBANK_ADDRESS", "http://127.0.0.1.andre.dk/"),
        ("LEDESTJERNE_STATBANK_ADDRESS", "https://"),
        ("LEDESTJERNE_MAX_UPLOAD_MB", "²"),
        ("LEDESTJERNE_DEBUG", "ja"),
        ("LEDESTJERNE_MAX_UPLOAD_MB", "0"),
        ("LEDESTJERNE_LOG_LEVEL", "højt"),
        ("LEDESTJERNE_ENGINE", "spark"),
        ("LEDESTJERNE_ENGINE", "spark://vært"),
    ],
)
def test_a_wrong_value_is_named_with_a_hint(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    with pytest.raises(environment.WrongSettingError, match=f"{name}: «.*» kan ikke bruges. Skriv"):
        environment.read(name)


@pytest.mark.parametrize("value", ["kvalitet.skole.dk", "a.dk, b.dk", ".skole.dk", "localhost,127.0.0.1,[::1]"])
def test_hosts_are_names_and_numbers(monkeypatch, value):
    monkeypatch.setenv("LEDESTJERNE_HOSTS", value)

    assert environment.read("LEDESTJERNE_HOSTS") == value


def test_the_password_of_a_wrong_database_is_not_repeated(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://bruger:hemmelig@vært/navn")

    with pytest.raises(environment.WrongSettingError) as told:
        environment.read("DATABASE_URL")
    assert "hemmelig" not in str(told.value)
    assert "vært/navn" in str(told.value)


def test_a_home_that_cannot_be_used_is_told_with_the_reason(monkeypatch, tmp_path):
    (tmp_path / "fil").write_text("")
    monkeypatch.setenv("LEDESTJERNE_HOME", str(tmp_path / "fil" / "var"))

    with pytest.raises(
        environment.WrongSettingError, match=r"LEDESTJERNE_HOME: «.*» kan ikke bruges: .* Skriv en mappe"
    ):
        environment.read_home()


def test_a_home_is_made_when_it_is_not_there(monkeypatch, tmp_path):
    monkeypatch.setenv("LEDESTJERNE_HOME", str(tmp_path / "ny" / "var"))

    assert environment.read_home().is_dir()


SAFE = ("DEBUG", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")


def settings_with(home, **environment) -> list[object]:
    """What Django is told in a process with this environment and nothing else of ours."""
    ours = ("LEDESTJERNE_", "DATABASE_URL", "DJANGO_")
    around = {name: value for name, value in os.environ.items() if not name.startswith(ours)} | environment
    program = f"from ledestjerne.config import settings; print([getattr(settings, name) for name in {SAFE!r}])"
    said = subprocess.run(
        [sys.executable, "-c", program], env={**around, "LEDESTJERNE_HOME": str(home)}, capture_output=True, check=True
    )
    return ast.literal_eval(said.stdout.decode())


def test_a_server_for_this_machine_only_speaks_plainly_and_shows_no_faults(tmp_path):
    assert settings_with(tmp_path) == [False, 0, False, False, False]


def test_a_server_for_others_is_reached_encrypted_only(tmp_path):
    assert settings_with(tmp_path, LEDESTJERNE_HOSTS="kvalitet.skole.dk") == [False, 31536000, True, True, True]


@pytest.mark.parametrize("value", ["duckdb", "spark://vært:7077", "spark://en:7077,to:7077", "local[2]", "local[*]"])
def test_an_engine_is_this_machine_or_a_cluster(monkeypatch, value):
    monkeypatch.setenv("LEDESTJERNE_ENGINE", value)

    assert environment.read("LEDESTJERNE_ENGINE") == value


def test_a_cluster_needs_its_parts_first(monkeypatch):
    monkeypatch.setenv("LEDESTJERNE_ENGINE", "spark://vært:7077")
    monkeypatch.setattr(environment, "find_spec", lambda _name: None)

    with pytest.raises(environment.WrongSettingError, match=r"LEDESTJERNE_ENGINE: .* kræver Spark. Kør make spark"):
        environment.read_engine()


def test_a_cluster_needs_somewhere_to_read_the_facts(monkeypatch):
    monkeypatch.setenv("LEDESTJERNE_ENGINE", "spark://vært:7077")
    monkeypatch.setattr(environment, "find_spec", lambda name: name)

    with pytest.raises(environment.WrongSettingError, match=r"LEDESTJERNE_ENGINE_FACTS: .* Skriv en mappe"):
        environment.read_engine()

    monkeypatch.setenv("LEDESTJERNE_ENGINE_FACTS", "/fælles/fakta")
    assert environment.read_engine() == "spark://vært:7077"


def test_a_wrong_secret_is_not_repeated(monkeypatch):
    monkeypatch.setenv("LEDESTJERNE_SECRET_KEY", "kort-hemmelighed")

    with pytest.raises(environment.WrongSettingError) as told:
        environment.read("LEDESTJERNE_SECRET_KEY")
    assert "kort-hemmelighed" not in str(told.value)


def test_every_setting_has_a_default_it_allows_itself():
    assert all(setting.allows(setting.default) and setting.help for setting in environment.SETTINGS)


def test_the_secret_is_made_once_and_for_its_owner_only(tmp_path):
    path = tmp_path / "home" / "secret_key"

    first = kept_secret(path)

    assert len(first) >= 64
    assert kept_secret(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secret_key"]


def test_a_given_secret_is_used_and_not_written(tmp_path):
    assert kept_secret(tmp_path / "secret_key", given="givet") == "givet"
    assert not (tmp_path / "secret_key").exists()


def test_an_address_becomes_django_settings():
    found = database_settings("postgres://bruger:k%40de@vært:5433/navn")

    assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "bruger", "k@de", "vært", "5433", "navn",
    ]  # fmt: skip


def test_a_socket_folder_is_read_from_the_address():
    assert database_settings("postgresql://l@/l?host=%2Ftmp%2Fs")["HOST"] == "/tmp/s"
