"""Absence, exits and grades: what is read, what is dropped, what is refused."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from ledestjerne.facts.contract import Role, Source
from ledestjerne.facts.extract_generator import MADE, write_extract
from ledestjerne.facts.lesson_generator import LessonClass, LessonSchool
from ledestjerne.facts.parts import write_parts
from ledestjerne.facts.sources.extract import pupil_key
from tests.facts.reading.conftest import ROOT, SECRET, Check, Write, rules_of

WHO = "Elevnøgle;Elevnavn;Hold;Uddannelse;Afdeling;GH"
PUPIL = "E1;Alma Fjord;TØ26A;GF2 Tømrer;EUD;GF2"
ABSENCE = f"{WHO};Dag;Skolefag;Timer;Fravær\n{PUPIL};01-09-2025;Dansk;1,5;0,75\n"
EXITS = f"{WHO};Startdato;Afgangsdato;Afgangsårsag\n{PUPIL};11-08-2025;19-12-2025;0FÆ\n"
GRADES = f"{WHO};Dato;Fag;Niveau;Karakterart;Karakter\n{PUPIL};19-12-2025;Dansk;C;Eksamen;02\n"
SCHOOL = LessonSchool(
    institution="281009",
    first_year=2025,
    classes=(
        LessonClass(code="TØ25A", department="EUD", education="GF2 Tømrer", course_part="GF2", pupils=12, autumn=True),
        LessonClass(code="GT25A", department="EUD", education="GF1 Teknik", course_part="GF1", pupils=9, autumn=True),
    ),
)


@pytest.mark.parametrize(("text", "source"), [(ABSENCE, "absence"), (EXITS, "exits"), (GRADES, "grades")])
def test_an_extract_is_known_by_its_headings(check: Check, write: Write, text: str, source: str) -> None:
    assert check(write(text), institution="281009").source == source


def test_absence_is_read_in_hours(check: Check, write: Write) -> None:
    (row,) = check(write(ABSENCE), institution="281009").rows.collect().rows(named=True)
    assert row == {
        "institution": "281009", "department": "281009-afd-EUD", "education": "281009-udd-GF2_TØMRER",
        "class": "281009-hold-TØ26A", "pupil": pupil_key(key="E1", institution="281009", secret=SECRET),
        "course_part": "GF2", "date": date(2025, 9, 1), "subject": "Dansk", "offered_hours": 1.5,
        "absent_hours": 0.75, "unlawful": None,
    }  # fmt: skip


def test_more_absence_than_lessons_is_refused(check: Check, write: Write) -> None:
    checked = check(write(ABSENCE.replace("0,75", "2,5")), institution="281009")
    assert (checked.detail_rows, checked.refused_rows["rule"].to_list()) == (0, ["absent_more_than_offered"])


def test_an_exit_before_the_start_is_refused(check: Check, write: Write) -> None:
    checked = check(write(EXITS.replace("19-12-2025", "19-12-2024")), institution="281009")
    assert checked.refused_rows["rule"].to_list() == ["exit_before_start"]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("0FÆ", "completed"),
        ("0GH overgang til HF", "moved"),
        ("Ikke mødt", "never_started"),
        ("0AF", "0AF"),
        ("", None),
    ],
)
def test_only_known_reasons_are_more_than_a_text(check: Check, write: Write, printed: str, read: str | None) -> None:
    checked = check(write(EXITS.replace("0FÆ", printed)), institution="281009")
    assert checked.rows.collect()["reason"].to_list() == [read]


def test_reasons_counted_as_dropout_are_told(check: Check, write: Write) -> None:
    line = f"{PUPIL};11-08-2025;19-09-2025;".replace("E1", "E2")
    checked = check(write(EXITS + f"{line}0AF\n{line}0AF\n{line}\n"), institution="281009")
    (told,) = [each.message for each in checked.problems if each.rule == "counted_as_dropout"]
    assert told.startswith("3 afgange er talt som frafald ud fra deres årsag: «0AF» (2), «uden årsag» (1).")


def test_a_pupil_still_there_has_no_exit(check: Check, write: Write) -> None:
    checked = check(write(EXITS.replace("19-12-2025;0FÆ", ";")), institution="281009")
    assert checked.rows.collect().select("ended_on", "reason").row(0) == (None, None)
    assert "counted_as_dropout" not in rules_of(checked)


@pytest.mark.parametrize(("printed", "read"), [("02", "2"), ("-3", "-3"), ("Bestået", "passed")])
def test_grades_of_the_seven_step_scale_are_read(check: Check, write: Write, printed: str, read: str) -> None:
    checked = check(write(GRADES.replace(";02\n", f";{printed}\n")), institution="281009")
    assert checked.rows.collect()["grade"].to_list() == [read]


def test_a_grade_of_another_scale_is_refused(check: Check, write: Write) -> None:
    checked = check(write(GRADES.replace(";02\n", ";11\n")), institution="281009")
    assert checked.refused_rows["rule"].to_list() == ["not_a_choice"]


@pytest.mark.parametrize("text", [ABSENCE, EXITS, GRADES])
def test_names_and_keys_never_leave_the_reader(check: Check, write: Write, text: str) -> None:
    keyed = text.replace("E1", "nøgle-et")
    bad = keyed + keyed.splitlines()[1].replace("nøgle-et", "nøgle-to").replace("2025", "20x5") + "\n"
    checked = check(write(bad), institution="281009")
    everything = f"{checked!r} {checked.refused_rows.rows()} {checked.rows.collect().rows()}"
    assert not [word for word in ("Fjord", "Alma", "nøgle-et", "nøgle-to") if word in everything]
    assert "personal_columns" in rules_of(checked)


@pytest.mark.parametrize("text", [ABSENCE, EXITS, GRADES])
def test_a_cpr_number_as_the_key_is_hashed_and_one_in_a_text_keeps_the_row_out(
    check: Check, write: Write, text: str
) -> None:
    keyed = text.replace("Elevnøgle", "CPR_nr").replace("E1", "7102031234")
    checked = check(write(keyed + keyed.splitlines()[1].replace("TØ26A", "7102031235") + "\n"), institution="281009")
    assert {"key_is_cpr", "cpr"} <= rules_of(checked)
    assert checked.detail_rows == 1
    assert "710203" not in f"{checked!r} {checked.refused_rows.rows()}"


@pytest.mark.parametrize("key", ["absence", "exits", "grades"])
def test_every_column_of_an_extract_is_documented_and_names_are_dropped(sources: dict[str, Source], key: str) -> None:
    page = (ROOT / "docs" / "reference" / "student-files.md").read_text(encoding="utf-8")
    for column in sources[key].columns:
        if column.role is not Role.DROP:
            assert [heading for heading in column.headings if heading not in page] == []
    dropped = {heading for column in sources[key].columns_of(Role.DROP) for heading in column.headings}
    assert {"Elevnavn", "Navn", "Lærer", "Bemærkning"} <= dropped


@pytest.mark.parametrize(("kind", "table"), [("fravaer", "absence"), ("afgange", "exits"), ("karakterer", "grades")])
def test_a_made_up_extract_goes_the_whole_way(check: Check, tmp_path: Path, kind: str, table: str) -> None:
    path = tmp_path / "made"
    written = write_extract(kind=kind, years=[SCHOOL], seed=7, path=path)

    checked = check(path, institution="281009")
    rows = tmp_path / "rows.parquet"
    checked.rows.sink_parquet(rows)
    raw, narrow = write_parts(
        folder=tmp_path / "parts", table=table, rows=rows, unit="281009", number=1, day=date(2026, 7, 1)
    )

    assert (checked.source, checked.detail_rows, checked.refused_rows.height) == (table, written, 0)
    assert (raw.fact, raw.rows) == (table, written)
    assert pl.read_parquet(tmp_path / "parts" / narrow.path).height == narrow.rows > 0


def test_the_same_seed_makes_the_same_extract() -> None:
    assert all(made(school=SCHOOL, seed=3).equals(made(school=SCHOOL, seed=3)) for made in MADE.values())


def test_absence_is_added_up_by_pupil_and_month(check: Check, write: Write, tmp_path: Path) -> None:
    more = "".join(f"{PUPIL};{day};Dansk;1,5;{away}\n" for day, away in [("02-09-2025", "1,5"), ("01-10-2025", "0")])
    rows = tmp_path / "rows.parquet"
    check(write(ABSENCE + more), institution="281009").rows.sink_parquet(rows)
    _raw, narrow = write_parts(
        folder=tmp_path / "parts", table="absence", rows=rows, unit="281009", number=1, day=date(2026, 7, 1)
    )

    found = pl.read_parquet(tmp_path / "parts" / narrow.path)
    assert found.select("month", "offered_minutes", "absent_minutes", "unlawful_minutes").rows() == [
        ("2025-09", 180, 135, None), ("2025-10", 90, 0, None),
    ]  # fmt: skip
