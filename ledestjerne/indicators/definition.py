"""The one schema of an indicator file, `definitions/indicators/<key>.yaml`."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ledestjerne.base import files
from ledestjerne.base.time import PeriodKind
from ledestjerne.indicators.pupil_tables import MINUTES, PUPIL_TABLES, PupilTable
from ledestjerne.indicators.vocabulary import (
    FEWEST_SHOWN,
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
Filter = dict[Key, tuple[str, ...]]
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
            raise ValueError("skriv enten sum eller distinct")
        return self


class PerPupil(Strict):
    """One value for each pupil: hours a week over the year, or with `reached_in_weeks` the per cent of the pupil's
    weeks with at least so many hours. Other values have no weeks."""

    value: PupilValue
    weeks: Weeks | None = None
    reached_in_weeks: float | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _weeks_of_hours(self) -> Self:
        is_hours = self.value in MINUTES
        if (self.weeks is not None) != is_hours or (self.reached_in_weeks and not is_hours):
            raise ValueError("weeks hører til værdier, der er timer om ugen, og kun til dem")
        return self


class Target(Strict):
    """A goal that holds for everyone, such as the national minimum."""

    value: float
    text: Text


class Reference(Strict):
    """The published comparison: the printed measure whose text is the verdict, kept word for word.

    `actual` and `expected` are the printed measures of the raw result and of what was to be expected, where printed.
    """

    verdict: str
    actual: str | None = None
    expected: str | None = None


class Remark(Strict):
    """Something to know about one period, of every unit or of one."""

    period: str
    text: Text
    unit: str | None = None


class Break(Remark):
    """From this period on the figure is made another way; with `new_scale` it stands on another scale as well."""

    new_scale: bool = False


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
    row: int | None = Field(default=None, ge=1, le=57)
    synonyms: tuple[Text, ...] = ()
    why: Text
    plain: Text
    not_counted: Text
    status: Status
    dimension: Dimension
    framework: tuple[Text, ...] = ()
    missing: Text | None = None

    sources: tuple[Key, ...] = ()
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
    never_without: Key | None = None

    privacy: Privacy = Privacy.STANDARD
    hide_below: int | None = None
    hide_by: str | None = None
    n_from: str | None = None
    settled_after: int = Field(default=0, ge=0, le=60)
    plausible: tuple[float, float] | None = None
    breaks: tuple[Break, ...] = ()
    outliers: tuple[Remark, ...] = ()
    estimated: Text | None = None
    caveats: tuple[Text, ...] = ()
    attribution: Text

    owner: Text
    checked_by: Text
    review_by: Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    examples: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _is_fed_or_says_what_is_missing(self) -> Self:
        if (self.status is Status.MISSING) != (self.missing is not None):
            raise ValueError("missing skal udfyldes, når status er missing, og ellers ikke")
        if self.status is not Status.MISSING and not (self.sources and self.examples):
            raise ValueError("sources og examples skal udfyldes, medmindre status er missing")
        return self

    @model_validator(mode="after")
    def _words_fit_together(self) -> Self:
        given = {name for name in _MEASURE_KEYS if getattr(self, name) not in (None, ())}
        allowed = (_OF_PUPILS if self.pupil_table else _OF_PRINTED)[self.measure]
        if not any(needed == given - optional for needed, optional in allowed):
            ways = " eller ".join("+".join(sorted(needed)) for needed, _ in allowed)
            raise ValueError(
                f"{self.measure} af {self.table} kræver {ways or 'en anden tabel'}, ikke {'+'.join(sorted(given)) or 'ingenting'}"
            )
        return self

    @model_validator(mode="after")
    def _hides_no_less_than_the_rule(self) -> Self:
        least = FEWEST_SHOWN[self.privacy]
        if self.hide_below is not None and self.hide_below < least:
            raise ValueError(f"hide_below må ikke være under {least}")
        return self

    @model_validator(mode="after")
    def _columns_exist(self) -> Self:
        table = self.pupil_table
        if table is None:
            if any(part and part.distinct for part in (self.numerator, self.denominator)):
                raise ValueError("distinct kræver en tabel med elever")
            return self
        _known("where, of eller among", self._filters(), table.filters)
        _known("by", self.by, table.breakdowns)
        sums = (part.sum for part in (self.numerator, self.denominator) if part and part.sum)
        _known("sum", sums, table.sums)
        _known("per_pupil", [self.per_pupil.value] if self.per_pupil else (), table.values)
        return self

    def _filters(self) -> tuple[str, ...]:
        return tuple(name for part in (self.where, self.of, self.among) for name in part or {})

    @property
    def pupil_table(self) -> PupilTable | None:
        """What may be asked of the table of pupils it is counted from; None for printed statistics."""
        return PUPIL_TABLES.get(self.table)

    @property
    def fewest_shown(self) -> int:
        """The smallest group that may be shown, in persons."""
        return self.hide_below or FEWEST_SHOWN[self.privacy]

    @property
    def grows(self) -> bool:
        """Whether it grows through the year, as courses end and grades are given; a part of a year is then no year."""
        return self.measure is Measure.COUNT or self.table in (Table.PUPIL_EXIT, Table.PUPIL_GRADE)

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
_Ways = tuple[tuple[frozenset[str], frozenset[str]], ...]
# For each measure: the keys it needs, and those it may have besides; of printed statistics, and of pupils.
_OF_PRINTED: Mapping[Measure, _Ways] = {
    Measure.PUBLISHED: ((frozenset({"value"}), _NONE),),
    Measure.COUNT: ((frozenset({"value"}), frozenset({"sum_over"})),),
    Measure.MEAN: ((frozenset({"value", "mean_over"}), _NONE),),
    Measure.SHARE: (
        (frozenset({"of", "among"}), frozenset({"sum_over"})),
        (frozenset({"value", "of", "among"}), frozenset({"sum_over"})),
    ),
    Measure.RATIO: ((frozenset({"numerator", "denominator"}), frozenset({"sum_over"})),),
}
_OF_PUPILS: Mapping[Measure, _Ways] = {
    Measure.PUBLISHED: (),
    Measure.COUNT: ((_NONE, _NONE),),
    Measure.MEAN: ((frozenset({"per_pupil"}), _NONE),),
    Measure.SHARE: (
        (frozenset({"per_pupil", "at_least"}), _NONE),
        (frozenset({"of", "among"}), _NONE),
    ),
    Measure.RATIO: ((frozenset({"numerator", "denominator"}), _NONE),),
}


def _known(what: str, names: Iterable[str], allowed: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(allowed))
    if unknown:
        raise ValueError(f"{what} kender ikke: {', '.join(unknown)}")
