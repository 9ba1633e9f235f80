"""What reading and checking a file gives back: facts, problems and what was understood. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import polars as pl


class Severity(StrEnum):
    """How hard a problem hits: the row or file is left out, it is doubtful, or it is worth knowing."""

    REFUSED = "refused"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing the check found. `row` is the record as a spreadsheet numbers it (first = 1), 0 for the whole file."""

    rule: str
    message: str
    severity: Severity
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    what: str = ""  # with `value` and `times` what the message was filled in with, to say it in another language
    times: int = 0


class FileRefused(Exception):  # noqa: N818  # what happened to the file, not an error of ours
    """The file as a whole cannot be read; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, kw_only=True)
class PeriodTotals:
    """The printed total of a period beside the sum of its printed details; None = not printed or not a thing to add."""

    period: str
    printed_total: float | None
    detail_sum: float | None
    complete: bool
    measure: str
    sheet: str = ""


@dataclass(frozen=True, kw_only=True)
class UnderstoodColumn:
    """A heading of the file and what it was taken to mean, in Danish; empty `meant_as` = not used.

    `place` is the number of the column, from 1, where the file prints no headings.
    """

    heading: str
    meant_as: str
    sheet: str = ""
    place: int | None = None


@dataclass(frozen=True, kw_only=True)
class FilterCell:
    """A filter printed above a pivot, such as «Køn: All»."""

    sheet: str
    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class NamedUnit:
    """A unit code and the name the file prints beside it: for showing, never a key."""

    code: str
    level: str
    name: str


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One line of a register of institutions, for the organisation tree. Empty text = not stated."""

    code: str
    level: str
    name: str
    kind: str = ""
    cvr: str = ""
    parent: str = ""
    municipality: str = ""
    region: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    latitude: float | None = None
    longitude: float | None = None
    starts_on: date | None = None
    ends_on: date | None = None  # the day it is closed from
    merged_into: str = ""


PUBLISHED = pl.Schema(
    {
        "source": pl.String(),
        "sheet": pl.String(),
        "row": pl.Int64(),
        "kind": pl.String(),  # detail | total
        "unit": pl.String(),
        "unit_level": pl.String(),
        "period": pl.String(),
        "period_kind": pl.String(),
        "measure": pl.String(),
        "dims": pl.List(pl.Struct({"key": pl.String(), "value": pl.String()})),  # DuckDB: map_from_entries(dims)
        "value": pl.Float64(),
        "text": pl.String(),  # a published verdict such as «Over niveau»; else null
        "withheld": pl.Boolean(),
        "complete": pl.Boolean(),
    }
)
"""Columns of `CheckedDelivery.rows` when `table` is `published`: one row per printed cell."""

LESSONS = pl.Schema(
    {
        "institution": pl.String(),
        "department": pl.String(),
        "education": pl.String(),
        "class": pl.String(),
        "pupil": pl.Int64(),  # keyed hash, 63 bits
        "course_part": pl.String(),
        "date": pl.Date(),
        "start_minute": pl.Int16(),  # minutes after midnight
        "end_minute": pl.Int16(),
        "subject": pl.String(),  # null = no subject on the lesson
        "teacher_led": pl.Boolean(),
        "registered": pl.Boolean(),
        "cancelled": pl.Boolean(),  # null = the file has no such column
    }
)
"""Columns of `CheckedDelivery.rows` when `table` is `lessons`: one row per pupil per lesson, the file's order."""

_WHO = {
    "institution": pl.String(),
    "department": pl.String(),
    "education": pl.String(),
    "class": pl.String(),
    "pupil": pl.Int64(),  # keyed hash, 63 bits
    "course_part": pl.String(),
}
ABSENCE = pl.Schema(
    {
        **_WHO,
        "date": pl.Date(),
        "subject": pl.String(),
        "offered_hours": pl.Float64(),
        "absent_hours": pl.Float64(),
        "unlawful": pl.Boolean(),  # null = the file does not say
    }
)
"""One row per pupil, day and subject."""

EXITS = pl.Schema(
    {
        **_WHO,
        "started_on": pl.Date(),
        "ended_on": pl.Date(),  # null = still there
        "reason": pl.String(),  # completed | moved | never_started, else as printed: those are dropouts
    }
)
"""One row per pupil and enrolment."""

GRADES = pl.Schema(
    {
        **_WHO,
        "date": pl.Date(),
        "subject": pl.String(),
        "level": pl.String(),
        "kind": pl.String(),
        "grade": pl.String(),  # a grade of the seven-step scale, or passed | failed | absent
    }
)
"""One row per pupil and grade."""

BACKGROUND = pl.Schema(
    {
        **_WHO,
        "started_on": pl.Date(),
        "age": pl.Float64(),
        "sex": pl.String(),
        "origin": pl.String(),
        "entry_path": pl.String(),
        "parents_education": pl.String(),
        "parents_income": pl.String(),
        "entry_grade": pl.Float64(),
        "dropout": pl.Boolean(),  # null = not known yet
        "grade": pl.Float64(),
    }
)
"""One row per pupil and enrolment: what the pupil brought along, and the outcome; null = not stated."""

OF_PUPILS = frozenset({"lessons", "absence", "background", "exits", "grades"})
"""Tables whose rows tell of single pupils: the file itself is not kept, and only counts leave them."""


@dataclass(frozen=True, kw_only=True)
class CheckedDelivery:
    """A file read and checked: the facts it gives, and everything a person must know before accepting them.

    `rows` is lazy: collect it, or sink it to Parquet; large files lie as Parquet in the work folder given to
    the check, which must live until the rows are taken. `refused_rows` has columns sheet, row, rule, column
    and text (the original row, tab-separated, with personal data left out), for download.
    `counts` are rows of the file, `withheld_cells` blank detail cells.
    """

    source: str
    table: str  # published | units | one of OF_PUPILS
    rows: pl.LazyFrame
    detail_rows: int
    total_rows: int
    refused_rows: pl.DataFrame
    withheld_cells: int = 0
    units: tuple[str, ...] = ()  # units of the detail rows, sorted
    named_units: tuple[NamedUnit, ...] = ()
    nameless: tuple[str, ...] = ()  # units that only a name tells of and nobody has paired with a code
    unit_rows: tuple[UnitRow, ...] = ()  # only of registers
    periods: tuple[PeriodTotals, ...] = ()
    problems: tuple[Problem, ...] = ()
    columns: tuple[UnderstoodColumn, ...] = ()
    filters: tuple[FilterCell, ...] = ()
    notes: tuple[str, ...] = ()
    retrieved_on: date | None = None
    missing_mapping: tuple[str, ...] = field(default=())  # headings a person must map first (long files)

    @property
    def acceptable(self) -> bool:
        """Whether there is anything to accept."""
        return self.detail_rows + self.total_rows > 0

    def of_severity(self, severity: Severity) -> Iterator[Problem]:
        """The problems of one severity, in file order."""
        return (problem for problem in self.problems if problem.severity is severity)


@dataclass(frozen=True, kw_only=True)
class Recognition:
    """A source a file may be, how sure we are (0 to 1) and why: a reason with what was found in the file."""

    source: str
    certainty: float
    reason: str
    what: str = ""
    measure: str = ""
    sheet: str = ""


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """What a person said the columns of a long file mean; kept under `signature` of its headings.

    `columns` pairs a heading with one of: unit, period, measure, value, drop, or a dimension's canonical name.
    `unit_level`, `period_kind`, `decimal` and (where no column says so) `measure` and `period` hold for the file.
    `withholds`: an empty value is one the source withholds; else it is a row that lacks its value.
    """

    signature: str
    columns: tuple[tuple[str, str], ...]
    unit_level: str
    period_kind: str
    decimal: str  # comma | point
    measure: str = ""
    period: str = ""
    additive: bool = False
    withholds: bool = False

    @property
    def drops(self) -> bool:
        """Whether somebody said that a column is about persons."""
        return any(meaning == "drop" for _heading, meaning in self.columns)
