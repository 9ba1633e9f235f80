"""Encodings, separators, quotes and headings: what is written otherwise than expected."""

from pathlib import Path

import pytest

from ledestjerne.facts.checked import Severity
from tests.facts.reading.conftest import Check, Write, rules_of
from tests.facts.reading.spoilt import GOOD, SHARED, found, raw


def test_utf_16_without_a_mark_is_read(check: Check, write: Write) -> None:
    checked = check(write(SHARED + GOOD, encoding="utf-16-le"))
    assert (checked.source, checked.detail_rows) == ("kommune_trivsel_fravaer", 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be", "utf-16-le"])
def test_danish_letters_are_right_in_every_encoding(check: Check, write: Write, encoding: str) -> None:
    checked = check(write(SHARED + "Ærø,Mellemtrin,2024/2025,7.8,3.7\n", encoding=encoding))
    assert checked.units == ("492",)


def test_a_line_in_another_encoding_is_left_out_and_told(check: Check, tmp_path: Path) -> None:
    lines = [
        (SHARED + GOOD + "Ærø,Mellemtrin,2024/2025,7.8,3.7\n").encode(),
        "Læsø,Mellemtrin,2024/2025,9.1,3.6\n".encode("cp1252"),
        b"Morsoe,Mellemtrin,2024/2025,9.1,3.6\n",
    ]
    checked = check(raw(tmp_path, b"".join(lines)))
    assert [row for row, _, _ in found(checked.problems, "encoding")] == [4]
    assert checked.units == ("492", "657")
    assert "windows-1252" in next(one.message for one in checked.problems if one.rule == "encoding")


def test_a_utf_8_line_in_a_cp1252_file_is_the_one_left_out(check: Check, tmp_path: Path) -> None:
    lines = [
        (SHARED + "Ærø,Mellemtrin,2024/2025,7.8,3.7\n" * 1).encode("cp1252"),
        "Læsø,Udskoling,2024/2025,9,3\n".encode(),
    ]
    checked = check(raw(tmp_path, b"".join(lines)))
    assert [row for row, _, _ in found(checked.problems, "encoding")] == [3]
    assert checked.units == ("492",)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_separator_is_found(check: Check, write: Write, separator: str) -> None:
    assert check(write((SHARED + GOOD).replace(",", separator))).detail_rows == 1


def test_separators_inside_quotes_do_not_part_fields(check: Check, write: Write) -> None:
    text = 'School;Category;Question;PercentNegative\nTune Skole;Social;"Mobning; drilleri og ""andet""";2.4\n'
    checked = check(write(text))
    assert {"key": "item", "value": 'Mobning; drilleri og "andet"'} in checked.rows.collect()["dims"][0].to_list()


def test_a_quoted_field_may_go_over_several_lines(check: Check, write: Write) -> None:
    text = 'School;Category;Question;PercentNegative\nTune;Social;"Er du\nglad?";2.4\nTune;Social;Ro?;3.4\n'
    assert check(write(text)).rows.collect()["row"].to_list() == [2, 3]


def test_a_second_header_row_is_left_out_and_told(check: Check, write: Write) -> None:
    checked = check(write(SHARED + "navn,trin,år,pct.,1-5\n".replace("1-5", "skala") + GOOD))
    assert [row for row, _, _ in found(checked.problems, "two_headers")] == [2]
    assert checked.detail_rows == 1


def test_text_above_the_headings_is_a_note(check: Check, write: Write) -> None:
    checked = check(write("Trivsel og fravær,,,,\n" + SHARED + GOOD))
    assert (checked.notes, checked.detail_rows) == (("Trivsel og fravær",), 1)
    assert "above_header" in rules_of(checked)


def test_a_column_that_stands_twice_is_not_chosen_between(check: Check, write: Write) -> None:
    twice = SHARED.replace("fravaer_pct", "fravaer_pct,fravaer_pct") + "Herning,Mellemtrin,2024/2025,7.8,8.7,3.7\n"
    checked = check(write(twice))
    assert "står 2 gange" in next(one.message for one in checked.problems if one.rule == "duplicate_column")
    assert not checked.acceptable


def test_an_unused_column_that_stands_twice_does_no_harm(check: Check, write: Write) -> None:
    doubled = SHARED.strip() + ",note,note\n" + GOOD.strip() + ",a,b\n"
    checked = check(write(doubled))
    assert ("duplicate_ignored" in rules_of(checked), checked.detail_rows) == (True, 1)


def test_a_heading_that_ends_in_a_tab_is_the_same_heading(check: Check, write: Write) -> None:
    checked = check(write('"kommune\t";gns_klassekvotient;"aar "\nHerning;21.5;2024\n'))
    assert checked.rows.collect()["value"].to_list() == [21.5]


def test_a_missing_key_column_is_named(check: Check, write: Write) -> None:
    checked = check(
        write("klassetrin,skoleår,fravaer_pct,trivsel_score\nMellemtrin,2024/2025,7,3\n"), "kommune_trivsel_fravaer"
    )
    told = next(one for one in checked.problems if one.rule == "missing_column")
    assert ("«kommune» mangler" in told.message, told.severity, checked.acceptable) == (True, Severity.REFUSED, False)


def test_a_missing_measure_leaves_the_others(check: Check, write: Write) -> None:
    checked = check(
        write("kommune,klassetrin,skoleår,fravaer_pct\nHerning,Mellemtrin,2024/2025,7\n"), "kommune_trivsel_fravaer"
    )
    assert ("missing_measure" in rules_of(checked), checked.detail_rows) == (True, 1)


def test_an_inch_mark_in_a_field_is_only_a_mark(check: Check, write: Write) -> None:
    checked = check(write('School;Category;Question;PercentNegative\nTune;Social;Skærm på 15";2,4\n'.replace(",", ".")))
    assert {"key": "item", "value": 'Skærm på 15"'} in checked.rows.collect()["dims"][0].to_list()


def test_rows_with_too_few_or_too_many_fields_are_left_out(check: Check, write: Write) -> None:
    checked = check(write(SHARED + "Herning,Mellemtrin,2024/2025,7.8\n" + "Viborg,Mellemtrin,2024/2025,7,8,3\n" + GOOD))
    assert [(row, value) for row, _, value in found(checked.problems, "width")] == [(2, "4"), (3, "5+")]
    assert checked.units == ("657",)


def test_trailing_separators_are_no_extra_fields(check: Check, write: Write) -> None:
    assert check(write(SHARED + GOOD.strip() + ",,,\n")).detail_rows == 1
