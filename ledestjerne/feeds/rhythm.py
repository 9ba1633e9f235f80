"""When a feed is fetched next. Pure."""

import calendar
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ledestjerne.base.time import COPENHAGEN

NIGHT = 3
"""The hour, in Denmark, after which feeds run by themselves."""

FIRST_RETRY = timedelta(minutes=30)
LONGEST_RETRY = timedelta(hours=24)


class Rhythm(StrEnum):
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.YEARLY: 12}
DAYS = {Rhythm.DAILY: 1, Rhythm.WEEKLY: 7}


def next_run(rhythm: Rhythm, *, after: datetime, number: int) -> datetime:
    """A night a day, week, month, quarter or year later; feeds (by number) spread over an hour so none knock together."""
    day = after.astimezone(COPENHAGEN).date()
    later = day + timedelta(days=DAYS[rhythm]) if rhythm in DAYS else months_later(day, MONTHS[rhythm])
    return datetime.combine(later, time(NIGHT, number * 7 % 60), tzinfo=COPENHAGEN)


def months_later(day: date, count: int) -> date:
    """The same day some months on, or the last day of a shorter month."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def retry_at(*, after: datetime, failures: int) -> datetime:
    """Half an hour after the first failure, twice as long after each further one, never more than a day."""
    doubled: timedelta = FIRST_RETRY * (1 << min(failures - 1, 10))
    return after + min(doubled, LONGEST_RETRY)
