"""A raw result is never shown to the world alone where a published reference exists."""

import csv
import io
import json

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse

from ledestjerne.indicators import reads
from ledestjerne.organisation.models import Unit
from ledestjerne.publication.gather import figure_of
from tests.publication.plans import freeze_by_hand

pytestmark = pytest.mark.django_db
UNIT, RAW, REFERENCE = "999001-afd-HHX", "exam_mean", "reference_grade"
KEYS = {"unit", "period", "breakdown", "value", "numerator", "n", "interval", "hidden", "marks", "source"}
FIGURES = f"""Enhed;Skoleår;Nøgletal;Værdi
{UNIT};2024/2025;Eksamensgennemsnit;7,2
{UNIT};2024/2025;Studenter;80
{UNIT};2025/2026;Eksamensgennemsnit;7,4
{UNIT};2025/2026;Studenter;82
"""
REFERENCES = f"""Enhed;Skoleår;Karakter;Reference;Forskel;Vurdering
{UNIT};2025/2026;7,4;7,0;0,4;Over niveau
"""


@pytest.fixture
def facts(deliver):
    deliver(FIGURES.encode())
    deliver(REFERENCES.encode())


def text_of(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def figure_page(client, period: str) -> str:
    return text_of(client.get(reverse("indicators:figure-detail", args=[UNIT, RAW]) + f"?periode={period}"))


def test_every_raw_result_names_a_reference_with_the_publishers_word():
    named = {each.never_without for each in reads.every_definition().values() if each.never_without}

    assert named
    assert all(reads.every_definition()[key].reference for key in named)


def test_the_page_of_a_raw_result_shows_the_reference_with_the_publishers_word(client, cast, facts):
    client.force_login(cast.quality)

    assert "Karakterer i forhold til den socioøkonomiske reference +0,4 (Over niveau)" in figure_page(
        client, "2025/2026"
    )


def test_a_period_without_a_reference_stands_alone(client, cast, facts):
    client.force_login(cast.quality)

    assert "+0,4" not in figure_page(client, "2024/2025")


def test_the_card_carries_the_reference_too(client, cast, facts, school):
    client.force_login(cast.quality)

    assert "reference: +0,4 (Over niveau)" in text_of(client.get(reverse("indicators:figure-list", args=[UNIT])))


def test_the_downloads_carry_the_reference(client, cast, facts):
    client.force_login(cast.quality)

    found = json.loads(client.get(reverse("indicators:figure-download", args=[UNIT, RAW, "json"])).content)
    lines = client.get(reverse("indicators:figure-download", args=[UNIT, RAW, "csv"])).content.decode("utf-8-sig")

    assert found["reference_indicator"] == REFERENCE
    assert [(each["period"], each["value"]) for each in found["references"]] == [("2025/2026", 0.4)]
    rows = list(csv.DictReader(io.StringIO(lines), delimiter=";"))
    assert [(row["indicator"], row["period"], row["value"]) for row in rows][-1] == (REFERENCE, "2025/2026", "0,4")


def test_the_command_answers_the_reference_after_the_raw_results_with_the_same_keys(cast, facts, capsys):
    call_command("figures", RAW, unit=UNIT, json=True)

    found = json.loads(capsys.readouterr().out)

    assert [set(each) for each in found] == [KEYS] * 3
    assert [(each["period"], each["breakdown"]) for each in found[:2]] == [("2024/2025", {}), ("2025/2026", {})]
    assert (found[2]["breakdown"], found[2]["period"], found[2]["value"], found[2]["marks"]) == (
        {"reference": REFERENCE}, "2025/2026", 0.4, ["verdict:Over niveau"]
    )  # fmt: skip


def test_the_command_leaves_out_references_of_other_periods_than_the_one_asked_for(cast, facts, capsys):
    call_command("figures", RAW, unit=UNIT, period="2024/2025", json=True)

    assert [each["breakdown"] for each in json.loads(capsys.readouterr().out)] == [{}]


def test_the_command_tells_the_reference_by_its_title_and_the_publishers_word(cast, facts, capsys):
    call_command("figures", RAW, unit=UNIT, period="2025/2026")

    line = capsys.readouterr().out.strip().splitlines()[-1]
    assert "Karakterer i forhold til den socioøkonomiske reference: 0.4" in " ".join(line.split())
    assert line.endswith("[Over niveau]")


@pytest.mark.parametrize(
    ("period", "words"),
    [("2025/2026", "Karakterer i forhold til den socioøkonomiske reference: +0,4 (Over niveau)."), ("2024/2025", "")],
)
def test_an_edition_tells_the_reference_beside_the_raw_result(cast, facts, school, period, words):
    frozen = freeze_by_hand(school.gymnasium, by=cast.quality, indicator=RAW, period=period, value=7.4)

    assert figure_of(frozen).reference.startswith(words)
    assert bool(figure_of(frozen).reference) == bool(words)


def test_an_edition_keeps_the_reference_as_numbers(cast, facts, school):
    frozen = freeze_by_hand(school.gymnasium, by=cast.quality, indicator=RAW, period="2025/2026", value=7.4)

    kept = figure_of(frozen).compared

    assert (kept.indicator, kept.actual, kept.expected, kept.difference, kept.verdict) == (
        REFERENCE, 7.4, 7.0, 0.4, "Over niveau"
    )  # fmt: skip
    assert (kept.low, kept.high) == (None, None)
    assert "reference" in kept.source


def test_without_a_reference_an_edition_keeps_none(cast, facts, school):
    frozen = freeze_by_hand(school.gymnasium, by=cast.quality, indicator=RAW, period="2024/2025", value=7.2)

    assert figure_of(frozen).compared is None


def test_a_hidden_raw_result_is_published_without_the_reference_that_repeats_it(cast, school, facts):
    unit = Unit.objects.get(code=UNIT)
    nothing = {"value": None, "numerator": None, "n": None, "low": None, "high": None, "hidden": "few"}
    frozen = freeze_by_hand(unit, by=cast.quality, indicator=RAW, period="2025/2026", **nothing)

    shown = figure_of(frozen)

    assert (shown.reference, shown.compared) == ("", None)
