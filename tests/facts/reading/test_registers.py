"""Registers of institutions, for the organisation tree."""

import csv
from pathlib import Path

from ledestjerne.facts.checked import UnitRow
from ledestjerne.facts.places import Places
from tests.facts.reading.conftest import Check, Write, rules_of


def test_the_addresses_of_youth_education_become_units(real_data: Path, check: Check) -> None:
    register = check(real_data / "institutioner" / "ungdomsuddannelser_adresser.csv")
    assert (register.source, register.detail_rows, len(register.unit_rows)) == ("register_ungdomsuddannelser", 689, 689)
    assert len([unit for unit in register.unit_rows if unit.latitude is not None]) == 247
    assert next(unit for unit in register.unit_rows if unit.code == "281537") == UnitRow(
        code="281537",
        level="institution",
        name="AMU Fyn Petersmindevej",
        address="Petersmindevej 50",
        postcode="5000",
        town="Odense C",
    )


def test_the_schools_that_take_pupils_in_are_all_in_the_register(real_data: Path, check: Check) -> None:
    """The file's own marks, which the product has no use for, beside the institutions of the intake."""
    path = real_data / "institutioner" / "ungdomsuddannelser_adresser.csv"
    with path.open(encoding="utf-8") as file:
        marked = list(csv.DictReader(file))
    intake = check(real_data / "uddstat_pivot_eud_gf1" / "eud_grundforloeb1_grupper.xlsx")
    known = {unit.code for unit in check(path).unit_rows}

    vocational = {row["Institutionsnummer"] for row in marked if row["har_eud_gf1_tilgang"] == "1"}
    assert vocational == set(intake.units)
    assert (len(vocational), sum(row["har_gym_tilgang"] == "1" for row in marked)) == (76, 225)
    assert vocational <= known


def test_every_municipality_of_the_map_is_known_by_its_code(real_data: Path, places: Places) -> None:
    with (real_data / "geo" / "kommuner.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file, delimiter=";"))
    codes = {row[0].zfill(3) for row in rows if row[0].isdigit()}

    assert len(codes) == 98
    assert codes <= {each.code for each in places.municipalities}


def test_the_institution_register_in_utf_16_without_a_mark_is_read_whole(real_data: Path, check: Check) -> None:
    register = check(real_data / "institutioner" / "specialskoler_register_utf16le_nobom.csv")
    assert (register.source, register.detail_rows, register.refused_rows.height) == ("register_institutioner", 147, 0)
    first = register.unit_rows[0]
    assert (first.code, first.name, first.kind) == ("101093", "Skolen i Charlottegården", "Specialskoler for børn")
    assert (first.cvr, first.municipality, first.region) == ("64942212", "101", "1084")
    assert (first.latitude, first.longitude) == (55.70459282, 12.52582065)


def test_heads_phones_and_mails_are_not_read(real_data: Path, check: Check) -> None:
    register = check(real_data / "institutioner" / "specialskoler_register_utf16le_nobom.csv")
    assert "personal_columns" in rules_of(register)
    assert {column.heading for column in register.columns if not column.meant_as} >= {"INST_LEDER", "TLF_NR", "E_MAIL"}


def test_an_institution_that_stands_twice_is_taken_once_and_told(check: Check, write: Write) -> None:
    head = "Institution,Institutionsnummer,Adresse,Postnummer,By\n"
    register = check(write(head + "A,281009,Vej 1,7400,Herning\nB,281009,Vej 2,7400,Herning\n"))
    assert ([unit.name for unit in register.unit_rows], "repeated_row" in rules_of(register)) == (["A"], True)


def test_a_number_that_is_no_institution_is_refused(check: Check, write: Write) -> None:
    head = "Institution,Institutionsnummer,Adresse,Postnummer,By\n"
    register = check(write(head + "A,28100,Vej 1,7400,Herning\nB,281009,Vej 2,7400,Herning\n"))
    assert (register.units, "not_a_code" in rules_of(register)) == (("281009",), True)
