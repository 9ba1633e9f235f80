"""Files about pupils' background: what is read, what is dropped, and what stays unstated."""

from pathlib import Path

from ledestjerne.facts.background_generator import StartingClass, write_background
from ledestjerne.facts.checked import BACKGROUND
from ledestjerne.facts.sources.extract import pupil_key
from tests.facts.reading.conftest import SECRET, Check, Write, rules_of

HEAD = "Elevnøgle;Elevnavn;Uddannelse;Afdeling;Startdato;Alder;Køn;Herkomst;Forældres uddannelse;Karakter fra grundskolen;Faldet fra;Karakter"
ROW = "E1;Alma Fjord;GF2 Tømrer;EUD;11-08-2025;17;K;dansk;;4,5;nej;7"


def test_a_pupil_is_read_with_unit_codes_and_a_key_and_what_is_not_stated_is_null(check: Check, write: Write) -> None:
    checked = check(write(f"{HEAD}\n{ROW}\n"), institution="281009")

    row = checked.rows.collect().rows(named=True)[0]
    assert checked.rows.collect_schema() == BACKGROUND
    assert (row["education"], row["department"]) == ("281009-udd-GF2_TØMRER", "281009-afd-EUD")
    assert row["pupil"] == pupil_key(key="E1", institution="281009", secret=SECRET)
    assert (row["sex"], row["age"], row["entry_grade"], row["dropout"]) == ("kvinde", 17.0, 4.5, False)
    assert row["parents_education"] is None
    assert row["parents_income"] is None


def test_names_never_leave_the_reader(check: Check, write: Write) -> None:
    checked = check(write(f"{HEAD}\n{ROW}\n{ROW.replace('17', 'atten')}\n"), institution="281009")

    everything = f"{checked!r} {checked.refused_rows.rows()} {checked.rows.collect().rows()}"
    assert "Fjord" not in everything
    assert "not_a_number" in rules_of(checked)


def test_the_made_up_file_is_read_without_a_fault(check: Check, tmp_path: Path) -> None:
    path = tmp_path / "elever.csv"
    classes = [StartingClass(department="EUD", education="GF2 Tømrer", code="TØ25A", pupils=40)]
    write_background(institution="281009", first_year=2025, classes=classes, seed=1, path=path)

    checked = check(path, institution="281009")

    assert checked.detail_rows == 40
    assert rules_of(checked) == set()
    assert [one.period for one in checked.periods] == ["2025/2026"]
