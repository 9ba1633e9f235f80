"""When a feed is fetched next."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ledestjerne.base.time import COPENHAGEN
from ledestjerne.feeds.rhythm import Rhythm, months_later, next_run, retry_at

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rhythm", "day"),
    [
        (Rhythm.DAILY, date(2026, 11, 3)), (Rhythm.WEEKLY, date(2026, 11, 9)), (Rhythm.MONTHLY, date(2026, 12, 2)),
        (Rhythm.QUARTERLY, date(2027, 2, 2)), (Rhythm.YEARLY, date(2027, 11, 2)),
    ],
)  # fmt: skip
def test_it_comes_in_the_night_of_the_next_day_week_month_quarter_or_year(rhythm, day):
    planned = next_run(rhythm, after=MONDAY, number=1).astimezone(COPENHAGEN)

    assert (planned.date(), planned.hour, planned.minute) == (day, 3, 7)


def test_the_last_of_january_is_followed_by_the_last_of_february():
    assert months_later(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_later(date(2028, 2, 29), 12) == date(2029, 2, 28)


def test_summer_time_does_not_move_the_hour():
    before = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)

    assert next_run(Rhythm.DAILY, after=before, number=0).astimezone(COPENHAGEN).hour == 3


def test_retries_grow_to_a_day_and_no_further():
    gaps = [retry_at(after=MONDAY, failures=count) - MONDAY for count in (1, 2, 3, 6, 7, 400)]

    assert gaps == [
        timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2), timedelta(hours=16), timedelta(hours=24),
        timedelta(hours=24),
    ]  # fmt: skip
