from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from ledestjerne.base.danish import (
    AmbiguousNumberError,
    NotANumberError,
    format_number,
    format_percent,
    parse_number,
    sort_key,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.234,5", "1234.5"), ("−2,5", "-2.5"), ("-2,5", "-2.5"), ("2.351", "2351"), ("1 234", "1234"), ("0", "0")],
)
def test_a_danish_number_is_read(text, value):
    assert parse_number(text) == Decimal(value)


def test_a_number_with_a_point_is_ambiguous():
    with pytest.raises(AmbiguousNumberError):
        parse_number("7.8")


@pytest.mark.parametrize("text", ["", "syg", "1,2,3", "1.23,4", "=SUM(A1)"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumberError):
        parse_number(text)


def test_numbers_are_written_as_danes_write_them():
    assert format_number(1234567.891, decimals=2) == "1.234.567,89"
    assert format_number(-2.5, decimals=1) == "−2,5"
    assert format_number(-0.04, decimals=1) == "0,0"
    assert format_percent(0.0696) == "7,0\u00a0%"


def test_danish_names_sort_as_in_a_danish_list():
    names = ["Åse", "Øjvind", "Ærø", "Zoe", "Aage", "Bo", "aabenraa", "Århus"]

    assert sorted(names, key=sort_key) == ["Bo", "Zoe", "Ærø", "Øjvind", "aabenraa", "Aage", "Århus", "Åse"]


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("da", "1. maj 2026", "1. maj 2026 kl. 14.05"),
        ("en", "1 May 2026", "1 May 2026, 14:05"),
    ],
)
def test_a_day_is_written_in_the_language_of_the_reader(language, day, moment):
    with override(language):
        assert date_format(date(2026, 5, 1)) == day
        assert date_format(datetime(2026, 5, 1, 14, 5), "DATETIME_FORMAT") == moment  # noqa: DTZ001  # as on the wall
