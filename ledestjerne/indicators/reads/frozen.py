"""Frozen figures as they may be told today: beside today's figures and beside each other, none gives a small group away."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from django.db.models import Max, Q

from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.pools import hidden_as
from ledestjerne.indicators.reads.basis import Basis, basis_now
from ledestjerne.indicators.reads.catalogue import every_definition
from ledestjerne.indicators.reads.live import LiveFigures, live_figures
from ledestjerne.indicators.reads.published import Asked, too_much
from ledestjerne.indicators.reads.tree import institution_in
from ledestjerne.indicators.results import HiddenReason, Result, Spot
from ledestjerne.indicators.vocabulary import NATION, Status


@dataclass(frozen=True)
class Day:
    """The numbers of persons of a figure that could be seen in an institution on one day, and what was hidden there."""

    numbers: Mapping[Spot, int]
    hidden: frozenset[Spot]
    fewest: int


@dataclass(frozen=True)
class Question:
    """A figure of one period in one institution."""

    indicator: str
    period: str
    institution: str

    @classmethod
    def of(cls, frozen: FrozenResult) -> "Question":
        return cls(frozen.indicator, frozen.period, institution_in(frozen.code))


def hidden_beside(live: LiveFigures, result: Result) -> list[Spot]:
    """The units and parts of the institution that are hidden for small groups in the period of a figure."""
    return sorted(
        (code, each.breakdown)
        for code, results in live.by_unit.items()
        if institution_in(code) == institution_in(result.unit)
        for each in results
        if each.period == result.period and each.hidden is HiddenReason.FEW
    )


def told_today(frozen: Iterable[FrozenResult]) -> dict[int, Result]:
    """Each figure by its number: as it was, or hidden where set beside another day it would tell of a small group.

    Today's figures stand, and a figure that was frozen earlier stands before a later one.
    """
    asked = list(frozen)
    basis, newest = basis_now(), FrozenResult.objects.aggregate(newest=Max("pk"))["newest"]
    held = {pk for question in {Question.of(each) for each in asked} for pk in held_back(question, basis, newest)}
    return {each.pk: hidden_as(each.result, HiddenReason.FEW) if each.pk in held else each.result for each in asked}


@lru_cache(maxsize=2000)
def held_back(question: Question, basis: Basis, _newest: int | None) -> frozenset[int]:
    """The numbers of the frozen figures that must not be told today; worked out once for each state of all figures."""
    return frozenset(_held_back(question, basis))


def _held_back(question: Question, basis: Basis) -> Iterator[int]:
    definition = every_definition().get(question.indicator)
    if definition is None or definition.status is not Status.LIVE:
        return
    shown = [today(live_figures(definition, basis=basis), question)]
    for figures in frozen_days(question):
        day = Day(
            {each.spot: each.n for each in figures if each.n is not None},
            frozenset().union(*(each.spots_hidden for each in figures)),
            max(definition.fewest_shown, *(each.fewest or 0 for each in figures)),
        )
        gone = frozenset().union(*(
            too_much(
                Asked(definition, question.period, max(day.fewest, other.fewest), day.hidden | other.hidden),
                out=other.numbers, coming=day.numbers,
            )
            for other in shown
        ))  # fmt: skip
        yield from (each.pk for each in figures if each.spot in gone)
        shown.append(replace(day, numbers={spot: n for spot, n in day.numbers.items() if spot not in gone}))


def frozen_days(question: Question) -> Iterator[list[FrozenResult]]:
    """The shown figures that were frozen about it, those of one state of the facts together, the earliest first."""
    own = Q(unit__code=question.institution) | Q(unit__code__startswith=f"{question.institution}-")
    if question.institution == NATION:
        own |= Q(unit=None)
    found = FrozenResult.objects.filter(own, indicator=question.indicator, period=question.period, hidden="")
    found = found.select_related("unit").defer("definition_text", "rows").order_by("pk")
    return (list(figures) for _version, figures in groupby(found, key=lambda each: each.facts_version))


def today(live: LiveFigures, question: Question) -> Day:
    found = [
        each
        for code, results in live.by_unit.items()
        if institution_in(code) == question.institution
        for each in results
        if each.period == question.period
    ]
    return Day(
        {(each.unit, each.breakdown): each.n for each in found if each.n is not None},
        frozenset((each.unit, each.breakdown) for each in found if each.hidden is HiddenReason.FEW),
        max((each.fewest or 0 for each in found), default=0),
    )
