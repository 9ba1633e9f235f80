import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.base import pdf
from ledestjerne.publication.writes import publish_content, revoke_edition
from tests.publication.plans import AT
from tests.publication.sample import GRADES, PLAN

LATER = datetime(2026, 11, 9, 12, 0, tzinfo=UTC)
SECRET = "Navnet på en elev"


def address(edition, name: str = "edition-detail") -> str:
    return reverse(f"publication:{name}", args=[edition.unit.code, edition.slug, edition.number])


def newest(name: str = "edition-newest") -> str:
    return reverse(f"publication:{name}", args=["999001", "2026"])


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def second(edition, cast, school):
    return publish_content(
        unit=school.institution, content=replace(PLAN, introduction=SECRET), by=cast.quality, at=LATER
    )


@pytest.fixture
def revoked(second, cast):
    return revoke_edition(edition=second, by=cast.quality, at=LATER, reason="Der stod et navn i planen.")


def test_the_address_is_stable_and_plain(edition):
    assert newest() == "/skole/999001/opfoelgningsplan/2026/"
    assert address(edition) == "/skole/999001/opfoelgningsplan/2026/udgave/1/"


def test_anyone_reads_the_newest_edition(client, second):
    page = soup(client.get(newest()))

    assert "2. udgave" in page.select_one(".lead").text
    assert SECRET in page.text


def test_an_older_edition_stays_at_its_address_and_says_so(client, edition, second):
    page = soup(client.get(address(edition)))

    assert "Du læser en ældre udgave" in page.text
    assert SECRET not in page.text


def test_no_cookie_is_set(client, edition):
    assert not client.get(newest()).cookies


def test_both_header_rows_head_their_column(client, edition):
    table = soup(client.get(newest())).select_one("table.plan")
    upper, lower = ([cell.text for cell in row.select("th[scope=col]")] for row in table.select("thead tr"))

    assert list(zip(upper, lower, strict=True))[1:] == [
        ("Resultat", "Ændringsbehov"), ("Kvalitetsmål", "Operationelle mål"),
        ("Handlinger, der igangsættes/videreføres", "Strategier"), ("Periode/ansvarlig", "Tidsplan"),
    ]  # fmt: skip


def test_every_cell_names_heads_that_exist(client, edition):
    page = soup(client.get(newest()))
    cells = page.select("table.plan td")

    assert len(cells) == 16
    assert all(page.find(id=head) for cell in cells for head in cell["headers"])


def test_each_row_has_an_address(client, edition):
    assert (
        soup(client.get(newest()))
        .find(id="raekke-3")
        .find_parent("tr")
        .select("td")[1]
        .text.strip()
        .startswith("Vi ønsker")
    )


def test_a_figure_tells_what_it_rests_on(client, edition):
    figure = soup(client.get(newest())).find(id="tal-41").get_text(" ", strip=True)

    for told in (
        "92,4\xa0%",
        "660",
        "2025/26",
        "mellem 90,1 og 94,2\xa0%",
        "lektionsregistreringer, hentet 1. oktober 2026",
    ):
        assert told in figure


def test_a_raw_result_stands_beside_its_reference(client, cast, school):
    beside = replace(PLAN, rows=(replace(PLAN.rows[0], figures=(GRADES,)),))
    edition = publish_content(unit=school.institution, content=beside, by=cast.quality, at=AT)

    found = soup(client.get(address(edition))).select_one("table.compared")

    assert [cell["scope"] for cell in found.select("th")] == ["col"] * 2 + ["row"] * 5
    assert [cell.get_text(strip=True) for cell in found.select("td")] == [
        "7,4", "7,0", "+0,4", "Ikke trykt", "Over niveau"
    ]  # fmt: skip


def test_an_edition_from_before_the_numbers_were_kept_has_the_words(client, cast, school):
    before = replace(PLAN, rows=(replace(PLAN.rows[0], figures=(replace(GRADES, compared=None),)),))
    edition = publish_content(unit=school.institution, content=before, by=cast.quality, at=AT)

    assert "+0,4 (Over niveau)" in soup(client.get(address(edition))).get_text()


def test_an_initiative_tells_whether_it_helped_and_how_that_was_measured(client, edition):
    page = " ".join(soup(client.get(address(edition))).get_text(" ").split())

    for words in ("Hjalp det? Det hjalp.", "+4,1 procentpoint (usikkerhed: +1,2 til +7,0)", "Metode: Før og efter",
                  "Det gælder kun, hvis: Der er talt på samme måde", "Udbred til flere (1. september 2026)"):  # fmt: skip
        assert words in page


def test_a_hidden_figure_says_why_and_nothing_else(client, edition):
    figure = soup(client.get(newest())).find(id="tal-43")

    assert figure.select_one(".number").text.startswith("Skjult, fordi gruppen er så lille")
    assert "Bygger på" not in figure.text


def test_the_data_hashes_to_what_the_page_says(client, edition):
    said = soup(client.get(newest())).select_one(".terms .digest").text

    assert hashlib.sha256(client.get(address(edition, "edition-json")).content).hexdigest() == said == edition.digest


def test_the_pdf_is_one(client, edition):
    answer = client.get(newest("newest-pdf"))

    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert answer.content == client.get(address(edition, "edition-pdf")).content


def test_a_browser_that_has_the_page_is_not_sent_it_again(client, edition):
    etag = client.get(newest())["ETag"]

    assert client.get(newest(), headers={"If-None-Match": etag}).status_code == 304


def test_a_new_edition_is_seen_at_once(client, edition, cast, school):
    etag = client.get(newest())["ETag"]
    publish_content(unit=school.institution, content=replace(PLAN, title="Ny"), by=cast.quality, at=LATER)

    assert client.get(newest(), headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("name", ["edition-detail", "edition-pdf", "edition-json"])
def test_a_revoked_edition_is_gone_and_says_when_and_why(client, second, cast, name):
    etag = client.get(address(second, name))["ETag"]
    revoke_edition(edition=second, by=cast.quality, at=LATER, reason="Der stod et navn i planen.")

    answer = client.get(address(second, name), headers={"If-None-Match": etag})

    assert answer.status_code == 410
    assert "Der stod et navn i planen." in answer.content.decode()
    assert "9. november 2026" in answer.content.decode()
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize("name", ["edition-newest", "newest-pdf", "newest-json"])
def test_the_newest_being_revoked_hides_nothing_behind_an_older(client, revoked, name):
    assert client.get(newest(name)).status_code == 410


def test_what_stood_before_a_revoked_edition_can_still_be_read(client, edition, revoked):
    link = soup(client.get(newest())).select_one(".editions a")

    assert client.get(link["href"]).status_code == 200


def test_the_school_lists_its_plans_and_what_was_revoked(client, edition, revoked, cast, school):
    publish_content(unit=school.vocational, content=replace(PLAN, title="EUD-plan"), by=cast.quality, at=AT)

    page = soup(client.get(reverse("publication:institution-home", args=["999001"])))

    assert [heading.text for heading in page.select("h3")] == ["EUD-plan", "Opfølgningsplan 2026"]
    assert "Trukket tilbage 9. november 2026" in page.text
    assert "1. udgave" in page.text


def test_a_department_has_an_address_of_its_own(client, cast, school):
    publish_content(unit=school.vocational, content=PLAN, by=cast.quality, at=AT)

    assert client.get("/skole/999001-afd-EUD/opfoelgningsplan/2026/").status_code == 200
    assert client.get("/skole/999001-afd-EUD/").status_code == 200


def test_a_school_year_stands_in_the_address_with_a_dash(client, cast, school):
    publish_content(unit=school.institution, content=replace(PLAN, year="2026/2027"), by=cast.quality, at=AT)

    assert client.get("/skole/999001/opfoelgningsplan/2026-2027/").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/skole/123456/", "/skole/999001-hold-TØ26A/", "/skole/999001/opfoelgningsplan/2019/", "/skole/999001/opfoelgningsplan/2026/udgave/7/",
     "/skole/999001/opfoelgningsplan/2026/udgave/7/plan.pdf"],
)  # fmt: skip
def test_what_is_not_published_is_not_found(client, edition, path):
    assert client.get(path).status_code == 404


def test_a_school_without_plans_says_so(client, school):
    assert "endnu" in client.get("/skole/999002/").content.decode()


def test_the_accessibility_page_names_the_schools_to_write_to(client, edition):
    assert "Fjordby Erhvervsskole" in client.get(reverse("publication:accessibility")).content.decode()


def test_the_privacy_page_lists_what_is_kept_about_people(client, db):
    page = soup(client.get(reverse("publication:privacy")))

    assert "sessionid" in page.text
    assert "Login og besked" in page.select_one("table").text


def test_a_machine_without_pango_says_what_to_install(client, edition, monkeypatch):
    monkeypatch.setattr(pdf, "weasyprint", None)

    assert "PDF kan ikke laves på denne server" in client.get(newest()).content.decode()
    answer = client.get(newest("newest-pdf"))
    assert (answer.status_code, "libpango" in answer.content.decode()) == (503, True)
