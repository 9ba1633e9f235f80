"""The one schema of a reference file, `definitions/references/<key>.yaml`. Pure."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ledestjerne.base.files import Definition
from ledestjerne.indicators.vocabulary import Better, Level, Status

LABEL = "lokal reference"
FEWEST = 5  # pupils; the ministry's own limit for a socio-economic reference
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Kind(StrEnum):
    LINEAR = "linear"  # an outcome of grades
    LOGISTIC = "logistic"  # an outcome of yes and no


class Missing(StrEnum):
    """What is done with pupils whose value is not stated; always told on the page."""

    AS_A_GROUP = "as_a_group"  # they are a group of their own
    LEAVE_OUT = "leave_out"  # they do not count


class Outcome(StrEnum):
    """What the pupils are followed to: columns of the facts about pupils' background."""

    DROPOUT = "dropout"
    GRADE = "grade"


NUMBERS = frozenset({"age", "entry_grade"})
CATEGORIES = frozenset({"sex", "origin", "entry_path", "parents_education", "parents_income"})


class Background(Strict):
    """One thing the pupils bring with them, as a number or as a category, and what is done when it is not stated."""

    column: Key
    title: Text
    title_en: Text
    missing: Missing

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        if self.column not in NUMBERS | CATEGORIES:
            raise ValueError(f"unknown background: {self.column}")
        return self

    @property
    def is_number(self) -> bool:
        return self.column in NUMBERS


class ExampleRow(Strict):
    """`pupils` pupils of one kind in one unit; `background` as the facts have it, a left-out column is not stated."""

    unit: str
    pupils: int = Field(default=1, ge=1)
    outcome: float | None
    background: dict[str, str | float]


class Expected(Strict):
    """What the example must give for one unit; shares in per cent. `hidden` units may not be shown."""

    unit: str
    n: int | None = None
    actual: float | None = None
    expected: float | None = None
    difference: float | None = None
    verdict: str | None = None
    hidden: bool = False


class Example(Strict):
    name: Text
    rows: tuple[ExampleRow, ...] = Field(min_length=1)
    expect: tuple[Expected, ...] = Field(min_length=1)


class ReferenceDefinition(Definition):
    """What pupils of the same background do elsewhere in the installation, and how a unit stands to it."""

    key: Key
    title: Text
    title_en: Text
    why: Text
    plain: Text
    not_counted: Text
    status: Status
    kind: Kind
    outcome: Outcome
    level: Literal[Level.INSTITUTION, Level.DEPARTMENT, Level.EDUCATION]
    period: Literal["school_year"]
    years: Literal[1, 3] = 1
    background: tuple[Background, ...] = Field(min_length=1)
    rare_below: int = Field(default=10, ge=2)  # categories of fewer pupils than this are taken together
    nodes: int = Field(default=1, ge=1, le=25)  # of the quadrature; 1 is Laplace
    hide_below: int = Field(ge=FEWEST)
    better: Better
    decimals: int = Field(ge=0, le=3)
    caveats: tuple[Text, ...] = Field(min_length=1)
    attribution: Text
    owner: Text
    checked_by: Text
    review_by: Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    examples: tuple[Example, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _words_fit_together(self) -> Self:
        if (self.outcome is Outcome.DROPOUT) != (self.kind is Kind.LOGISTIC):
            raise ValueError("dropout is yes or no and takes a logistic model; a grade takes a linear one")
        if self.kind is Kind.LINEAR and self.nodes != 1:
            raise ValueError("nodes belong to a logistic model")
        columns = [each.column for each in self.background]
        if len(columns) != len(set(columns)):
            raise ValueError("a background column stands twice")
        return self

    @property
    def per_hundred(self) -> float:
        """What the outcome is multiplied by to be shown: dropout is shown in per cent."""
        return 100.0 if self.kind is Kind.LOGISTIC else 1.0
