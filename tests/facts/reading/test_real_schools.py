"""What the READMEs of the real files say of schools and municipalities, worked out from what the reader gives."""

from collections import Counter
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from ledestjerne.facts.checked import CheckedDelivery
from tests.facts.reading.conftest import Check
from tests.facts.reading.test_real_tables import dim, mean_of, values_of


@pytest.fixture(scope="session")
def named_schools(real_data: Path, check: Check) -> CheckedDelivery:
    """Wellbeing and grades of schools known by name only."""
    return check(real_data / "uddstat_skoler_trivsel_karakter" / "skoler_trivsel_karakter.csv")


@pytest.fixture(scope="session")
def municipalities(real_data: Path, check: Check) -> CheckedDelivery:
    """Absence and wellbeing of a single year."""
    return check(real_data / "uddstat_kommune_trivsel_fravaer" / "trivsel_fravaer_merged.csv")


@pytest.fixture(scope="session")
def over_time(real_data: Path, check: Check) -> CheckedDelivery:
    return check(real_data / "uddstat_kommune_trivsel_fravaer" / "trivsel_fravaer_time_merged.csv")


@pytest.mark.parametrize(
    ("measure", "mean"),
    [
        ("wellbeing_general", 3.574), ("wellbeing_professional", 3.543), ("wellbeing_calm", 3.679),
        ("wellbeing_social", 3.889), ("wellbeing_support", 3.097), ("grade_mean", 7.025),
    ],
)  # fmt: skip
def test_the_mean_of_the_schools(named_schools: CheckedDelivery, measure: str, mean: float) -> None:
    assert mean_of(named_schools, measure=measure) == pytest.approx(mean, abs=5e-4)


def test_the_mean_of_all_grades_weighs_each_school_by_its_grades(named_schools: CheckedDelivery) -> None:
    means, grades = values_of(named_schools, measure="grade_mean"), values_of(named_schools, measure="grades")
    both = [(mean, n) for mean, n in zip(means, grades, strict=True) if mean is not None]

    assert (len(both), len(means) - len(both)) == (893, 453)
    assert sum(mean * n for mean, n in both) / sum(n for _, n in both) == pytest.approx(7.1416, abs=5e-5)


def pairs_of(checked: CheckedDelivery, first: str, second: str, **wanted: str) -> pl.DataFrame:
    """Two measures side by side, of each municipality and stage."""
    rows = checked.rows.filter(pl.col("measure").is_in([first, second])).select(
        "unit", "measure", "value", dim("stage").alias("stage")
    )
    wide = rows.collect().pivot("measure", index=["unit", "stage"], values="value")
    return wide.filter(*(pl.col(name) == value for name, value in wanted.items())).sort("unit", "stage")


def test_more_absence_goes_with_less_wellbeing(municipalities: CheckedDelivery) -> None:
    both = pairs_of(municipalities, "absence", "wellbeing_score")

    assert both.height == 196
    assert np.corrcoef(both["absence"], both["wellbeing_score"])[0, 1] == pytest.approx(-0.491, abs=5e-4)
    assert mean_of(municipalities, stage="Mellemtrin", measure="wellbeing_score") == pytest.approx(3.673, abs=5e-4)


def test_absence_of_the_middle_stage_by_wellbeing_and_the_parents_education(
    municipalities: CheckedDelivery, real_data: Path, check: Check
) -> None:
    parents = check(real_data / "uddstat_kommune_trivsel_fravaer" / "uddannelse_score.csv")
    level = parents.rows.select("unit", "value", dim("stage").alias("stage")).collect()
    both = pairs_of(municipalities, "absence", "wellbeing_score", stage="Mellemtrin").join(level, on=["unit", "stage"])
    design = np.column_stack([np.ones(both.height), both["wellbeing_score"], both["value"]])

    found, _, _, _ = np.linalg.lstsq(design, both["absence"].to_numpy(), rcond=None)

    assert (parents.detail_rows, both.height) == (294, 98)
    assert [round(value, 2) for value in found] == [30.48, -6.42, 0.19]
    left = both["absence"].to_numpy() - design @ found
    assert 1 - left.var() / both["absence"].to_numpy().var() == pytest.approx(0.145, abs=5e-4)


def test_the_middle_stage_over_the_years(over_time: CheckedDelivery) -> None:
    def mean(measure: str, first: int) -> float:
        return mean_of(over_time, period=f"{first}/{first + 1}", stage="Mellemtrin", measure=measure)

    absence = [mean("absence", first) for first in range(2019, 2025)]
    wellbeing = [mean("wellbeing_score", first) for first in range(2019, 2025)]

    assert [round(value, 2) for value in (absence[0], max(absence), absence[-1])] == [5.36, 8.48, 7.88]
    assert absence.index(max(absence)) == 2  # 2021/2022
    assert [round(value, 3) for value in (wellbeing[0], min(wellbeing), wellbeing[-1])] == [3.794, 3.638, 3.673]


def test_every_kind_of_school_is_counted(real_data: Path, check: Check) -> None:
    schools = check(real_data / "skoleoverblik_2024_25" / "skoler.csv")
    kinds = Counter(row.kind for row in schools.unit_rows)

    assert sorted(kinds.values(), reverse=True) == [1398, 545, 241, 119]
    haderup = next(row for row in schools.unit_rows if row.name == "Haderup Skole")
    assert values_of(schools, unit=haderup.code, measure="grade_mean") == [5.3]
    assert values_of(schools, unit=haderup.code, measure="ses_difference") == [-0.4]


def test_the_details_of_the_intake_as_a_file_of_text(real_data: Path, check: Check) -> None:
    """The same rows as in the workbook, with the labels filled down."""
    folder = real_data / "uddstat_pivot_eud_gf1"
    text = check(folder / "eud_grundforloeb1_grupper_detalje.csv")
    book = check(folder / "eud_grundforloeb1_grupper.xlsx")

    assert (text.detail_rows, len(text.units)) == (1489, 76)
    assert [one.detail_sum for one in text.periods] == [one.detail_sum for one in book.periods]
