"""Which half of a school year the overview opens on."""

from datetime import date

from ledestjerne.hours.reads.overview import AUTUMN, SPRING, WEEKS_OF, half_of, halves_in, usual_half

OCTOBER, MARCH = date(2026, 10, 5), date(2027, 3, 1)
BOTH = {40: True, 10: False}


def test_every_week_lies_in_the_half_that_is_read_for_it():
    assert all(week in WEEKS_OF[half_of(week)] for week in range(1, 54))


def test_halves_are_told_in_the_order_of_the_year():
    assert halves_in([10, 40]) == (AUTUMN, SPRING)
    assert halves_in([10]) == (SPRING,)


def test_this_year_opens_on_the_half_we_are_in():
    assert usual_half(BOTH, year="2026/2027", on=OCTOBER) == AUTUMN
    assert usual_half(BOTH, year="2026/2027", on=MARCH) == SPRING


def test_this_year_without_weeks_in_our_half_opens_on_what_there_is():
    assert usual_half({40: True}, year="2026/2027", on=MARCH) == AUTUMN


def test_another_year_opens_on_the_last_half_in_which_something_has_happened():
    assert usual_half({40: True, 10: True}, year="2025/2026", on=OCTOBER) == SPRING
    assert usual_half(BOTH, year="2025/2026", on=MARCH) == AUTUMN
    assert usual_half({40: False, 10: False}, year="2027/2028", on=MARCH) == AUTUMN
