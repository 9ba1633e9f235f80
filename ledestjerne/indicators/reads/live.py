"""Figures of the facts in force, worked out when asked for and kept until facts, tree or definition change.

They are kept in memory; those of pupils in a large tree on disk, laid there by one process before readers ask for them.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from zlib import crc32

from django.utils.translation import gettext as _

from ledestjerne.base.locks import alone
from ledestjerne.base.pages import is_being_read
from ledestjerne.base.soon import NotYetError
from ledestjerne.facts import reads as facts
from ledestjerne.facts.models import Delivery
from ledestjerne.indicators.background import start_working_out
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.pools import pooled
from ledestjerne.indicators.reads.basis import Basis, ask_basis, basis_now
from ledestjerne.indicators.reads.catalogue import definitions
from ledestjerne.indicators.reads.engines import counting_on
from ledestjerne.indicators.reads.families import families, family_of
from ledestjerne.indicators.reads.laid_down import laid_down, lay_down, place_of
from ledestjerne.indicators.reads.tree import parents_in
from ledestjerne.indicators.reads.working import deliveries_drawn, work_out
from ledestjerne.indicators.results import WHOLE, Breakdown, Pool, Result
from ledestjerne.indicators.unfinished import marked_unfinished
from ledestjerne.organisation.models import Unit

KEPT = 400
MANY_UNITS = 1000
"""From this many units on, figures take seconds to work out, and are worked out once for all processes."""
WAIT = 300  # seconds for another process that works them out
POSITIVE = 0x7FFFFFFF


class Lock(IntEnum):
    """What only one process works on at a time; the number only has to differ from those of other locks."""

    FIGURES = 1_280_984_101


@dataclass(frozen=True)
class LiveFigures:
    """All figures of one definition, by unit; `version` names the facts they rest on.

    `pools` are the institutions that share the figure with networks, `by_network` what they have together.
    """

    definition: Definition
    version: str
    by_unit: Mapping[str, tuple[Result, ...]] = field(repr=False)
    pools: tuple[Pool, ...] = ()
    by_network: dict[str, tuple[Result, ...]] = field(default_factory=dict, repr=False)

    def has(self, unit: str) -> bool:
        """Whether there is any figure of a unit, also a hidden one."""
        return unit in self.by_network or unit in self.by_unit

    def of(self, unit: str) -> tuple[Result, ...]:
        """Every figure of a unit, periods in order; empty when there is none."""
        return self.by_network.get(unit) or self.by_unit.get(unit, ())

    def series(self, unit: str, *, breakdown: Breakdown = WHOLE) -> tuple[Result, ...]:
        """The figure over its periods, the oldest first."""
        return tuple(result for result in self.of(unit) if result.breakdown == breakdown)

    def result(self, unit: str, *, period: str, breakdown: Breakdown = WHOLE) -> Result | None:
        """One figure; None when there is none for the unit and period, which is not zero."""
        return next((each for each in self.series(unit, breakdown=breakdown) if each.period == period), None)

    def breakdowns(self, unit: str, *, period: str) -> tuple[Result, ...]:
        """The parts of a figure in one period."""
        return tuple(each for each in self.of(unit) if each.breakdown and each.period == period)


@dataclass
class Shelf:
    """The figures last asked for, of all definitions; safe between threads."""

    _kept: OrderedDict[tuple[str, str, str], LiveFigures] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, key: tuple[str, str, str]) -> LiveFigures | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: tuple[str, str, str], live: LiveFigures) -> None:
        with self._lock:
            self._kept[key] = live
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)


_shelf = Shelf()


def live_figures(definition: Definition, *, basis: Basis | None = None) -> LiveFigures:
    """Every figure of a definition for all units there are, so that privacy is decided once and for all of them."""
    basis = basis or basis_now()
    family = family_of(definition)
    keys = _keys(family, basis)
    found = _shelf.find(keys[definition.key])
    if found is None:
        every = list(_of_family(family, keys, basis))
        found = next(each for each in every if each.definition.key == definition.key)
        now = ask_basis()
        if (now.facts, now.tree) == (basis.facts, basis.tree):  # else they may be of what came meanwhile
            for each in every:
                _shelf.put(keys[each.definition.key], each)
    pools = basis.pools_of(definition.key)
    key = keys[definition.key]
    return replace(_with_networks(found, pools, key) if pools else found, version=basis.facts)


Keys = Mapping[str, tuple[str, str, str]]


def _keys(family: Sequence[Definition], basis: Basis) -> Keys:
    """What names a state of the figures of each definition in the family."""
    told = deliveries_in_force(basis.facts)
    sources = sorted({source for each in family for source in each.sources})
    state = " ".join(f"{source}:{told.get(source)}" for source in sources)
    told_by = " ".join(each.digest for each in family)
    return {each.key: (each.digest, state, f"{basis.tree} {basis.raised} {told_by}") for each in family}


def _of_family(family: Sequence[Definition], keys: Keys, basis: Basis) -> Iterator[LiveFigures]:
    """The figures of a family: of a large tree as they lie on disk, laid there beside the readers."""
    if not is_kept_on_disk(family, basis):
        yield from (LiveFigures(each, basis.facts, found) for each, found in work_out(family, basis))
        return
    paths = _paths(family, keys, basis)
    found = {key: laid_down(path) for key, path in paths.items()}
    if None in found.values():
        leave_to_others()
        with alone(Lock.FIGURES, number=crc32(family[0].key.encode()) & POSITIVE, wait=WAIT):
            found = {key: laid_down(path) for key, path in paths.items()}  # another may have done it while we waited
            if None in found.values():
                yield from _laying_down(family, paths, basis)
                return
    for each in family:
        if (figures := found[each.key]) is not None:
            yield LiveFigures(each, basis.facts, figures)


def is_kept_on_disk(family: Sequence[Definition], basis: Basis) -> bool:
    """Whether the figures of a family are kept on disk: of pupils in a large tree, and of nothing that is only tried."""
    in_force = {each.digest for each in definitions()}
    return (
        family[0].pupil_table is not None
        and len(basis.parents) >= MANY_UNITS
        and all(each.digest in in_force for each in family)
    )


def leave_to_others() -> None:
    """Let no reader wait: while a page is read, another process works the figures out. Everybody else does it here."""
    if is_being_read() and start_working_out():
        raise NotYetError(
            title=_("Tallene regnes ud"),
            text=_(
                "Noget, som tallene hviler på, er ændret, fx fordi der er kommet nye data. Siden kommer af sig selv om "
                "lidt, når alle tal er regnet ud. Indtil da vises ingen, så gamle og nye tal aldrig står sammen."
            ),
        )


def _paths(family: Sequence[Definition], keys: Keys, basis: Basis) -> Mapping[str, Path]:
    return {each.key: place_of(each.key, basis=(*keys[each.key], tree_text(basis.tree))) for each in family}


def family_to_work_out(basis: Basis) -> Sequence[Definition]:
    """A family whose figures nobody has laid down yet; empty when all are, or when none need to be."""
    for family in families():
        if is_kept_on_disk(family, basis):
            paths = _paths(family, _keys(family, basis), basis)
            if not all(path.exists() for path in paths.values()):
                return family
    return ()


def _laying_down(family: Sequence[Definition], paths: Mapping[str, Path], basis: Basis) -> Iterator[LiveFigures]:
    """Work the family out and lay it down, unless facts or tree changed meanwhile: then it is not what its name says."""
    worked = {each.key: found for each, found in work_out(family, basis)}
    is_same = ask_basis() == basis
    for each in family:
        if is_same:
            lay_down(paths[each.key], indicator=each.key, by_unit=worked[each.key])
        yield LiveFigures(each, basis.facts, (laid_down(paths[each.key]) if is_same else None) or worked[each.key])


@lru_cache(maxsize=4)
def tree_text(tree: str) -> str:
    """Every unit with its level and parent: what is on disk outlives the database's own counting."""
    levels, parents = Unit.objects.order_by("code").values_list("code", "level"), parents_in(tree)
    return " ".join(f"{code}:{level}:{parents.get(code, '')}" for code, level in levels)


def _with_networks(found: LiveFigures, pools: tuple[Pool, ...], key: tuple[str, str, str]) -> LiveFigures:
    """The figures with those of networks, whose members' own figures they never change."""
    key = (*key[:2], f"{key[2]} {pools}")
    kept = _shelf.find(key)
    if kept is None:
        with facts.open_facts() as connection:
            together = pooled(found.definition, pools=pools, shown=found.by_unit, connection=counting_on(connection))
            drawn = deliveries_drawn(connection)
        marked = {
            unit: marked_unfinished(found.definition, results, deliveries=drawn) for unit, results in together.items()
        }
        kept = replace(found, pools=pools, by_network=marked)
        _shelf.put(key, kept)
    return kept


@lru_cache(maxsize=4)
def deliveries_in_force(_version: str) -> Mapping[str, str]:
    """What each source's figures rest on, so that they stay when another source delivers."""
    with facts.open_facts() as connection:
        rows = connection.execute("SELECT DISTINCT source, delivery FROM coverage WHERE counts ORDER BY ALL").fetchall()
    contents = dict(Delivery.objects.filter(pk__in=[pk for _source, pk in rows]).values_list("pk", "sha256"))
    found: dict[str, str] = {}
    for source, pk in rows:
        found[source] = f"{found.get(source, '')} {pk}-{contents.get(pk)}"
    return MappingProxyType(found)


@lru_cache(maxsize=1024)
def sources_about(unit: str, _version: str) -> frozenset[str]:
    """The sources of printed statistics that tell of a unit."""
    with facts.open_facts() as connection:
        rows = connection.execute("SELECT DISTINCT source FROM published WHERE unit = $unit", {"unit": unit}).fetchall()
    return frozenset(source for (source,) in rows)
