"""What may be asked of each table of facts about pupils: what to filter by, cut by, add up and work out a pupil."""

from collections.abc import Mapping
from dataclasses import dataclass

from ledestjerne.indicators.vocabulary import PupilValue, Table

MINUTES: Mapping[PupilValue, str] = {
    PupilValue.LED: "led_minutes",
    PupilValue.PLANNED: "planned_minutes",
    PupilValue.UNREGISTERED: "unregistered_led_minutes",
    PupilValue.UNMARKED: "unmarked_minutes",
}
"""Values that are hours a week: the column whose minutes are added up and divided by the weeks."""


@dataclass(frozen=True)
class Quotient:
    """A pupil's value as one sum divided by another, times a factor."""

    over: str
    under: str
    factor: int


QUOTIENTS: Mapping[PupilValue, Quotient] = {
    PupilValue.ABSENCE: Quotient("absent_minutes", "offered_minutes", 100),
    PupilValue.GRADE: Quotient("grade", "grades", 1),
}

PLACES = frozenset({"department", "education", "class"})


@dataclass(frozen=True)
class PupilTable:
    """The words a definition may use of a table; every table has institution, pupil and school year besides.

    Breakdowns in `wide` are made for departments and wider units only: a class in each of thirty subjects is hundreds
    of small groups, and hiding what would give them away would hide nearly everything, after minutes.
    """

    columns: Mapping[str, str]
    filters: frozenset[str]
    breakdowns: tuple[str, ...]
    sums: frozenset[str]
    values: frozenset[PupilValue]
    wide: frozenset[str] = frozenset()


_WHO = {
    "delivery": "BIGINT", "institution": "VARCHAR", "department": "VARCHAR", "education": "VARCHAR",
    "class": "VARCHAR", "pupil": "BIGINT", "course_part": "VARCHAR", "school_year": "VARCHAR",
}  # fmt: skip

PUPIL_TABLES: Mapping[Table, PupilTable] = {
    Table.PUPIL_WEEK: PupilTable(
        columns={
            **_WHO, "iso_year": "INTEGER", "iso_week": "INTEGER", "school_days": "INTEGER", "lessons": "INTEGER",
            "planned_minutes": "DOUBLE", "led_minutes": "DOUBLE", "unregistered_led_minutes": "DOUBLE",
            "unmarked_minutes": "DOUBLE",
        },
        filters=PLACES | {"course_part"},
        breakdowns=("course_part",),
        sums=frozenset({*MINUTES.values(), "lessons", "school_days"}),
        values=frozenset(MINUTES),
    ),
    Table.PUPIL_ABSENCE: PupilTable(
        columns={
            **_WHO, "month": "VARCHAR", "offered_minutes": "DOUBLE", "absent_minutes": "DOUBLE",
            "unlawful_minutes": "DOUBLE",
        },
        filters=PLACES | {"course_part", "month"},
        breakdowns=("course_part",),
        sums=frozenset({"offered_minutes", "absent_minutes", "unlawful_minutes"}),
        values=frozenset({PupilValue.ABSENCE}),
    ),
    Table.PUPIL_EXIT: PupilTable(
        columns={
            **_WHO, "started_on": "DATE", "ended_on": "DATE", "outcome": "VARCHAR", "length": "VARCHAR",
            "next_1_month": "VARCHAR", "next_3_months": "VARCHAR",
        },
        filters=PLACES | {"course_part", "outcome", "length", "next_1_month", "next_3_months"},
        breakdowns=("course_part",),
        sums=frozenset(),
        values=frozenset(),
    ),
    Table.PUPIL_GRADE: PupilTable(
        columns={
            **_WHO, "subject": "VARCHAR", "level": "VARCHAR", "kind": "VARCHAR", "grade": "DOUBLE",
            "grades": "INTEGER",
        },
        filters=PLACES | {"course_part", "subject", "level", "kind"},
        breakdowns=("subject",),
        sums=frozenset({"grade", "grades"}),
        values=frozenset({PupilValue.GRADE}),
        wide=frozenset({"subject"}),
    ),
}  # fmt: skip
