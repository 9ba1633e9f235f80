import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[2] / "ledestjerne"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
SLOT = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")


def read(path):
    with path.open("rb") as file:
        return [message for message in read_po(file, locale="en") if message.id]


def texts(value):
    return list(value) if isinstance(value, list | tuple) else [value]


def test_every_text_is_translated():
    missing = [message.id for message in read(CATALOGUE) if message.fuzzy or not all(texts(message.string))]

    assert not missing


def test_a_translation_has_the_same_slots_as_its_text():
    wrong = [
        (text, translated)
        for message in read(CATALOGUE)
        for text, translated in zip(texts(message.id), texts(message.string), strict=True)
        if set(SLOT.findall(text)) - set(SLOT.findall(translated)) and len(texts(message.id)) == 1
    ]

    assert not wrong


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext gathers the texts")
def test_no_text_of_the_screens_is_left_out(tmp_path):
    kept = {str(message.id) for message in read(CATALOGUE)}
    shutil.copytree(PACKAGE, tmp_path / "ledestjerne", ignore=shutil.ignore_patterns("static", "__pycache__"))
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale", "en", "--settings", "ledestjerne.config.settings"],
        cwd=tmp_path / "ledestjerne", check=True, capture_output=True,
    )  # fmt: skip
    found = {str(message.id) for message in read(tmp_path / "ledestjerne/locale/en/LC_MESSAGES/django.po")}

    assert found <= kept
