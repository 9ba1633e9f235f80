"""The pages: choose, look, save, and follow how it goes."""

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.feeds import writes
from ledestjerne.feeds.clients.queries import UddstatQuery
from ledestjerne.feeds.models import Feed
from ledestjerne.feeds.rhythm import Rhythm
from tests.conftest import NOW
from tests.feeds.conftest import row
from tests.feeds.public_source import Said, page_of

MUNICIPALITY, YEAR = "[Institution].[Beliggenhedskommune]", "[Skoleår].[Skoleår]"
CHOSEN = {
    "omraade": "GS", "emne": "ELEV", "underemne": "ELEVEX", "maal": ["Fravær"], "opdeling": [MUNICIPALITY, YEAR],
}  # fmt: skip
CUBE = {
    "detaljer": [{"name": MUNICIPALITY, "count": 98}, {"name": YEAR, "count": 12}, {"name": "[Køn].[Køn]", "count": 2}],
    "nøgletal": ["Fravær", "Antal elever"], "rapporter": [],
}  # fmt: skip


def text_of(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


@pytest.fixture
def at(school):
    """The address of a page about our institution."""
    return lambda name, *more, **query: (
        reverse(f"feeds:{name}", args=[school.institution.code, *more])
        + ("?" + urlencode(query, doseq=True) if query else "")
    )


@pytest.fixture
def feed(cast, school) -> Feed:
    query = UddstatQuery(
        area="GS", topic="ELEV", subtopic="ELEVEX", measures=("Fravær",), breakdowns=(MUNICIPALITY, YEAR)
    )
    return writes.save_feed(
        unit=school.institution, title="Fravær pr. kommune", query=query, rhythm=Rhythm.WEEKLY, by=cast.quality, at=NOW
    )


def answers(asked) -> Said:
    if asked.path.endswith("skema"):
        if "underemne" in asked.body:
            return Said(["Mænd", "Kvinder"] if "detalje" in asked.body else CUBE)
        return Said([{"ID": "GS", "Name": "Grundskolen"}])
    rows = [row("Herning", "2024/2025", Fravær="6,9 %"), row("Læsø", "2024/2025")]
    return Said(page_of(rows, asked.body))


@pytest.mark.parametrize("name", ["feed-list", "uddstat-browse", "statbank-browse", "file-add"])
def test_an_outsider_finds_no_such_page(log_in, cast, at, name):
    assert log_in(cast.outsider).get(at(name)).status_code == 404


def test_a_planner_sees_the_list_but_cannot_choose(log_in, cast, at):
    client = log_in(cast.planner)

    assert "Tilføj en kilde" not in text_of(client.get(at("feed-list")))
    assert client.get(at("uddstat-browse")).status_code == 404


def test_the_list_leads_to_each_kind_of_source(log_in, cast, at):
    page = text_of(log_in(cast.quality).get(at("feed-list")))

    for name in ("Uddannelsesstatistik", "Statistikbanken", "Fil på en adresse"):
        assert name in page


def test_the_catalogue_is_walked_by_links(log_in, cast, at, installation):
    installation.script = answers

    page = BeautifulSoup(log_in(cast.quality).get(at("uddstat-browse")).content, "html.parser")

    assert page.find("a", string="Grundskolen")["href"] == "?omraade=GS"


def test_a_cube_is_chosen_from_without_javascript(log_in, cast, at, installation):
    installation.script = answers

    page = BeautifulSoup(log_in(cast.quality).get(at("uddstat-browse", **CHOSEN)).content, "html.parser")

    assert [box["value"] for box in page.select("input[name=maal]")] == ["Fravær", "Antal elever"]
    assert [box["value"] for box in page.select("input[name=opdeling][checked]")] == [MUNICIPALITY, YEAR]
    assert page.select_one(f'button[formaction="{at("query-preview", "uddstat")}"]')


def test_a_breakdown_opens_to_values_to_filter_on(log_in, cast, at, installation):
    installation.script = answers

    page = log_in(cast.quality).get(
        at("uddstat-browse", **CHOSEN, filtrer="[Køn].[Køn]", filter=[f"{YEAR}==2024/2025"])
    )

    boxes = BeautifulSoup(page.content, "html.parser").select("input[name=filter]")
    assert [box["value"] for box in boxes] == [f"{YEAR}==2024/2025", "[Køn].[Køn]==Mænd", "[Køn].[Køn]==Kvinder"]
    assert [box.has_attr("checked") for box in boxes] == [True, False, False]


def test_without_a_key_the_page_says_what_to_do(log_in, cast, at):
    page = text_of(log_in(cast.quality).get(at("uddstat-browse")))

    assert "LEDESTJERNE_UDDSTAT_KEY" in page


def test_a_source_that_is_not_there_is_told(log_in, cast, at):
    page = text_of(log_in(cast.quality).get(at("statbank-browse")))

    assert "ingen forbindelse" in page


def test_the_first_rows_are_shown_as_printed(log_in, cast, at, installation):
    installation.script = answers

    page = text_of(log_in(cast.quality).get(at("query-preview", "uddstat", **CHOSEN)))

    assert "6,9 %" in page
    assert "skjult" in page
    assert "Kilden har 2 rækker i alt" in page


def test_a_question_that_counts_twice_is_refused_with_the_reason_and_cannot_be_saved(log_in, cast, at, installation):
    client = log_in(cast.quality)
    url = at("query-preview", "uddstat", **CHOSEN | {"opdeling": [MUNICIPALITY]})

    page = text_of(client.get(url))
    client.post(url, {"title": "x", "rhythm": "weekly"})

    assert "lægger kilden alle år sammen" in page
    assert "Gem som kilde" not in page
    assert Feed.objects.count() == 0


def test_nothing_chosen_is_told(log_in, cast, at, installation):
    page = text_of(log_in(cast.quality).get(at("query-preview", "uddstat", **CHOSEN | {"maal": []})))

    assert "Vælg mindst ét nøgletal" in page


def test_a_question_is_saved_with_its_rhythm_and_fetched_at_once(log_in, cast, at, installation):
    installation.script = answers

    answer = log_in(cast.quality).post(
        at("query-preview", "uddstat", **CHOSEN, filter=[f"{YEAR}==2024/2025"]),
        {"title": "Fravær i kommunerne", "rhythm": "monthly"}, follow=True,
    )  # fmt: skip

    saved = Feed.objects.get()
    assert (saved.title, saved.rhythm, saved.next_run_at, saved.responsible) == (
        "Fravær i kommunerne",
        "monthly",
        NOW,
        cast.quality,
    )
    assert saved.asked.filters == {YEAR: ("2024/2025",)}
    assert "Kilden er i kø" in text_of(answer)


def test_a_feed_without_a_name_is_refused(log_in, cast, at, installation):
    installation.script = answers

    answer = log_in(cast.quality).post(at("query-preview", "uddstat", **CHOSEN), {"title": "", "rhythm": "monthly"})

    assert answer.status_code == 422


def test_a_kind_that_is_not_there_is_not_found(log_in, cast, at):
    assert log_in(cast.quality).get(at("query-preview", "andet")).status_code == 404


TABLE = {
    "id": "FOLK1X", "text": "Folketal", "unit": "Antal",
    "variables": [
        {"id": "OMRÅDE", "text": "område", "elimination": True, "time": False, "values": [
            {"id": "000", "text": "Hele landet"}, {"id": "657", "text": "Herning"}, {"id": "084", "text": "Region Hovedstaden"}]},
        {"id": "KØN", "text": "køn", "elimination": True, "time": False, "values": [
            {"id": "TOT", "text": "I alt"}, {"id": "M", "text": "Mænd"}, {"id": "K", "text": "Kvinder"}]},
        {"id": "Tid", "text": "tid", "elimination": False, "time": True, "values": [{"id": "2024", "text": "2024"}]},
    ],
}  # fmt: skip
DATA = {
    "dimension": {
        "OMRÅDE": {"category": {"index": {"657": 0}, "label": {"657": "Herning"}}},
        "Tid": {"category": {"index": {"2024": 0}}}, "id": ["OMRÅDE", "Tid"], "size": [1, 1],
    },
    "value": [89000],
}  # fmt: skip


def bank(asked) -> Said:
    return Said({"tableinfo": TABLE, "data": DATA}[asked.path.rsplit("/", 1)[-1]])


def test_subjects_lead_to_tables_and_tables_to_values(log_in, cast, at, installation, shape):
    client = log_in(cast.quality)
    installation.says(shape("statbank_api/sub_resp_default.json"))
    assert "?emne=02" in str(client.get(at("statbank-browse")).content)

    nothing_below = [{"id": "10021", "description": "x", "hasSubjects": False, "subjects": []}]
    installation.says(nothing_below, shape("statbank_api/tables_resp.json"))
    assert "?tabel=FOLK1A" in str(client.get(at("statbank-browse", emne="10021")).content)

    installation.script = bank
    page = BeautifulSoup(client.get(at("statbank-browse", tabel="FOLK1X")).content, "html.parser")
    assert [box["value"] for box in page.select('input[name="v_OMRÅDE"]')] == ["nation", "region", "municipality"]
    assert page.select_one('input[name="v_Tid"][checked]')["value"] == "*"


def test_a_level_of_areas_is_written_out_as_codes_when_saved(log_in, cast, at, installation):
    installation.script = bank
    url = at("query-preview", "statbank", tabel="FOLK1X", v_OMRÅDE="municipality", v_Tid="*")

    assert "89000" in text_of(log_in(cast.quality).get(url))
    log_in(cast.quality).post(url, {"title": "Folketal", "rhythm": "yearly"})

    assert Feed.objects.get().asked.values == {"OMRÅDE": ("657",), "Tid": ("*",)}


def test_a_file_is_saved_as_a_feed(log_in, cast, at):
    log_in(cast.quality).post(
        at("file-add"),
        {"address": "https://register.example/inst.csv", "source": "", "title": "Registeret", "rhythm": "daily"},
    )

    assert Feed.objects.get().asked.address == "https://register.example/inst.csv"


def test_a_failed_fetch_is_told_on_the_page_with_what_still_counts(log_in, cast, at, feed, installation):
    client = log_in(cast.planner)
    installation.script = answers
    writes.run_feed(feed=feed, clock=lambda: NOW)
    installation.says(Said(status=404))
    writes.run_feed(feed=feed, clock=lambda: NOW)

    page = text_of(client.get(reverse("feeds:feed-detail", args=[feed.pk])))

    assert "Den seneste hentning mislykkedes" in page
    assert "Tallene fra 2. november 2026 kl. 10.00 gælder stadig. Der prøves igen 2. november 2026 kl. 10.30." in page
    assert "«Fravær pr. kommune» kunne ikke hentes" in text_of(client.get(at("feed-list")))
    assert "Hent nu" not in page


def test_it_is_paused_resumed_and_asked_for_from_its_page(log_in, cast, feed):
    client = log_in(cast.director)

    for name, active in (("feed-pause", False), ("feed-resume", True), ("feed-run", True)):
        page = client.post(reverse(f"feeds:{name}", args=[feed.pk]), follow=True)
        feed.refresh_from_db()
        assert (page.status_code, feed.is_active) == (200, active)

    assert feed.responsible == cast.director


def test_asking_for_a_paused_one_is_told(log_in, cast, feed):
    client = log_in(cast.quality)
    client.post(reverse("feeds:feed-pause", args=[feed.pk]))

    page = client.post(reverse("feeds:feed-run", args=[feed.pk]), follow=True)

    assert "Genoptag den først" in text_of(page)


def test_its_name_and_rhythm_can_be_changed(log_in, cast, feed):
    client, url = log_in(cast.quality), reverse("feeds:feed-edit", args=[feed.pk])

    assert "Fravær pr. kommune" in str(client.get(url).content.decode())
    client.post(url, {"title": "Fravær", "rhythm": "daily"})

    feed.refresh_from_db()
    assert (feed.title, feed.rhythm) == ("Fravær", "daily")


def test_a_neighbour_cannot_see_or_run_it(log_in, cast, feed):
    client = log_in(cast.neighbour)

    assert client.get(reverse("feeds:feed-detail", args=[feed.pk])).status_code == 404
    assert client.post(reverse("feeds:feed-run", args=[feed.pk])).status_code == 404


def test_all_values_one_by_one_leave_out_the_total(log_in, cast, at, installation):
    installation.script = bank

    log_in(cast.quality).get(at("query-preview", "statbank", tabel="FOLK1X", v_KØN="parts", v_Tid="*"))

    variables = next(asked.body["variables"] for asked in installation.asked if asked.path.endswith("data"))
    assert {"code": "KØN", "values": ["M", "K"]} in variables
