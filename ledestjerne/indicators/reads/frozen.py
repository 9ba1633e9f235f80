"""Frozen figures as they may be told today: beside today's figures and beside each other, none gives a small group away."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from django.db.models import Max, Q

from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.pools import hidden_as
from ledestjerne.indicators.reads.basis import Basis, basis_now
from ledestjerne.indicators.reads.catalogue import every_definition
from ledestjerne.indicators.reads.live import LiveFigures, live_figures
from ledestjerne.indicators.reads.published import Asked, too_much
from ledestjerne.indicators.reads.tree import above, institution_in
from ledestjerne.indicators.results import WHOLE, HiddenReason, Result, Spot
from ledestjerne.indicators.vocabulary import NATION, Status


@dataclass(frozen=True)
class Day:
    """The numbers of persons of a figure that could be seen in a circle on one day, and what was hidden there."""

    numbers: Mapping[Spot, int]
    hidden: frozenset[Spot]
    fewest: int


@dataclass(frozen=True)
class Question:
    """A figure of one period in one circle: an institution, or a wider unit whose pupils are counted."""

    indicator: str
    period: str
    circle: str
    is_wide: bool

    @classmethod
    def of(cls, frozen: FrozenResult, basis: Basis) -> "Question":
        definition = every_definition().get(frozen.indicator)
        is_wide = definition is not None and has_schools(definition, frozen.code, basis)
        circle = frozen.code if is_wide else institution_in(frozen.code)
        return cls(frozen.indicator, frozen.period, circle, is_wide)


def has_schools(definition: Definition, code: str, basis: Basis) -> bool:
    """Whether a unit's figure is put together of the pupils of all institutions in it; a printed figure is not."""
    return definition.pupil_table is not None and code in basis.schools


def hidden_beside(live: LiveFigures, result: Result) -> list[Spot]:
    """The units and parts in a figure's circle that are hidden for small groups in its period."""
    basis = basis_now()
    is_wide = has_schools(live.definition, result.unit, basis)
    is_in = inside(result.unit if is_wide else institution_in(result.unit), basis, is_wide=is_wide)
    found = figures_in(live, is_in, result.period)
    return sorted((each.unit, each.breakdown) for each in found if each.hidden is HiddenReason.FEW)


def figures_in(live: LiveFigures, is_in: Callable[[str], bool], period: str) -> list[Result]:
    """The figures of a circle in a period; those of other units are not even read from disk."""
    return [each for code in filter(is_in, live.by_unit) for each in live.by_unit[code] if each.period == period]


def inside(circle: str, basis: Basis, *, is_wide: bool) -> Callable[[str], bool]:
    """Which units lie in a circle."""
    if not is_wide:
        return lambda code: institution_in(code) == circle
    return lambda code: circle in (code, NATION) or circle in above(code, basis.parents)


def told_today(frozen: Iterable[FrozenResult]) -> dict[int, Result]:
    """Each figure by its number: as it was, or hidden where set beside another day it would tell of a small group.

    Today's figures stand, a figure that was frozen earlier stands before a later one, and an institution's before a
    wider unit's.
    """
    asked = list(frozen)
    basis, newest = basis_now(), FrozenResult.objects.aggregate(newest=Max("pk"))["newest"]
    questions = {Question.of(each, basis) for each in asked}
    held = {pk for question in questions for pk in held_back(question, basis, newest)}
    return {each.pk: hidden_as(each.result, HiddenReason.FEW) if each.pk in held else each.result for each in asked}


@lru_cache(maxsize=2000)
def held_back(question: Question, basis: Basis, _newest: int | None) -> frozenset[int]:
    """The numbers of the frozen figures that must not be told today; worked out once for each state of all figures."""
    return frozenset(_held_back(question, basis))


def _held_back(question: Question, basis: Basis) -> Iterator[int]:
    definition = every_definition().get(question.indicator)
    if definition is None or definition.status is not Status.LIVE:
        return
    own, others = frozen_about(question, basis)
    now = today(live_figures(definition, basis=basis), question, basis)
    shown = [now, *(day for day in map(day_of, others) if not day.numbers.items() <= now.numbers.items())]
    for figures in own:
        day = day_of(figures)
        gone = frozenset().union(*(gone_beside(question, definition, day, other, basis) for other in shown))
        yield from (each.pk for each in figures if each.spot in gone)
        shown.append(replace(day, numbers={spot: n for spot, n in day.numbers.items() if spot not in gone}))


def gone_beside(question: Question, definition: Definition, day: Day, other: Day, basis: Basis) -> frozenset[Spot]:
    """What of a day's figures must stay behind beside another day's."""
    hidden = day.hidden | other.hidden
    below = max(definition.fewest_shown, day.fewest, other.fewest)
    about = Asked(definition, question.period, below, hidden, summed(hidden, basis) if question.is_wide else None)
    return too_much(about, out=other.numbers, coming=day.numbers)


def summed(hidden: frozenset[Spot], basis: Basis) -> Callable[[str], bool]:
    """The units whose sums tell something of a wide circle: those above institutions, and what lies in a hidden one.

    Of an institution that is shown, the sums inside it tell the same with the wider unit's figure as without.
    """
    closed = {unit for unit, part in hidden if part == WHOLE and unit == institution_in(unit)}
    return lambda code: code in basis.schools or code == institution_in(code) or institution_in(code) in closed


Figures = list[FrozenResult]


def frozen_about(question: Question, basis: Basis) -> tuple[list[Figures], list[Figures]]:
    """The shown figures that were frozen about it, those of one state of the facts together, the earliest first.

    First those that may have to yield, then, of a wide circle, those of institutions in it, which stand.
    """
    found = FrozenResult.objects.filter(indicator=question.indicator, period=question.period, hidden="")
    found = found.select_related("unit").defer("definition_text", "rows").order_by("pk")
    if not question.is_wide:
        is_own = Q(unit__code=question.circle) | Q(unit__code__startswith=f"{question.circle}-")
        return days(found.filter(is_own | Q(unit=None) if question.circle == NATION else is_own)), []
    is_in, figures = inside(question.circle, basis, is_wide=True), list(found.exclude(unit=None))
    return (
        days(each for each in figures if each.code in basis.schools and is_in(each.code)),
        days(each for each in figures if each.code not in basis.schools and is_in(each.code)),
    )


def days(figures: Iterable[FrozenResult]) -> list[Figures]:
    return [list(found) for _version, found in groupby(figures, key=lambda each: each.facts_version)]


def day_of(figures: Figures) -> Day:
    return Day(
        {each.spot: each.n for each in figures if each.n is not None},
        frozenset().union(*(each.spots_hidden for each in figures)),
        max(each.fewest or 0 for each in figures),
    )


def today(live: LiveFigures, question: Question, basis: Basis) -> Day:
    found = figures_in(live, inside(question.circle, basis, is_wide=question.is_wide), question.period)
    return Day(
        {(each.unit, each.breakdown): each.n for each in found if each.n is not None},
        frozenset((each.unit, each.breakdown) for each in found if each.hidden is HiddenReason.FEW),
        max((each.fewest or 0 for each in found), default=0),
    )
