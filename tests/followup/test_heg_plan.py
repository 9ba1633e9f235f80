"""The plan of seed 3 entered through the forms: nothing left out, nothing reworded."""

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.followup.models import Plan
from tests.followup import heg

CELLS = ("result", "goal", "actions", "schedule")


@pytest.fixture
def entered(log_in, cast, school) -> Plan:
    heg.enter(log_in(cast.quality), school.institution.code)
    return Plan.objects.get(unit=school.institution, year="2022")


def words(text: str) -> Counter:
    return Counter(re.sub(r"<[^>]+>", "", text).replace("succes- sen", "successen").split())


def test_every_cell_is_kept_as_written(entered):
    kept = [tuple(getattr(row, cell) for cell in CELLS) for row in entered.rows.order_by("position")]

    assert kept == [tuple(getattr(row, cell) for cell in CELLS) for row in heg.ROWS]
    assert (entered.title, entered.introduction) == (heg.TITLE, heg.INTRODUCTION)


def test_the_words_are_those_of_the_source(entered, real_data: Path):
    source = (real_data.parent.parent / "seeds" / "3_heg_opfoelgningsplan_2022.txt").read_text(encoding="utf-8")
    table = source.split("Tidsplan", 1)[1]
    cells = " ".join(getattr(row, cell) for row in entered.rows.all() for cell in CELLS)

    assert words(cells) == words(table)
    assert words(f"{entered.title} {entered.introduction}") == words(source.split("Resultat\t", 1)[0])


def test_the_page_shows_both_header_rows_and_every_cell(entered, log_in, cast):
    page = BeautifulSoup(
        log_in(cast.quality).get(reverse("followup:plan-detail", args=["999001", "2022"])).content, "html.parser"
    )

    heads = [[th.get_text(strip=True) for th in tr.select("th")] for tr in page.select("thead tr")]
    assert heads == [
        ["Resultat", "Kvalitetsmål", "Handlinger, der igangsættes/videreføres", "Periode/ansvarlig"],
        ["Ændringsbehov", "Operationelle mål", "Strategier", "Tidsplan"],
    ]
    shown = page.select_one("table").get_text(" ", strip=True)
    assert all(getattr(row, cell) in shown for row in heg.ROWS for cell in CELLS)


def test_good_news_is_a_row_too(entered):
    assert [row.kind for row in entered.rows.order_by("position")] == ["change", "keep", "spread", "change"]


def test_the_meetings_come_back_in_january_and_august(entered, log_in, cast):
    page = log_in(cast.quality).get(reverse("followup:plan-detail", args=["999001", "2022"])).content.decode()

    assert "Møde i januar og august: holde fokus på målet" in page
    assert "Ansv.: Stabs-/støttechef" in page
