"""The cells of a class in the overview: hours, with what their colour and slant mean said in words too."""

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from ledestjerne.hours.reads import ClassLine, WeekHours
from ledestjerne.hours.tally import Tally, outlook_of
from ledestjerne.hours.templatetags.hours import heat_cells
from ledestjerne.indicators.vocabulary import Weeks


def week(hours, **about):
    usual = {"is_enough": True, "is_ahead": False, "is_partly_ahead": False}
    return WeekHours(year=2026, week=40, hours=hours, **{**usual, **about})


def line(*weeks, led=26 * 60, is_shown=True):
    outlook = outlook_of([Tally(led=led, days=5, weeks=1)] * 10, by=Weeks.SCHOOL_DAYS) if is_shown else None
    return ClassLine(code="A", name="A", education="", pupils=10, weeks=weeks, outlook=outlook)


def cells(found):
    return BeautifulSoup(heat_cells(found), "html.parser").find_all("td")


@pytest.mark.parametrize(
    ("shown", "text", "look"),
    [
        (week(26.94), "26,9", ["num"]),
        (week(24.5, is_enough=False), "▼24,5 under 26", ["num", "heat--low"]),
        (week(27.0, is_ahead=True), "27,0 planlagt", ["num", "heat--ahead"]),
        (week(27.0, is_partly_ahead=True), "27,0", ["num", "heat--ahead"]),
        (week(20.0, is_enough=False, is_ahead=True), "▼20,0 under 26 planlagt", ["num", "heat--low", "heat--ahead"]),
        (week(None), "skjult", ["num", "heat--none"]),
        (None, "", None),
    ],
)
def test_a_week_says_what_it_shows(shown, text, look):
    _ends, found = cells(line(shown))

    assert (found.text, found.get("class")) == (text, look)


def test_a_class_ends_on_so_many_hours_or_is_hidden():
    enough, short, hidden = (cells(each)[0] for each in (line(), line(led=25 * 60), line(is_shown=False)))

    assert (enough.text, enough["class"]) == ("26,0", ["num"])
    assert (short.text, short["class"]) == ("▼25,0 under 26", ["num", "heat--low"])
    assert (hidden.text, hidden["class"]) == ("skjult", ["num", "heat--none"])


def test_the_words_are_the_readers():
    with translation.override("en"):
        words = [each.text for each in cells(line(week(20.0, is_enough=False), week(None), is_shown=False))]

    assert words[0] == words[2] == "hidden"
    assert "skjult" not in words
