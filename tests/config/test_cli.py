"""The command line as a whole: words in, answer and exit code out."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from ledestjerne.config.cli import take_language
from tests.config.installation import Installation, drop_database, make_database
from tests.config.visitor import Visitor


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    name = f"ledestjerne_cli_{uuid4().hex[:8]}"
    make_database(name)
    yield Installation(home=tmp_path / "home", database=name)
    drop_database(name)


def test_the_language_can_stand_anywhere():
    assert take_language(["--lang", "en", "check"]) == ("en", ["check"])
    assert take_language(["check", "--lang=en", "--json"]) == ("en", ["check", "--json"])
    assert take_language(["check"]) == ("da", ["check"])


def test_an_unknown_command_is_answered_with_those_there_are(installation):
    answer = installation.run("chek")

    assert answer.returncode == 1
    assert "chek" in answer.stderr
    assert "check" in answer.stderr


def test_a_wrong_setting_is_told_in_one_line(installation):
    answer = installation.run("check", LEDESTJERNE_DEBUG="ja")

    assert answer.returncode == 1
    assert answer.stderr.strip() == "LEDESTJERNE_DEBUG: «ja» kan ikke bruges. Skriv 0 eller 1."


def test_a_wrong_setting_is_told_in_the_language_asked_for(installation):
    answer = installation.run("--lang", "en", "check", LEDESTJERNE_DEBUG="ja")

    assert answer.returncode == 1
    assert answer.stderr.strip() == "LEDESTJERNE_DEBUG: “ja” cannot be used. Write 0 or 1."


def test_a_database_that_does_not_answer_is_told_without_a_trace(installation):
    answer = installation.run("backup", "x.tar.gz", DATABASE_URL="postgresql://x@127.0.0.1:1/x")

    assert answer.returncode == 1
    assert answer.stderr.startswith("Databasen svarer ikke")
    assert "Traceback" not in answer.stderr


def test_check_tells_of_tables_that_are_missing_and_of_nothing_once_they_are_made(installation):
    before = json.loads(installation.run("check", "--json", "--only", "schema").stdout)
    installation.run("backup", str(installation.home / "backup.tar.gz"))
    after = installation.run("check", "--json", "--only", "schema")

    assert before["ok"] is False
    assert "accounts.0001_first" in before["checks"][0]["problems"][0]
    assert json.loads(after.stdout) == {"ok": True, "checks": [{"name": "schema", "problems": [], "ok": True}]}
    assert after.returncode == 0


def test_serve_prints_its_address_and_answers_there(installation):
    port = free_port()
    command = [sys.executable, "-m", "ledestjerne.config.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=installation.environment(), stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        said = served.stdout.readline()
        try:
            answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=120)
        finally:
            served.terminate()

    assert f"http://127.0.0.1:{port}/" in said
    assert answer.status == 200


COUNTS_AND_SERVES = """
import sys
from ledestjerne.config.start import prepare
prepare()
import django
django.setup()
import polars
from ledestjerne.config.web import serve
table = polars.DataFrame({str(number): range(1000) for number in range(20)})
table.lazy().select(polars.all().cast(polars.String).str.contains("1").any()).collect()
serve(host="127.0.0.1", port=int(sys.argv[1]))
"""


def test_a_server_that_counted_before_it_served_still_takes_files_in(installation):
    """As the first `demo` does: what Polars began must not be missed in the workers."""
    told = json.loads(installation.run("administrator", "adm@skole.dk", "Anna And", "--json").stdout)
    port = free_port()
    command = [sys.executable, "-c", COUNTS_AND_SERVES, str(port)]
    with subprocess.Popen(command, env=installation.environment(), stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        served.stdout.readline()
        try:
            visitor = Visitor(f"http://127.0.0.1:{port}")
            visitor.send("/konto/log-ind/", fields={"username": told["email"], "password": told["password"]})
            answer = visitor.send("/data/enhed/DK/aflever/", fields={}, file=b"a;b;c\n" + b"1;2;3\n" * 2000)
        finally:
            served.terminate()

    assert "/data/leverance/" in answer.geturl()
    assert "Kontrolleret" in answer.read().decode()


def test_the_embedded_server_is_kept_from_the_command_to_the_web_server(installation):
    port = free_port()
    command = [sys.executable, "-m", "ledestjerne.config.cli", "serve", "--port", str(port)]
    around = {**installation.environment(), "DATABASE_URL": ""}
    with subprocess.Popen(command, env=around, stdout=subprocess.PIPE, text=True) as served:
        assert served.stdout is not None
        served.stdout.readline()
        try:
            time.sleep(3)  # longer than a server without a user is kept
            answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=120)
        finally:
            served.terminate()

    assert answer.status == 200


def test_a_port_that_is_taken_is_told_with_what_to_do(installation):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        answer = installation.run("serve", "--port", str(taken.getsockname()[1]))

    assert answer.returncode == 1
    assert "--port" in answer.stderr


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
