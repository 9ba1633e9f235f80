"""Every variable of the environment that is read is documented, and every documented one is read."""

import re

from ledestjerne.config.environment import SETTINGS
from tests.architecture.source import PACKAGE, ROOT

READ = re.compile(
    r"""(?:read|read_switch|read_number|read_list|environ\.get|environ\.setdefault)\(\s*["']([A-Z_]+)["']"""
)
OF_OTHERS = {"PATH", "PYTHONPATH", "DJANGO_SETTINGS_MODULE"}


def names_read() -> set[str]:
    code = (path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    return {name for text in code for name in READ.findall(text)} - OF_OTHERS


def test_what_is_read_stands_in_the_table():
    assert names_read() == {each.name for each in SETTINGS}


def test_what_stands_in_the_table_stands_in_the_sample_and_in_the_documentation():
    sample = (ROOT / ".env.sample").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "generated" / "settings.md").read_text(encoding="utf-8")

    for each in SETTINGS:
        assert f"#{each.name}={each.default}" in sample
        assert f"`{each.name}`" in page
        assert each.help in page
