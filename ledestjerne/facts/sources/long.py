"""Long tables nobody has described: a person says once what the columns mean, and it is remembered. Pure."""

import hashlib
from dataclasses import replace

from ledestjerne.base.noop import gettext_noop
from ledestjerne.facts.binding import SEARCHED
from ledestjerne.facts.checked import ColumnMapping
from ledestjerne.facts.contract import Column, ColumnType, PeriodRule, Role, Source, UnitRule
from ledestjerne.facts.door import Table
from ledestjerne.facts.places import folded
from ledestjerne.facts.sources.cells import as_key

_ROLES = {
    "unit": Role.UNIT,
    "unit_name": Role.UNIT_NAME,
    "period": Role.PERIOD,
    "measure": Role.MEASURE_NAME,
    "value": Role.MEASURE,
    "drop": Role.DROP,
}
_UNIT_TYPES = {"municipality": ColumnType.MUNICIPALITY, "region": ColumnType.REGION}
_PERIOD_TYPES = {
    "school_year": ColumnType.SCHOOL_YEAR,
    "year": ColumnType.YEAR,
    "quarter": ColumnType.QUARTER,
    "month": ColumnType.MONTH,
}


def headings_of(table: Table) -> tuple[str, ...]:
    """The headings of a table nobody has described: its first row with at least two cells; a title above has one."""
    row = next((cells for cells in table.head(SEARCHED) if len([cell for cell in cells if cell]) > 1), [])
    while row and not row[-1]:
        row = row[:-1]
    return tuple(row)


def signature_of(headings: tuple[str, ...]) -> str:
    """What a file with these headings is known by, whatever its name: their order does not matter."""
    text = "\x1f".join(sorted(folded(heading) for heading in headings if heading))
    return hashlib.sha256(text.encode()).hexdigest()


def complete(mapping: ColumnMapping) -> tuple[str, ...]:
    """What a mapping still lacks, in Danish for the screen to translate; empty when it can be used."""
    meanings = [meaning for _, meaning in mapping.columns]
    lacking = []
    if meanings.count("value") != 1:
        lacking.append(gettext_noop("Vælg netop én kolonne med tallet."))
    if meanings.count("unit") != 1:
        lacking.append(gettext_noop("Vælg netop én kolonne, der siger hvilken enhed rækken gælder."))
    if meanings.count("period") + bool(mapping.period) != 1:
        lacking.append(gettext_noop("Vælg en kolonne med perioden, eller skriv den periode, hele filen gælder."))
    if meanings.count("measure") + bool(mapping.measure) != 1:
        lacking.append(gettext_noop("Vælg en kolonne med målets navn, eller skriv, hvad tallet måler."))
    return tuple(lacking)


def as_source(source: Source, *, mapping: ColumnMapping) -> Source:
    """The source a mapping describes, to be read as any other table."""
    columns = tuple(_column(heading, meaning, mapping) for heading, meaning in mapping.columns)
    return source.model_copy(
        update={
            "columns": columns,
            "decimal": mapping.decimal,
            "unit": _unit_rule(mapping),
            "period": PeriodRule.model_validate({"kind": mapping.period_kind, "default": mapping.period}),
        }
    )


def _unit_rule(mapping: ColumnMapping) -> UnitRule:
    """The level said for the file; figures of the nation need no column that says so."""
    is_named = any(meaning == "unit" for _, meaning in mapping.columns)
    fixed = "DK" if mapping.unit_level == "nation" and not is_named else ""
    return UnitRule.model_validate({"level": mapping.unit_level, "fixed": fixed})


def _column(heading: str, meaning: str, mapping: ColumnMapping) -> Column:
    role = _ROLES.get(meaning, Role.DIM)
    kind = {
        Role.UNIT: _UNIT_TYPES.get(mapping.unit_level, ColumnType.INSTITUTION),
        Role.PERIOD: _PERIOD_TYPES.get(mapping.period_kind, ColumnType.TEXT),
        Role.MEASURE: ColumnType.NUMBER,
    }.get(role, ColumnType.TEXT)
    return Column(
        name=as_key(meaning),
        title=heading,
        headings=(heading,),
        role=role,
        type=kind,
        required=role in (Role.UNIT, Role.PERIOD, Role.MEASURE_NAME)
        or (role is Role.MEASURE and not mapping.withholds),
        measure=as_key(mapping.measure) if role is Role.MEASURE and mapping.measure else None,
        additive=mapping.additive and role is Role.MEASURE,
    )


def remembered(mapping: ColumnMapping, *, headings: tuple[str, ...]) -> ColumnMapping:
    """The mapping under the signature of a file's headings."""
    return replace(mapping, signature=signature_of(headings))
