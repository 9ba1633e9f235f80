from datetime import date

import pytest

from ledestjerne.base.time import Period, PeriodKind, SchoolYear, Span, UnknownPeriodError, span_of, today


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("2024/2025", PeriodKind.SCHOOL_YEAR, "2024/2025"),
        ("2024/25", PeriodKind.SCHOOL_YEAR, "2024/2025"),
        ("1999/00", PeriodKind.SCHOOL_YEAR, "1999/2000"),
        (" 2024 ", PeriodKind.YEAR, "2024"),
        ("2024-09", PeriodKind.MONTH, "2024-09"),
        ("2022/2023-2024/2025", PeriodKind.INTERVAL, "2022/2023-2024/2025"),
    ],
)
def test_a_period_is_read_from_its_text(text, kind, key):
    assert Period.parse(text) == Period(kind=kind, key=key)


@pytest.mark.parametrize("text", ["2024/2026", "skoleåret", "2024-13", ""])
def test_a_text_that_names_no_period_is_refused(text):
    with pytest.raises(UnknownPeriodError):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "before"), [("2024/2025", "2023/2024"), ("2024", "2023"), ("2024-01", "2023-12"), ("2020-2024", None)]
)
def test_the_period_before(text, before):
    previous = Period.parse(text).previous()

    assert (previous and previous.key) == before


def test_a_school_year_begins_in_august():
    assert str(SchoolYear.of(date(2026, 7, 31))) == "2025/2026"
    assert str(SchoolYear.of(date(2026, 8, 1))) == "2026/2027"
    assert SchoolYear(2026).ends_on == date(2027, 7, 31)


def test_the_clock_of_the_tests_stands_still():
    assert today() == date(2026, 11, 2)


@pytest.mark.parametrize("text", ["2024K1", "2024Q1"])
def test_a_quarter_is_read_in_danish_and_in_english(text):
    assert Period.parse(text) == Period(PeriodKind.QUARTER, "2024K1")


def test_before_the_first_quarter_comes_the_last_of_the_year_before():
    assert str(Period.parse("2024K1").previous()) == "2023K4"
    assert str(Period.parse("2024K3").previous()) == "2024K2"


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("2024K1", date(2024, 1, 1), date(2024, 3, 31)), ("2024K4", date(2024, 10, 1), date(2024, 12, 31)),
     ("2024-12", date(2024, 12, 1), date(2024, 12, 31)), ("2024-02", date(2024, 2, 1), date(2024, 2, 29))],
)  # fmt: skip
def test_a_span_has_the_first_and_the_last_day(period, first, last):
    assert span_of(period) == Span(first, last)
