"""Numbers, dates, places and codes that cannot be right: the cell or the row is left out, the rest is kept."""

from pathlib import Path

import openpyxl
import polars as pl
import pytest

from ledestjerne.facts.contract import Column, ColumnType, Role
from ledestjerne.facts.places import Places
from ledestjerne.facts.values import read_column
from tests.facts.reading.conftest import Check, Write
from tests.facts.reading.spoilt import GOOD, SHARED, found


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
    numbered = [f"{100001 + place},Vej,7400,By,{row[-2]},{row[-1]}" for place, row in enumerate(rows)]
    text = "Institutionsnummer,Adresse,Postnummer,By,lat,lon,Institution\n" + "\n".join(f"{one},S" for one in numbered)
    checked = check(write(text), "register_ungdomsuddannelser")
    swapped = {row for row, _, _ in found(checked.problems, "swapped_coordinates")}
    abroad = {row for row, _, _ in found(checked.problems, "outside_denmark")}
    far = [
        unit for unit in checked.unit_rows if unit.latitude is not None and (unit.latitude > 58 or unit.longitude < 7)
    ]
    assert (len(swapped), len(abroad), len(far)) == (2, 3, 13)  # Greenland and the Faroes are in the realm
    assert len([unit for unit in checked.unit_rows if unit.latitude is not None]) - len(far) == 391


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


def test_a_municipalitys_other_spelling_is_mapped_and_told(check: Check, write: Write) -> None:
    checked = check(write(SHARED + "Høje Taastrup,Mellemtrin,2024/2025,7,3\nHøje-Taastrup,Udskoling,2024/2025,8,3\n"))
    assert checked.units == ("169",)
    assert found(checked.problems, "name_variant") == [(2, "kommune", "Høje Taastrup")]


def test_an_unknown_municipality_is_refused_and_not_guessed(check: Check, write: Write) -> None:
    checked = check(write(SHARED + GOOD + "Herningen,Mellemtrin,2024/2025,7,3\n"))
    assert found(checked.problems, "unknown_municipality") == [(3, "kommune", "Herningen")]


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
