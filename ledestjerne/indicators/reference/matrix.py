"""From pupils' background as it is stated to the columns of a model; what is not stated is counted, never lost. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ledestjerne.indicators.reference.definition import Background, Missing, ReferenceDefinition
from ledestjerne.indicators.reference.results import Floats
from ledestjerne.indicators.reference.sample import Sample, told_twice

UNSTATED, RARE = "(uoplyst)", "(øvrige)"


@dataclass(frozen=True)
class Pupil:
    """One pupil: the unit, the outcome or None, and the background in the definition's order, None where not stated."""

    unit: str
    outcome: float | None
    background: tuple[str | float | None, ...]


@dataclass(frozen=True)
class Unstated:
    """How many pupils lack one background column, and what was done about it."""

    background: Background
    pupils: int


@dataclass(frozen=True)
class Counted:
    """The pupils there were and what became of them; each number is of pupils.

    `rare` pairs a background column with the categories taken together in it; `idle` are columns that say nothing
    the others do not: everyone is alike in them, or the same pupils lack two things.
    """

    pupils: int
    without_outcome: int
    left_out: int
    used: int
    unstated: tuple[Unstated, ...]
    rare: tuple[tuple[Background, tuple[str, ...]], ...]
    idle: tuple[str, ...]


@dataclass(frozen=True)
class Prepared:
    """A sample to fit and what was left out of it."""

    sample: Sample
    counted: Counted


def prepared(definition: ReferenceDefinition, pupils: Sequence[Pupil]) -> Prepared:
    """The model's columns: numbers as they are, categories against their commonest, «not stated» as a group of its own."""
    known = [each for each in pupils if each.outcome is not None]
    must = [place for place, each in enumerate(definition.background) if each.missing is Missing.LEAVE_OUT]
    used = [each for each in known if all(each.background[place] is not None for place in must)]
    made, rare = _columns(definition, used)
    matrix = np.column_stack(made.columns) if made.columns else np.empty((len(used), 0))
    idle = told_twice(matrix) if used else []
    kept = [place for place in range(len(made.names)) if place not in idle]
    sample = Sample(
        outcome=np.array([each.outcome for each in used], dtype=float),
        background=matrix[:, kept],
        unit=np.array([each.unit for each in used], dtype=object),
        names=tuple(made.names[place] for place in kept),
    )
    unstated = (
        Unstated(each, sum(pupil.background[place] is None for pupil in known))
        for place, each in enumerate(definition.background)
    )
    counted = Counted(
        pupils=len(pupils),
        without_outcome=len(pupils) - len(known),
        left_out=len(known) - len(used),
        used=len(used),
        unstated=tuple(each for each in unstated if each.pupils),
        rare=rare,
        idle=tuple(made.names[place] for place in idle),
    )
    return Prepared(sample, counted)


@dataclass(frozen=True)
class _Columns:
    columns: list[Floats]
    names: list[str]


def _columns(
    definition: ReferenceDefinition, used: Sequence[Pupil]
) -> tuple[_Columns, tuple[tuple[Background, tuple[str, ...]], ...]]:
    """The columns of every background, and the categories taken together on the way."""
    made, rare = _Columns([], []), []
    for place, background in enumerate(definition.background):
        values = [each.background[place] for each in used]
        if background.is_number:
            found = _numbers(background.column, values)
        else:
            values, pooled = _pooled(values, definition.rare_below)
            rare += [(background, pooled)] if pooled else []
            found = _categories(background.column, values)
        made.columns.extend(found.columns)
        made.names.extend(found.names)
    return made, tuple(rare)


def _numbers(name: str, values: Sequence[str | float | None]) -> _Columns:
    """The number, and where some lack it a second column that says so; they stand at the mean in the first."""
    numbers = np.array([np.nan if value is None else float(value) for value in values])
    absent = np.isnan(numbers)
    if not absent.any():
        return _Columns([numbers], [name])
    if absent.all():
        return _Columns([], [])
    filled = np.where(absent, numbers[~absent].mean(), numbers)
    return _Columns([filled, absent.astype(float)], [name, f"{name} {UNSTATED}"])


def _categories(name: str, values: Sequence[str | float | None]) -> _Columns:
    """A yes/no column for each category but the commonest, which the others are held against."""
    words = [UNSTATED if value is None else str(value) for value in values]
    found = Counter(words)
    order = sorted(found, key=lambda word: (-found[word], word))
    array = np.array(words, dtype=object)
    return _Columns([(array == word).astype(float) for word in order[1:]], [f"{name} {word}" for word in order[1:]])


def _pooled(values: Sequence[str | float | None], below: int) -> tuple[list[str | float | None], tuple[str, ...]]:
    """Categories of too few pupils become one; alone, the only small one joins the next smallest."""
    found = Counter(str(value) if value is not None else UNSTATED for value in values)
    small = sorted(word for word, count in found.items() if count < below)
    if small and sum(found[word] for word in small) < below:
        rest = sorted((word for word in found if word not in small), key=lambda word: (found[word], word))
        small += rest[:1] if len(rest) > 1 else []
    if len(small) < 2:
        return list(values), ()
    chosen = frozenset(small)
    pooled = [RARE if (str(value) if value is not None else UNSTATED) in chosen else value for value in values]
    return pooled, tuple(sorted(chosen))
