import stat

import pytest

from ledestjerne.config import environment
from ledestjerne.config.database import database_settings
from ledestjerne.config.secret import kept_secret


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://vært/navn"),
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
