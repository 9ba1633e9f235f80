"""Figures that may still change, because the year or the courses were not over when the data were drawn."""

from datetime import date

import pytest

from ledestjerne.indicators import reads
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.results import Mark, Result
from ledestjerne.indicators.unfinished import Drawn, marked_unfinished, settled_on
from tests.indicators.conftest import lesson_file
from tests.indicators.makers import SHARE, define

HOURS = define(**SHARE)
DROPOUT = {
    "table": "pupil_exit", "measure": "share", "of": {"outcome": ["dropped"]}, "among": {"outcome": ["completed", "dropped"]},
}  # fmt: skip
EXITS = "Elevnøgle;Hold;Uddannelse;Afdeling;GH;Startdato;Afgangsdato;Afgangsårsag"


def marks(definition: Definition, *drawn: Drawn, period: str = "2025/2026") -> tuple[Mark, ...]:
    result = Result("tried", "A", period, (), 20, 2, 10, 10, 30, None, (), tuple(range(len(drawn))))
    (found,) = marked_unfinished(definition, [result], deliveries=dict(enumerate(drawn)))
    return found.marks


def test_what_was_drawn_in_july_tells_the_whole_school_year():
    assert settled_on("2025/2026", months=0) == date(2026, 7, 1)
    assert settled_on("2025/2026", months=48) == date(2030, 7, 1)
    assert settled_on("2025/2026", months=6) == date(2027, 1, 1)


@pytest.mark.parametrize(("on", "expected"), [(date(2026, 6, 30), (Mark.RUNNING,)), (date(2026, 7, 1), ())])
def test_hours_drawn_before_the_year_is_over_are_of_a_year_under_way(on, expected):
    assert marks(HOURS, Drawn("999001", on)) == expected


@pytest.mark.parametrize("growing", [DROPOUT, {"table": "pupil_week", "measure": "count", "unit": "count"}])
def test_what_grows_through_the_year_is_not_finished(growing):
    assert marks(define(**growing), Drawn("999001", date(2026, 3, 1))) == (Mark.INCOMPLETE,)


def test_courses_of_several_years_are_waited_for():
    main_course = define(**DROPOUT, settled_after=48)
    assert marks(main_course, Drawn("999001", date(2029, 9, 1))) == (Mark.INCOMPLETE,)
    assert marks(main_course, Drawn("999001", date(2030, 9, 1))) == ()


def test_a_newer_delivery_of_the_same_school_finishes_the_year():
    assert marks(HOURS, Drawn("999001", date(2026, 2, 1)), Drawn("999001", date(2026, 8, 1))) == ()


def test_a_figure_of_many_schools_is_as_unfinished_as_the_last_of_them():
    assert marks(HOURS, Drawn("999001", date(2026, 8, 1)), Drawn("999002", date(2026, 2, 1))) == (Mark.RUNNING,)


def test_a_figure_without_deliveries_is_left_alone():
    assert marks(HOURS) == ()


@pytest.mark.django_db
def test_a_year_under_way_is_told_and_still_compared(school, lessons):
    found = reads.figure(school.institution, reads.definition("share_26_hours"))

    assert Mark.RUNNING in found.result.marks
    assert Mark.RUNNING not in found.last.marks
    assert found.movement is not None


@pytest.mark.django_db
def test_dropout_of_a_year_under_way_is_not_set_beside_a_whole_year(school, deliver):
    def pupil(number: int, year: int) -> str:
        end = f"01-10-{year};0AF" if number < 4 else ";"
        return f"E{year}{number};TØ26A;Tømrer;EUD;GF2;11-08-{year};{end}"

    deliver("\n".join([EXITS, *(pupil(number, year) for year in (2025, 2026) for number in range(20))]).encode())

    found = reads.figure(school.institution, reads.definition("exit_dropout_gf2"))
    assert (found.result.period, found.result.value) == ("2026/2027", 20)
    assert Mark.INCOMPLETE in found.result.marks
    assert Mark.INCOMPLETE not in found.last.marks
    assert found.movement is None


@pytest.mark.django_db
def test_the_mark_stands_on_the_page(school, deliver, cast, log_in):
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}))
    page = log_in(cast.quality).get(f"/tal/{school.institution.code}/share_26_hours/").content.decode()
    assert "Skoleåret er i gang: tallet kan ændre sig" in page
