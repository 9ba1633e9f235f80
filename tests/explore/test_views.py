import csv
import io
import json
from datetime import date

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.base.danish import sort_key
from ledestjerne.explore.reads.offering import MOST_OFFERED
from ledestjerne.organisation.models import Level, Unit, UnitLink
from tests.indicators.conftest import lesson_file

pytestmark = pytest.mark.django_db
SHARE = "share_26_hours"


def explore(client, **query):
    return client.get(reverse("explore:slice-detail"), query)


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


def rows_of(response):
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in soup_of(response).select("tbody tr")
    ]


def test_without_an_indicator_the_page_offers_them_all(cast, log_in):
    response = explore(log_in(cast.board))

    assert response.status_code == 200
    assert soup_of(response).select("select[name=tal] option[value=share_26_hours]")


def test_chart_and_table_show_the_units_of_the_address_in_danish_order(school, cast, lessons, log_in):
    units = [school.class_b.code, school.class_a.code]

    response = explore(log_in(cast.board), tal=SHARE, enhed=units)

    rows = rows_of(response)
    assert [row[:2] for row in rows] == [
        ["TØ26A", "2025/26"], ["TØ26A", "2026/27"], ["TØ26B", "2025/26"], ["TØ26B", "2026/27"],
    ]  # fmt: skip
    assert rows[1][2] == "83,3\N{NO-BREAK SPACE}%"
    assert soup_of(response).select("figure.chart svg[role=img]")


def test_only_the_periods_asked_for_are_shown(school, cast, lessons, log_in):
    response = explore(log_in(cast.board), tal=SHARE, enhed=school.institution.code, fra="2026/2027")

    assert [row[1] for row in rows_of(response)] == ["2026/27"]


def test_without_units_the_readers_institution_is_shown(school, cast, lessons, log_in):
    rows = rows_of(explore(log_in(cast.board), tal=SHARE))

    assert {row[0] for row in rows} == {school.institution.name}


def test_a_hidden_figure_has_no_number_anywhere_on_the_page(school, cast, deliver, log_in):
    deliver(lesson_file({"TØ26A": 3, "TØ26B": 9}))

    response = explore(log_in(cast.board), tal=SHARE, enhed=[school.class_a.code, school.class_b.code])

    found = {row[0]: row[2:] for row in rows_of(response)}
    assert found["TØ26A"][0] == "skjult"
    assert "færre end 4" in found["TØ26A"][-1]
    assert "100,0" not in response.content.decode()


@pytest.mark.parametrize("who", ["neighbour", "outsider"])
def test_a_unit_the_reader_may_not_see_is_not_found(school, cast, lessons, log_in, who):
    assert explore(log_in(getattr(cast, who)), tal=SHARE, enhed=school.institution.code).status_code == 404


def test_an_indicator_there_is_not_is_not_found(cast, log_in):
    assert explore(log_in(cast.board), tal="no_such").status_code == 404


def test_the_form_holds_what_the_address_says(school, cast, lessons, log_in):
    query = {"tal": SHARE, "enhed": [school.class_a.code], "fra": "2025/2026", "visning": "hver-for-sig"}

    soup = soup_of(explore(log_in(cast.board), **query))

    assert soup.select_one("select[name=fra] option[selected]")["value"] == "2025/2026"
    assert [each["value"] for each in soup.select("input[name=enhed][checked]")] == [school.class_a.code]
    assert soup.select_one("select[name=visning] option[selected]")["value"] == "hver-for-sig"


def test_the_address_to_keep_has_the_choices_the_page_made_itself(school, cast, lessons, log_in):
    response = explore(log_in(cast.board), tal=SHARE)

    address = soup_of(response).select_one("#udsnit")["data-address"]
    assert address == f"/udforsk/?tal={SHARE}&enhed={school.institution.code}"


def download(client, form, **query):
    return client.get(reverse("explore:slice-download", args=[form]), query)


def test_the_csv_has_the_figures_of_the_page_and_where_they_come_from_on_every_line(school, cast, lessons, log_in):
    content = download(log_in(cast.board), "csv", tal=SHARE, enhed=school.class_a.code).content.decode("utf-8-sig")

    rows = list(csv.DictReader(content.splitlines(), delimiter=";"))
    assert [(row["period"], row["value"], row["n"]) for row in rows] == [
        ("2025/2026", "100", "12"), ("2026/2027", "83,333333", "12"),
    ]  # fmt: skip
    for name in ("definition_hash", "deliveries", "source", "attribution", "made_on", "address", "facts_version"):
        assert all(row[name] for row in rows)


def test_the_json_keeps_why_a_figure_is_hidden(school, cast, deliver, log_in):
    deliver(lesson_file({"TØ26A": 3, "TØ26B": 9}))

    found = json.loads(download(log_in(cast.board), "json", tal=SHARE, enhed=school.class_a.code).content)

    (figure,) = found["figures"]
    assert (figure["value"], figure["n"], figure["hidden"]) == (None, None, "few")
    assert "færre end 4" in figure["hidden_because"]
    assert found["origin"]["definition_hash"]
    assert f"enhed={school.class_a.code.replace('Ø', '%C3%98')}" in found["origin"]["address"]


def test_the_workbook_has_numbers_as_numbers_and_a_sheet_on_where_they_come_from(school, cast, lessons, log_in):
    content = download(log_in(cast.board), "xlsx", tal=SHARE, enhed=school.institution.code).content

    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Tal", "Oprindelse"]
    assert [row[4] for row in book["Tal"].iter_rows(min_row=2, values_only=True)] == [100, 90]
    origin = dict(book["Oprindelse"].iter_rows(values_only=True))
    assert origin["Definitionens fingeraftryk"]
    assert origin["Kilde"].startswith("Kilde: ")


def test_the_pictures_say_where_they_come_from(school, cast, lessons, log_in):
    log_in(cast.board)
    client = log_in(cast.board)

    svg = download(client, "svg", tal=SHARE, enhed=school.institution.code).content.decode()
    png = download(client, "png", tal=SHARE, enhed=school.institution.code).content

    assert "Kilde: institutionens studieadministrative system" in BeautifulSoup(svg, "xml").get_text(" ")
    assert png.startswith(b"\x89PNG")


def test_another_form_and_an_empty_slice_are_not_found(school, cast, lessons, log_in):
    client = log_in(cast.board)

    assert download(client, "exe", tal=SHARE, enhed=school.institution.code).status_code == 404
    assert download(client, "csv", tal=SHARE, enhed=school.gymnasium.code).status_code == 404
    assert download(client, "csv").status_code == 404


@pytest.mark.parametrize("who", ["neighbour", "outsider"])
def test_a_file_of_a_unit_the_reader_may_not_see_is_not_found(school, cast, lessons, log_in, who):
    assert download(log_in(getattr(cast, who)), "csv", tal=SHARE, enhed=school.institution.code).status_code == 404


def test_the_line_in_the_address_stands_out_in_table_form_and_drawing(school, cast, lessons, log_in):
    units = [school.class_a.code, school.class_b.code]

    soup = soup_of(explore(log_in(cast.board), tal=SHARE, enhed=units, linje="TØ26A"))

    assert {row["data-key"] for row in soup.select("tr.own-row")} == {"2025/2026|TØ26A", "2026/2027|TØ26A"}
    assert soup.select_one("select[name=linje] option[selected]")["value"] == "TØ26A"
    spec = json.loads(soup.select_one("[data-vega] script").string)
    assert next(each["value"] for each in spec["signals"] if each["name"] == "chosen") == "TØ26A"
    faint = [each for each in soup.select(".chart__wide svg path[opacity]") if float(each["opacity"]) < 0.3]
    assert faint
    assert soup.select_one("#udsnit")["data-address"].endswith("linje=T%C3%9826A")


def test_a_line_that_is_not_in_the_slice_is_forgotten(school, cast, lessons, log_in):
    units = [school.class_a.code, school.class_b.code]

    soup = soup_of(explore(log_in(cast.board), tal=SHARE, enhed=units, linje="en anden"))

    assert not soup.select("tr.own-row")
    assert "linje" not in soup.select_one("#udsnit")["data-address"]


def test_what_is_taken_away_does_not_carry_the_line_that_stood_out(school, cast, lessons, log_in):
    units = [school.class_a.code, school.class_b.code]

    soup = soup_of(explore(log_in(cast.board), tal=SHARE, enhed=units, linje="TØ26A"))

    assert not [each for each in soup.select("a[href*='/hent/'], a[href*='laeg-i']") if "linje" in each["href"]]


@pytest.fixture
def five_years(deliver):
    for first in range(2022, 2027):
        deliver(lesson_file({"TØ26A": 6}, monday=date(first, 9, 5)))


def test_zooming_leads_to_whole_periods_by_the_form_alone(school, cast, five_years, log_in):
    client = log_in(cast.board)

    soup = soup_of(explore(client, tal=SHARE, enhed=school.class_a.code))
    nearer = soup.select_one("button[name=vindue][form=udsnit-valg]#tidsakse-ind")
    assert nearer["value"] == "2023/2024..2025/2026"
    assert soup.select_one("#tidsakse-ud").has_attr("disabled")

    response = explore(client, tal=SHARE, enhed=school.class_a.code, vindue=nearer["value"])

    assert [row[1] for row in rows_of(response)] == ["2023/24", "2024/25", "2025/26"]
    soup = soup_of(response)
    assert "fra=2023%2F2024&til=2025%2F2026" in soup.select_one("#udsnit")["data-address"]
    assert soup.select_one("select[name=fra] option[selected]")["value"] == "2023/2024"
    assert soup.select_one("#tidsakse-nulstil")["value"] == "2022/2023..2026/2027"
    spec = json.loads(soup.select_one("[data-vega] script").string)
    signals = {each["name"]: each.get("value") for each in spec["signals"]}
    assert (signals["begin"], signals["end"]) == (0.5, 3.5)


def test_the_rows_of_a_single_period_answer_the_same_pointer_as_its_dots(school, cast, lessons, log_in):
    units = [school.class_a.code, school.class_b.code]

    soup = soup_of(explore(log_in(cast.board), tal=SHARE, enhed=units, fra="2026/2027", linje="TØ26B"))

    spec = json.loads(soup.select_one("[data-vega] script").string)
    dots = {each["key"] for data in spec["data"] for each in data.get("values", ()) if "key" in each}
    assert dots == {row["data-key"] for row in soup.select("tr[data-key]")}
    assert dots == {"2026/2027|TØ26A", "2026/2027|TØ26B"}
    signals = {each["name"]: each.get("value") for each in spec["signals"]}
    assert (signals["chosen"], signals["lit"]) == ("TØ26B", "")
    assert "begin" not in signals
    assert "tidsaksen" not in soup.select_one(".chart__hint").get_text()


@pytest.fixture
def many_classes(school):
    """More units with the figure than are listed at once; the last by name is «Ørnen»."""
    names = [*(f"Hold {number:03}" for number in range(MOST_OFFERED)), "Ørnen"]
    codes = [f"{school.institution.code}-hold-{name.replace(' ', '_').upper()}" for name in names]
    Unit.objects.bulk_create(
        Unit(code=code, level=Level.CLASS, name=name, sort_key=sort_key(name))
        for code, name in zip(codes, names, strict=True)
    )
    UnitLink.objects.bulk_create(
        UnitLink(child=each, parent=school.carpentry) for each in Unit.objects.filter(code__in=codes)
    )
    return codes


def test_of_many_units_the_widest_are_listed_and_others_are_found_by_name(cast, school, many_classes, deliver, log_in):
    deliver(lesson_file(dict.fromkeys(("TØ26A", *(code.partition("-hold-")[2] for code in many_classes)), 6)))
    client = log_in(cast.board)
    first, found = (soup_of(explore(client, tal=SHARE, enhed=school.class_a.code, find=find)) for find in ("", "ørn"))

    def offered(soup):
        return [each["value"] for each in soup.select("input[name=enhed]")]

    assert len(offered(first)) == MOST_OFFERED + 1
    assert {school.institution.code, school.class_a.code} <= set(offered(first))
    assert many_classes[-1] not in offered(first)
    assert "Flere enheder har tal" in first.select_one("#udsnit-valg").text
    assert set(offered(found)) == {school.class_a.code, many_classes[-1]}
