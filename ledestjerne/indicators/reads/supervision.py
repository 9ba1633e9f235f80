"""A unit as national supervision reads it: ten indicators over three years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings

from ledestjerne.base.files import load_file
from ledestjerne.indicators.compare import Comparison, with_other
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.frameworks import Framework, Wanted
from ledestjerne.indicators.reads.basis import Basis, basis_now
from ledestjerne.indicators.reads.catalogue import every_definition
from ledestjerne.indicators.reads.figure import Glance, glance, targets_of
from ledestjerne.indicators.reads.signals import goal_of, subject_of
from ledestjerne.indicators.results import Result
from ledestjerne.indicators.signals.rules import Goal, reading_of
from ledestjerne.indicators.signals.years import YEARS, Side, ThreeYears
from ledestjerne.indicators.vocabulary import Status
from ledestjerne.organisation import reads as organisation
from ledestjerne.organisation.models import Unit

SUPERVISION = "supervision_eud"


@dataclass(frozen=True)
class Line:
    """One indicator of a unit: its last three years and how they are read; without figures only what is missing."""

    wanted: Wanted
    seen: Glance | None = None
    years: tuple[Result, ...] = ()
    reading: ThreeYears | None = None
    against_nation: bool = False
    goal: Goal | None = None
    change: Comparison | None = None

    @property
    def is_whole(self) -> bool:
        return len(self.years) == YEARS

    @property
    def is_worse(self) -> bool:
        return self.reading is not None and self.reading.side is Side.WORSE


@dataclass(frozen=True)
class Below:
    """A programme or department, with how many indicators have three years, and how many are read as worse."""

    unit: Unit
    whole: int
    worse: int


@dataclass(frozen=True)
class Supervision:
    """The framework with the unit's lines and those of the programmes below it that have figures."""

    framework: Framework
    lines: tuple[Line, ...]
    below: tuple[Below, ...]

    @property
    def missing(self) -> int:
        return sum(each.seen is None for each in self.lines)


def supervision_of(unit: Unit, *, on: date) -> Supervision:
    """The unit's ten indicators, and those of the departments and programmes below it."""
    framework, basis = framework_named(SUPERVISION), basis_now()
    below = (summed(each, framework, basis=basis) for each in organisation.children_of(unit, on=on))
    return Supervision(framework, lines_of(unit, framework, basis=basis), tuple(each for each in below if each.whole))


@lru_cache(maxsize=8)
def framework_named(key: str) -> Framework:
    """A framework by its key; read once in a process."""
    return load_file(settings.DEFINITIONS / "frameworks" / f"{key}.yaml", model=Framework)


def lines_of(unit: Unit, framework: Framework, *, basis: Basis) -> tuple[Line, ...]:
    targets = targets_of(unit)

    def seen(key: str) -> Glance | None:
        definition = every_definition().get(key)
        is_live = definition is not None and definition.status is Status.LIVE
        return glance(unit, definition, basis=basis, targets=targets) if definition and is_live else None

    return tuple(line_of(wanted, map(seen, wanted.figures), basis=basis) for wanted in framework.indicators)


def line_of(wanted: Wanted, glances: Iterable[Glance | None], *, basis: Basis) -> Line:
    """The first of the figures that the unit has, read over its last three whole years."""
    seen = next((each for each in glances if each is not None), None)
    if seen is None:
        return Line(wanted)
    subject, goal = subject_of(seen, basis=basis), goal_of(seen)
    years = subject.series[-YEARS:]
    reading = reading_of(seen.definition, years, nation=subject.nation, goal=goal)
    return Line(
        wanted,
        seen,
        years,
        reading,
        against_nation=bool(subject.nation),
        goal=goal,
        change=over_years(seen.definition, years),
    )


def over_years(definition: Definition, years: tuple[Result, ...]) -> Comparison | None:
    """The newest year against the oldest of the three."""
    return with_other(definition, this=years[-1], other=years[0]) if len(years) == YEARS else None


def summed(unit: Unit, framework: Framework, *, basis: Basis) -> Below:
    lines = lines_of(unit, framework, basis=basis)
    return Below(unit, sum(each.is_whole for each in lines), sum(each.is_worse for each in lines))
