"""What the check says can be read in the reader's language, whichever was spoken when the file was checked."""

import json

import pytest
from django.core.management import call_command
from django.utils import translation

from ledestjerne.facts.models import Problem
from ledestjerne.facts.report import Candidate, ColumnLine, Report
from ledestjerne.facts.rows import heading_words
from ledestjerne.facts.rules import RULES
from ledestjerne.facts.screens import reasons_of
from tests.facts import papers

BAD = "Kommunekode;År;Indikator;Værdi\n657;2024;samtale med 010105-2345;7,5\n".encode()


def told(problem: Problem, language: str) -> str:
    with translation.override(language):
        return problem.told


def test_a_problem_is_told_in_the_language_of_the_reader(check):
    delivery = check(papers.herning() + b'"I alt","2024","Ukendtby",4,1,1,1,1\r\n')

    problem = delivery.problems.get(rule="unknown_municipality")
    assert told(problem, "da") == problem.message
    assert told(problem, "en") != problem.message
    assert "Ukendtby" in told(problem, "en")


def test_the_json_of_a_delivery_follows_the_language(tmp_path, console, capsys):
    path = tmp_path / "billede.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)

    with translation.override("en"), pytest.raises(SystemExit):
        call_command("deliver", path, json=True)

    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert "picture" in problem["message"]


def test_a_problem_noted_by_an_older_version_is_told_as_it_was_written(check):
    delivery = check(papers.herning() + b'"I alt","2024","Ukendtby",4,1,1,1,1\r\n')
    delivery.problems.update(times=None)

    problem = delivery.problems.first()
    assert told(problem, "en") == problem.message


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_translated_with_the_same_places_to_fill(rule):
    message = RULES[rule].message
    with translation.override("en"):
        english = translation.gettext(message)

    assert english != message
    assert {part for part in ("{value}", "{what}", "{times}") if part in english} == {
        part for part in ("{value}", "{what}", "{times}") if part in message
    }


def test_why_a_file_is_of_a_source_follows_the_language_and_old_words_stay():
    new = Candidate(source="x", certainty=1, reason="sheet", what="Ark {1}", measure="Elever")
    old = Candidate(source="x", certainty=1, why="Filen har overskrifterne {what}.")

    with translation.override("en"):
        assert reasons_of(Report(candidates=(new, old))) == [
            "The sheet “Ark {1}” and the measure “Elever” are known.", "Filen har overskrifterne {what}.",
        ]  # fmt: skip


def test_a_column_without_a_heading_is_numbered_in_the_readers_language():
    old, new = ColumnLine(heading="Kolonne 2", meant_as=""), ColumnLine(heading="", meant_as="", place=3)

    with translation.override("en"):
        assert [heading_words(each) for each in (old, new)] == ["Kolonne 2", "Column 3"]


def test_a_file_nobody_knows_is_told_so_in_the_language_of_each_reader(tmp_path, console, capsys):
    path = tmp_path / "brev.txt"
    path.write_text("bare en linje\n", encoding="utf-8")

    with translation.override("en"), pytest.raises(SystemExit):
        call_command("deliver", path, json=True)

    (problem,) = Problem.objects.filter(rule="unknown_kind")
    assert "not like any of the sources" in json.loads(capsys.readouterr().out)["problems"][0]["message"]
    assert told(problem, "da").startswith("Filen ligner ingen")
