"""Backup and restore: what went in comes out, and nothing is overwritten by accident."""

import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.config.installation import Installation, drop_database, make_database

ADD_PERSON = """INSERT INTO accounts_user (email, name, password, language, is_active, created_at)
VALUES ('{name}@skole.example', '{name}', '!', 'da', true, now())"""
PEOPLE = "SELECT name FROM accounts_user WHERE email <> 'kommandolinje@localhost' ORDER BY id"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Installation, Installation]]:
    """An installation with a person and some files, and an empty one."""
    names = [f"ledestjerne_archive_{uuid4().hex[:8]}" for _ in range(2)]
    full, empty = (Installation(home=tmp_path / name, database=name) for name in names)
    for name in names:
        make_database(name)
    assert full.run("backup", str(tmp_path / "first.tar.gz")).returncode == 0
    full.tell(ADD_PERSON.format(name="Søren Ærø"))
    (full.home / "facts").mkdir(exist_ok=True)
    (full.home / "facts" / "snapshot-1.duckdb").write_bytes(b"tal")
    (full.home / "facts" / "current").symlink_to("snapshot-1.duckdb")
    (full.home / "static").mkdir(exist_ok=True)
    (full.home / "static" / "built.css").write_text("built anew everywhere")
    yield full, empty
    for name in names:
        drop_database(name)


def test_a_backup_comes_back_whole_in_an_empty_installation(two, tmp_path):
    full, empty = two

    assert full.run("backup", str(tmp_path / "b.tar.gz")).returncode == 0
    answer = empty.run("restore", str(tmp_path / "b.tar.gz"))

    assert answer.returncode == 0, answer.stderr
    assert empty.ask(PEOPLE) == [("Søren Ærø",)]
    assert (empty.home / "facts" / "current").read_bytes() == b"tal"
    assert os.readlink(empty.home / "facts" / "current") == "snapshot-1.duckdb"
    assert (empty.home / "secret_key").read_text() == (full.home / "secret_key").read_text()
    assert not (empty.home / "static" / "built.css").exists()


def test_the_archive_is_for_its_owner_alone(two, tmp_path):
    full, _empty = two

    full.run("backup", str(tmp_path / "b.tar.gz"))

    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o777 == 0o600


def test_what_is_there_is_not_overwritten_unless_told_to(two, tmp_path):
    full, _empty = two
    full.run("backup", str(tmp_path / "b.tar.gz"))
    full.tell(ADD_PERSON.format(name="Else"))
    (full.home / "facts" / "snapshot-2.duckdb").write_bytes(b"nyere tal")

    refused = full.run("restore", str(tmp_path / "b.tar.gz"))
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    assert full.ask(PEOPLE) == [("Søren Ærø",), ("Else",)]

    forced = full.run("restore", str(tmp_path / "b.tar.gz"), "--force")
    assert forced.returncode == 0, forced.stderr
    assert full.ask(PEOPLE) == [("Søren Ærø",)]
    assert not (full.home / "facts" / "snapshot-2.duckdb").exists()


def test_a_damaged_archive_changes_nothing(two, tmp_path):
    full, _empty = two
    full.run("backup", str(tmp_path / "b.tar.gz"))
    whole = (tmp_path / "b.tar.gz").read_bytes()
    (tmp_path / "b.tar.gz").write_bytes(whole[: len(whole) // 2])

    answer = full.run("restore", str(tmp_path / "b.tar.gz"), "--force")

    assert answer.returncode == 1
    assert "ikke en hel backup" in answer.stderr
    assert full.ask(PEOPLE) == [("Søren Ærø",)]


def test_a_backup_of_a_newer_version_is_refused(two, tmp_path):
    full, empty = two
    full.tell("INSERT INTO django_migrations (app, name, applied) VALUES ('accounts', '9999_later', now())")
    full.run("backup", str(tmp_path / "b.tar.gz"))

    answer = empty.run("restore", str(tmp_path / "b.tar.gz"))

    assert answer.returncode == 1
    assert "nyere version" in answer.stderr


def test_an_archive_that_would_write_elsewhere_is_refused(two, tmp_path):
    _full, empty = two
    (tmp_path / "evil").write_text("x")
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "evil", arcname="home/../../landed")

    answer = empty.run("restore", str(tmp_path / "b.tar.gz"))

    assert answer.returncode == 1
    assert "ikke en hel backup" in answer.stderr
    assert not any(tmp_path.rglob("landed"))


def test_a_folder_that_is_not_there_is_told_by_its_name(two, tmp_path):
    first, _second = two

    answer = first.run("backup", str(tmp_path / "borte" / "x.tar.gz"))

    assert answer.returncode == 1
    assert answer.stderr.strip() == f"{tmp_path / 'borte'}: findes ikke"
