"""Files are known by their shape."""

from pathlib import Path

import pytest

from ledestjerne.facts.contract import Source
from ledestjerne.facts.recognise import REASONS, recognise
from tests.facts.reading.conftest import Write

REAL = {
    "uddstat_pivot_eud_gf1/eud_grundforloeb1_grupper.xlsx": "uddstat_eud_gf1",
    "uddstat_pivot_eud_gf1/eud_grundforloeb1_grupper_detalje.csv": "uddstat_eud_gf1",
    "uddstat_pivot_inklusion/inklusion_specialundervisning_2020_21.xlsx": "uddstat_inklusion",
    "dst_statusu/raw_analyse1_kommuner_2024.csv": "statbank_status_kommune",
    "dst_statusu/raw_analyse2_odense_2024.csv": "statbank_status_uddannelse",
    "dst_statusu/raw_analyse3_koen_2024.csv": "statbank_status_koen",
    "dst_statusu/raw_analyse4_herkomst_2024.csv": "statbank_status_herkomst",
    "skoleoverblik_2024_25/skoler.csv": "skoleoverblik",
    "skoleoverblik_2024_25/kommune_klassekvotient_kvotien.csv": "kommune_klassekvotient",
    "uddstat_kommune_trivsel_fravaer/trivsel_fravaer_time_merged.csv": "kommune_trivsel_fravaer",
    "uddstat_kommune_trivsel_fravaer/uddannelse_score.csv": "kommune_foraeldre_uddannelse",
    "uddstat_skoler_trivsel_karakter/skoler_trivsel_karakter.csv": "skoler_trivsel_karakter",
    "dr_trivsel_greve/school_survey_data.csv": "dr_trivsel",
    "institutioner/ungdomsuddannelser_adresser.csv": "register_ungdomsuddannelser",
    "institutioner/specialskoler_register_utf16le_nobom.csv": "register_institutioner",
    "dst_statusu/bearb_analyse1b_kommuner.csv": "long_table",
    "uci_dropout/data.csv": "long_table",
}


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_is_recognised_whatever_it_is_called(
    real_data: Path, tmp_path: Path, sources: dict[str, Source], name: str
) -> None:
    renamed = tmp_path / "download (3).tmp"
    renamed.write_bytes((real_data / name).read_bytes())
    first, *_ = recognise(renamed, sources=sources.values())
    assert first.source == REAL[name]
    assert first.reason in REASONS
    assert "{" not in REASONS[first.reason].format(what=first.what, measure=first.measure)
    assert first.what or first.reason in ("pivot", "table")


def test_an_unknown_pivot_is_read_as_any_pivot(workbook: Write, sources: dict[str, Source]) -> None:
    path = workbook([["Antal lærere", "Skoleår"], ["Fag", "2023/2024"], ["Dansk", 4], ["Hovedtotal", 4]])
    assert [one.source for one in recognise(path, sources=sources.values())] == ["uddstat_pivot", "long_table"]


def test_a_file_that_fits_nothing_gives_no_answer(write: Write, sources: dict[str, Source]) -> None:
    assert recognise(write("Kære skole,\n"), sources=sources.values()) == []


def test_the_surest_source_stands_first(real_data: Path, sources: dict[str, Source]) -> None:
    found = recognise(real_data / "uddstat_pivot_eud_gf1" / "eud_grundforloeb1_grupper.xlsx", sources=sources.values())
    assert [one.certainty for one in found] == sorted((one.certainty for one in found), reverse=True)


def test_a_lesson_file_with_other_headings_of_the_same_meaning_is_known(
    write: Write, sources: dict[str, Source]
) -> None:
    head = "ElevID;Klasse;CØSA;Periodetype;Dag;Starttid;Sluttid;Skolefag;Lærerstyret undervisning;Fremmøde registreret"
    row = "E1;A;1952;GF1;01-09-2025;08:15;09:00;Dansk;j;j"
    assert recognise(write(f"{head}\n{row}\n"), sources=sources.values())[0].source == "lessons"
