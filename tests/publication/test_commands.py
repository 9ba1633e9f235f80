import io
import json

import pytest
from django.core.management import CommandError, call_command

from ledestjerne.indicators.reads import definition
from ledestjerne.organisation.models import Level
from ledestjerne.organisation.writes import add_unit
from ledestjerne.publication.models import Edition
from ledestjerne.publication.writes import publish_edition
from tests.facts import papers
from tests.publication.plans import AT, freeze_by_hand, rest_on_figure


def run(*words: str) -> str:
    said = io.StringIO()
    call_command(*words, stdout=said)
    return said.getvalue()


def test_publish_answers_with_the_edition(adopted, console):
    answer = json.loads(run("publish", "--unit", "999001", "--year", "2026", "--json"))

    edition = Edition.objects.get()
    assert answer == {
        "edition": edition.pk, "unit": "999001", "year": "2026", "number": 1, "title": "Opfølgningsplan 2026",
        "hash": edition.digest, "published_at": "2026-11-02T09:00:00+00:00",
        "address": "/skole/999001/opfoelgningsplan/2026/udgave/1/",
        "pdf": "/skole/999001/opfoelgningsplan/2026/udgave/1/plan.pdf",
    }  # fmt: skip


def test_publish_tells_a_person_where_to_read_it(adopted, console):
    assert "1. udgave: /skole/999001/opfoelgningsplan/2026/udgave/1/" in run(
        "publish", "--unit", "999001", "--year", "2026"
    )


def test_publish_shows_only_the_names_it_is_given(adopted, cast):
    run("publish", "--unit", "999001", "--year", "2026", "--show-name", cast.head.email)

    assert cast.head.name in Edition.objects.get().content


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--unit", "999001", "--year", "2019"], "ingen plan for 2019"),
        (["--unit", "999001", "--year", "2026", "--show-name", "ukendt@skole.example"], "ukendt@skole.example"),
    ],
)
def test_publish_fails_with_a_sentence(adopted, words, said):
    with pytest.raises(CommandError, match=said):
        run("publish", *words)


def test_publish_refuses_a_draft(draft):
    with pytest.raises(CommandError, match="vedtaget"):
        run("publish", "--unit", "999001", "--year", "2026")


def test_publish_refuses_an_unchanged_plan_unless_told_to(adopted):
    run("publish", "--unit", "999001", "--year", "2026")

    with pytest.raises(CommandError, match="uændret"):
        run("publish", "--unit", "999001", "--year", "2026")
    assert json.loads(run("publish", "--unit", "999001", "--year", "2026", "--again", "--json"))["number"] == 2


def test_trace_leads_from_the_figure_to_definition_and_editions(adopted, cast):
    frozen = publish_edition(plan=adopted, by=cast.quality, at=AT).read().figures[0].frozen_id

    answer = json.loads(run("trace", str(frozen), "--json"))

    assert answer["frozen"]["value"] == 92.4
    assert answer["frozen"]["interval"] == [90.1, 94.2]
    assert answer["definition"]["text"]["plain"] == "Andelen af elever."
    assert answer["cited_by"] == [
        {"edition": str(Edition.objects.get()), "number": 1, "rows": [1], "revoked": False}
    ]  # fmt: skip


def test_trace_of_a_hidden_figure_tells_no_number(draft, cast):
    nothing = dict.fromkeys(("value", "numerator", "n", "low", "high"))
    frozen = rest_on_figure(draft.rows.get(), by=cast.quality, hidden="few", indicator="exam_mean", **nothing)

    answer = json.loads(run("trace", str(frozen.pk), "--json"))

    assert (answer["frozen"]["value"], answer["frozen"]["n"], answer["frozen"]["hidden"]) == (None, None, "few")
    assert all(row["value"] is None for row in answer["rows"])


def test_trace_of_nothing_says_so(console):
    with pytest.raises(CommandError, match="intet fastfrosset tal med nummer 999"):
        run("trace", "999")


def test_trace_ends_in_the_rows_of_the_delivered_file(console, school, tmp_path):
    herning = add_unit(by=console, code="657", level=Level.MUNICIPALITY, name="Herning Kommune")
    (tmp_path / "statusu.csv").write_bytes(papers.herning(dropped=20))
    delivered = json.loads(run("deliver", str(tmp_path / "statusu.csv"), "--accept", "--json"))
    frozen = freeze_by_hand(
        herning, by=console, deliveries=[delivered["delivery"]], period="2024",
        definition_text=json.dumps({"sources": [delivered["source"]]}),
    )  # fmt: skip

    answer = json.loads(run("trace", str(frozen.pk), "--json"))

    (delivery,) = answer["deliveries"]
    assert (delivery["file"], delivery["state"], len(delivery["sha256"])) == ("statusu.csv", "accepted", 64)
    assert {(row["row"], row["value"]) for row in answer["rows"]} >= {(1, 20.0)}
    assert {row["row"] for row in answer["rows"]} == {1}


def test_trace_of_lessons_ends_in_the_pupil_weeks_of_each_class_but_hidden_ones(console, school, tmp_path):
    add_unit(by=console, code="999001-hold-TØ26C", level="class", name="TØ26C", parent=school.carpentry)
    rows = [papers.lesson(pupil=f"a{number}", class_="TØ26A") for number in range(8)]
    rows += [papers.lesson(pupil=f"b{number}", class_="TØ26B") for number in range(3)]
    rows += [papers.lesson(pupil=f"c{number}", class_="TØ26C") for number in range(5)]
    (tmp_path / "lektioner.csv").write_bytes(papers.lessons(rows))
    words = ("deliver", str(tmp_path / "lektioner.csv"), "--institution", "999001", "--accept", "--json")
    delivered = json.loads(run(*words))
    frozen = freeze_by_hand(
        school.institution, by=console, deliveries=[delivered["delivery"]], period="2026/2027",
        definition_text=definition("share_26_hours").text,
    )  # fmt: skip

    answer = json.loads(run("trace", str(frozen.pk), "--json"))

    assert answer["lessons"] == [
        {"delivery": delivered["delivery"], "unit": "999001-hold-TØ26A", "pupil_weeks": 8}
    ]  # fmt: skip
