"""The queries that count pupils: which rows, under which units, and cut by what.

A pupil with one row in a year (`alone`) is counted straight from it, once under each unit and part: the whole is the sum
of its parts. Other pupils may stand in several parts, so their whole is counted on its own, beside the parts.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sqlglot import exp

from ledestjerne.indicators.definition import Definition, Filter
from ledestjerne.indicators.sql import measures
from ledestjerne.indicators.sql.expressions import among, everything, number
from ledestjerne.indicators.sql.measures import Figures
from ledestjerne.indicators.vocabulary import Table

COLUMNS = ("unit_column", "unit", "school_year", "member", "is_whole")
"""What each row found says of itself; `is_whole` is 0 for a part, whose name is `member`."""


class Rows(StrEnum):
    """Which pupils a query counts."""

    EVERY = "every"
    ALONE = "alone"
    OTHERS = "others"
    CLASSES = "classes"


@dataclass(frozen=True)
class Cut:
    """Units by the columns they stand in, every unit there is or those bound as $units, whole and cut by a dimension.

    `institution` comes last of the columns, for pupils are told apart by it under the others too.
    """

    columns: tuple[str, ...]
    name: str | None
    every: bool


def table_of(definition: Definition) -> str:
    """The table a definition is counted in: what is asked of weeks is answered by years, which hold them as bits."""
    return "pupil_year" if definition.table is Table.PUPIL_WEEK else definition.table.value


@lru_cache(maxsize=1024)
def query_text(definition: str, *, cut: Cut, rows: Rows) -> str:
    """The query as text, written once for each definition (given as its own text)."""
    return query(Definition.model_validate_json(definition), cut=cut, rows=rows).sql("duckdb")


@lru_cache(maxsize=256)
def deliveries_text(definition: str, *, cut: Cut) -> str:
    """The query for the deliveries behind each figure of a cut of one column, as text."""
    return deliveries(Definition.model_validate_json(definition), cut=cut).sql("duckdb")


def query(definition: Definition, *, cut: Cut, rows: Rows) -> exp.Select:
    """Figures of a cut with the first and last delivery behind each."""
    told = _told("delivery", "delivery")
    if rows is Rows.CLASSES:
        nothing = [exp.alias_(exp.null(), "lowest"), exp.alias_(exp.null(), "highest")]
        return _grouped(definition, cut, rows, measures.classes(definition), nothing)
    if definition.per_pupil is None:
        figures = measures.direct(definition, once=rows is Rows.ALONE, with_classes=rows is Rows.EVERY)
        return _grouped(definition, cut, rows, figures, told)
    if rows is Rows.ALONE:
        figures = measures.of_values(definition, measures.value_of_one_row(definition.per_pupil))
        return _grouped(definition, cut, rows, figures, told)
    value = exp.alias_(measures.value_of(definition.per_pupil), "value")
    pupils = _select(definition, cut, rows).select(value, *told, copy=False)
    pupils.set("group", _sets([*each, *_who(each)] for each in _places(cut, rows)))
    figures = measures.of_values(definition, exp.column("value"))
    places = [exp.column(name) for name in COLUMNS]
    return (
        exp.select(*places, *figures.columns, *_told("lowest", "highest"))
        .from_(pupils.subquery("pupils", copy=False), copy=False)
        .group_by(*(each.copy() for each in places), copy=False)
    )


def deliveries(definition: Definition, *, cut: Cut) -> exp.Select:
    """Every delivery behind each part of the units; NULL is the part that has no name."""
    name = exp.column(cut.name) if cut.name else exp.null()
    [column] = cut.columns
    return (
        exp.select(exp.alias_(exp.column(column), "unit"), exp.column("school_year"), exp.alias_(name, "member"))
        .select(exp.column("delivery"), copy=False)
        .distinct(copy=False)
        .from_(table_of(definition), copy=False)
        .where(_conditions(definition, cut, Rows.EVERY), copy=False)
    )


def _grouped(definition: Definition, cut: Cut, rows: Rows, figures: Figures, told: list[exp.Expr]) -> exp.Select:
    found = _select(definition, cut, rows).select(*figures.columns, *told, copy=False)
    found.set("group", _sets(_places(cut, rows)))
    return found


def _select(definition: Definition, cut: Cut, rows: Rows) -> exp.Select:
    """The columns that say which unit, year and part a group is."""
    member = exp.column(cut.name) if cut.name else exp.null()
    is_parts = rows is Rows.ALONE
    whole = (
        exp.func("GROUPING", member.copy(), dialect="duckdb")
        if cut.name and not is_parts
        else number(0 if is_parts else 1)
    )
    found = exp.select(
        exp.alias_(_by_set(cut, named=True), "unit_column"), exp.alias_(_by_set(cut, named=False), "unit")
    )
    found.select(exp.column("school_year"), exp.alias_(member, "member"), exp.alias_(whole, "is_whole"), copy=False)
    if rows is Rows.CLASSES:
        return found.from_(_classes(definition, cut).subquery("class_year", copy=False), copy=False)
    return found.from_(table_of(definition), copy=False).where(_conditions(definition, cut, rows), copy=False)


def _classes(definition: Definition, cut: Cut) -> exp.Select:
    """Each class once with all it is counted under, for classes are few and pupils many."""
    names = sorted({*cut.columns, "class", "school_year", *([cut.name] if cut.name else [])})
    found = exp.select(*(exp.column(name) for name in names)).distinct(copy=False)
    return found.from_(table_of(definition), copy=False).where(_conditions(definition, cut, Rows.CLASSES), copy=False)


def _by_set(cut: Cut, *, named: bool) -> exp.Expr:
    """The unit of a row, or the name of the column it stands in: that which is not put together in the row's set."""
    values = [exp.Literal.string(column) if named else exp.column(column) for column in cut.columns]
    if len(values) == 1:
        return values[0]
    found = exp.Case(default=values[-1])
    for column, value in zip(cut.columns[:-1], values, strict=False):
        found = found.when(exp.EQ(this=_grouping(column), expression=number(0)), value, copy=False)
    return found


def _grouping(column: str) -> exp.Expr:
    return exp.func("GROUPING", exp.column(column), dialect="duckdb")


def _places(cut: Cut, rows: Rows) -> Iterator[list[str]]:
    """The sets of columns to group by: of those who are alone the parts only, of others the whole as well."""
    for column in cut.columns:
        if rows is not Rows.ALONE or cut.name is None:
            yield [column, "school_year"]
        if cut.name:
            yield [column, "school_year", cut.name]


def _who(place: list[str]) -> list[str]:
    """The columns that tell pupils apart within a place."""
    return ["pupil"] if "institution" in place else ["institution", "pupil"]


def _sets(places: Iterable[list[str]]) -> exp.Group:
    sets = [exp.Tuple(expressions=[exp.column(name) for name in place]) for place in places]
    return exp.Group(expressions=[exp.GroupingSets(expressions=sets)])


def _told(first: str, last: str) -> list[exp.Expr]:
    return [
        exp.alias_(exp.Min(this=exp.column(first)), "lowest"), exp.alias_(exp.Max(this=exp.column(last)), "highest"),
    ]  # fmt: skip


def _conditions(definition: Definition, cut: Cut, rows: Rows) -> exp.Expr:
    """Which rows count."""
    found = list(_filters(definition.where, "where"))
    if rows is Rows.ALONE:
        found.append(exp.column("alone"))
    if rows is Rows.OTHERS:
        found.append(exp.column("alone").not_())
    if not cut.every:
        found += [among(exp.column(column), "units") for column in cut.columns]
    return everything(found)


def _filters(filters: Filter, prefix: str) -> Iterator[exp.Expr]:
    for name in filters:
        yield among(exp.column(name), f"{prefix}_{name}")
