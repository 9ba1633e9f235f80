"""Whoever has chosen English meets no date in Danish, but for what the school itself has written."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from ledestjerne.accounts.models import User
from ledestjerne.explore.models import DataPackage, TimelineNote
from ledestjerne.followup.models import Finding, Initiative, Plan, PlanRow
from tests.journeys.spider import FILES, walk

DANISH = re.compile(r"\b(?:januar|februar|marts|maj|juni|juli|oktober)\b|\bkl\. \d|\b\d{1,2}\. [A-Z][a-z]+ \d{4}")
PUBLISHED = re.compile(r"^/skole/|/offentliggoer/$")
WRITTEN = (
    (Plan, ("title", "introduction")),
    (PlanRow, ("result", "goal", "actions", "schedule", "outcome_text")),
    (Initiative, ("text", "period_text")),
    (Finding, ("title", "text")),
    (TimelineNote, ("text",)),
    (DataPackage, ("title", "note")),
)


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_no_page_tells_an_english_reader_a_date_in_danish(demo):
    reader = User.objects.get(email="kvalitet@fjordby.example")
    client = Client()
    client.force_login(reader)
    client.post("/konto/indstillinger/", {"language": "en"})
    own = sorted(words_of_the_school(), key=len, reverse=True)
    pages = [path for path, status in walk(client, of_each_kind=2).statuses.items() if status == 200]
    shown = [path for path in pages if not FILES.search(path) and not PUBLISHED.search(path)]

    found = {path: danish_dates(client, path, own) for path in shown}

    assert len(found) > 40
    assert {path: dates for path, dates in found.items() if dates} == {}


def danish_dates(client: Client, path: str, own: list[str]) -> list[str]:
    answer = client.get(path)
    if "text/html" not in answer["Content-Type"]:
        return []
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.html["lang"] == "en", path
    text = " ".join(page.get_text(" ").split())
    for each in own:
        text = text.replace(each, "")
    return [text[max(0, match.start() - 30) : match.end() + 10] for match in DANISH.finditer(text)]


def words_of_the_school() -> Iterator[str]:
    for model, names in WRITTEN:
        for texts in model.objects.values_list(*names):
            yield from (" ".join(text.split()) for text in texts if text)
