"""What a source promises: the one schema of a file in definitions/sources. Pure."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ledestjerne.base.files import Definition

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Level = Literal["nation", "region", "municipality", "institution", "department", "school"]
PeriodKind = Literal["school_year", "year", "interval", "quarter", "month"]


class Strict(BaseModel):
    """Unknown keys are errors, and what was read does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Shape(StrEnum):
    """How the file lies on the page; one reader each in facts/sources."""

    PIVOT = "pivot"
    TABLE = "table"
    LONG = "long"
    LESSONS = "lessons"
    EXTRACT = "extract"
    REGISTER = "register"


class Role(StrEnum):
    """What a column is for."""

    UNIT = "unit"
    UNIT_NAME = "unit_name"
    PERIOD = "period"
    DIM = "dim"
    MEASURE = "measure"  # the column's cells are values of one measure
    MEASURE_NAME = "measure_name"  # the column names the measure of the row's value
    VERDICT = "verdict"  # a published word, kept as text, never recomputed
    FIELD = "field"  # a named field of a lesson or register row
    DROP = "drop"  # personal data: never leaves the reader
    PUPIL = "pupil"  # becomes a keyed hash
    IGNORE = "ignore"


class ColumnType(StrEnum):
    """What its cells must look like."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"  # «14,4 %» or 14,4
    FRACTION = "fraction"  # 0 to 1
    INSTITUTION = "institution"
    MUNICIPALITY = "municipality"  # name or code; kept as code
    REGION = "region"
    SCHOOL_YEAR = "school_year"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DATE = "date"
    TIME = "time"
    YES_NO = "yes_no"
    BAND = "band"  # «10-20»: Excel likes to make dates of them
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    CVR = "cvr"
    POSTCODE = "postcode"


class Outlier(Strict):
    """Flag a municipality whose number per pupil of the basic school is `factor` times the typical one, or as much below."""

    per: Literal["pupils"]
    factor: Annotated[float, Field(gt=1)]


class Column(Strict):
    """One column: the headings it may have, what it is taken as and what its cells must be."""

    name: Key
    title: str
    headings: tuple[str, ...] = ()
    position: int | None = None  # from 0, for files without a header row
    role: Role
    type: ColumnType = ColumnType.TEXT
    level: Level | None = None  # of a unit column, when it is another than the source's
    required: bool = False
    pattern: str = ""  # of a code, when the type's own does not fit
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    values: dict[str, str] = {}  # printed → canonical; other values are kept as printed
    total_labels: tuple[str, ...] = ()  # «Hele landet», «I alt»: the printed total; dims say «all», the unit DK
    measure: Key | None = None  # name of the measure when several columns share it
    dims: dict[Key, str] = {}
    additive: bool = False
    total: bool = False  # the column is the printed total of its neighbours of the same measure
    outlier: Outlier | None = None
    scale: Key | None = None  # the column, such as «1-5», that says between what its numbers lie
    within: Key | None = None  # the column whose number it cannot exceed, such as answers and invited


class UnitRule(Strict):
    """Which unit a row is about: its level, or a fixed code when no column says so."""

    level: Level
    fixed: str = ""


class PeriodRule(Strict):
    """Which period a row is about: a column, a filter cell, what the person says, or the default."""

    kind: PeriodKind
    default: str = ""
    filter: str = ""


class PivotMeasure(Strict):
    """A measure as the pivot prints it, and whether its cells may be added."""

    printed: str
    name: Key
    additive: bool = True
    low: float | None = 0
    high: float | None = None


class PivotSheet(Strict):
    """What the single label column of a sheet is, when the heading («Row Labels») does not say."""

    name: str
    label: Literal["unit", "period", "dim"]
    dim: Key | None = None
    level: Level = "nation"
    dims: dict[Key, str] = {}


class Pivot(Strict):
    """What the pivot reader needs besides the columns."""

    measures: tuple[PivotMeasure, ...] = ()
    sheets: tuple[PivotSheet, ...] = ()


class Recognise(Strict):
    """How the file is known by its shape; everything named must be there.

    A pivot whose headings are its own is known by them, also without its measure; one with headings many tables have
    says `only_with_measure`.
    """

    headings: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    only_with_measure: bool = False
    sheets: tuple[str, ...] = ()
    width: int | None = None
    cells: dict[int, str] = {}  # position → pattern every one of the first rows must match


class Source(Definition):
    """One kind of file Ledestjerne takes in."""

    title: str
    what: str
    shape: Shape
    table: Literal["published", "lessons", "absence", "background", "exits", "grades", "units"]
    recognise: Recognise
    header: Literal["yes", "no"] = "yes"
    decimal: Literal["comma", "point"] = "comma"
    columns: tuple[Column, ...] = ()
    pivot: Pivot = Pivot()
    unit: UnitRule
    period: PeriodRule | None = None
    incomplete: tuple[str, ...] = ()  # words in the note that mark the periods it names
    rhythm: Literal["yearly", "monthly", "weekly", "once"]
    attribution: str
    licence: str
    public: bool = True  # statistics anyone may see: unknown institutions are told; else their rows are refused

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        names = [column.name for column in self.columns]
        if len(names) != len(set(names)):
            raise ValueError("to kolonner har samme navn")
        if self.table == "published" and self.period is None:
            raise ValueError("en kilde med offentliggjorte tal skal sige, hvilken periode tallene gælder")
        return self

    @property
    def printed_measures(self) -> dict[str, str]:
        """What each measure is called in the file, by its key."""
        found = {each.name: each.printed for each in self.pivot.measures} if self.pivot else {}
        for column in self.columns:
            if column.role is Role.MEASURE:
                found.setdefault(column.measure or column.name, column.title)
            elif column.role is Role.MEASURE_NAME:
                found |= {key: printed for printed, key in column.values.items()}
        return found

    def columns_of(self, role: Role) -> tuple[Column, ...]:
        """The columns with a role, in the order of the definition."""
        return tuple(column for column in self.columns if column.role is role)
