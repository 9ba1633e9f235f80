"""The two real pivot workbooks, against the check figures that came with them."""

from pathlib import Path

import polars as pl
import pytest

from ledestjerne.facts.checked import CheckedDelivery, FilterCell
from tests.facts.reading.conftest import Check, rules_of

YEARS = ["2015/2016", "2016/2017", "2017/2018", "2018/2019", "2019/2020", "2020/2021", "2021/2022"]


@pytest.fixture(scope="session")
def intake(real_data: Path, check: Check) -> CheckedDelivery:
    return check(real_data / "uddstat_pivot_eud_gf1" / "eud_grundforloeb1_grupper.xlsx")


@pytest.fixture(scope="session")
def inclusion(real_data: Path, check: Check) -> CheckedDelivery:
    return check(real_data / "uddstat_pivot_inklusion" / "inklusion_specialundervisning_2020_21.xlsx")


def with_dims(rows: pl.LazyFrame) -> pl.DataFrame:
    """The facts with their categories as a dictionary in one column."""
    frame = rows.collect()
    dims = [{pair["key"]: pair["value"] for pair in pairs} for pairs in frame["dims"].to_list()]
    return frame.with_columns(pl.Series("of", dims, dtype=pl.Object))


def totals_of(checked: CheckedDelivery, unit: str, area: str) -> list[float]:
    """An institution's printed totals of a main area, year by year."""
    wanted = (pl.col("unit") == unit) & (pl.col("kind") == "total")
    rows = with_dims(checked.rows.filter(wanted)).rows(named=True)
    found = [row for row in rows if row["of"].get("main_area") == area and row["of"]["total"] == "institution"]
    return [sum(row["value"] or 0 for row in found if row["period"] == year) for year in YEARS]


def test_the_intake_workbook_is_known_by_its_headings_and_measure(intake: CheckedDelivery) -> None:
    assert intake.source == "uddstat_eud_gf1"


def test_details_totals_and_withheld_cells_of_the_intake_are_kept_apart(intake: CheckedDelivery) -> None:
    assert (intake.detail_rows, intake.total_rows, intake.withheld_cells) == (1489, 718, 5513)
    assert intake.refused_rows.is_empty()


def test_seventy_six_institutions_are_in_the_details_of_the_intake(intake: CheckedDelivery) -> None:
    assert len(intake.units) == 76
    assert {"281009", "861403"} <= set(intake.units)


def test_printed_totals_and_detail_sums_of_the_intake_stand_side_by_side(intake: CheckedDelivery) -> None:
    assert [one.period for one in intake.periods] == YEARS
    assert [one.printed_total for one in intake.periods] == [12945, 12847, 12034, 12609, 12891, 13202, 13046]
    assert [one.detail_sum for one in intake.periods] == [12253, 12176, 11346, 11904, 12156, 12514, 12390]


def test_the_year_the_note_calls_incomplete_is_marked_and_no_other(intake: CheckedDelivery) -> None:
    assert [one.period for one in intake.periods if not one.complete] == ["2021/2022"]
    marked = intake.rows.filter(~pl.col("complete")).select(pl.col("period").unique()).collect()
    assert marked["period"].to_list() == ["2021/2022"]
    assert intake.notes[0].startswith("Datagrundlaget for skoleåret 2021/2022")


def test_main_areas_of_2021_2022_are_printed_for_the_nation(intake: CheckedDelivery) -> None:
    nation = intake.rows.filter((pl.col("unit") == "DK") & (pl.col("period") == "2021/2022"))
    rows = [row for row in with_dims(nation).rows(named=True) if row["of"]["total"] == "main_area"]
    assert {row["of"]["main_area"]: row["value"] for row in rows} == {
        "Fødevarer, jordbrug og oplevelser": 1414,
        "Kontor, handel og forretningsservice": 2666,
        "Omsorg, sundhed og pædagogik": 1948,
        "Teknologi, byggeri og transport": 7103,
    }


@pytest.mark.parametrize(
    ("unit", "area", "values"),
    [
        ("281009", "Teknologi, byggeri og transport", [165, 184, 133, 164, 172, 156, 159]),
        ("281009", "Kontor, handel og forretningsservice", [49, 37, 57, 84, 81, 85, 64]),
        ("861403", "Teknologi, byggeri og transport", [63, 53, 71, 95, 97, 160, 164]),
    ],
)
def test_an_institutions_main_area_comes_from_the_printed_totals(
    intake: CheckedDelivery, unit: str, area: str, values: list[float]
) -> None:
    assert totals_of(intake, unit, area) == values


def test_the_smallest_printed_detail_is_three_and_withheld_is_not_zero(intake: CheckedDelivery) -> None:
    details = intake.rows.filter(pl.col("kind") == "detail").collect()
    assert details["value"].min() == 3
    assert details.filter("withheld")["value"].null_count() == 5513


def test_every_cell_is_told_from_every_other_by_unit_period_and_categories(intake: CheckedDelivery) -> None:
    rows = intake.rows.with_columns(pl.col("dims").list.eval(pl.element().struct.json_encode()).list.join("|"))
    cells = rows.select("unit", "unit_level", "period", "dims").collect()
    assert cells.n_unique() == cells.height == (1489 + 718 + 1) * 7


def test_the_csv_of_the_details_gives_the_same_figures_as_the_workbook(
    real_data: Path, check: Check, intake: CheckedDelivery
) -> None:
    details = check(real_data / "uddstat_pivot_eud_gf1" / "eud_grundforloeb1_grupper_detalje.csv")
    ours = ["unit", "period", "measure", "value", "withheld"]  # three of its rows lack the home region
    workbook = intake.rows.filter(pl.col("kind") == "detail").select(ours).collect()
    assert details.rows.select(ours).collect().equals(workbook)
    assert (details.detail_rows, details.total_rows) == (1489, 0)


def test_the_inclusion_workbook_is_read_sheet_by_sheet(inclusion: CheckedDelivery) -> None:
    assert inclusion.source == "uddstat_inklusion"
    assert {one.sheet for one in inclusion.periods} == {
        "Skoleår",
        "Klassetrin",
        "Bopælskommuner",
        "Institutionskommuner",
        "Specialundervisning, kommuner",
    }
    assert inclusion.refused_rows.is_empty()


def test_the_inclusion_rate_of_a_year_is_a_fraction_as_printed(inclusion: CheckedDelivery) -> None:
    wanted = (pl.col("sheet") == "Skoleår") & (pl.col("period") == "2020/2021")
    assert inclusion.rows.filter(wanted).collect()["value"].to_list() == [pytest.approx(0.94135, abs=5e-6)]


def test_the_mean_over_all_years_is_an_interval_and_no_point_of_the_trend(inclusion: CheckedDelivery) -> None:
    over = inclusion.rows.filter(pl.col("period_kind") == "interval").collect()
    assert over.select("kind", "period").row(0) == ("total", "2008/2009-2020/2021")
    assert over["value"].to_list() == [pytest.approx(0.92542, abs=5e-6)]
    assert "over_years" in rules_of(inclusion)


def test_special_teaching_is_printed_for_the_nation(inclusion: CheckedDelivery) -> None:
    wanted = (pl.col("sheet") == "Specialundervisning, kommuner") & (pl.col("unit") == "DK")
    rows = inclusion.rows.filter(wanted).collect()
    assert dict(zip(rows["measure"], rows["value"], strict=True)) == {
        "special_teaching_separate": 31332,
        "special_teaching_ordinary": 3224,
        "pupils": 534241,
    }


def test_grade_ten_is_included_least_but_for_the_empty_grade_eleven(inclusion: CheckedDelivery) -> None:
    rows = with_dims(inclusion.rows.filter(pl.col("sheet") == "Klassetrin")).rows(named=True)
    by_grade = {row["of"].get("grade"): row["value"] for row in rows}
    assert by_grade["10. klassetrin"] == pytest.approx(0.8095, abs=1e-4)


def test_unstated_municipalities_stay_a_member_and_become_no_unit(inclusion: CheckedDelivery) -> None:
    rows = with_dims(inclusion.rows.filter(pl.col("sheet") == "Bopælskommuner")).rows(named=True)
    unstated = [row for row in rows if row["of"].get("municipality") == "uoplyst"]
    assert [(row["unit"], row["of"]["counted_by"]) for row in unstated] == [("", "home")]


def test_filters_above_the_pivot_are_kept(inclusion: CheckedDelivery) -> None:
    assert FilterCell(sheet="Klassetrin", name="Skoleår", value="2020/2021") in inclusion.filters
    assert FilterCell(sheet="Skoleår", name="Afdelingstype", value="(Multiple Items)") in inclusion.filters
