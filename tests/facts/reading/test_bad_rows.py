"""Rows about the wrong unit, twice about the same thing, or too many of them."""

import polars as pl

from ledestjerne.facts.checked import Severity
from tests.facts.reading.conftest import Check, Write, rules_of
from tests.facts.reading.spoilt import GOOD, LESSON, LESSONS, SHARED, found


def test_an_unknown_institution_in_public_statistics_is_told_and_kept(check: Check, write: Write) -> None:
    text = "id,navn,type,kommune,elevtal,socref_niveau,socref_forskel\n101001,Skolen,folkeskole,Herning,487,,\n"
    checked = check(write(text), "skoleoverblik", known_units=frozenset({"657"}))
    told = next(one for one in checked.problems if one.rule == "unknown_unit")
    assert (told.value, told.severity, checked.units) == ("101001", Severity.NOTICE, ("101001",))


def test_lessons_of_an_institution_nobody_knows_are_refused(check: Check, write: Write) -> None:
    path = write(f"{LESSONS}\n{LESSON}\n")
    checked = check(path, institution="281009", known_units=frozenset({"861403"}))
    assert (rules_of(checked), checked.acceptable) == ({"unknown_own_unit"}, False)


def test_a_file_from_another_school_is_refused_row_by_row(check: Check, write: Write) -> None:
    text = f"Institutionsnummer;{LESSONS}\n281009;{LESSON}\n861403;{LESSON}\n"
    checked = check(write(text), institution="281009")
    assert found(checked.problems, "other_school") == [(3, "Institutionsnummer", "861403")]
    assert checked.detail_rows == 1


def test_key_figures_of_another_school_are_refused_row_by_row(check: Check, write: Write) -> None:
    text = "Enhed;Skoleår;Nøgletal;Værdi\n281009-afd-EUD;2024/2025;Årselever;9\n861403;2024/2025;Årselever;7\n"
    checked = check(write(text), institution="281009")
    assert found(checked.problems, "other_school") == [(3, "Enhed", "861403")]
    assert checked.rows.collect()["unit_level"].to_list() == ["department"]


def test_key_figures_of_a_school_nobody_knows_are_refused(check: Check, write: Write) -> None:
    text = "Enhed;Skoleår;Nøgletal;Værdi\n281009;2024/2025;Årselever;9\n861403;2024/2025;Årselever;7\n"
    checked = check(write(text), known_units=frozenset({"281009", "281009-afd-EUD"}))
    assert found(checked.problems, "unknown_own_unit") == [(3, "Enhed", "861403")]


def test_two_rows_about_the_same_thing_are_not_chosen_between_silently(check: Check, write: Write) -> None:
    checked = check(write(SHARED + GOOD + "Herning Kommune,Mellemtrin,2024/2025,9.9,3.1\n"))
    assert found(checked.problems, "repeated_row") == [(3, "kommune", "Herning Kommune")]
    assert checked.rows.filter(pl.col("measure") == "absence").collect()["value"].to_list() == [7.8]
    assert checked.detail_rows == 1


def test_refused_rows_can_be_downloaded_with_their_place_and_rule(check: Check, write: Write) -> None:
    checked = check(write(SHARED + GOOD + "Herningen,Mellemtrin,2024/2025,7,3\n"))
    assert checked.refused_rows.rows(named=True) == [
        {
            "sheet": "",
            "row": 3,
            "rule": "unknown_municipality",
            "column": "kommune",
            "whole": True,
            "text": "Herningen\tMellemtrin\t2024/2025\t7\t3",
        }
    ]


def test_problems_of_one_kind_are_listed_to_a_limit_and_then_counted(check: Check, write: Write) -> None:
    rows = "".join(f"Ukendt {number},Mellemtrin,2024/2025,7,3\n" for number in range(250))
    checked = check(write(SHARED + rows))
    assert len(found(checked.problems, "unknown_municipality")) == 200
    assert "50 rækker mere" in next(one.message for one in checked.problems if one.rule == "more")
    assert checked.refused_rows.height == 250
