"""Surveys: aggregates with their scale, answers and invited."""

import polars as pl
import pytest

from tests.facts.reading.conftest import Check, Write, rules_of

HEAD = "Enhed;Skoleår;Måling;Spørgsmål;Skala;Gennemsnit;Besvarelser;Inviterede"
ROW = "281009-afd-EUD;2025/2026;ETU;Velbefindende;1-5;4,1;396;512"


def survey(*rows: str) -> str:
    return "\n".join([HEAD, *rows]) + "\n"


def test_a_result_is_a_mean_with_its_scale_and_the_number_behind_it(check: Check, write: Write) -> None:
    checked = check(write(survey(ROW)), institution="281009")
    facts = checked.rows.collect().select("unit", "period", "measure", "value").rows()
    dims = {tuple((each["key"], each["value"]) for each in row) for row in checked.rows.collect()["dims"].to_list()}
    assert checked.source == "survey_results"
    assert facts == [
        ("281009-afd-EUD", "2025/2026", name, n) for name, n in [("mean", 4.1), ("answers", 396), ("invited", 512)]
    ]
    assert dims == {(("survey", "etu"), ("item", "wellbeing"), ("scale", "1-5"))}


def test_the_survey_of_companies_is_of_a_calendar_year(check: Check, write: Write) -> None:
    text = survey("281009;2025;VTU;Samlet tilfredshed;1–10;7,5;118;320").replace("Skoleår", "År")
    checked = check(write(text), institution="281009")
    assert (checked.source, checked.rows.collect()["period_kind"].unique().to_list()) == (
        "survey_results_year",
        ["year"],
    )


@pytest.mark.parametrize(("scale", "mean"), [("1-5", "72"), ("1-5", "0,9"), ("1-10", "10,1"), ("0-100", "-1")])
def test_a_mean_off_its_scale_is_refused_not_converted(check: Check, write: Write, scale: str, mean: str) -> None:
    checked = check(write(survey(ROW.replace("1-5;4,1", f"{scale};{mean}"))), institution="281009")
    assert checked.refused_rows["rule"].to_list() == ["off_scale"]
    assert checked.rows.collect().is_empty()


def test_a_scale_nobody_knows_is_refused(check: Check, write: Write) -> None:
    checked = check(write(survey(ROW.replace("1-5", "1-7"))), institution="281009")
    assert checked.refused_rows["rule"].to_list() == ["not_a_choice"]


def test_more_answers_than_invited_is_refused(check: Check, write: Write) -> None:
    checked = check(write(survey(ROW.replace("396", "513"))), institution="281009")
    assert checked.refused_rows["rule"].to_list() == ["more_than_all"]
    assert "513 er flere end de 512" in checked.problems[0].message


def test_the_whole_survey_is_a_printed_total(check: Check, write: Write) -> None:
    checked = check(write(survey("281009;2025/2026;ETU;I alt;;;655;838")), institution="281009")
    rows = checked.rows.collect().filter(~pl.col("withheld")).select("measure", "kind", "value").rows()
    assert rows == [("answers", "total", 655), ("invited", "total", 838)]


def test_a_cpr_number_in_a_question_keeps_the_row_out(check: Check, write: Write) -> None:
    assert "cpr" in rules_of(check(write(survey(ROW.replace("Velbefindende", "7102031234"))), institution="281009"))
