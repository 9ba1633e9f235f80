"""The sums of hours, held against fractions worked out in another way."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from ledestjerne.hours import screens
from ledestjerne.hours.tally import CORRECTABLE, Cause, Tally, outlook_of
from ledestjerne.indicators.vocabulary import Weeks

minutes = some.integers(0, 3000)
tallies = some.builds(
    Tally, led=minutes, unregistered=minutes, unmarked=minutes, no_subject=minutes, cancelled=minutes, ahead_led=minutes,
    ahead_unmarked=minutes, ahead_no_subject=minutes, days=some.integers(0, 12), days_ahead=some.integers(0, 12),
    weeks=some.integers(1, 6),
)  # fmt: skip
ways = some.sampled_from(list(Weeks))


def exact_hours(one: Tally, by: Weeks) -> Fraction:
    weeks = Fraction(one.days + one.days_ahead, 5) if by is Weeks.SCHOOL_DAYS else Fraction(one.weeks)
    return Fraction(one.led + one.ahead_led, 60) / weeks


def test_exactly_26_hours_is_enough():
    assert Tally(led=936, days=3, weeks=1).reaches(Weeks.SCHOOL_DAYS)
    assert not Tally(led=935, days=3, weeks=1).reaches(Weeks.SCHOOL_DAYS)


def test_a_short_week_is_a_whole_one_in_calendar_weeks():
    assert not Tally(led=936, days=3, weeks=1).reaches(Weeks.CALENDAR_WEEKS)


@given(one=tallies, by=ways)
def test_a_pupil_reaches_26_hours_just_when_the_exact_mean_does(one: Tally, by: Weeks):
    if one.need(by):
        assert one.reaches(by) == (exact_hours(one, by) >= 26)
        assert (one.missing(by) == 0) == one.reaches(by)


@given(one=tallies, by=ways)
def test_the_causes_share_out_just_what_is_missing_and_none_more_than_it_can_give(one: Tally, by: Weeks):
    shares = one.missing_by_cause(by)
    assert sum(shares.values()) == one.missing(by)
    assert all(share >= 0 for share in shares.values())
    assert all(shares[cause] <= one.gain(cause) for cause in Cause if cause is not Cause.TIMETABLE)


@given(one=tallies, by=ways)
def test_corrections_are_enough_just_when_no_real_shortage_is_left(one: Tally, by: Weeks):
    shares = one.missing_by_cause(by)
    is_left = shares[Cause.CANCELLED] + shares[Cause.TIMETABLE] > 0
    assert one.reaches(by, causes=CORRECTABLE) == (not is_left)


@given(one=tallies, by=ways)
def test_so_many_corrections_are_needed_as_the_first_that_reach(one: Tally, by: Weeks):
    enough = [count for count in range(len(CORRECTABLE) + 1) if one.reaches(by, causes=CORRECTABLE[:count])]
    assert one.corrections_needed(by) == (enough[0] if enough else None)


@given(pupils=some.lists(tallies, max_size=30), by=ways)
def test_a_group_is_the_sum_of_its_pupils(pupils: list[Tally], by: Weeks):
    outlook = outlook_of(pupils, by=by)
    counted = [one for one in pupils if one.need(by)]
    if outlook is None:
        assert counted == []
        return
    below = [one for one in counted if exact_hours(one, by) < 26]
    assert (outlook.pupils, outlook.below) == (len(counted), len(below))
    assert sum(band.pupils for band in outlook.bands) == len(below)
    assert abs(outlook.missing - sum(outlook.by_cause.values())) < 1e-6
    reaching = [each.reaching for each in outlook.corrections]
    assert reaching == sorted(reaching)


def test_what_is_told_of_fewer_pupils_than_the_institution_shows_is_hidden():
    pupils = [Tally(led=900, days=5, weeks=1)] * 5

    told = outlook_of(pupils, by=Weeks.SCHOOL_DAYS)
    hidden = outlook_of(pupils, by=Weeks.SCHOOL_DAYS, fewest=6)

    assert told
    assert hidden
    assert screens.lack_words(told) == "11,0"
    assert screens.lack_words(hidden) == "Skjult: for få"
    assert all(row.cells[1].withheld for row in screens.bands_table(hidden).rows)
