"""From a saved question to figures that count."""

import itertools
from datetime import timedelta

import pytest

from ledestjerne.facts import reads as facts
from ledestjerne.facts.models import Delivery
from ledestjerne.feeds.clients.queries import FileQuery, StatbankQuery, UddstatQuery
from tests.conftest import NOW
from tests.feeds.conftest import row
from tests.feeds.fetched import FIRST, Outcome, absence, figures, run
from tests.feeds.public_source import Said, page_of


def test_what_is_fetched_becomes_figures_with_their_source(saved, source):
    source.pages(FIRST)

    ended = run(saved())

    assert (ended.outcome, ended.rows) == (Outcome.ACCEPTED, 2)
    assert figures() == [
        ("657", "municipality", "2024/2025", 6.9, False),
        ("756", "municipality", "2024/2025", 7.8, False),
    ]
    assert facts.source_line([ended.delivery.pk]) == "Kilde: Uddannelsesstatistik.dk, hentet 2. november 2026"


def test_the_delivery_is_whose_the_feed_is(saved, source, cast, school):
    source.pages(FIRST)

    delivery = run(saved()).delivery

    assert (delivery.received_by, delivery.decided_by, delivery.unit) == (
        cast.quality,
        cast.quality,
        school.institution,
    )
    assert delivery.is_public


@pytest.mark.parametrize(
    ("request_file", "rows_file", "measure", "values"),
    [
        ("request_gs_fravaer.json", "response_rows_gs_elevfrav.json", "fravaar_gennemsnitligt_fravaer_per_skoleaar_pr_skoletrin",
         [16.7, 6.9, 7.8, 8.2, 6.4]),
        ("request_gs_trivsel.json", "response_rows_gs_trivind.json", "trivind_andel_indikatorsvar_pr_klassetringruppe", [14.4, 68.0, 16.9, 0.7, 23.7]),
        ("request_gs_foraeldre.json", "response_rows_gs_trivsp.json", "trivsp_antal_elever_pr_klassetringruppe_uddannelsesgruppe", [5, 6, 5, 9, 5]),
    ],
)  # fmt: skip
def test_the_real_rows_give_the_printed_figures(saved, source, shape, request_file, rows_file, measure, values):
    query = UddstatQuery.from_body(shape(f"uddstat_api/{request_file}"))
    answered = shape(f"uddstat_api/{rows_file}")

    def with_total(asked):  # the source's own total over the categories, which the client asks for to compare with
        if len(asked.body["detaljering"]) == len(query.breakdowns):
            return Said(page_of(answered, asked.body))
        places = {each["[Institution].[Beliggenhedskommune].[Beliggenhedskommune]"] for each in answered}
        return Said(
            page_of([row(place, "2024/2025", **{"Antal elever": "900"}) for place in sorted(places)], asked.body)
        )

    source.script = with_total

    assert run(saved(query)).outcome == Outcome.ACCEPTED
    assert sorted(value for *_, value, _withheld in figures(measure)) == sorted(values)


def test_a_number_the_source_marks_as_wrong_is_withheld_and_not_zero(saved, source):
    source.pages(absence(("Herning", "6,9 %"), ("Læsø", "<fejl>")))

    assert run(saved()).outcome == Outcome.ACCEPTED
    assert [(unit, value, withheld) for unit, _, _, value, withheld in figures()] == [
        ("657", 6.9, False), ("825", None, True),
    ]  # fmt: skip


def test_the_same_answer_again_makes_no_second_delivery(saved, source):
    source.pages(FIRST)
    feed = saved()
    first = run(feed)
    source.pages(FIRST[::-1])

    again = run(feed, at=NOW + timedelta(days=7))

    assert (again.outcome, again.delivery) == (Outcome.UNCHANGED, first.delivery)
    assert Delivery.objects.count() == 1


def test_a_changed_answer_replaces_the_last_one(saved, source):
    feed = saved()
    source.pages(FIRST)
    run(feed)
    source.pages(absence(("Herning", "7,1 %"), ("Ikast-Brande", "7,8 %")))

    assert run(feed, at=NOW + timedelta(days=7)).outcome == Outcome.ACCEPTED
    assert [value for *_, value, _withheld in figures()] == [7.1, 7.8]


def test_an_answer_that_turns_back_is_in_force_again(saved, source):
    feed = saved()
    for days, rows in enumerate([FIRST, absence(("Herning", "9,9 %"), ("Ikast-Brande", "7,8 %")), FIRST]):
        source.pages(rows)
        ended = run(feed, at=NOW + timedelta(days=days))

    assert ended.outcome == Outcome.ACCEPTED
    assert [value for *_, value, _withheld in figures()] == [6.9, 7.8]


def test_a_nations_figures_and_a_filter_are_kept_as_such(saved, source):
    query = UddstatQuery(
        area="GS", topic="A", subtopic="B", measures=("Elevtal",), breakdowns=("[Tid].[Skoleår]",),
        filters={"[Køn].[Køn]": ("Kvinder",)},
    )  # fmt: skip
    source.pages([{"[Tid].[Skoleår].[Skoleår]": "2024/2025", "Elevtal": "2.351"}])

    assert run(saved(query)).outcome == Outcome.ACCEPTED
    assert figures("b_elevtal_pr_koen_kun_kvinder") == [("DK", "nation", "2024/2025", 2351.0, False)]
    with facts.open_facts() as cursor:
        assert cursor.execute("SELECT dims['sex'] FROM published").fetchone() == ("Kvinder",)


TABLE = {
    "id": "STATUSU6", "text": "Unge", "unit": "Antal",
    "variables": [
        {"id": "OMRÅDE", "text": "område", "elimination": True, "time": False,
         "values": [{"id": "000", "text": "Hele landet"}, {"id": "657", "text": "Herning"}, {"id": "615", "text": "Horsens"}]},
        {"id": "KØN", "text": "køn", "elimination": True, "time": False,
         "values": [{"id": "TOT", "text": "I alt"}, {"id": "M", "text": "Mænd"}, {"id": "K", "text": "Kvinder"}]},
        {"id": "Tid", "text": "tid", "elimination": False, "time": True, "values": [{"id": "2024", "text": "2024"}]},
    ],
}  # fmt: skip


def jsonstat(asked) -> Said:
    """Data of the table for just what was asked: 10 for each man, 20 for each woman."""
    names = [each["code"] for each in asked.body["variables"]]
    members = {each["code"]: each["values"] for each in asked.body["variables"]}
    members["Tid"] = ["2024"]
    worth = {"M": 10, "K": 20}
    cells = [dict(zip(names, cell, strict=True)) for cell in itertools.product(*(members[name] for name in names))]
    values = [worth.get(cell.get("KØN", ""), 30) for cell in cells]
    dimension = {
        name: {
            "label": name,
            "category": {
                "index": {code: place for place, code in enumerate(members[name])},
                "label": {"M": "Mænd", "K": "Kvinder"},
            },
        }
        for name in names
    }
    contents = {"label": "Indhold", "category": {"index": {"U6": 0}, "label": {"U6": "Unge"}}}
    ids = [*names, "ContentsCode"]
    return Said({"dataset": {
        "dimension": {**dimension, "ContentsCode": contents, "id": ids, "size": [*(len(members[name]) for name in names), 1]},
        "value": values,
    }})  # fmt: skip


def test_a_table_of_statbank_becomes_figures(saved, source):
    source.script = lambda asked: Said(TABLE) if asked.path.endswith("tableinfo") else jsonstat(asked)
    query = StatbankQuery(table="STATUSU6", values={"OMRÅDE": ("657", "615"), "KØN": ("M", "K"), "Tid": ("*",)})

    ended = run(saved(query))

    assert ended.message == ""
    assert ended.outcome == Outcome.ACCEPTED
    assert sorted((unit, value) for unit, _, _, value, _ in figures("statusu6_unge_pr_koen")) == [
        ("615", 10),
        ("615", 20),
        ("657", 10),
        ("657", 20),
    ]
    assert facts.source_line([ended.delivery.pk]) == "Kilde: Danmarks Statistik, hentet 2. november 2026"


REGISTER = b"Institution;Institutionsnummer;Adresse;Postnummer;By\nNy Skole;281999;Vej 1;7400;Herning\n"


def test_a_register_is_fetched_and_waits_for_a_person(saved, source, cast, school, settings):
    settings.FEED_HOSTS = ["127.0.0.1"]
    source.says(REGISTER)
    feed = saved(FileQuery(address=source.address + "register.csv"), unit=school.network, by=cast.admin)

    ended = run(feed)

    assert (ended.outcome, ended.delivery.state) == (Outcome.WAITING, Delivery.State.CHECKED)
    assert ended.delivery.source == "register_ungdomsuddannelser"
    assert "ændringer i organisationen" in ended.message


def test_two_feeds_of_one_measure_by_different_categories_both_count(saved, source):
    by_sex = UddstatQuery(
        area="GS", topic="A", subtopic="ELEVEX", measures=("Fravær",), breakdowns=("[Skoleår].[Skoleår]", "[Køn].[Køn]")
    )
    by_stage = by_sex.model_copy(update={"breakdowns": ("[Skoleår].[Skoleår]", "[Klassetrin].[Skoletrin]")})
    year = {"[Skoleår].[Skoleår].[Skoleår]": "2024/2025"}
    source.pages([{**year, "[Køn].[Køn].[Køn]": "Kvinder", "Fravær": "5,0 %"}])
    run(saved(by_sex))
    source.pages([{**year, "[Klassetrin].[Skoletrin].[Skoletrin]": "Udskoling", "Fravær": "8,0 %"}])
    run(saved(by_stage))

    assert [value for *_, value, _ in figures("elevex_fravaer_pr_koen")] == [5.0]
    assert [value for *_, value, _ in figures("elevex_fravaer_pr_skoletrin")] == [8.0]
