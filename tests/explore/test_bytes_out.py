"""What is taken away is the same, byte for byte of what a reader sees, whatever the hidden numbers are.

Two days with the same shown numbers: forty pupils, two of them short. Of the two classes, which are hidden, one has 37
and 3 pupils and the other day 38 and 2. Nothing that comes out may tell the days apart.
"""

import csv
import io
import json
import re

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.explore import writes
from ledestjerne.explore.slices import Slice
from ledestjerne.publication.documents import edition_pdf
from ledestjerne.publication.models import Edition
from tests.conftest import NOW
from tests.explore.test_ways_out import in_edition
from tests.indicators.conftest import lesson_file
from tests.publication.test_documents import pages

pytestmark = pytest.mark.django_db
SHARE = "share_26_hours"
DAYS = ({"TØ26A": 37, "TØ26B": 3}, {"TØ26A": 38, "TØ26B": 2})
HIDDEN = {"37", "35", "94,6", "94,594595", "36", "94,7", "94,736842"}
# What names the day's delivery, files and frozen figures themselves, and the moment a file was made.
NAMES = {
    "deliveries", "facts_version", "frozen_figure", "address", "package", "frozen_on", "made_on", "Leverancer",
    "Datagrundlagets version", "Udsnittets adresse", "Pakkens adresse", "Filen er lavet", "Fastfrosset",
}  # fmt: skip


@pytest.fixture
def units(school):
    return [school.institution, school.carpentry, school.class_a, school.class_b]


@pytest.fixture
def days(deliver, cast, school, units, log_in):
    """All that comes out of the product on each of the two days, by its way."""

    def day(sizes):
        deliver(lesson_file(sizes, short=2))
        return {**slices(log_in(cast.quality), units), **package(log_in(cast.quality), cast, school, units)}

    return [day(sizes) for sizes in DAYS]


def slices(client, units):
    asked = {"tal": SHARE, "enhed": [unit.code for unit in units]}
    found = {"page": drawn_and_told(client.get(reverse("explore:slice-detail"), asked))}
    for unit in units:
        url = reverse("indicators:figure-detail", args=[unit.code, SHARE])
        found[f"page of {unit.code}"] = drawn_and_told(client.get(url))
        for form in ("csv", "json"):
            answer = client.get(reverse("indicators:figure-download", args=[unit.code, SHARE, form])).content
            found[f"{form} of {unit.code}"] = READ[form](answer)
    for form, read in READ.items():
        found[form] = read(client.get(reverse("explore:slice-download", args=[form]), asked).content)
    return found


def package(client, cast, school, units):
    made = writes.create_package(by=cast.quality, unit=school.institution, title="Pakke")
    asked = Slice(indicator=SHARE, units=tuple(unit.code for unit in units))
    item = writes.add_item(by=cast.quality, package=made, asked=asked, title="Udsnit", on=NOW.date())
    place = [school.institution.code, made.pk]
    found = {"package": drawn_and_told(client.get(reverse("explore:package-detail", args=place)))}
    for form in ("csv", "json", "xlsx"):
        answer = client.get(reverse("explore:package-download", args=[*place, form])).content
        found[f"package {form}"] = READ[form](answer)
    picture = client.get(reverse("explore:item-picture", args=[*place, item.pk, "svg"])).content
    return {**found, "package svg": read_svg(picture)}


def drawn_and_told(response):
    """The drawings with every mark in them, the data given to the browser, and the words of the tables."""
    soup = BeautifulSoup(response.content, "html.parser")
    live = [json.loads(each.string) for each in soup.select(".chart script[type='application/json']")]
    tables = [" ".join(each.get_text(" ").split()) for each in soup.select("table")]
    pictures = [str(each) for each in soup.select("figure.chart svg")]
    assert tables
    return pictures, live, tables


def read_csv(content):
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows
    return [{name: said for name, said in row.items() if name not in NAMES} for row in rows]


def read_json(content):
    def without_names(part):
        if isinstance(part, dict):
            return {name: without_names(each) for name, each in part.items() if name not in NAMES}
        return [without_names(each) for each in part] if isinstance(part, list) else part

    return without_names(json.loads(content))


def read_xlsx(content):
    sheets = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        kept = [place for place, name in enumerate(head) if name not in NAMES]
        sheets.append([[row[place] for place in kept] for row in [head, *rows] if row[0] not in NAMES])
    assert len(sheets) == 2
    return sheets


def read_svg(content):
    """Every mark and word of the drawing but the line that names deliveries, of which the names of its parts are made."""
    text = re.sub(r'Leverancer [\d, ]+\.|"[td][0-9a-f]{24}"', "", content.decode())
    assert "<circle" in text
    return text


READ = {"csv": read_csv, "json": read_json, "xlsx": read_xlsx, "svg": read_svg}


def words(found):
    return numbers_in(json.dumps(found, ensure_ascii=False))


def numbers_in(text):
    """Numbers that stand alone, not in a fingerprint nor as the number of a frozen figure."""
    return set(re.findall(r"(?<![\w.,])\d[\d.,]*(?<=\d)(?!\w)", re.sub(r"nr\. \d+", "", text)))


def test_nothing_that_is_taken_away_depends_on_a_hidden_number(days):
    first, second = days

    assert {way for way in first if first[way] != second[way]} == set()


def test_the_shown_numbers_are_there_and_the_hidden_ones_are_not(days):
    for seen in days:
        told = {way: found for way, found in seen.items() if "svg" not in way and not way.startswith(("page", "pack"))}
        assert told
        assert all("40" in words(found) for way, found in told.items() if "hold" not in way)
        assert {way: words(found) & HIDDEN for way, found in told.items() if words(found) & HIDDEN} == {}


def test_the_pdf_of_a_plan_that_cites_a_hidden_class_has_no_hidden_number_in_it(deliver, cast, school):
    deliver(lesson_file(DAYS[0], short=2))
    in_edition(cast, [school.carpentry, school.class_a], "2026")

    made = edition_pdf(Edition.objects.get(), address="https://skole.example/")
    told = numbers_in(" ".join(pages(made)))

    assert "40" in told
    assert HIDDEN & told == set()
