"""What the commands answer programs and people."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ledestjerne.followup import writes
from ledestjerne.followup.models import Finding
from tests.followup import heg
from tests.followup.conftest import AT, lessons


def answered(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_the_plan_answers_with_its_documented_keys(log_in, cast, school):
    heg.enter(log_in(cast.quality), school.institution.code)

    plan = json.loads(answered("plan", "--unit", "999001", "--year", "2022", "--json"))
    assert set(plan) == {
        "unit", "year", "title", "introduction", "state", "version", "adopted_on", "carried_from", "rows",
    }  # fmt: skip
    assert [row["goal"] for row in plan["rows"]] == [row.goal for row in heg.ROWS]
    first = plan["rows"][0]
    assert set(first) == {
        "position", "result", "goal", "actions", "schedule", "kind", "dimension", "target", "initiatives", "findings",
        "figures", "carried_from", "outcome", "outcome_text",
    }  # fmt: skip
    assert first["target"] == {"indicator": "share_26_hours", "relation": "all", "value": None, "unit": ""}
    assert first["initiatives"][0]["meetings"]["months"] == [1, 8]
    assert first["initiatives"][0]["owners"] == [{"kind": "function", "name": "Stabs-/støttechef"}]


def test_the_plan_is_told_to_people(plan, row):
    said = answered("plan", "--unit", "999001", "--year", "2026")

    assert said.splitlines()[0] == "Opfølgningsplan 2026  [Udkast]"
    assert "  Resultat / Ændringsbehov: Vi så dette." in said


def test_findings_are_proposed_and_answered(cast, school, deliver, row):
    deliver(lessons(reaching=17, short=7))
    found = json.loads(answered("findings", "--unit", "999001", "--propose", "--json"))
    missed = next(each for each in found if each["indicator"] == "share_26_hours")
    assert (missed["kind"], missed["state"], missed["numerator"], missed["n"]) == ("goal", "proposed", 17, 24)

    accepted = writes.accept_finding(by=cast.quality, finding=Finding.objects.get(pk=missed["id"]), row=row, at=AT)
    again = json.loads(answered("findings", "--unit", "999001", "--json"))
    kept = next(each for each in again if each["id"] == missed["id"])
    assert (kept["figure"], kept["row"]) == (accepted.figure_id, {"year": "2026", "position": 1})
    assert "[Godkendt]" in answered("findings", "--unit", "999001")


def test_a_unit_without_findings_says_so(school):
    assert answered("findings", "--unit", "999001") == "Der er intet, der falder i øjnene.\n"


@pytest.mark.parametrize(
    "words",
    [("findings", "--unit", "000000"), ("plan", "--unit", "999001", "--year", "1999"), ("trace", "0")],
    ids=["unit", "year", "trace"],
)
def test_what_is_not_there_is_told(school, words):
    with pytest.raises(CommandError, match=r"findes ikke|ingen plan|intet fastfrosset"):
        call_command(*words)
