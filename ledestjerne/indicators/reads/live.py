"""Figures of the facts in force, worked out when asked for and kept in memory until facts, tree or definition change."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from django.db.models import Count, F, Max
from duckdb import DuckDBPyConnection

from ledestjerne.facts import reads as facts
from ledestjerne.facts.models import Delivery
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.engine import figures
from ledestjerne.indicators.results import WHOLE, Breakdown, Result, Scope
from ledestjerne.indicators.vocabulary import Level, Table
from ledestjerne.organisation.models import Unit, UnitLink

NATION = "DK"
NOBODY = "-"  # the member of a network without schools: no institution has this code
KEPT = 400


@dataclass(frozen=True)
class LiveFigures:
    """All figures of one definition, by unit; `version` names the facts they rest on."""

    definition: Definition
    version: str
    by_unit: dict[str, tuple[Result, ...]] = field(repr=False)

    def of(self, unit: str) -> tuple[Result, ...]:
        """Every figure of a unit, periods in order; empty when there is none."""
        return self.by_unit.get(unit, ())

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


@dataclass(frozen=True)
class Basis:
    """What all figures rest on at a moment: a state of the facts and of the tree. Asked for once a page."""

    facts: str
    tree: str

    @property
    def parents(self) -> Mapping[str, str]:
        """Which unit each unit is part of now, or was last."""
        return parents_in(self.tree)


def basis_now() -> Basis:
    """The facts and the tree in force; another text when a delivery was accepted or a unit came, moved or ended."""
    units = Unit.objects.aggregate(n=Count("pk"), last=Max("pk"))
    links = UnitLink.objects.aggregate(n=Count("pk"), ended=Count("ends_on"), last=Max("pk"), end=Max("ends_on"))
    return Basis(facts.snapshot_version(), f"{units} {links}")


def live_figures(definition: Definition, *, basis: Basis | None = None) -> LiveFigures:
    """Every figure of a definition for all units there are, so that privacy is decided once and for all of them."""
    basis = basis or basis_now()
    told = deliveries_in_force(basis.facts)
    key = (definition.digest, " ".join(f"{source}:{told.get(source)}" for source in definition.sources), basis.tree)
    found = _shelf.find(key)
    if found is None:
        found = _work_out(definition, basis)
        _shelf.put(key, found)
    return replace(found, version=basis.facts)


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


def _work_out(definition: Definition, basis: Basis) -> LiveFigures:
    with facts.open_facts() as connection:
        if definition.table is Table.PUPIL_WEEK:
            scopes = scopes_of_schools(basis.parents)
        else:
            scopes = scopes_of_statistics(_printed_units(connection, definition), basis.parents)
        results = figures(definition, scopes=scopes, connection=connection)
    by_unit: dict[str, list[Result]] = {}
    for result in results:
        by_unit.setdefault(result.unit, []).append(result)
    return LiveFigures(definition, basis.facts, {unit: tuple(found) for unit, found in by_unit.items()})


def scopes_of_schools(parents: Mapping[str, str]) -> tuple[Scope, ...]:
    """Every unit in its tree, the nation on top; what ended stays where it last was."""
    levels = dict(Unit.objects.order_by("code").values_list("code", "level"))
    members: dict[str, list[str]] = {NATION: []}
    for code, level in levels.items():
        if level == Level.INSTITUTION:
            for wide in (*above(code, parents), NATION):
                members.setdefault(wide, []).append(code)
    nation = Scope(NATION, Level.NATION, tuple(members[NATION]))
    return (nation, *(_school_scope(code, Level(level), parents, members) for code, level in levels.items()))


def _school_scope(code: str, level: Level, parents: Mapping[str, str], members: Mapping[str, list[str]]) -> Scope:
    is_wide = level in (Level.NETWORK, Level.MUNICIPALITY, Level.REGION)
    return Scope(code, level, tuple(members.get(code, [NOBODY])) if is_wide else (), parents.get(code, NATION))


def scopes_of_statistics(printed: Mapping[str, str], parents: Mapping[str, str]) -> tuple[Scope, ...]:
    """The units a statistic prints figures for, with their levels; a unit of our tree stands under its parent there."""
    levels = dict(Unit.objects.filter(code__in=printed).values_list("code", "level"))
    return tuple(Scope(code, Level(levels.get(code, level)), (), parents.get(code)) for code, level in printed.items())


@lru_cache(maxsize=4)
def parents_in(_tree: str) -> Mapping[str, str]:
    """Which unit each unit is part of now, or was last; asked anew when the tree has changed."""
    links = UnitLink.objects.filter(kind=UnitLink.Kind.PART_OF).order_by(F("ends_on").asc(nulls_last=True), "pk")
    return MappingProxyType(dict(links.values_list("child__code", "parent__code")))


def above(code: str, parents: Mapping[str, str]) -> Iterator[str]:
    """The units a unit lies in, the nearest first."""
    seen = {code}
    while (code := parents.get(code, "")) and code not in seen:
        seen.add(code)
        yield code


def _printed_units(connection: DuckDBPyConnection, definition: Definition) -> dict[str, str]:
    """Code and level of each unit the definition's sources print; a blank code is the printed «not stated»."""
    rows = connection.execute(
        """SELECT unit, min(unit_level) FROM published WHERE list_contains($sources, source) AND unit <> ''
        GROUP BY unit ORDER BY unit""",
        {"sources": list(definition.sources)},
    )
    return dict(rows.fetchall())
