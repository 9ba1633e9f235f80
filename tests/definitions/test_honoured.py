import re
from pathlib import Path

from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.reference.definition import ReferenceDefinition

PACKAGE = Path(__file__).resolve().parents[2] / "ledestjerne" / "indicators"


def test_a_key_that_nothing_honours_does_not_exist():
    sources = [
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in (".py", ".html")
        and path.name != "definition.py"
        and "reference" not in str(path.relative_to(PACKAGE))
    ]
    text = "\n".join(path.read_text() for path in sources)

    unused = [name for name in Definition.model_fields if not re.search(rf"\bdefinition\.{name}\b", text)]

    assert unused == ["privacy", "hide_below"]


def test_the_two_keys_of_privacy_decide_the_fewest_shown():
    text = (PACKAGE / "definition.py").read_text()

    assert "self.hide_below or FEWEST_SHOWN[self.privacy]" in text


def test_every_key_is_documented():
    text = (PACKAGE.parents[1] / "docs" / "reference" / "indicator-file.md").read_text()

    assert [name for name in Definition.model_fields if f"`{name}`" not in text] == []


def test_a_key_of_a_reference_that_nothing_honours_does_not_exist():
    sources = [*PACKAGE.rglob("*reference*"), *(PACKAGE / "reference").glob("*.py")]
    read = [path for path in sources if path.suffix in (".py", ".html") and path.name != "definition.py"]
    text = "\n".join(path.read_text() for path in read)

    unused = [name for name in ReferenceDefinition.model_fields if not re.search(rf"\bdefinition\.{name}\b", text)]

    assert unused == ["status", "period"]


def test_every_key_of_a_reference_is_documented():
    text = (PACKAGE.parents[1] / "docs" / "reference" / "reference-file.md").read_text()

    assert [name for name in ReferenceDefinition.model_fields if f"`{name}`" not in text] == []
