import ast
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


def test_every_text_in_the_code_is_gathered():
    """Those inside an f-string, or under another name for gettext, would stay Danish without anyone noticing."""
    known = {text for message in read(CATALOGUE) for text in texts(message.id)}

    lost = [
        f"{path.relative_to(PACKAGE)}:{line} {text}"
        for path in PACKAGE.rglob("*.py")
        for line, text in texts_for_translation(ast.parse(path.read_text(encoding="utf-8")))
        if text not in known
    ]

    assert lost == []


def texts_for_translation(code):
    """The texts given to anything imported from Django's or Python's gettext, whatever it is called here."""
    names = {
        alias.asname or alias.name
        for node in ast.walk(code)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name
    }
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            for given in node.args[: 2 if node.func.id.startswith("n") else 1]:
                if isinstance(given, ast.Constant) and given.value:
                    yield node.lineno, given.value
