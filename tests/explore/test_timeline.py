"""Where days lie on an axis of periods."""

from datetime import date

import pytest

from ledestjerne.explore.timeline import place_of

YEARS = ("2023/2024", "2024/2025")


@pytest.mark.parametrize(
    ("day", "place"),
    [(date(2023, 8, 1), -0.5), (date(2024, 1, 31), 0.0), (date(2024, 8, 1), 0.5), (date(2025, 7, 31), 1.5 - 1 / 365)],
)
def test_a_day_lies_as_far_into_its_school_year_as_days_have_passed(day, place):
    assert place_of(day, YEARS) == pytest.approx(place)


@pytest.mark.parametrize("day", [date(2023, 7, 31), date(2025, 8, 1)])
def test_a_day_outside_the_axis_has_no_place(day):
    assert place_of(day, YEARS) is None


def test_a_day_in_a_period_that_is_missing_lies_on_the_border():
    assert place_of(date(2024, 5, 1), ("2023", "2025")) == 0.5


def test_months_are_spans_too():
    assert place_of(date(2024, 2, 15), ("2024-01", "2024-02")) == pytest.approx(0.5 + 14 / 29)


def test_intervals_overlap_and_have_no_places():
    assert place_of(date(2024, 5, 1), ("2022/2023-2024/2025",)) is None


def test_quarters_are_spans_too():
    assert place_of(date(2024, 4, 1), ("2024K1", "2024K2")) == pytest.approx(0.5)
