"""The documentation site: every page has its one place in it, and a how-to stays short."""

import re
from collections import Counter

import pytest
import yaml

from tests.architecture.source import ROOT

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


def placed(branch: list) -> list[tuple[str, object]]:
    """Every entry of the navigation with what it leads to, a page or a list of more."""
    return [entry for each in branch for entry in each.items()]


def navigation() -> list[tuple[str, object]]:
    return placed(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])


def pages_in(entries: list[tuple[str, object]]) -> list[str]:
    found = []
    for _title, target in entries:
        found += [target] if isinstance(target, str) else pages_in(placed(target))
    return found


def test_every_page_has_one_place_in_the_navigation():
    assert sorted(pages_in(navigation())) == PAGES


def test_a_heading_of_the_navigation_stands_once():
    assert [title for title, times in Counter(title for title, _target in navigation()).items() if times > 1] == []


def test_decisions_stand_in_their_order_under_their_own_numbers():
    decisions = dict(navigation())["Decisions"]

    assert [(title[:4], page) for title, page in placed(decisions)] == [
        (f"{page.removeprefix('decisions/')[:3]} ", page) for page in PAGES if page.startswith("decisions/")
    ]


def test_a_decision_has_a_number_of_its_own_and_says_it():
    pages = [page for page in PAGES if page.startswith("decisions/")]
    numbers = [page.removeprefix("decisions/")[:3] for page in pages]

    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    for number, page in zip(numbers, pages, strict=True):
        assert (DOCS / page).read_text(encoding="utf-8").startswith(f"# {number} ")


@pytest.mark.parametrize("noun", ["an-indicator", "a-source", "an-app", "a-page", "a-role"])
def test_adding_one_more_touches_at_most_five_files(noun):
    steps = re.findall(r"^\d+\. ", (DOCS / "how-to" / f"add-{noun}.md").read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert 0 < len(steps) <= 5
