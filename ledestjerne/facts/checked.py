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
    """A heading of the file and what it was taken to mean, in Danish; empty `meant_as` = not used."""

    heading: str
    meant_as: str
    sheet: str = ""


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
    }
)
"""Columns of `CheckedDelivery.rows` when `table` is `lessons`: one row per pupil per lesson, the file's order."""


@dataclass(frozen=True, kw_only=True)
class CheckedDelivery:
    """A file read and checked: the facts it gives, and everything a person must know before accepting them.

    `rows` is lazy: collect it, or sink it to Parquet; large files lie as Parquet in the work folder given to
    the check, which must live until the rows are taken. `refused_rows` has columns sheet, row, rule, column
    and text (the original row, tab-separated, with personal data left out), for download.
    `counts` are rows of the file, `withheld_cells` blank detail cells.
    """

    source: str
    table: str  # published | lessons | units
    rows: pl.LazyFrame
    detail_rows: int
    total_rows: int
    refused_rows: pl.DataFrame
    withheld_cells: int = 0
    units: tuple[str, ...] = ()  # units of the detail rows, sorted
    named_units: tuple[NamedUnit, ...] = ()
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
    """A source a file may be, how sure we are (0 to 1) and why, in Danish."""

    source: str
    certainty: float
    why: str
    sheet: str = ""


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """What a person said the columns of a long file mean; kept under `signature` of its headings.

    `columns` pairs a heading with one of: unit, period, measure, value, drop, or a dimension's canonical name.
    `unit_level`, `period_kind`, `decimal` and (where no column says so) `measure` and `period` hold for the file.
    """

    signature: str
    columns: tuple[tuple[str, str], ...]
    unit_level: str
    period_kind: str
    decimal: str  # comma | point
    measure: str = ""
    period: str = ""
    additive: bool = False
