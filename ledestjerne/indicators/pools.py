"""The figure of a network, put together of what its members share. Pure: no clock, no request, no Django.

Only figures that are shown are put together. Whoever has the members' figures can do the sum with a pencil, so it tells
nothing they do not: not with the nation's or a municipality's beside it, not with another network's, not with
yesterday's when a member left, and not to a member who knows its own hidden number. A hidden figure is left out, and
how many were put together is told.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ledestjerne.indicators.cells import cells
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.engine import result_of
from ledestjerne.indicators.results import WHOLE, Cell, HiddenReason, Pool, Result, Scope
from ledestjerne.indicators.sql.asked import Facts
from ledestjerne.indicators.vocabulary import Level

# Of two, a member would know the other by taking itself away; two schools are compared, they are no network.
FEWEST_INSTITUTIONS = 3


def pooled(
    definition: Definition,
    *,
    pools: Sequence[Pool],
    shown: Mapping[str, Sequence[Result]],
    connection: Facts,
) -> dict[str, tuple[Result, ...]]:
    """The whole's figure of each network in each period in which a member has one, the oldest first.

    `shown` are the figures of institutions as they may be shown. From fewer than three the figure is hidden. Empty for
    what cannot be added: printed figures, and definitions that are not for networks.
    """
    if not definition.pupil_table or Level.NETWORK not in definition.per:
        return {}
    return {pool.network: tuple(_of_network(definition, pool, shown, connection)) for pool in pools}


def institutions_behind(
    institutions: Iterable[str], *, period: str, shown: Mapping[str, Sequence[Result]]
) -> tuple[str, ...]:
    """The institutions whose whole figure of the period is shown, and so is put together."""
    return tuple(sorted(code for code in institutions if _is_shown(shown.get(code, ()), period)))


def without_few_schools(results: Sequence[Result], *, nation: str, institutions: Collection[str]) -> tuple[Result, ...]:
    """The results with those of the nation hidden where fewer than three institutions have delivered.

    Nobody chose to share with the nation: its figure must be of many, not of one school and another.
    """
    told, schools = dict[str, set[str]](), frozenset(institutions)
    for result in results:
        if result.unit in schools:
            told.setdefault(result.period, set()).add(result.unit)
    return tuple(
        hidden_as(result, HiddenReason.SCHOOLS)
        if result.unit == nation and not result.hidden and len(told.get(result.period, ())) < FEWEST_INSTITUTIONS
        else result
        for result in results
    )


def wide_enough(wide: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The wider units whose figure may stand beside that of a school, `wide` telling whose figures each is made of.

    It is made of three institutions or more, and so is what is left of it without the narrower ones that may: whoever
    sees the municipality's and the region's would else have the school between them.
    """
    found: dict[str, frozenset[str]] = {}
    for code, each in sorted(wide.items(), key=lambda pair: (len(pair[1]), pair[0])):
        inside = frozenset(each)
        left = inside.difference(*(narrower for narrower in found.values() if narrower <= inside))
        if len(inside) >= FEWEST_INSTITUTIONS and (not left or len(left) >= FEWEST_INSTITUTIONS):
            found[code] = inside
    return frozenset(found)


def hidden_as(result: Result, reason: HiddenReason) -> Result:
    """The result without any number."""
    return replace(result, value=None, numerator=None, n=None, low=None, high=None, verdict=None, hidden=reason)


def _is_shown(results: Sequence[Result], period: str) -> bool:
    return any(each.period == period and each.breakdown == WHOLE and not each.hidden for each in results)


def _of_network(
    definition: Definition, pool: Pool, shown: Mapping[str, Sequence[Result]], connection: Facts
) -> Iterator[Result]:
    periods = {each.period for code in pool.institutions for each in shown.get(code, ()) if each.breakdown == WHOLE}
    behind = {each: institutions_behind(pool.institutions, period=each, shown=shown) for each in periods}
    counted: dict[tuple[str, ...], Mapping[str, Cell]] = {}
    for period, codes in sorted(behind.items()):
        if len(codes) < FEWEST_INSTITUTIONS:
            cell = Cell(pool.network, period, WHOLE, None)
            yield result_of(definition, cell, hidden=HiddenReason.SCHOOLS)
            continue
        if codes not in counted:
            counted[codes] = _counted(definition, pool.network, codes, connection)
        cell = counted[codes][period]
        yield result_of(definition, cell, hidden=HiddenReason.NO_BASIS if cell.value is None else None)


def _counted(definition: Definition, network: str, codes: tuple[str, ...], connection: Facts) -> Mapping[str, Cell]:
    """What the institutions have together, by period."""
    scope = Scope(network, Level.NETWORK, codes)
    found = cells(definition, scopes=(scope,), connection=connection)
    return {cell.period: cell for cell in found if cell.breakdown == WHOLE}
