"""The real tables, against the check figures that came with them."""

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from ledestjerne.facts.checked import CheckedDelivery
from tests.facts.reading.conftest import EXTRACTS, Check, rules_of


def dim(key: str) -> pl.Expr:
    """A category of a fact by its key."""
    found = pl.col("dims").list.eval(
        pl.when(pl.element().struct.field("key") == key).then(pl.element().struct.field("value"))
    )
    return found.list.drop_nulls().list.first()


def values_of(checked: CheckedDelivery, **wanted: str) -> list[float]:
    """Values of the facts with these columns or categories, in file order."""
    columns = ("unit", "period", "measure", "kind", "unit_level")
    mask = [(pl.col(key) if key in columns else dim(key)) == value for key, value in wanted.items()]
    return checked.rows.filter(*mask).select("value").collect()["value"].to_list()


def mean_of(checked: CheckedDelivery, **wanted: str) -> float:
    return pl.Series([value for value in values_of(checked, **wanted) if value is not None]).mean()  # type: ignore[return-value]


@pytest.fixture(scope="session")
def youth(check: Check) -> CheckedDelivery:
    """Status of young people per municipality, whole, as Danmarks Statistik gives it."""
    return check(EXTRACTS / "statbank_status_kommuner_2024.csv")


@pytest.fixture(scope="session")
def schools(real_data: Path, check: Check) -> CheckedDelivery:
    return check(real_data / "skoleoverblik_2024_25" / "skoler.csv")


def test_the_extract_of_the_municipalities_is_the_whole_real_file(real_data: Path) -> None:
    real = real_data / "dst_statusu" / "raw_analyse1_kommuner_2024.csv"
    assert (EXTRACTS / "statbank_status_kommuner_2024.csv").read_bytes() == real.read_bytes()


def test_the_file_without_header_in_cp1252_is_recognised_by_its_cells(youth: CheckedDelivery) -> None:
    assert youth.source == "statbank_status_kommune"
    assert (youth.detail_rows, youth.total_rows, len(youth.units)) == (99, 1, 99)


def test_the_printed_whole_country_is_the_sum_of_its_four_statuses(youth: CheckedDelivery) -> None:
    country = {
        status: values_of(youth, unit="DK", status=status)
        for status in ("all", "completed", "ongoing", "dropped", "none")
    }
    assert country == {"all": [601166], "completed": [404435], "ongoing": [105009], "dropped": [41847], "none": [49875]}
    assert round(100 * 41847 / 601166, 2) == 6.96


def test_the_municipalities_sum_is_told_and_not_refused(youth: CheckedDelivery) -> None:
    (period,) = youth.periods
    assert (period.period, period.printed_total, period.detail_sum) == ("2024", 601166, 540278)
    told = next(problem for problem in youth.problems if problem.rule == "sum_differs")
    assert (told.severity, "540.278" in told.message, "601.166" in told.message) == ("notice", True, True)
    assert youth.refused_rows.is_empty()


def test_vesthimmerland_is_flagged_and_unchanged_with_few_others(youth: CheckedDelivery) -> None:
    flagged = [problem for problem in youth.problems if problem.rule == "outlier"]
    assert ("7976", 99) in [(problem.value, problem.row) for problem in flagged]
    assert len(flagged) < 12
    assert values_of(youth, unit="820", status="all") == [7976]


def test_christiansoe_has_nothing_to_divide(youth: CheckedDelivery) -> None:
    told = next(problem for problem in youth.problems if problem.rule == "nothing_to_divide")
    assert (told.value, told.row) == ("411", 31)
    assert values_of(youth, unit="411") == [0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("unit", "share"), [("360", 13.33), ("773", 13.23), ("201", 2.45), ("223", 2.83)], ids=lambda value: str(value)
)
def test_the_share_that_dropped_out_can_be_worked_out(youth: CheckedDelivery, unit: str, share: float) -> None:
    (dropped,), (everyone,) = values_of(youth, unit=unit, status="dropped"), values_of(youth, unit=unit, status="all")
    assert round(100 * dropped / everyone, 2) == share


def test_starters_in_odense_by_type_of_education(real_data: Path, check: Check) -> None:
    odense = check(real_data / "dst_statusu" / "raw_analyse2_odense_2024.csv")
    dropped = {
        kind: values_of(odense, unit="461", status="dropped", education_type=kind)[0]
        for kind in ("gymnasial", "basic_course", "vocational")
    }
    started = {
        kind: values_of(odense, unit="461", status="all", education_type=kind)[0]
        for kind in ("gymnasial", "basic_course", "vocational")
    }
    assert (dropped["gymnasial"], started["gymnasial"]) == (375, 8060)
    assert (dropped["vocational"] + dropped["basic_course"], started["vocational"] + started["basic_course"]) == (
        595 + 106,
        2490 + 155,
    )


def test_men_and_women_who_dropped_out(real_data: Path, check: Check) -> None:
    sexes = check(real_data / "dst_statusu" / "raw_analyse3_koen_2024.csv")
    assert values_of(sexes, status="dropped", sex="men") == [26212]
    assert values_of(sexes, status="all", sex="women") == [295626]


def test_three_origins_add_up_to_the_country(real_data: Path, check: Check) -> None:
    origins = check(real_data / "dst_statusu" / "raw_analyse4_herkomst_2024.csv")
    assert sum(values_of(origins, status="all")) == 601166
    assert origins.source == "statbank_status_herkomst"


def test_every_school_of_the_country_has_a_row(schools: CheckedDelivery) -> None:
    assert (schools.source, schools.detail_rows, len(schools.units), len(schools.unit_rows)) == (
        "skoleoverblik",
        2303,
        2303,
        2303,
    )
    kinds = Counter(row.kind for row in schools.unit_rows)
    assert (kinds["folkeskole"], kinds.total()) == (1398, 2303)


def test_the_published_verdicts_are_kept_as_printed(schools: CheckedDelivery) -> None:
    verdicts = schools.rows.filter(pl.col("measure") == "ses_verdict").collect()["text"].drop_nulls().to_list()
    assert Counter(verdicts) == {"På niveau": 1091, "Over niveau": 82, "Under niveau": 50}


def test_the_published_differences_are_kept_as_printed(schools: CheckedDelivery) -> None:
    differences = pl.Series([value for value in values_of(schools, measure="ses_difference") if value is not None])
    assert (differences.min(), differences.max()) == (-1.0, 1.2)
    assert differences.mean() == pytest.approx(0.038, abs=5e-4)
    assert differences.std() == pytest.approx(0.346, abs=5e-4)


def test_pupils_with_a_figure_add_up(schools: CheckedDelivery) -> None:
    assert [one.detail_sum for one in schools.periods if one.measure == "pupils"] == [654523]


def test_impossible_teaching_hours_are_left_out_and_the_school_kept(schools: CheckedDelivery) -> None:
    impossible = {problem.value for problem in schools.problems if problem.rule == "impossible"}
    assert impossible == {"0", "1676"}
    hours = [value for value in values_of(schools, measure="teaching_hours_per_pupil") if value is not None]
    assert 0 < min(hours) <= max(hours) < 1000


def test_schools_in_herning_are_found_by_the_municipalitys_code(schools: CheckedDelivery) -> None:
    herning = [row for row in schools.unit_rows if row.municipality == "657"]
    assert len(herning) == 38
    lundgaard = next(row for row in herning if row.name == "Lundgårdskolen")
    assert values_of(schools, unit=lundgaard.code, measure="grade_mean") == [8.4]
    assert values_of(schools, unit=lundgaard.code, measure="ses_difference") == [0.6]


def test_class_sizes_of_ninety_eight_municipalities(real_data: Path, check: Check) -> None:
    sizes = check(real_data / "skoleoverblik_2024_25" / "kommune_klassekvotient_kvotien.csv")
    assert (sizes.source, sizes.detail_rows, values_of(sizes, unit="101")) == ("kommune_klassekvotient", 98, [21.7])


def test_absence_and_wellbeing_of_the_municipalities_over_six_years(real_data: Path, check: Check) -> None:
    both = check(real_data / "uddstat_kommune_trivsel_fravaer" / "trivsel_fravaer_time_merged.csv")
    assert (both.detail_rows, len(both.units)) == (1174, 98)
    assert mean_of(both, period="2024/2025", stage="Mellemtrin", measure="absence") == pytest.approx(7.879, abs=5e-4)
    assert mean_of(both, period="2024/2025", stage="Udskoling", measure="absence") == pytest.approx(9.135, abs=5e-4)
    assert mean_of(both, period="2024/2025", stage="Udskoling", measure="wellbeing_score") == pytest.approx(
        3.549, abs=5e-4
    )
    assert len(values_of(both, period="2021/2022", measure="absence")) == 194


def test_schools_known_only_by_name_keep_their_figures_and_are_counted(real_data: Path, check: Check) -> None:
    schools = check(real_data / "uddstat_skoler_trivsel_karakter" / "skoler_trivsel_karakter.csv")
    assert schools.detail_rows == 1346
    assert mean_of(schools, measure="wellbeing_general") == pytest.approx(3.574, abs=5e-4)
    assert mean_of(schools, measure="wellbeing_support") == pytest.approx(3.097, abs=5e-4)
    assert len([value for value in values_of(schools, measure="grade_mean") if value is not None]) == 893
    assert [one.detail_sum for one in schools.periods if one.measure == "grades"] == [630456]
    told = next(problem for problem in schools.problems if problem.rule == "unit_without_code")
    assert "1.346" in told.message


@pytest.mark.parametrize(
    ("school", "mean"),
    [
        ("Damagerskolen", 9.914),
        ("Arenaskolen", 6.423),
        ("Hedelyskolen", 6.014),
        ("Tune Skole", 5.795),
        ("Karlslunde Skole", 5.395),
        ("Mosede Skole", 5.386),
        ("Holmeagerskolen", 5.286),
    ],
)
def test_negative_answers_of_the_schools_in_greve(real_data: Path, check: Check, school: str, mean: float) -> None:
    greve = check(real_data / "dr_trivsel_greve" / "school_survey_data.csv")
    names = greve.rows.select(dim("school_name").alias("name")).unique().collect()["name"].to_list()
    name = next(one for one in names if one.startswith(school.split()[0]) or school.startswith(one))
    values = values_of(greve, school_name=name)
    assert (len(values), sum(values) / 22) == (22, pytest.approx(mean, abs=5e-4))


def test_a_name_a_person_has_paired_with_a_code_becomes_that_unit(real_data: Path, check: Check) -> None:
    path = real_data / "dr_trivsel_greve" / "school_survey_data.csv"
    greve = check(path, unit_names={"damagerskolen": "253011"})
    assert greve.units == ("253011",)
    assert len(values_of(greve, unit="253011")) == 22
    assert "unit_by_name" in rules_of(greve)
