"""Figures of a school's own pupils: lessons are counted in years of pupils, one row per pupil, year and place.

Absence, exits and grades have tables of their own, which are read in the same way.

Where many units are asked for, the pupils with one row in the year, nearly all, are counted straight from it and the rest
on their own. A wider unit is put together from its institutions, for no pupil is counted in two of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ledestjerne.indicators.definition import Definition, Filter
from ledestjerne.indicators.pupil_tables import PUPIL_TABLES
from ledestjerne.indicators.results import Scope
from ledestjerne.indicators.sql.asked import Facts
from ledestjerne.indicators.sql.cuts import Cut, Rows, deliveries_text, query_text, table_of
from ledestjerne.indicators.sql.measures import counts_classes
from ledestjerne.indicators.sql.tally import Tally
from ledestjerne.indicators.sql.together import Counted, Place, of_scopes, of_units
from ledestjerne.indicators.vocabulary import Level, Measure

COLUMNS: Mapping[Level, str] = {
    Level.INSTITUTION: "institution",
    Level.DEPARTMENT: "department",
    Level.EDUCATION: "education",
    Level.CLASS: "class",
}
WIDE_COLUMNS = frozenset({"institution", "department"})
MANY = 200
"""With more units than this every unit is counted, which is quicker than to look for those asked for."""
SEVERAL = 4
"""With more units than this the pupils who are alone are counted apart, which two queries are worth."""


def counted(definition: Definition, *, scopes: Sequence[Scope], connection: Facts) -> dict[Place, Counted]:
    """Pupils behind each figure, for every scope, school year and breakdown the table has.

    `total` is a mean, the denominator or the sum; `hits` the numerator; `n` the pupils.
    """
    is_mean = definition.measure is Measure.MEAN
    asked, found = by_column(scopes), dict[Place, Counted]()
    for column, pieces in _pieces(definition, asked, connection):
        found |= of_units(asked[column].own, pieces, is_mean=is_mean)
        if column == "institution":
            found |= of_scopes((each for each in scopes if each.level not in COLUMNS), pieces, is_mean=is_mean)
    return found


@dataclass
class Asked:
    """The units asked for in one column, and those that only wider units are put together from."""

    own: set[str]
    members: set[str]

    @property
    def units(self) -> list[str]:
        """All of them, in order."""
        return sorted(self.own | self.members)


def by_column(scopes: Iterable[Scope]) -> dict[str, Asked]:
    """Which values of which columns must be counted to answer for the scopes."""
    found: dict[str, Asked] = {}
    for scope in scopes:
        asked = found.setdefault(COLUMNS.get(scope.level, "institution"), Asked(set(), set()))
        if scope.level in COLUMNS:
            asked.own.add(scope.unit)
        else:
            asked.members.update(scope.members)
    return found


def _pieces(
    definition: Definition, asked: Mapping[str, Asked], connection: Facts
) -> Iterator[tuple[str, Mapping[Place, Sequence[Counted]]]]:
    """What was counted in each column."""
    for cut, units in _cuts(definition, asked):
        tallies = {column: Tally() for column in cut.columns}
        for rows in _rows(definition, cut, units):
            sql = query_text(definition.text, cut=cut, rows=rows)
            bound = _bound(definition, units, rows=rows, every=cut.every)
            for column, *row in connection.execute(sql, bound).fetchall():
                tallies[column].add(row, cut.name, rows)
        for column, tally in tallies.items():
            if tally.mixed:
                sql = deliveries_text(definition.text, cut=Cut((column,), cut.name, False))
                bound = _bound_filters("where", definition.where) | {"units": sorted(tally.mixed)}
                tally.tell(cut.name, connection.execute(sql, bound).fetchall())
            yield column, tally.pieces


def _cuts(definition: Definition, asked: Mapping[str, Asked]) -> Iterator[tuple[Cut, Sequence[str]]]:
    """The columns with many units together, for they read the same rows, and the others each with its units."""
    table = PUPIL_TABLES[definition.table]
    [breakdown] = table.breakdowns
    together: dict[str | None, list[str]] = {}
    for column, here in asked.items():
        name = None if breakdown in table.wide and column not in WIDE_COLUMNS else breakdown
        if len(here.units) > MANY:
            together.setdefault(name, []).append(column)
        else:
            yield Cut((column,), name, False), here.units
    for name, columns in together.items():
        yield Cut(tuple(sorted(columns, key=lambda column: column == "institution")), name, True), ()


def _rows(definition: Definition, cut: Cut, units: Sequence[str]) -> Iterator[Rows]:
    """The queries that together count everyone."""
    if table_of(definition) != "pupil_year" or not (cut.every or len(units) > SEVERAL):
        yield Rows.EVERY
        return
    yield Rows.ALONE
    yield Rows.OTHERS
    if counts_classes(definition):
        yield Rows.CLASSES


def _bound(definition: Definition, units: Sequence[str], *, rows: Rows, every: bool) -> dict[str, object]:
    bound = _bound_filters("where", definition.where) | ({} if every else {"units": list(units)})
    if rows is not Rows.CLASSES:
        bound |= _bound_filters("of", definition.of) | _bound_filters("among", definition.among)
    return bound


def _bound_filters(prefix: str, filters: Filter | None) -> dict[str, object]:
    return {f"{prefix}_{name}": list(members) for name, members in (filters or {}).items()}
