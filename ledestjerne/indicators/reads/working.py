"""Figures worked out: the whole family of definitions for all units there are, so that privacy is decided once."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from duckdb import DuckDBPyConnection

from ledestjerne.facts import reads as facts
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.engine import figures_together
from ledestjerne.indicators.pools import without_few_schools
from ledestjerne.indicators.reads.basis import Basis
from ledestjerne.indicators.reads.engines import counting_on
from ledestjerne.indicators.reads.tree import above
from ledestjerne.indicators.results import Result, Scope
from ledestjerne.indicators.unfinished import Drawn, marked_unfinished
from ledestjerne.indicators.vocabulary import FEWEST_SHOWN, NATION, Level, Privacy
from ledestjerne.organisation.models import Unit

NOBODY = "-"  # the member of a network without schools: no institution has this code


def work_out(family: Sequence[Definition], basis: Basis) -> Iterator[tuple[Definition, dict[str, tuple[Result, ...]]]]:
    """Every figure of each definition of a family, by unit."""
    first = family[0]
    privacy = max((each.privacy for each in family), key=FEWEST_SHOWN.__getitem__)
    with facts.open_facts() as connection, nothing_collected():
        if first.pupil_table:
            scopes = scopes_of_schools(basis)
        else:
            scopes = scopes_of_statistics(_printed_units(connection, first), basis.parents)
        scopes = with_limits(scopes, basis, privacy)
        answers = figures_together(family, scopes=scopes, connection=counting_on(connection))
        drawn = deliveries_drawn(connection)
    for definition, results in zip(family, answers, strict=True):
        told = results
        if definition.pupil_table:
            told = marked_unfinished(definition, results, deliveries=drawn)
            told = without_few_schools(told, nation=NATION, institutions=scopes[0].members)
        by_unit: dict[str, list[Result]] = {}
        for result in told:
            by_unit.setdefault(result.unit, []).append(result)
        yield definition, {unit: tuple(found) for unit, found in by_unit.items()}


def deliveries_drawn(connection: DuckDBPyConnection) -> dict[int, Drawn]:
    """Whose each delivery in force is, and when it was drawn, or handed in where nobody has said."""
    rows = connection.execute("SELECT delivery, unit, coalesce(retrieved_on, received_on) FROM delivery").fetchall()
    return {number: Drawn(unit, on) for number, unit, on in rows}


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Do not look for garbage meanwhile: a nation's figures are millions of objects, all in use, and half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def scopes_of_schools(basis: Basis) -> tuple[Scope, ...]:
    """Every unit in its tree, the nation on top; what ended stays where it last was."""
    levels = dict(Unit.objects.order_by("code").values_list("code", "level"))
    nation = Scope(NATION, Level.NATION, basis.schools[NATION])
    narrower = ((code, Level(level)) for code, level in levels.items() if code != NATION)
    return (nation, *(_school_scope(code, level, basis) for code, level in narrower))


def _school_scope(code: str, level: Level, basis: Basis) -> Scope:
    is_wide = level in (Level.NETWORK, Level.MUNICIPALITY, Level.REGION)
    return Scope(code, level, basis.schools.get(code, (NOBODY,)) if is_wide else (), basis.parents.get(code, NATION))


def scopes_of_statistics(printed: Mapping[str, str], parents: Mapping[str, str]) -> tuple[Scope, ...]:
    """The units a statistic prints figures for, with their levels; a unit of our tree stands under its parent there."""
    levels = dict(Unit.objects.filter(code__in=printed).values_list("code", "level"))
    return tuple(Scope(code, Level(levels.get(code, level)), (), parents.get(code)) for code, level in printed.items())


def with_limits(scopes: Iterable[Scope], basis: Basis, privacy: Privacy) -> tuple[Scope, ...]:
    """The units with the limit their institution has raised; wider units keep the rule."""
    limits = {each.unit: each.by(privacy) for each in basis.raised}
    if not limits:
        return tuple(scopes)
    return tuple(
        replace(scope, fewest=next((limits[code] for code in (scope.unit, *above(scope.unit, basis.parents))
                                    if code in limits), None))
        for scope in scopes
    )  # fmt: skip


def _printed_units(connection: DuckDBPyConnection, definition: Definition) -> dict[str, str]:
    """Code and level of each unit the definition's sources print; a blank code is the printed «not stated»."""
    rows = connection.execute(
        """SELECT unit, min(unit_level) FROM published WHERE list_contains($sources, source) AND unit <> ''
        GROUP BY unit ORDER BY unit""",
        {"sources": list(definition.sources)},
    )
    return dict(rows.fetchall())
