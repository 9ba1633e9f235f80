"""Which figures of pupils may still change, because the data were drawn before the year or the courses were over. Pure.

A mean or a share of what has been held is marked as of a year under way. A count, or a share that grows as courses end
and grades are given, is not finished: beside a whole year it would look like a change that has not happened.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.results import Mark, Result

TEACHING_ENDS_BEFORE = 7
"""July: what is drawn from then on tells of the whole school year that ends in it."""


@dataclass(frozen=True)
class Drawn:
    """Whose data a delivery holds, and the day they were drawn."""

    owner: str
    on: date


def marked_unfinished(
    definition: Definition, results: Iterable[Result], *, deliveries: Mapping[int, Drawn]
) -> tuple[Result, ...]:
    """The figures counted of pupils, each marked when what it rests on was drawn too early; the rest as they are.

    Where several owners' data are behind a figure, it is as unfinished as the one that is furthest behind.
    """
    mark, early = Mark.INCOMPLETE if definition.grows else Mark.RUNNING, dict[tuple[str, tuple[int, ...]], bool]()

    def is_early(each: Result) -> bool:
        behind = each.period, each.deliveries  # the same for all the units of a school
        if behind not in early:
            early[behind] = is_too_early(*behind, deliveries=deliveries, settled_after=definition.settled_after)
        return early[behind]

    return tuple(
        replace(each, marks=tuple(sorted({*each.marks, mark}))) if is_early(each) else each for each in results
    )


def is_too_early(period: str, numbers: Sequence[int], *, deliveries: Mapping[int, Drawn], settled_after: int) -> bool:
    newest = newest_by_owner([deliveries[number] for number in numbers if number in deliveries])
    return bool(newest) and min(newest.values()) < settled_on(period, months=settled_after)


def newest_by_owner(drawn: Sequence[Drawn]) -> dict[str, date]:
    found: dict[str, date] = {}
    for each in drawn:
        found[each.owner] = max(each.on, found.get(each.owner, each.on))
    return found


def settled_on(school_year: str, *, months: int) -> date:
    """The first day on which data tell all of a school year («2025/2026»), so many months after it has ended."""
    years, month = divmod(TEACHING_ENDS_BEFORE - 1 + months, 12)
    return date(int(school_year[-4:]) + years, month + 1, 1)
