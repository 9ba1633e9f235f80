"""A school whose classes lack hours for one reason each, in the middle of a course."""

from datetime import date

import pytest

from ledestjerne.facts import writes
from ledestjerne.facts.incoming import pieces_of
from ledestjerne.facts.lesson_generator import Cause, LessonClass, LessonSchool, write_lessons
from tests.conftest import NOW

DRAWN_ON = date(2026, 10, 2)
YEAR = "2026/2027"
PLANTED = {
    "TØ26A": Cause.REGISTRATION, "TØ26B": Cause.NONE, "EL26A": Cause.TIMETABLE, "GM26A": Cause.MARK,
    "AU26A": Cause.CANCELLED,
}  # fmt: skip


def lesson_class(code: str, cause: Cause, *, pupils: int = 6) -> LessonClass:
    return LessonClass(
        code=code, department="EUD", education="Tømrer", course_part="GF2", pupils=pupils, autumn=True, cause=cause
    )


@pytest.fixture
def accept(console, school, tmp_path):
    """Hand in the lessons of some classes, drawn on a day, and answer the path of the file."""

    def take(classes, *, drawn_on=DRAWN_ON, first_year=2026, seed=3):
        path = tmp_path / f"lektioner-{len(list(tmp_path.glob('*.csv')))}.csv"
        made = LessonSchool(institution="999001", first_year=first_year, classes=tuple(classes), drawn_on=drawn_on)
        write_lessons(school=made, seed=seed, path=path)
        delivery = writes.receive_delivery(
            by=console, unit=school.institution, file_name=path.name, pieces=lambda: pieces_of(path), at=NOW,
            retrieved_on=drawn_on,
        ).delivery  # fmt: skip
        writes.check_delivery(delivery=delivery, by=console, at=NOW)
        writes.accept_delivery(delivery=delivery, by=console, at=NOW)
        return path

    return take


@pytest.fixture
def planted(accept):
    """The file of the classes in PLANTED."""
    return accept([lesson_class(code, cause) for code, cause in PLANTED.items()])
