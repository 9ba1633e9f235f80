"""A local reference from the delivered file to its page and its downloads."""

import csv
import io
import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.facts import writes
from ledestjerne.facts.background_generator import StartingClass, write_background
from ledestjerne.indicators import reads
from ledestjerne.indicators.reference.standing import LocalReference, NoReference
from tests.cast import BEGUN

pytestmark = pytest.mark.django_db
EDUCATIONS = ("Tømrer", "Murer", "Kok", "Ernæring", "Frisør", "Elektriker")
KEY = "local_dropout"


@pytest.fixture
def deliver_pupils(console, deliver, tmp_path):
    """Deliver pupils who began in a year, so many on each education; units in the file join the tree."""

    def take(pupils: dict[str, int], *, year: int = 2025, pull: dict[str, float] | None = None):
        classes = [
            StartingClass(
                department="EUD",
                education=name,
                code=f"{name[:2]}{year % 100}A",
                pupils=number,
                pull=(pull or {}).get(name, 0),
            )
            for name, number in pupils.items()
        ]
        path = tmp_path / f"elever-{year}.csv"
        write_background(institution="999001", first_year=year, classes=classes, seed=year, path=path)
        delivery = deliver(path.read_bytes())
        writes.add_missing_units(delivery=delivery, by=console, on=BEGUN)
        return delivery

    return take


@pytest.fixture
def pupils(deliver_pupils):
    """Six educations, of which the cooks lose many and the hairdressers are few."""
    sizes = dict.fromkeys(EDUCATIONS, 60) | {"Frisør": 4, "Elektriker": 30}
    return deliver_pupils(sizes, pull={"Kok": 1.8, "Murer": -0.6})


@pytest.fixture
def shown(client, cast, pupils):
    client.force_login(cast.quality)
    answer = client.get(reverse("indicators:reference-detail", args=[KEY]))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def rows_of(shown: BeautifulSoup) -> dict[str, list[str]]:
    cells = [
        [cell.get_text(" ", strip=True) for cell in row(["th", "td"])] for row in shown.select("table")[0]("tr")[1:]
    ]
    return {row[0].capitalize(): row[1:] for row in cells}


def test_each_education_has_actual_expected_difference_interval_and_a_word(shown):
    rows = rows_of(shown)

    n, actual, expected, difference, interval, word, drawn = rows["Kok"]
    assert (n, word) == ("60", "Over niveau")
    assert all(text.endswith("%") for text in (actual, expected))
    assert difference.startswith("+")
    assert drawn.startswith("+")
    assert " – " in interval


def test_units_stand_in_the_order_of_their_names(shown):
    assert list(rows_of(shown)) == ["Elektriker", "Ernæring", "Frisør", "Kok", "Murer", "Tømrer"]


def test_an_education_of_four_is_hidden_with_the_smallest_other_one(shown):
    rows = rows_of(shown)

    assert {name for name, cells in rows.items() if "Skjult" in cells[0]} == {"Frisør", "Elektriker"}
    assert not any(text for name in ("Frisør", "Elektriker") for text in rows[name][1:])


def test_the_page_says_that_it_is_local_how_it_is_read_and_what_is_missing(shown):
    text = shown.get_text(" ", strip=True)

    for words in (
        "lokal reference",
        "ikke ministeriets",
        "Bedste bud",
        "ikke oplyst for",
        "er en gruppe for sig",
        "rangordnes",
    ):
        assert words in text


def test_the_picture_has_a_table_beside_it(shown):
    assert shown.select_one("figure.chart svg[role=img]")
    assert len(shown.select("table")) >= 2


def test_people_without_a_place_in_the_tree_are_told_there_is_no_such_page(client, cast, pupils):
    client.force_login(cast.outsider)

    for name, args in (("reference-detail", [KEY]), ("reference-download", [KEY, "csv"])):
        assert client.get(reverse(f"indicators:{name}", args=args)).status_code == 404


def test_a_reader_sees_only_units_they_may_read(client, cast, pupils):
    client.force_login(cast.neighbour)

    text = client.get(reverse("indicators:reference-detail", args=[KEY])).content.decode()

    assert "ingen elever fra dine enheder" in text
    assert "KOK" not in text


def test_before_any_pupils_are_delivered_the_page_says_what_to_do(client, cast):
    client.force_login(cast.quality)

    text = client.get(reverse("indicators:reference-detail", args=[KEY])).content.decode()

    assert "Elevernes baggrund og udfald" in text


@pytest.mark.parametrize("query", ["?periode=1999/2000", "?periode=x"])
def test_a_period_without_pupils_is_no_page(client, cast, pupils, query):
    client.force_login(cast.quality)

    assert client.get(reverse("indicators:reference-detail", args=[KEY]) + query).status_code == 404


def test_an_unknown_reference_is_no_page(client, cast):
    client.force_login(cast.quality)

    assert client.get(reverse("indicators:reference-detail", args=["nothing"])).status_code == 404


def test_the_list_names_every_live_reference(client, cast):
    client.force_login(cast.teacher)

    text = client.get(reverse("indicators:reference-list")).content.decode()

    assert all(each.title in text for each in reads.references())


def test_the_json_says_the_same_as_the_page_with_its_provenance(client, cast, pupils):
    client.force_login(cast.quality)

    found = json.loads(client.get(reverse("indicators:reference-download", args=[KEY, "json"])).content)

    units = {each["name"].capitalize(): each for each in found["units"]}
    assert found["label"] == "lokal reference"
    assert (found["definition_hash"], found["trouble"]) == (reads.reference(KEY).digest, None)
    assert (units["Kok"]["n"], units["Kok"]["verdict"]) == (60, "Over niveau")
    assert units["Kok"]["actual"] - units["Kok"]["expected"] == pytest.approx(units["Kok"]["difference"])
    assert {value for key, value in units["Frisør"].items() if key not in ("unit", "name", "hidden")} == {None}


def test_the_csv_hides_the_same_units(client, cast, pupils):
    client.force_login(cast.quality)

    content = client.get(reverse("indicators:reference-download", args=[KEY, "csv"])).content.decode("utf-8-sig")

    rows = {row["name"].capitalize(): row for row in csv.DictReader(io.StringIO(content), delimiter=";")}
    assert {name for name, row in rows.items() if row["hidden"] == "few"} == {"Frisør", "Elektriker"}
    assert rows["Frisør"]["n"] == rows["Frisør"]["difference"] == ""
    assert rows["Kok"]["label"] == "lokal reference"


def test_another_file_form_is_no_page(client, cast, pupils):
    client.force_login(cast.quality)

    assert client.get(reverse("indicators:reference-download", args=[KEY, "xml"])).status_code == 404


def test_new_pupils_are_seen_at_once(deliver_pupils, pupils):
    definition = reads.reference(KEY)
    before = reads.reference_answer(definition)
    deliver_pupils(dict.fromkeys(EDUCATIONS, 40), year=2026)
    after = reads.reference_answer(definition)

    assert (before.period, after.period) == ("2025/2026", "2026/2027")
    assert after.found.counted.used < before.found.counted.used


def test_three_years_are_taken_together_where_the_definition_says_so(school, deliver_pupils):
    for year in (2023, 2024, 2025):
        deliver_pupils(dict.fromkeys(EDUCATIONS, 20), year=year)

    answer = reads.reference_answer(reads.reference("local_grade"))

    assert answer.period == "2023/2024–2025/2026"
    assert isinstance(answer.found, NoReference), "there is one department only"


def test_departments_are_held_against_each_other_over_three_years(console, school, deliver, tmp_path):
    for year in (2023, 2024, 2025):
        classes = [
            StartingClass(department=name, education="Uddannelse", code=f"{name}{year}", pupils=30, pull=pull)
            for name, pull in (("EUD", 1.5), ("HHX", -1.5), ("EUX", 0.0))
        ]
        path = tmp_path / "elever.csv"
        write_background(institution="999001", first_year=year, classes=classes, seed=year, path=path)
        deliver(path.read_bytes())

    answer = reads.reference_answer(reads.reference("local_grade"))

    assert isinstance(answer.found, LocalReference)
    words = {each.unit: each.verdict.value for each in answer.shown}
    assert words["999001-afd-EUD"] == "Under niveau"
    assert words["999001-afd-HHX"] == "Over niveau"
