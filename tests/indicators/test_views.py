import csv
import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.indicators.models import Target
from ledestjerne.indicators.writes import Cited, freeze_result
from tests.indicators.conftest import HEAD, lesson_file

pytestmark = pytest.mark.django_db
SHARE = "share_26_hours"


def figure_url(unit, key=SHARE):
    return reverse("indicators:figure-detail", args=[unit.code, key])


def words_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_a_figure_page_shows_the_number_and_what_it_means(school, cast, lessons, log_in):
    response = log_in(cast.board).get(figure_url(school.institution))

    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one(".number--big").get_text(" ", strip=True) == "90,0 %"
    assert soup.select_one("figure.chart svg[role=img]")
    text = words_of(response)
    for expected in (
        "Samme enhed i 2025/26", "Målet er ikke nået", "Hvem er ikke talt med", "Tre af fire elever når 26 timer",
        "Lokalt skøn", "Kilde: institutionens studieadministrative system",
    ):  # fmt: skip
        assert expected in text


def test_children_stand_in_the_order_of_their_names(school, cast, lessons, log_in):
    response = log_in(cast.board).get(figure_url(school.carpentry))

    table = (
        BeautifulSoup(response.content, "html.parser").find("caption", string=lambda text: "navneorden" in text).parent
    )
    assert [row.get_text(strip=True) for row in table.select("tbody th")] == ["TØ26A", "TØ26B"]


def test_a_hidden_figure_says_why_and_shows_no_number(school, cast, deliver, log_in):
    deliver(lesson_file({"TØ26A": 3}))

    text = words_of(log_in(cast.board).get(figure_url(school.class_a)))

    assert "Skjult: her eller i en nabogruppe er færre end 4" in text


def test_a_figure_that_is_not_there_yet_says_so(school, cast, log_in):
    response = log_in(cast.board).get(figure_url(school.institution))

    assert response.status_code == 200
    assert "Her er intet tal endnu" in words_of(response)


def test_a_period_without_a_figure_is_not_found(school, cast, lessons, log_in):
    assert log_in(cast.board).get(figure_url(school.institution), {"periode": "1999/2000"}).status_code == 404


@pytest.mark.parametrize("who", ["neighbour", "outsider"])
@pytest.mark.parametrize("name", ["figure-list", "figure-detail", "figure-download", "target-edit"])
def test_outsiders_are_told_there_is_no_such_page(school, cast, log_in, who, name):
    arguments = {"figure-list": [], "figure-download": [SHARE, "csv"]}.get(name, [SHARE])

    url = reverse(f"indicators:{name}", args=[school.institution.code, *arguments])

    assert log_in(getattr(cast, who)).get(url).status_code == 404


def test_the_overview_has_a_heading_for_each_dimension_with_figures(school, cast, lessons, log_in):
    response = log_in(cast.board).get(reverse("indicators:figure-list", args=[school.institution.code]))

    headings = [each.get_text() for each in BeautifulSoup(response.content, "html.parser").select("main h2")]
    assert headings == ["Læringskvalitet", "Uddannelseskvalitet", "Systemisk kvalitet"]


def test_the_overview_leads_down_to_each_dimension_and_a_figure_leads_back_up(school, cast, lessons, log_in):
    client = log_in(cast.board)
    overview = reverse("indicators:figure-list", args=[school.institution.code])

    page = BeautifulSoup(client.get(overview).content, "html.parser")
    figure = BeautifulSoup(client.get(figure_url(school.institution)).content, "html.parser")

    below = {each["id"]: each.get_text() for each in page.select("main h2[id]")}
    offered = {each["href"].lstrip("#"): each.contents[0].strip() for each in page.select("main .tabs a")}
    assert offered == below
    assert len(offered) == 3
    assert [each.get("href") for each in figure.select(".breadcrumbs a")][-1:] == [overview]


def test_the_catalogue_leads_to_every_definition(cast, log_in, client):
    log_in(cast.pupil)
    soup = BeautifulSoup(client.get(reverse("indicators:definition-list")).content, "html.parser")
    links = [a["href"] for a in soup.select("main dt a")]

    assert len(links) >= 20
    assert {client.get(link).status_code for link in links} == {200}


def test_the_download_as_json_carries_its_provenance(school, cast, lessons, log_in):
    url = reverse("indicators:figure-download", args=[school.institution.code, SHARE, "json"])

    found = json.loads(log_in(cast.board).get(url).content)

    assert found["definition"]["key"] == SHARE
    assert found["facts_version"]
    newest = next(each for each in found["figures"] if each["period"] == "2026/2027" and not each["breakdown"])
    assert (newest["value"], newest["n"], newest["hidden"]) == (90, 20, None)
    assert newest["source"].startswith("Kilde: ")


def test_the_download_as_csv_opens_in_a_danish_spreadsheet(school, cast, lessons, log_in):
    url = reverse("indicators:figure-download", args=[school.institution.code, SHARE, "csv"])

    content = log_in(cast.board).get(url).content.decode("utf-8-sig")

    rows = list(csv.DictReader(content.splitlines(), delimiter=";"))
    assert [row["value"] for row in rows if row["period"] == "2026/2027" and not row["breakdown"]] == ["90"]
    assert {row["definition_hash"] for row in rows} != {""}
    assert "," in rows[0]["low"]


def test_another_format_is_not_found(school, cast, lessons, log_in):
    url = reverse("indicators:figure-download", args=[school.institution.code, SHARE, "exe"])

    assert log_in(cast.board).get(url).status_code == 404


def test_a_goal_is_set_and_removed_on_the_page(school, cast, log_in):
    client, url = log_in(cast.quality), reverse("indicators:target-edit", args=[school.institution.code, SHARE])

    assert client.post(url, {"value": "92,5", "text": "Strategien"}).status_code == 302
    assert Target.objects.get().value == 92.5

    assert client.post(url, {"value": "", "text": ""}).status_code == 302
    assert not Target.objects.exists()


def test_an_ambiguous_number_is_refused_with_a_hint(school, cast, log_in):
    url = reverse("indicators:target-edit", args=[school.institution.code, SHARE])

    response = log_in(cast.quality).post(url, {"value": "92.5"})

    assert response.status_code == 422
    assert "Skriv decimaler med komma" in words_of(response)


def test_a_warm_figure_page_asks_the_database_little(school, cast, lessons, log_in, django_assert_max_num_queries):
    client = log_in(cast.board)
    client.get(figure_url(school.institution))

    with django_assert_max_num_queries(45):
        client.get(figure_url(school.institution))


def test_a_frozen_figure_has_its_own_page_with_the_way_back(school, cast, lessons, log_in):
    cited = Cited(indicator=SHARE, period="2026/2027")
    frozen = freeze_result(by=cast.quality, unit=school.institution, cited=cited)

    response = log_in(cast.quality).get(reverse("indicators:frozen-detail", args=[school.institution.code, frozen.pk]))

    links = [a["href"] for a in BeautifulSoup(response.content, "html.parser").select("main a")]
    assert reverse("facts:delivery-detail", args=[lessons.pk]) in links
    assert "90,0 %" in words_of(response)
    assert "Fastfrosset af Karin Kvist" in words_of(response)


def test_a_frozen_figure_is_not_found_under_another_unit(school, cast, lessons, log_in):
    cited = Cited(indicator=SHARE, period="2026/2027")
    frozen = freeze_result(by=cast.quality, unit=school.institution, cited=cited)

    url = reverse("indicators:frozen-detail", args=[school.vocational.code, frozen.pk])

    assert log_in(cast.quality).get(url).status_code == 404


def test_those_who_may_not_see_deliveries_get_no_link_to_them(school, cast, lessons, log_in):
    response = log_in(cast.board).get(figure_url(school.institution))

    links = [a["href"] for a in BeautifulSoup(response.content, "html.parser").select("main a")]
    assert not [link for link in links if link.startswith("/data/leverance/")]


def test_a_printed_figure_leads_to_the_rows_it_is_made_of(school, cast, deliver, log_in):
    delivery = deliver(
        "Enhed;Skoleår;Nøgletal;Værdi\n"
        "999001;2025/2026;GF1 startet;268\n"
        "999001;2025/2026;GF1 afbrudt;34\n"
        "999001;2025/2026;GF2 startet;431\n".encode()
    )

    response = log_in(cast.quality).get(figure_url(school.institution, "dropout_gf1"))

    links = [a["href"] for a in BeautifulSoup(response.content, "html.parser").select("main a")]
    rows = [link for link in links if "/raekke/" in link]
    assert rows == [reverse("facts:row-detail", args=[delivery.pk, row]) for row in (2, 3)]


def test_a_part_of_a_figure_has_a_page_of_its_own(school, cast, deliver, log_in):
    part = {"GF1": 12, "GF2": 8}
    rows = [row for name, number in part.items() for row in lesson_file({name: number}).decode().splitlines()[1:]]
    rows = [row.replace(";GF2;", f";{row.split(';')[3]};") for row in rows]
    deliver("\n".join([HEAD, *rows]).encode())

    response = log_in(cast.board).get(figure_url(school.institution), {"del": "GF1"})

    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.select_one(".panel .kicker").get_text() == "2026/27 · GF1"
    links = [a["href"] for a in soup.select("table th[scope=row] a")]
    assert f"{figure_url(school.institution)}?periode=2026/2027&del=GF2" in links
