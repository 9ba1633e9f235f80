"""Every page has a rule, and every template a page."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import PACKAGE, modules, templates

DJANGO_LOOKS_FOR = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def patterns(resolver: URLResolver) -> list[URLPattern]:
    found = []
    for each in resolver.url_patterns:
        found.extend(patterns(each) if isinstance(each, URLResolver) else [each])
    return found


@pytest.mark.parametrize("pattern", patterns(get_resolver()), ids=str)
def test_a_page_has_a_rule_and_so_a_get_that_cannot_write(pattern):
    assert callable(getattr(pattern.callback, "rule", None))


def test_every_template_is_used():
    files = [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".html"}]
    everything = {path: path.read_text(encoding="utf-8") for path in files}
    unused = [
        name
        for path in templates()
        if (name := path.as_posix().partition("/templates/")[2]) not in DJANGO_LOOKS_FOR
        and not any(name in text or _drawn(name, text) for each, text in everything.items() if each != path)
    ]

    assert unused == []


def _drawn(name: str, text: str) -> bool:
    # Names made of a folder and a word, as form fields and components are.
    folder, _, file = name.rpartition("/")
    return f'"{folder}/' in text and f'"{file.removesuffix(".html")}"' in text


def test_modules_are_found():
    assert len(modules()) > 50
