"""Which units of a reference may be shown."""

from ledestjerne.indicators.privacy import Count
from ledestjerne.indicators.reference.shown import hidden_units, window


def counts(**years: dict[str, int]) -> dict:
    return {(unit, year): Count(n) for year, units in years.items() for unit, n in units.items()}


def test_a_unit_of_four_is_hidden_and_takes_the_smallest_other_with_it():
    hidden = hidden_units(counts(y1={"A": 30, "B": 12, "C": 4}), below=5)

    assert {unit for unit, _ in hidden} == {"B", "C"}


def test_two_small_units_hide_each_other():
    hidden = hidden_units(counts(y1={"A": 30, "B": 12, "C": 4, "D": 3}), below=5)

    assert {unit for unit, _ in hidden} == {"C", "D"}


def test_a_year_that_is_hidden_cannot_be_taken_from_three_years_together():
    hidden = hidden_units(counts(y1={"A": 30, "B": 30}, y2={"A": 30, "B": 3}, y3={"A": 30, "B": 30}), below=5)

    shown_years = {year for year in ("y1", "y2", "y3") if ("B", year) not in hidden}
    assert ("B", "y2") in hidden
    assert ("B", window("y1", "y3")) in hidden or len(shown_years) < 2


def test_nothing_is_hidden_where_all_are_many():
    assert hidden_units(counts(y1={"A": 30, "B": 12}), below=5) == frozenset()
