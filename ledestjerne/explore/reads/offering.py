"""Which units a reader may choose between: as many as there is room for, asked for without reading all there are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Case, IntegerField, When
from django.http import Http404

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.explore.slices import Slice
from ledestjerne.indicators.reads import NATION, LiveFigures
from ledestjerne.organisation.models import Level, Unit, UnitQuerySet

MOST_OFFERED = 60
"""Units to choose between at once; with more of them the reader finds others by name."""
LOOKED_THROUGH = 200
"""Units read at first; nearly always enough to find so many with figures."""
WIDTHS = Case(*(When(level=level, then=place) for place, level in enumerate(Level)), output_field=IntegerField())


@dataclass(frozen=True)
class Offered:
    """The units asked for and those listed beside them, in Danish order; `codes` are those to show figures of."""

    units: tuple[Unit, ...]
    codes: tuple[str, ...]
    has_nation: bool
    has_more: bool


def offered(asked: Slice, live: LiveFigures, *, has_nation: bool, user: User, on: date) -> Offered:
    """The units for a slice; Http404 when one is asked for that the user may not read.

    `has_nation` says that the figure of the whole country may be shown to everybody.
    """
    named = Unit.objects.where_among({*asked.units, NATION}, user, Permission.FIGURE_READ, on=on)
    readable = {unit.code: unit for unit in named}
    has_nation = has_nation and NATION not in readable
    if not set(asked.units) <= {*readable, *([NATION] if has_nation else [])}:
        raise Http404
    every = Unit.objects.where(user, Permission.FIGURE_READ, on=on)
    listed = with_figures(every.filter(name__icontains=asked.find), live, most=MOST_OFFERED + 1)
    own = [readable[code] for code in asked.units if code in readable]
    if not asked.units:
        own = first_of(() if asked.find else listed, every, live)
    units = {unit.code: unit for unit in (*own, *listed[:MOST_OFFERED])}
    return Offered(
        tuple(sorted(units.values(), key=lambda unit: (unit.sort_key, unit.code))),
        asked.units or tuple(unit.code for unit in own), has_nation,
        len(listed) > MOST_OFFERED,
    )  # fmt: skip


def first_of(units: Sequence[Unit], every: UnitQuerySet, live: LiveFigures) -> list[Unit]:
    """The unit to begin with when none is named: the first institution, or the widest there is; looked for here first."""
    here = [unit for unit in units if unit.level == Level.INSTITUTION]
    found = here or with_figures(every.filter(level=Level.INSTITUTION), live, most=1)
    return found[:1] or with_figures(every, live, most=1)


def with_figures(units: UnitQuerySet, live: LiveFigures, *, most: int) -> list[Unit]:
    """The first so many units that have figures, the widest first and in Danish order within each level."""
    return list(islice((unit for unit in in_steps(units) if live.has(unit.code)), most))


def in_steps(units: UnitQuerySet) -> Iterable[Unit]:
    """All units, the first of them read by themselves."""
    ordered = units.order_by(WIDTHS, "sort_key", "code")
    first = list(ordered[:LOOKED_THROUGH])
    yield from first
    if len(first) == LOOKED_THROUGH:
        yield from ordered[LOOKED_THROUGH:]
