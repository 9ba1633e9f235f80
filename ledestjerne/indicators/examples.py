"""Worked examples of a definition: run through the real engine, as tests and as pictures of the meaning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import duckdb

from ledestjerne.base import duck
from ledestjerne.facts.vocabulary import CREATED, GROUPED, PUPIL_YEAR
from ledestjerne.indicators.definition import Definition, Example, Expected
from ledestjerne.indicators.engine import figures
from ledestjerne.indicators.results import Result, Scope
from ledestjerne.indicators.sql.tables import TABLES
from ledestjerne.indicators.vocabulary import Level, Table

Row = Mapping[str, object]
_SCHOOL = "999999"
_PUPIL: dict[str, object] = {
    "delivery": 1, "institution": _SCHOOL, "school_year": "2025/2026", "course_part": "GF1",
}  # fmt: skip
_DEFAULTS: dict[Table, dict[str, object]] = {
    Table.PUBLISHED: {
        "delivery": 1, "sheet": "", "row": 1, "kind": "detail", "dims": {}, "withheld": False, "complete": True,
    },
    Table.PUPIL_WEEK: {
        **_PUPIL, "iso_year": 2025, "iso_week": 35, "school_days": 5, "lessons": 0, "planned_minutes": 0,
        "led_minutes": 0, "unregistered_led_minutes": 0, "unmarked_minutes": 0,
    },
    Table.PUPIL_ABSENCE: {**_PUPIL, "month": "2025-09", "offered_minutes": 0, "absent_minutes": 0},
    Table.PUPIL_EXIT: {
        **_PUPIL, "outcome": "in_progress", "length": "none", "next_1_month": "none", "next_3_months": "none",
    },
    Table.PUPIL_GRADE: {**_PUPIL, "subject": "Dansk", "kind": "exam", "grades": 1},
}  # fmt: skip


@dataclass(frozen=True)
class Miss:
    """One thing an example expects and the engine does not give."""

    example: str
    unit: str
    period: str
    what: str
    expected: object
    found: object

    def __str__(self) -> str:
        return f"{self.example}: {self.unit} {self.period} {self.what} er {self.found}, ventet {self.expected}"


def misses(definition: Definition) -> tuple[Miss, ...]:
    """Where the definition does not meet its own examples; empty when it does."""
    return tuple(miss for example in definition.examples for miss in _misses_of(definition, example))


def run(definition: Definition, example: Example) -> tuple[Result, ...]:
    """The figures the example's rows give."""
    with duck.connect() as connection:
        create_tables(connection)
        for row in example.rows:
            _insert(connection, definition, row)
        fill_years(connection)
        return figures(definition, scopes=tuple(_scopes(definition, example)), connection=connection)


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Empty tables of facts, as the engine reads them."""
    for table, columns in TABLES.items():
        listed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        connection.execute(f"CREATE TABLE {table.value} ({listed})")
    connection.execute(CREATED)


def fill_years(connection: duckdb.DuckDBPyConnection) -> None:
    """The pupils' years of the weeks that are there."""
    connection.execute(f"INSERT INTO pupil_year {PUPIL_YEAR} {GROUPED}")


def _insert(connection: duckdb.DuckDBPyConnection, definition: Definition, row: Row) -> None:
    whole: dict[str, object] = {"source": definition.sources[0], "period_kind": definition.period.value}
    known = TABLES[definition.table]
    values = {**whole, **_DEFAULTS[definition.table], **row}
    if unknown := sorted(set(row) - set(known)):
        raise ValueError(f"{definition.key}: ukendte kolonner i et eksempel: {', '.join(unknown)}")
    named = {name: value for name, value in values.items() if name in known}
    listed = ", ".join(f'"{name}"' for name in named)
    marks = ", ".join(_slot(name) for name in named)
    connection.execute(
        f"INSERT INTO {definition.table.value} ({listed}) VALUES ({marks})",  # noqa: S608  # names from our own table
        [part for name, value in named.items() for part in _bound(name, value)],
    )


def _slot(name: str) -> str:
    return "MAP(?, ?)" if name == "dims" else "?"


def _bound(name: str, value: object) -> list[object]:
    if name != "dims":
        return [value]
    dims = dict(sorted(cast("Mapping[str, str]", value).items()))
    return [list(dims.keys()), list(dims.values())]


def _scopes(definition: Definition, example: Example) -> Iterator[Scope]:
    if definition.table is Table.PUBLISHED:
        for unit in sorted({str(row["unit"]) for row in example.rows}):
            yield Scope(unit, definition.per[0])
        return
    yield from school_scopes({(_school(row), _named(row, "department"), _named(row, "class")) for row in example.rows})


def school_scopes(places: set[tuple[str, str | None, str | None]]) -> Iterator[Scope]:
    """The tree of institution, department and class that rows of lessons stand in."""
    parents: dict[tuple[Level, str], str | None] = {}
    for institution, department, group in places:
        parents[Level.INSTITUTION, institution] = None
        if department:
            parents[Level.DEPARTMENT, department] = institution
        if group:
            parents[Level.CLASS, group] = department or institution
    for (level, unit), parent in sorted(parents.items()):
        yield Scope(unit, level, (unit,), parent)


def _school(row: Row) -> str:
    return _named(row, "institution") or _SCHOOL


def _named(row: Row, column: str) -> str | None:
    value = row.get(column)
    return None if value is None else str(value)


def _misses_of(definition: Definition, example: Example) -> Iterator[Miss]:
    found = {(r.unit, r.period, r.breakdown): r for r in run(definition, example)}
    for wanted in example.expect:
        result = found.get((wanted.unit, wanted.period, tuple(sorted(wanted.breakdown.items()))))
        for what in sorted(wanted.model_fields_set - {"unit", "period", "breakdown"}):
            expected, got = getattr(wanted, what), getattr(result, what, "slet ikke med")
            if not _agree(expected, got, definition):
                yield Miss(example.name, wanted.unit, wanted.period, what, expected, got)
    asked = {(e.unit, e.period, tuple(sorted(e.breakdown.items()))) for e in example.expect}
    for place in sorted(set(found) - asked):
        yield Miss(example.name, place[0], f"{place[1]} {dict(place[2])}", "value", "ikke med", found[place].value)


def _agree(expected: object, got: object, definition: Definition) -> bool:
    if isinstance(expected, tuple):
        return tuple(sorted(expected)) == tuple(sorted(cast("tuple[str, ...]", got)))
    if isinstance(expected, float) and isinstance(got, float | int):
        return abs(expected - got) <= 0.5 * 10.0**-definition.decimals + 1e-9
    return expected == got


__all__ = ["Expected", "Miss", "create_tables", "fill_years", "misses", "run", "school_scopes"]
