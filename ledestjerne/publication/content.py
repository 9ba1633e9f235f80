"""What an edition holds: everything needed to read, print and explain it, without asking any other table."""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import lru_cache

from pydantic import TypeAdapter

SCHEMA = 1


class HiddenValueError(ValueError):
    """A figure that is hidden came with the very number it hides."""


@dataclass(frozen=True)
class Publisher:
    """Whose plan it is: the unit, and the institution whose address it is published under."""

    code: str
    name: str
    level: str
    institution_code: str
    institution_name: str
    website: str = ""


@dataclass(frozen=True)
class Heading:
    """A column of the statutory table: the school's word above, the order's word below."""

    upper: str
    lower: str


@dataclass(frozen=True)
class Compared:
    """A raw result beside its published reference. Numbers that were not printed are None; `verdict` is the publisher's own."""

    indicator: str
    title: str
    actual: float | None
    expected: float | None
    difference: float | None
    low: float | None
    high: float | None
    measured_in: str
    decimals: int
    verdict: str
    source: str


@dataclass(frozen=True)
class Figure:
    """A frozen figure as it stood. Per cent are 0 to 100; a hidden one has a reason and no numbers at all.

    `source` names the origin with attribution and the day it was fetched; `verdict` is the publisher's own.
    `reference` says, for a raw result, how it stands to the published reference it must not be published without, and
    `compared` holds the same as numbers (editions from before they were kept have the words only).
    """

    frozen_id: int
    indicator: str
    title: str
    unit_code: str
    unit_name: str
    period: str
    breakdown: tuple[tuple[str, str], ...]
    value: float | None
    numerator: float | None
    n: int | None
    low: float | None
    high: float | None
    measured_in: str
    decimals: int
    hidden: str
    marks: tuple[str, ...]
    verdict: str
    definition: str
    definition_hash: str
    not_counted: str
    source: str
    deliveries: tuple[int, ...]
    frozen_on: str
    reference: str = ""
    compared: Compared | None = None

    def __post_init__(self) -> None:
        numbers = (self.value, self.numerator, self.n, self.low, self.high)
        if self.hidden and any(number is not None for number in numbers):
            raise HiddenValueError(self.frozen_id)


@dataclass(frozen=True)
class Effect:
    """What the one check of an initiative's effect showed and what was decided; `change` is with its interval, in words."""

    expected: str
    verdict: str
    reason: str
    change: str
    method: str
    assumptions: tuple[str, ...]
    consequence: str
    checked_on: str


@dataclass(frozen=True)
class Initiative:
    """Something that is done: what, who answers for it (functions, or names the school chose to show), when."""

    text: str
    owners: tuple[str, ...]
    time: str
    status: str
    is_continued: bool
    outcome: str
    effect: Effect | None = None


@dataclass(frozen=True)
class Row:
    """A row of the statutory table, with its figures and what came of it."""

    number: int
    kind: str
    dimension: str
    result: str
    goal: str
    target: str
    actions: str
    schedule: str
    initiatives: tuple[Initiative, ...]
    outcome: str
    outcome_text: str
    carried_from: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class EditionContent:
    """A plan as adopted, whole and self-sufficient. Days are ISO texts; words are in `language`."""

    publisher: Publisher
    year: str
    title: str
    introduction: str
    language: str
    adopted_on: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    schema: int = SCHEMA

    @property
    def figures(self) -> list[Figure]:
        """Every figure once, in the order it is first mentioned."""
        return list({figure.frozen_id: figure for row in self.rows for figure in row.figures}.values())


@lru_cache(maxsize=1)
def adapter() -> TypeAdapter[EditionContent]:
    return TypeAdapter(EditionContent)


def to_text(content: EditionContent) -> str:
    """The content as canonical JSON: keys sorted, no spaces, letters as they are. Its UTF-8 bytes are hashed."""
    plain = adapter().dump_python(content, mode="json")
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def from_text(text: str) -> EditionContent:
    return adapter().validate_json(text)


def says_the_same(old: EditionContent, new: EditionContent) -> bool:
    """Whether a reader finds the same in both.

    An edition from before references were kept as numbers tells of them in words; the same words are the same reference.
    """
    words_only = {each.frozen_id: each.reference for each in old.figures if each.compared is None}
    rows = tuple(
        replace(row, figures=tuple(
            replace(each, compared=None) if words_only.get(each.frozen_id) == each.reference else each
            for each in row.figures
        ))
        for row in new.rows
    )  # fmt: skip
    return replace(new, rows=rows) == old


def digest_of(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
