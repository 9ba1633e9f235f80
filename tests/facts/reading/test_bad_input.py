"""Every kind of bad input, with its message; the rest of the file is kept and nothing is guessed."""

import io
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from ledestjerne.facts.checked import FileRefused, Problem, Severity
from ledestjerne.facts.contract import Column, ColumnType, Role
from ledestjerne.facts.door import open_file
from ledestjerne.facts.places import Places
from ledestjerne.facts.values import read_column
from tests.facts.reading.conftest import ROOT, Check, Write, rules_of

SHARED = "kommune,klassetrin,skoleår,fravaer_pct,trivsel_score\n"
GOOD = "Herning,Mellemtrin,2024/2025,7.8,3.7\n"
LESSONS = "Elevnøgle;Hold;Uddannelse;Forløbsdel;Dato;Start;Slut;Fag;Lærerstyret;Registreret"
LESSON = "E1;TØ26A;GF2 Tømrer;GF2;01-09-2025;08:15;09:00;Dansk;ja;ja"


def refusal(path: Path) -> Problem:
    with pytest.raises(FileRefused) as refused:
        open_file(path=path)
    return refused.value.problem


def raw(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "delivered.xlsx"
    path.write_bytes(content)
    return path


def found(problems: tuple[Problem, ...], rule: str) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.value) for problem in problems if problem.rule == rule]


@pytest.mark.parametrize(
    "content", [b"", b"\n\r\n  \n", b"\xef\xbb\xbf\n"], ids=["nothing", "blank lines", "only a mark"]
)
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "Filen er tom" in refusal(raw(tmp_path, content)).message


def test_a_workbook_without_cells_is_refused_as_empty(workbook: Write) -> None:
    assert refusal(workbook([])).rule == "empty_file"


def test_a_table_with_headings_only_says_that_rows_are_missing(check: Check, write: Write) -> None:
    checked = check(write(SHARED), "kommune_trivsel_fravaer")
    assert (checked.acceptable, rules_of(checked)) == (False, {"no_rows"})


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "et billede"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "et billede"),
        (b"%PDF-1.7\n", "et PDF-dokument"),
        (b"<!DOCTYPE html><table></table>", "en webside"),
        (bytes(range(256)) * 4, "en binær fil"),
    ],
    ids=["png", "jpeg", "pdf", "html", "binary"],
)
def test_a_picture_renamed_to_a_workbook_is_called_what_it_is(tmp_path: Path, content: bytes, what: str) -> None:
    problem = refusal(raw(tmp_path, content))
    assert (problem.rule, what in problem.message) == ("not_a_table", True)


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "et Word-dokument" in refusal(raw(tmp_path, packed.getvalue())).message


def test_a_password_protected_workbook_asks_for_the_password_to_be_removed(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(480)
    assert "Fjern adgangskoden" in refusal(raw(tmp_path, ole)).message


def test_a_zip_with_encrypted_parts_asks_for_the_password_to_be_removed(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    content = bytearray(packed.getvalue())
    content[content.rfind(b"PK\x01\x02") + 8] |= 1  # the encryption bit of the central directory
    assert refusal(raw(tmp_path, bytes(content))).rule == "encrypted"


def test_a_macro_workbook_gives_its_values_and_says_that_nothing_was_run(check: Check, workbook: Write) -> None:
    path = workbook([["kommune", "gns_klassekvotient", "aar"], ["Herning", 21.5, 2024]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"a macro")
    checked = check(path)
    assert (checked.detail_rows, "macro" in rules_of(checked)) == (1, True)


def test_a_zip_bomb_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(250 * 2**20))
    assert refusal(raw(tmp_path, packed.getvalue())).rule == "zip_bomb"


def test_a_zip_bomb_that_lies_about_its_size_is_counted(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(40 * 2**20))
    content = packed.getvalue()
    lying = content.replace(struct.pack("<I", 40 * 2**20), struct.pack("<I", 1000))
    assert refusal(raw(tmp_path, lying)).rule == "zip_bomb"


def test_a_zip_of_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(2001):
            archive.writestr(f"xl/{number}", "")
    assert refusal(raw(tmp_path, packed.getvalue())).rule == "zip_bomb"


@pytest.mark.parametrize("cut", [60, 1000, 4000])
def test_a_damaged_workbook_is_refused_and_does_no_harm(workbook: Write, tmp_path: Path, cut: int) -> None:
    content = workbook([["a", "b"], [1, 2]]).read_bytes()
    assert refusal(raw(tmp_path, content[:cut])).rule == "broken_workbook"


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


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1,5", 1.5), ("2.351", 2351.0), ("1.234,5", 1234.5), ("−2,5", -2.5), ("9", 9.0), ("12,0", 12.0)],
)
def test_danish_numbers_are_read_by_rule(check: Check, write: Write, printed: str, value: float) -> None:
    checked = check(write(f"Enhed;Skoleår;Nøgletal;Værdi\n281009;2024/2025;Årselever;{printed}\n"))
    assert checked.rows.collect()["value"].to_list() == [value]


def test_a_number_with_the_other_decimal_sign_is_ambiguous_and_not_guessed(check: Check, write: Write) -> None:
    checked = check(
        write("Enhed;Skoleår;Nøgletal;Værdi\n281009;2024/2025;Årselever;12.5\n281009;2023/2024;Årselever;7\n")
    )
    assert found(checked.problems, "ambiguous_number") == [(2, "Værdi", "12.5")]
    assert checked.rows.collect()["value"].to_list() == [7]


def test_a_percent_sign_belongs_to_a_percent(check: Check, write: Write) -> None:
    checked = check(write(SHARED.replace(",", ";") + "Herning;Mellemtrin;2024/2025;14.4 %;3.7\n"))
    assert checked.rows.filter(pl.col("measure") == "absence").collect()["value"].to_list() == [14.4]


@pytest.mark.parametrize("mark", ["<fejl>", "<uoplyst>", "..", ""])
def test_marks_for_nothing_are_withheld_and_not_zero(check: Check, write: Write, mark: str) -> None:
    checked = check(write(SHARED + f"Herning,Mellemtrin,2024/2025,{mark},3.7\n"))
    absence = checked.rows.filter(pl.col("measure") == "absence").collect()
    assert (absence["value"].to_list(), absence["withheld"].to_list(), checked.withheld_cells) == ([None], [True], 1)


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


def test_an_unknown_institution_in_public_statistics_is_told_and_kept(check: Check, write: Write) -> None:
    text = "id,navn,type,kommune,elevtal,socref_niveau,socref_forskel\n101001,Skolen,folkeskole,Herning,487,,\n"
    checked = check(write(text), "skoleoverblik", known_units=frozenset({"657"}))
    told = next(one for one in checked.problems if one.rule == "unknown_unit")
    assert (told.value, told.severity, checked.units) == ("101001", Severity.NOTICE, ("101001",))


def test_lessons_of_an_institution_nobody_knows_are_refused(check: Check, write: Write) -> None:
    path = write(f"{LESSONS}\n{LESSON}\n")
    checked = check(path, institution="281009", known_units=frozenset({"861403"}))
    assert (rules_of(checked), checked.acceptable) == ({"unknown_own_unit"}, False)


def test_swapped_coordinates_are_left_out_and_told(check: Check, write: Write) -> None:
    head = "Institution,Institutionsnummer,Adresse,Postnummer,By,lat,lon\n"
    swapped = "Skole A,281009,Vej 1,7400,Herning,8.97,56.13\n"
    abroad = "Skole B,281010,Vej 2,7400,Herning,-14.2,-51.9\n"
    right = "Skole C,281011,Vej 3,7400,Herning,56.13,8.97\n"
    checked = check(write(head + swapped + abroad + right))
    assert [row for row, _, _ in found(checked.problems, "swapped_coordinates")] == [2]
    assert [row for row, _, _ in found(checked.problems, "outside_denmark")] == [3]
    assert [unit.latitude for unit in checked.unit_rows] == [None, None, 56.13]


def test_real_schools_with_swapped_or_foreign_points_are_found(real_data: Path, check: Check, write: Write) -> None:
    lectio = (real_data / "institutioner" / "lectio_skoler.csv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.rsplit(",", 3) for line in lectio]
    numbered = [f"{100000 + int(row[0].split(',')[0])},Vej,7400,By,{row[-2]},{row[-1]}" for row in rows]
    text = "Institutionsnummer,Adresse,Postnummer,By,lat,lon,Institution\n" + "\n".join(f"{one},S" for one in numbered)
    checked = check(write(text), "register_ungdomsuddannelser")
    swapped = {row for row, _, _ in found(checked.problems, "swapped_coordinates")}
    abroad = {row for row, _, _ in found(checked.problems, "outside_denmark")}
    assert (len(swapped), len(abroad)) == (2, 3)


def test_impossible_values_are_left_out_and_the_row_kept(check: Check, write: Write) -> None:
    head = "id,navn,type,kommune,elevtal,socref_niveau,socref_forskel,undervisningstid_pr_elev\n"
    rows = "101001,A,folkeskole,Herning,487,,,0\n101002,B,folkeskole,Herning,300,,,1676\n101003,C,folkeskole,Herning,200,,,58\n"
    checked = check(write(head + rows), "skoleoverblik")
    assert [value for _, _, value in found(checked.problems, "impossible")] == ["0", "1676"]
    hours = checked.rows.filter(pl.col("measure") == "teaching_hours_per_pupil").collect()
    assert (hours["value"].to_list(), checked.detail_rows, checked.withheld_cells) == ([58.0], 3, 6)


@pytest.mark.parametrize("band", ["20-Oct", "10-okt", "Oct-20", "2024-10-20"])
def test_a_band_that_became_a_date_is_told(band: str, places: Places) -> None:
    column = Column(name="band", title="Interval", role=Role.DIM, type=ColumnType.BAND)
    frame = pl.DataFrame({"band": [band, "10-20", "20+"]})
    reading = read_column(column, name="band", decimal="comma", places=places, seen=frame)
    assert frame.select(reading.faults[0].mask).to_series().to_list() == [True, False, False]


def test_formula_text_is_refused_and_the_rest_kept(check: Check, write: Write) -> None:
    checked = check(write(SHARED + GOOD + "Viborg,Mellemtrin,2024/2025,=SUM(A1:A9),3.7\n"))
    assert found(checked.problems, "formula") == [(3, "fravaer_pct", "=SUM(A1:A9)")]
    assert checked.units == ("657",)


def test_a_cpr_number_in_a_text_column_is_never_echoed(check: Check, write: Write) -> None:
    text = "School,Category,Question,PercentNegative\nTune,Social,Spurgt 010203-1234 om ro,2.4\nTune,Social,Ro,3\n"
    checked = check(write(text))
    assert [row for row, _, _ in found(checked.problems, "cpr")] == [2]
    assert checked.detail_rows == 1
    everything = f"{checked.problems} {checked.refused_rows.rows()} {checked.rows.collect().rows()}"
    assert "0102031234" not in everything.replace("-", "")


def test_a_file_from_another_school_is_refused_row_by_row(check: Check, write: Write) -> None:
    text = f"Institutionsnummer;{LESSONS}\n281009;{LESSON}\n861403;{LESSON}\n"
    checked = check(write(text), institution="281009")
    assert found(checked.problems, "other_school") == [(3, "Institutionsnummer", "861403")]
    assert checked.detail_rows == 1


def test_a_quote_that_is_never_closed_is_told_and_does_not_swallow_the_file(write: Write) -> None:
    text = "a;b\n" + '1;"x\n' + "2;y\n" * 500
    table = open_file(path=write(text)).tables[0]
    with pytest.raises(FileRefused) as refused:
        list(table.batches(width=2, decimal="comma"))
    assert refused.value.problem.rule == "unclosed_quote"


def test_an_inch_mark_in_a_field_is_only_a_mark(check: Check, write: Write) -> None:
    checked = check(write('School;Category;Question;PercentNegative\nTune;Social;Skærm på 15";2,4\n'.replace(",", ".")))
    assert {"key": "item", "value": 'Skærm på 15"'} in checked.rows.collect()["dims"][0].to_list()


def test_key_figures_of_another_school_are_refused_row_by_row(check: Check, write: Write) -> None:
    text = "Enhed;Skoleår;Nøgletal;Værdi\n281009-afd-EUD;2024/2025;Årselever;9\n861403;2024/2025;Årselever;7\n"
    checked = check(write(text), institution="281009")
    assert found(checked.problems, "other_school") == [(3, "Enhed", "861403")]
    assert checked.rows.collect()["unit_level"].to_list() == ["department"]


def test_key_figures_of_a_school_nobody_knows_are_refused(check: Check, write: Write) -> None:
    text = "Enhed;Skoleår;Nøgletal;Værdi\n281009;2024/2025;Årselever;9\n861403;2024/2025;Årselever;7\n"
    checked = check(write(text), known_units=frozenset({"281009", "281009-afd-EUD"}))
    assert found(checked.problems, "unknown_own_unit") == [(3, "Enhed", "861403")]


def test_rows_with_too_few_or_too_many_fields_are_left_out(check: Check, write: Write) -> None:
    checked = check(write(SHARED + "Herning,Mellemtrin,2024/2025,7.8\n" + "Viborg,Mellemtrin,2024/2025,7,8,3\n" + GOOD))
    assert [(row, value) for row, _, value in found(checked.problems, "width")] == [(2, "4"), (3, "5+")]
    assert checked.units == ("657",)


def test_trailing_separators_are_no_extra_fields(check: Check, write: Write) -> None:
    assert check(write(SHARED + GOOD.strip() + ",,,\n")).detail_rows == 1


def test_two_rows_about_the_same_thing_are_not_chosen_between_silently(check: Check, write: Write) -> None:
    checked = check(write(SHARED + GOOD + "Herning Kommune,Mellemtrin,2024/2025,9.9,3.1\n"))
    assert found(checked.problems, "repeated_row") == [(3, "kommune", "Herning Kommune")]
    assert checked.rows.filter(pl.col("measure") == "absence").collect()["value"].to_list() == [7.8]
    assert checked.detail_rows == 1


def test_a_municipalitys_other_spelling_is_mapped_and_told(check: Check, write: Write) -> None:
    checked = check(write(SHARED + "Høje Taastrup,Mellemtrin,2024/2025,7,3\nHøje-Taastrup,Udskoling,2024/2025,8,3\n"))
    assert checked.units == ("169",)
    assert found(checked.problems, "name_variant") == [(2, "kommune", "Høje Taastrup")]


def test_an_unknown_municipality_is_refused_and_not_guessed(check: Check, write: Write) -> None:
    checked = check(write(SHARED + GOOD + "Herningen,Mellemtrin,2024/2025,7,3\n"))
    assert found(checked.problems, "unknown_municipality") == [(3, "kommune", "Herningen")]


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


def test_numbers_and_dates_of_a_workbook_keep_their_kind(check: Check, workbook: Write) -> None:
    checked = check(workbook([["Enhed", "Skoleår", "Nøgletal", "Værdi"], [281009, "2024/2025", "Årselever", 1234.5]]))
    assert checked.rows.collect()["value"].to_list() == [1234.5]


def test_a_pivot_with_a_text_where_a_figure_belongs_leaves_the_cell_out(check: Check, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Antal elever", "Skoleår"])
    page.append(["Institutionsnummer", "2023/2024", "2024/2025"])
    page.append(["281009", "mange", 12])
    page.append(["Hovedtotal", 30, 12])
    book.save(tmp_path / "pivot")
    checked = check(tmp_path / "pivot")
    assert found(checked.problems, "not_a_number") == [(3, "2023/2024", "mange")]
    assert [(one.printed_total, one.period) for one in checked.periods] == [(30, "2023/2024"), (12, "2024/2025")]


@pytest.mark.slow
def test_three_hundred_megabytes_are_read_within_a_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "large"
    block = "".join(
        f"281009;E{number % 700:05d};TØ26A;GF2 Tømrer;GF2;{1 + number % 28:02d}-09-2025;08:15;09:00;Dansk, niveau F;ja;ja\n"
        for number in range(50_000)
    ).encode()
    with path.open("wb") as file:
        file.write(f"Institutionsnummer;{LESSONS}\n".encode())
        while file.tell() < 300 * 2**20:
            file.write(block)
    program = (
        "import sys; from pathlib import Path; from ledestjerne.facts.checks import check_file;"
        "from ledestjerne.facts.context import Context; from ledestjerne.facts.definitions import *;"
        "folder = Path(sys.argv[2]); work = Path(sys.argv[3]);"
        "context = Context(work=work, places=load_places(folder), secret=b'0123456789abcdef', institution='281009');"
        "checked = check_file(Path(sys.argv[1]), source=load_sources(folder)['lessons'], context=context);"
        "peak = next(line for line in Path('/proc/self/status').read_text().splitlines() if line.startswith('VmHWM'));"
        "print(checked.detail_rows, int(peak.split()[1]) // 1024)"
    )
    work = tmp_path / "work"
    work.mkdir()
    run = subprocess.run(
        [sys.executable, "-c", program, str(path), str(ROOT / "definitions"), str(work)],
        capture_output=True,
        text=True,
        check=True,
    )
    rows, megabytes = map(int, run.stdout.split())
    assert rows > 3_000_000
    assert megabytes < 1024
