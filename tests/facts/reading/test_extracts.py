"""Real cells carried with the tests, so that the readers are held to them on any machine."""

import pytest

from ledestjerne.facts.checked import CheckedDelivery
from tests.facts.reading.conftest import EXTRACTS, Check
from tests.facts.reading.test_real_pivots import YEARS, totals_of


@pytest.fixture(scope="session")
def intake(check: Check) -> CheckedDelivery:
    return check(EXTRACTS / "eud_gf1_extract.xlsx")


def test_the_extract_of_the_pivot_keeps_totals_as_printed(intake: CheckedDelivery) -> None:
    assert intake.source == "uddstat_eud_gf1"
    assert totals_of(intake, "861403", "Teknologi, byggeri og transport") == [63, 53, 71, 95, 97, 160, 164]
    assert [one.printed_total for one in intake.periods] == [12945, 12847, 12034, 12609, 12891, 13202, 13046]


def test_the_extract_of_the_pivot_marks_the_year_its_note_names(intake: CheckedDelivery) -> None:
    assert [one.period for one in intake.periods if not one.complete] == YEARS[-1:]


def test_a_total_that_counts_a_hidden_part_is_larger_than_its_details(intake: CheckedDelivery) -> None:
    bornholm = intake.rows.collect().filter(unit="400408", period="2021/2022")
    assert sorted(bornholm["value"].to_list()) == [14, 15, 15]


def test_the_extract_of_the_schools_keeps_verdicts_and_leaves_out_the_impossible(check: Check) -> None:
    schools = check(EXTRACTS / "skoleoverblik_herning.csv")
    assert (schools.detail_rows, len([one for one in schools.problems if one.rule == "impossible"])) == (41, 3)
    verdicts = schools.rows.collect().filter(measure="ses_verdict")["text"].drop_nulls().to_list()
    assert set(verdicts) <= {"På niveau", "Over niveau", "Under niveau"}
