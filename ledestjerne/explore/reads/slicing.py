"""The figures of a slice: only what the reader may see of units, and of them only what may be shown to anyone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.danish import sort_key
from ledestjerne.explore.reads.offering import offered
from ledestjerne.explore.slices import Slice, way_of
from ledestjerne.explore.window import Window
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.reads import NATION, Breakdown, Definition, LiveFigures, Result
from ledestjerne.organisation.models import Unit

MOST_LINES = 48


@dataclass(frozen=True)
class Series:
    """One line: a unit, or one part of its figure; `unit` is None for the whole country."""

    name: str
    unit: Unit | None
    breakdown: Breakdown
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Offer:
    """What the reader may choose between, given what was chosen; with `has_more`, others are to be found by name."""

    units: tuple[Unit, ...]
    has_nation: bool
    periods: tuple[str, ...]
    ways: tuple[str, ...]
    has_more: bool = False


@dataclass(frozen=True)
class Cut:
    """A slice and its figures; `chosen` is what was asked for with the page's own choices filled in.

    `series` are the lines in the periods chosen and `whole` the same lines in all periods offered.
    `without` are units asked for that have no figure, `left_out` how many lines there were no room for.
    """

    chosen: Slice
    definition: Definition
    series: tuple[Series, ...]
    whole: tuple[Series, ...]
    periods: tuple[str, ...]
    offer: Offer
    without: tuple[Unit, ...]
    left_out: int
    facts_version: str

    @property
    def window(self) -> Window:
        """Where the periods of the slice lie among all that are offered."""
        every = self.offer.periods
        if not self.periods:
            return Window.whole(len(every))
        return Window(every.index(self.periods[0]), every.index(self.periods[-1]), len(every))

    @property
    def units(self) -> list[Unit]:
        """The units with a line, each once; the country's printed line is everybody's and belongs to none."""
        own = {each.unit.pk: each.unit for each in self.series if each.unit and not self.is_printed_nation(each)}
        return list(own.values())

    def is_printed_nation(self, series: Series) -> bool:
        """Whether a line is the whole country's as a publisher prints it, also for who has the country as a unit."""
        if series.unit is not None and series.unit.code != NATION:
            return False
        return indicators.has_nation(self.definition)

    @property
    def results(self) -> Iterator[tuple[Series, Result]]:
        """Every figure with its line, line by line, the oldest first."""
        return ((series, result) for series in self.series for result in series.results)


def cut(asked: Slice, *, user: User, on: date) -> Cut:
    """The figures of a slice; Http404 for an indicator there is not and a unit the user may not read."""
    definition = indicators.definition(asked.indicator)
    live = indicators.live_figures(definition)
    nation = indicators.has_nation(definition) and bool(live.of(NATION))
    offer = offered(asked, live, has_nation=nation, user=user, on=on)
    codes, units = offer.codes, {unit.code: unit for unit in offer.units}
    ways = ways_of(live, codes)
    way = asked.way if asked.way in ways else next(iter(ways), "")
    every = list(lines_of(live, [*(unit for code, unit in units.items() if code in codes),
                                 *([None] if NATION in codes and offer.has_nation else [])], way))  # fmt: skip
    all_periods = periods_of(every)
    chosen = replace(asked, units=tuple(codes), way=way, first=known(asked.first, all_periods),
                     last=known(asked.last, all_periods))  # fmt: skip
    series = [each for line in every if (each := between(line, chosen.first, chosen.last)).results]
    names = {each.name for each in series[:MOST_LINES]}
    chosen = replace(chosen, line=chosen.line if chosen.line in names else "")
    return Cut(
        chosen=chosen, definition=definition, series=tuple(series[:MOST_LINES]),
        whole=tuple(each for each in every if each.name in names),
        periods=periods_of(series[:MOST_LINES]),
        offer=Offer(tuple(unit for code, unit in units.items() if live.has(code)), offer.has_nation, all_periods, ways,
                    offer.has_more),
        without=tuple(units[code] for code in codes if code in units and not live.has(code)),
        left_out=max(0, len(series) - MOST_LINES), facts_version=live.version,
    )  # fmt: skip


def ways_of(live: LiveFigures, codes: Iterable[str]) -> tuple[str, ...]:
    """The ways the figure is cut for the units, the whole first."""
    found = {way_of(result.breakdown) for code in codes for result in live.of(code)}
    return tuple(sorted(found, key=lambda way: (len(way.split("+")) if way else 0, way)))


def lines_of(live: LiveFigures, units: Iterable[Unit | None], way: str) -> Iterator[Series]:
    """A line a unit and part, units in the order given and parts in Danish order: never ranked."""
    places = list(units)
    taken: set[str] = set()
    for unit in places:
        code = unit.code if unit else NATION
        parts: dict[Breakdown, list[Result]] = {}
        for result in live.of(code):
            if way_of(result.breakdown) == way:
                parts.setdefault(result.breakdown, []).append(result)
        for breakdown, results in sorted(parts.items(), key=lambda each: sort_key(indicators.part_words(each[1][0]))):
            name = line_name(unit, results[0], is_only=len(places) == 1)
            name = f"{name} ({code})" if name in taken else name
            taken.add(name)
            yield Series(name, unit, breakdown, tuple(sorted(results, key=lambda each: each.period)))


def line_name(unit: Unit | None, result: Result, *, is_only: bool) -> str:
    """The unit and the part; of one unit only, the part alone."""
    place, part = unit.name if unit else _("Hele landet"), indicators.part_words(result)
    return part if part and is_only else f"{place}: {part}" if part else place


def periods_of(series: Iterable[Series]) -> tuple[str, ...]:
    return tuple(sorted({result.period for each in series for result in each.results}))


def known(period: str, periods: tuple[str, ...]) -> str:
    """A period there are figures for; nothing for any other, which then sets no limit."""
    return period if period in periods else ""


def between(series: Series, first: str, last: str) -> Series:
    kept = (each for each in series.results if first <= each.period and (not last or each.period <= last))
    return replace(series, results=tuple(kept))
