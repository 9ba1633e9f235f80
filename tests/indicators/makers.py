"""Definitions and facts for the tests of the arithmetic, as small as they can be."""

from collections.abc import Iterable, Mapping

import duckdb

from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.examples import create_tables, fill_years
from ledestjerne.indicators.results import Scope
from ledestjerne.indicators.sql.tables import PUBLISHED, PUPIL_WEEK, TABLES
from ledestjerne.indicators.vocabulary import Level, Table

COMMON = {
    "key": "tried", "title": "Prøvet", "title_en": "Tried", "why": "Til prøven", "plain": "Til prøven",
    "not_counted": "Ingen", "status": "live", "dimension": "læringskvalitet", "sources": ["lessons"],
    "per": ["nation", "municipality", "institution", "department", "class"], "period": "school_year",
    "unit": "percent", "decimals": 1, "better": "higher", "attribution": "Prøven", "owner": "Prøven",
    "checked_by": "Prøven", "review_by": "2027-08",
    "examples": [{"name": "Ingen", "rows": [{}], "expect": [{"unit": "A", "period": "2025/2026"}]}],
}  # fmt: skip

SHARE = {
    "table": "pupil_week", "measure": "share", "at_least": 26, "by": ["course_part"],
    "per_pupil": {"value": "led_hours_per_week", "weeks": "school_days"},
}  # fmt: skip


def define(**keys: object) -> Definition:
    return Definition.model_validate(COMMON | keys)


def lessons(rows: Iterable[dict[str, object]]) -> duckdb.DuckDBPyConnection:
    """A connection with these pupil weeks."""
    return _filled("pupil_week", PUPIL_WEEK, rows)


def pupils(table: Table, rows: Iterable[dict[str, object]]) -> duckdb.DuckDBPyConnection:
    """A connection with these rows in one of the tables of pupils."""
    return _filled(table.value, TABLES[table], rows)


def printed(rows: Iterable[dict[str, object]]) -> duckdb.DuckDBPyConnection:
    """A connection with these printed cells."""
    common = {
        "delivery": 1, "source": "lessons", "sheet": "", "row": 1, "kind": "total", "period_kind": "school_year",
        "period": "2024/2025", "dims": {}, "withheld": False, "complete": True, "measure": "number",
    }  # fmt: skip
    return _filled("published", PUBLISHED, [common | row for row in rows])


def _filled(table: str, columns: Mapping[str, str], rows: Iterable[dict[str, object]]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    create_tables(connection)
    slots = ", ".join("MAP(?, ?)" if name == "dims" else "?" for name in columns)
    values = [[part for name in columns for part in _bound(row.get(name))] for row in rows]
    if values:
        connection.executemany(f"INSERT INTO {table} VALUES ({slots})", values)
    if table == "pupil_week":
        fill_years(connection)
    return connection


def _bound(value: object) -> list[object]:
    if not isinstance(value, dict):
        return [value]
    return [sorted(value), [value[name] for name in sorted(value)]]


SCHOOL = "281009"


def tree(departments: dict[str, list[str]]) -> tuple[Scope, ...]:
    """A school of departments with their classes."""
    scopes = [Scope(SCHOOL, Level.INSTITUTION)]
    for department, classes in departments.items():
        scopes.append(Scope(department, Level.DEPARTMENT, parent=SCHOOL))
        scopes += [Scope(group, Level.CLASS, parent=department) for group in classes]
    return tuple(scopes)
