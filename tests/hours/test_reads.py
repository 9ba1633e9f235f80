"""The overview and the classes, held against plain loops over the file's own lines."""

from collections import defaultdict
from datetime import date

import pytest

from ledestjerne.facts.lesson_generator import Cause as Planted
from ledestjerne.facts.reads import Fault
from ledestjerne.hours import reads
from ledestjerne.hours.tally import Cause
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.vocabulary import Weeks
from tests.hours.conftest import DRAWN_ON, PLANTED, YEAR, lesson_class
from tests.hours.naive import courses

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 2)
EXPECTED = {
    Planted.NONE: None, Planted.REGISTRATION: Cause.REGISTRATION, Planted.MARK: Cause.MARK,
    Planted.TIMETABLE: Cause.TIMETABLE, Planted.CANCELLED: Cause.CANCELLED,
}  # fmt: skip


def overview(unit, *, by=Weeks.SCHOOL_DAYS, **asked):
    return reads.overview_of(unit, by=by, on=NOVEMBER, **asked)


def lines_of(seen):
    return {line.name: line for department in seen.departments for line in department.classes}


def test_each_class_lacks_hours_for_the_cause_that_was_planted(planted, school):
    lines = lines_of(overview(school.institution))
    causes = {name: lines[name].outlook.main_cause for name in PLANTED}
    assert causes == {name: EXPECTED[cause] for name, cause in PLANTED.items()}


@pytest.mark.parametrize("by", list(Weeks))
def test_hours_those_below_and_what_corrections_give_are_what_plain_loops_count(planted, school, by):
    by_class = defaultdict(list)
    for (group, _pupil), course in courses(planted, drawn_on=DRAWN_ON).items():
        by_class[group].append(course)
    lines = lines_of(overview(school.institution, by=by))
    for name, found in by_class.items():
        outlook, way = lines[name].outlook, by.value
        assert outlook.pupils == len(found)
        assert outlook.mean_hours == pytest.approx(float(sum(each.hours(way) for each in found) / len(found)))
        steps = ((), ("unregistered",), ("unregistered", "unmarked"), ("unregistered", "unmarked", "no_subject"))
        reaching = [sum(each.hours(way, *kinds) >= 26 for each in found) for kinds in steps]
        assert [each.reaching for each in outlook.corrections] == reaching
        assert outlook.below == len(found) - reaching[0]
        missing = sum(max(0, 26 - each.hours(way)) * each.weeks[way] for each in found)
        assert outlook.missing == pytest.approx(float(missing))
        assert sum(outlook.by_cause.values()) == pytest.approx(float(missing))


def test_of_a_finished_course_it_ends_as_the_key_figure_says(accept, school):
    accept([lesson_class("TØ25A", Planted.REGISTRATION), lesson_class("TØ25B", Planted.NONE)],
           drawn_on=date(2026, 7, 1), first_year=2025)  # fmt: skip
    for key, by in (("share_26_hours", Weeks.SCHOOL_DAYS), ("share_26_hours_calendar_weeks", Weeks.CALENDAR_WEEKS)):
        figure = indicators.live_figures(indicators.definition(key)).result("999001", period="2025/2026")
        outlook = overview(school.institution, by=by).outlook
        assert (outlook.reaching, outlook.pupils) == (figure.numerator, figure.n)


def test_the_timetable_ahead_does_not_pull_the_key_figure_down(accept, school):
    accept([lesson_class("TØ26B", Planted.NONE)])
    share = indicators.live_figures(indicators.definition("share_26_hours")).result("999001", period=YEAR)
    weeks = indicators.live_figures(indicators.definition("led_hours_per_calendar_week")).result("999001", period=YEAR)
    assert share.value == 100
    assert weeks.value > 24


def test_weeks_after_the_day_of_the_file_are_told_as_planned(planted, school):
    line = lines_of(overview(school.institution))["TØ26B"]
    told = {each.week: each.is_ahead for each in line.weeks if each}
    assert told[40] is False
    assert told[41] is True


def test_a_small_class_and_the_one_that_would_give_it_away_are_hidden(accept, school):
    accept([lesson_class("A", Planted.NONE, pupils=3), lesson_class("B", Planted.NONE, pupils=6),
            lesson_class("C", Planted.NONE, pupils=9)])  # fmt: skip
    lines = lines_of(overview(school.institution))
    assert [name for name in "ABC" if lines[name].outlook is None] == ["A", "B"]
    assert {week.hours for name in "AB" for week in lines[name].weeks if week} == {None}
    sheet = reads.class_sheet(school.institution, lines["A"].code, year=YEAR, by=Weeks.SCHOOL_DAYS)
    assert sheet.outlook is None
    assert {(week.led, week.timetable, week.hours.hours) for week in sheet.weeks} == {(None, None, None)}


def test_a_class_hidden_among_others_is_hidden_on_a_page_of_its_own_too(accept, school):
    accept([lesson_class("TØ26A", Planted.NONE, pupils=3), lesson_class("TØ26B", Planted.NONE, pupils=6),
            lesson_class("C", Planted.NONE, pupils=9)])  # fmt: skip
    assert overview(school.class_a).outlook is None
    assert overview(school.class_b).outlook is None


def test_a_school_of_three_pupils_shows_nothing(accept, school):
    accept([lesson_class("A", Planted.REGISTRATION, pupils=3)])
    seen = overview(school.institution)
    assert seen.outlook is None
    assert seen.misses == []


def test_the_weeks_of_a_class_add_up_to_its_timetable(planted, school):
    sheet = reads.class_sheet(school.institution, "999001-hold-TØ26A", year=YEAR, by=Weeks.SCHOOL_DAYS)
    for week in sheet.weeks:
        parts = (week.led, week.ahead, week.unregistered, week.unmarked, week.no_subject, week.cancelled, week.other)
        assert sum(parts) == pytest.approx(week.timetable)


def test_the_list_holds_just_the_lessons_that_do_not_count_and_could(planted, school):
    listed = reads.lessons_to_correct(school.institution, year=YEAR, code="999001-hold-GM26A")
    faults = {each.lesson.fault for each in listed if each.lesson.subject == "Støttet læring"}
    assert faults == {Fault.UNMARKED}
    assert {each.group for each in listed} == {"GM26A"}
    assert any(each.lesson.is_ahead for each in listed)
    assert all(each.lesson.pupils == 6 for each in listed)


def test_so_few_pupils_that_they_are_known_are_not_counted_in_the_list(accept, school):
    accept([lesson_class("A", Planted.REGISTRATION, pupils=3)])
    assert {each.lesson.pupils for each in reads.lessons_to_correct(school.institution, year=YEAR)} == {None}


def test_a_corrected_file_empties_the_list(accept, school):
    accept([lesson_class("A", Planted.REGISTRATION)])
    before = reads.lessons_to_correct(school.institution, year=YEAR)
    accept([lesson_class("A", Planted.NONE)])
    after = reads.lessons_to_correct(school.institution, year=YEAR)
    assert len(after) < len(before) / 4


def test_a_department_sees_its_own_classes_only(planted, school):
    assert overview(school.gymnasium) is None
    assert set(lines_of(overview(school.vocational))) == set(PLANTED)


def test_no_overview_of_a_year_without_lessons(planted, school):
    with pytest.raises(KeyError):
        overview(school.institution, year="1999/2000")
