"""The figures of what stands above institutions, with the institutions' own beside: in Danish order, never ranked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.reads import Basis, Companion, Definition, Glance, LiveFigures, Result
from ledestjerne.indicators.vocabulary import Dimension
from ledestjerne.networks.reads.members import Place
from ledestjerne.networks.reads.sharing import is_open


@dataclass(frozen=True)
class Entry:
    """One indicator of a place: its newest figure, when it has one of its own, and how many institutions have one."""

    definition: Definition
    glance: Glance | None
    institutions: int
    is_open: bool


@dataclass(frozen=True)
class Group:
    """The indicators of a place under one quality dimension."""

    dimension: Dimension
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Line:
    """An institution's own figure, with the reference a raw result is never seen without."""

    code: str
    name: str
    result: Result
    companion: Companion | None
    is_own: bool


@dataclass(frozen=True)
class SideBySide:
    """One indicator in one period: the place's own figure, when it has one, and the institutions beside each other.

    `behind` is how many institutions' figures were put together.
    """

    definition: Definition
    period: str
    periods: tuple[str, ...]
    glance: Glance | None
    lines: tuple[Line, ...]
    behind: int
    is_open: bool
    facts_version: str


def groups_of(place: Place, *, basis: Basis) -> list[Group]:
    """Every indicator that has something to show here, under the four quality dimensions."""
    found = [entry for each in told_of(place, basis) if (entry := entry_of(each, place, basis))]
    groups = (Group(each, tuple(one for one in found if one.definition.dimension is each)) for each in Dimension)
    return [group for group in groups if group.entries]


def told_of(place: Place, basis: Basis) -> Iterator[Definition]:
    """The live definitions that some source tells of here."""
    codes = place.institutions if place.is_shared else (place.unit.code,)
    about = frozenset().union(*(indicators.sources_about(code, basis.facts) for code in codes))
    return (each for each in indicators.definitions() if each.pupil_table or about.intersection(each.sources))


def entry_of(definition: Definition, place: Place, basis: Basis) -> Entry | None:
    live = indicators.live_figures(definition, basis=basis)
    seen, codes = own_glance(definition, place, live, basis), visible(definition, place, live)
    if seen is None and (not codes or not place.is_shared):
        return None
    count = behind(place, live, seen.result.period) if seen else len(codes)
    return Entry(definition, seen, count, is_open(definition))


def side_by_side(definition: Definition, place: Place, *, period: str = "", basis: Basis) -> SideBySide | None:
    """One indicator for a period, the newest when none is named; None when there is nothing to show."""
    live = indicators.live_figures(definition, basis=basis)
    codes, newest = visible(definition, place, live), own_glance(definition, place, live, basis)
    periods = {each.period for code in codes for each in live.series(code)}
    periods |= {each.period for each in newest.series} if newest else set()
    chosen = period or (newest.result.period if newest else max(periods, default=""))
    if chosen not in periods:
        return None
    return SideBySide(
        definition=definition, period=chosen, periods=tuple(sorted(periods, reverse=True)),
        glance=own_glance(definition, place, live, basis, period=chosen),
        lines=tuple(lines_of(definition, place, live, codes, chosen, basis)),
        behind=behind(place, live, chosen), is_open=is_open(definition), facts_version=live.version,
    )  # fmt: skip


def own_glance(
    definition: Definition, place: Place, live: LiveFigures, basis: Basis, *, period: str = ""
) -> Glance | None:
    """The place's own figure, the newest that is shown; of a network of members only what they share, put together."""
    if place.is_shared and place.unit.code not in live.by_network:
        return None
    shown = (each.period for each in live.series(place.unit.code) if not each.hidden)
    period = period or max(shown, default="")
    return indicators.glance(place.unit, definition, period=period, basis=basis, targets={})


def visible(definition: Definition, place: Place, live: LiveFigures) -> tuple[str, ...]:
    """The institutions whose own figure the reader may see here: public, shared, or the reader's own to read."""
    if is_open(definition):
        allowed: Iterable[str] = place.institutions
    elif place.is_shared:
        allowed = sharing(place, live)
    else:
        allowed = place.own
    return tuple(code for code in place.institutions if code in set(allowed) and live.series(code))


def sharing(place: Place, live: LiveFigures) -> tuple[str, ...]:
    """The members that share the figure with the network."""
    return tuple(code for pool in live.pools if pool.network == place.unit.code for code in pool.institutions)


def behind(place: Place, live: LiveFigures, period: str) -> int:
    """How many institutions were put together, or have a figure that the place's covers."""
    if place.is_shared:
        return len(indicators.institutions_behind(sharing(place, live), period=period, shown=live.by_unit))
    return sum(any(each.period == period for each in live.of(code)) for code in place.institutions)


def lines_of(
    definition: Definition, place: Place, live: LiveFigures, codes: Iterable[str], period: str, basis: Basis
) -> Iterator[Line]:
    for code in codes:
        result = live.result(code, period=period)
        if result is not None:
            beside = indicators.companion(definition, unit=code, period=period, basis=basis)
            yield Line(code, place.institutions[code].name, result, beside, code in place.own)
