"""The one schema of an indicator file, `definitions/indicators/<key>.yaml`."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ledestjerne.base import files
from ledestjerne.base.time import PeriodKind
from ledestjerne.indicators.vocabulary import (
    FEWEST_SHOWN,
    PUPIL_WEEK_BREAKDOWNS,
    PUPIL_WEEK_FILTERS,
    SUMMED_COLUMNS,
    Better,
    Dimension,
    Distinct,
    Level,
    Measure,
    Privacy,
    PupilValue,
    Status,
    Table,
    UnitOfMeasure,
    Weeks,
)

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
# A row must hold one of the listed values in each named column or dimension.
Filter = dict[str, tuple[str, ...]]
Scalar = str | int | float | bool | None


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quantity(Strict):
    """A sum of one column or printed measure, or a number of different things."""

    sum: str | None = None
    distinct: Distinct | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.sum is None) == (self.distinct is None):
            raise ValueError("give either sum or distinct")
        return self


class PerPupil(Strict):
    value: PupilValue
    weeks: Weeks


class Target(Strict):
    """A goal that holds for everyone, such as the national minimum."""

    value: float
    text: Text


class Reference(Strict):
    """The published comparison: the printed measure whose text is the verdict, kept word for word."""

    verdict: str


class Remark(Strict):
    """Something to know about one period, of every unit or of one."""

    period: str
    text: Text
    unit: str | None = None


class Expected(Strict):
    unit: str
    period: str
    breakdown: dict[str, str] = {}
    value: float | None = None
    numerator: float | None = None
    n: int | None = None
    hidden: str | None = None
    marks: tuple[str, ...] = ()
    verdict: str | None = None


class Example(Strict):
    """Rows of facts and the figures they must give; missing columns get a plain default."""

    name: Text
    rows: tuple[dict[str, Scalar | dict[str, str]], ...] = Field(min_length=1)
    expect: tuple[Expected, ...] = Field(min_length=1)


class Definition(files.Definition):
    """What one key figure means, how it is counted, and who answers for it."""

    key: Key
    title: Text
    title_en: Text
    why: Text
    plain: Text
    not_counted: Text
    status: Status
    dimension: Dimension
    framework: tuple[Text, ...] = ()

    sources: tuple[Key, ...] = Field(min_length=1)
    table: Table
    measure: Measure
    value: Text | None = None
    where: Filter = Field(default_factory=dict)
    of: Filter | None = None
    among: Filter | None = None
    numerator: Quantity | None = None
    denominator: Quantity | None = None
    per_pupil: PerPupil | None = None
    at_least: float | None = None
    sum_over: tuple[Key, ...] = ()
    mean_over: tuple[Key, ...] = ()
    scale: float = 1

    per: tuple[Level, ...] = Field(min_length=1)
    by: tuple[Key, ...] = ()
    period: PeriodKind
    unit: UnitOfMeasure
    decimals: int = Field(ge=0, le=4)
    better: Better
    target: Target | None = None
    reference: Reference | None = None

    privacy: Privacy = Privacy.STANDARD
    hide_below: int | None = None
    hide_by: str | None = None
    n_from: str | None = None
    plausible: tuple[float, float] | None = None
    breaks: tuple[Remark, ...] = ()
    outliers: tuple[Remark, ...] = ()
    estimated: Text | None = None
    caveats: tuple[Text, ...] = ()
    attribution: Text

    owner: Text
    checked_by: Text
    review_by: Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    examples: tuple[Example, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _words_fit_together(self) -> Self:
        given = {name for name in _MEASURE_KEYS if getattr(self, name) not in (None, ())}
        allowed = _ALLOWED[self.table, self.measure]
        if not any(needed == given - optional for needed, optional in allowed):
            ways = " or ".join("+".join(sorted(needed)) for needed, _ in allowed)
            raise ValueError(f"{self.measure} of {self.table} takes {ways}, not {'+'.join(sorted(given))}")
        return self

    @model_validator(mode="after")
    def _hides_no_less_than_the_rule(self) -> Self:
        least = FEWEST_SHOWN[self.privacy]
        if self.hide_below is not None and self.hide_below < least:
            raise ValueError(f"hide_below may not be under {least}")
        return self

    @model_validator(mode="after")
    def _columns_exist(self) -> Self:
        if self.table is Table.PUPIL_WEEK:
            _known("filter", self._filters(), PUPIL_WEEK_FILTERS)
            _known("breakdown", self.by, PUPIL_WEEK_BREAKDOWNS)
            sums = (part.sum for part in (self.numerator, self.denominator) if part and part.sum)
            _known("column", sums, SUMMED_COLUMNS)
        elif any(part and part.distinct for part in (self.numerator, self.denominator)):
            raise ValueError("distinct counts need pupil_week")
        return self

    def _filters(self) -> tuple[str, ...]:
        return tuple(name for part in (self.where, self.of, self.among) for name in part or {})

    @property
    def fewest_shown(self) -> int:
        """The smallest group that may be shown, in persons."""
        return self.hide_below or FEWEST_SHOWN[self.privacy]

    @property
    def guards_extremes(self) -> bool:
        """Whether «all» and «none» are hidden too, because they tell what each person answered."""
        return self.privacy is Privacy.WELLBEING

    @property
    def per_hundred(self) -> float:
        """What a fraction is multiplied by to stand in the unit of measure."""
        return 100.0 if self.unit is UnitOfMeasure.PERCENT else 1.0

    @property
    def text(self) -> str:
        """The whole definition as JSON, the same however the file is laid out."""
        return self.model_dump_json()


_MEASURE_KEYS = (
    "value", "of", "among", "numerator", "denominator", "per_pupil", "at_least", "sum_over", "mean_over",
)  # fmt: skip
_NONE: frozenset[str] = frozenset()
# For each table and measure: the keys it needs, and those it may have besides.
_ALLOWED: Mapping[tuple[Table, Measure], tuple[tuple[frozenset[str], frozenset[str]], ...]] = {
    (Table.PUBLISHED, Measure.PUBLISHED): ((frozenset({"value"}), _NONE),),
    (Table.PUBLISHED, Measure.COUNT): ((frozenset({"value"}), frozenset({"sum_over"})),),
    (Table.PUBLISHED, Measure.MEAN): ((frozenset({"value", "mean_over"}), _NONE),),
    (Table.PUBLISHED, Measure.SHARE): (
        (frozenset({"of", "among"}), frozenset({"sum_over"})),
        (frozenset({"value", "of", "among"}), frozenset({"sum_over"})),
    ),
    (Table.PUBLISHED, Measure.RATIO): ((frozenset({"numerator", "denominator"}), frozenset({"sum_over"})),),
    (Table.PUPIL_WEEK, Measure.PUBLISHED): (),
    (Table.PUPIL_WEEK, Measure.COUNT): ((_NONE, _NONE),),
    (Table.PUPIL_WEEK, Measure.MEAN): ((frozenset({"per_pupil"}), _NONE),),
    (Table.PUPIL_WEEK, Measure.SHARE): (
        (frozenset({"per_pupil", "at_least"}), _NONE),
        (frozenset({"of", "among"}), _NONE),
    ),
    (Table.PUPIL_WEEK, Measure.RATIO): ((frozenset({"numerator", "denominator"}), _NONE),),
}


def _known(what: str, names: Iterable[str], allowed: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(allowed))
    if unknown:
        raise ValueError(f"unknown {what}: {', '.join(unknown)}")
