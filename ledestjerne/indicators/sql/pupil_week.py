"""Figures from a school's own lessons: pupils are counted in the tables of weeks, one row per pupil and week."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection
from sqlglot import exp

from ledestjerne.indicators.definition import Definition, Filter, PerPupil, Quantity
from ledestjerne.indicators.results import WHOLE, Breakdown, Scope
from ledestjerne.indicators.sql.expressions import among, everything, number, parameter, text
from ledestjerne.indicators.vocabulary import (
    MINUTES,
    PUPIL_WEEK_BREAKDOWNS,
    Distinct,
    Level,
    Measure,
    Weeks,
)

COLUMNS: Mapping[Level, str] = {
    Level.DEPARTMENT: "department",
    Level.EDUCATION: "education",
    Level.CLASS: "class",
}
_PLACES = ("unit", "dim", "member", "school_year")


@dataclass(frozen=True)
class Counted:
    """What was counted for one unit, school year and breakdown; `total` and `hits` follow the measure."""

    n: int
    total: float | None
    hits: float | None
    deviation: float | None
    deliveries: tuple[int, ...]


def counted(
    definition: Definition, *, scopes: Sequence[Scope], connection: DuckDBPyConnection
) -> dict[tuple[str, str, Breakdown], Counted]:
    """Pupils behind each figure, for every scope, school year and breakdown the table has.

    `total` is a mean (per-pupil steps), or the denominator; `hits` the numerator; `n` the pupils.
    """
    answer = connection.execute(query(definition).sql("duckdb"), _bound(definition, scopes)).fetchall()
    found = {}
    for unit, name, member, year, n, total, hits, deviation, deliveries in answer:
        breakdown: Breakdown = ((name, member),) if name else WHOLE
        found[unit, year, breakdown] = Counted(n, total, hits, deviation, tuple(sorted(deliveries)))
    return found


def query(definition: Definition) -> exp.Select:
    """The query behind `counted`."""
    rows = (
        exp.select("scope.unit", "week.*")
        .from_(exp.alias_(exp.to_table("pupil_week"), "week"))
        .join(_scopes(), join_alias="scope", on=_in_scope())
        .where(everything(_filters(definition.where, "where")))
    )
    cut = exp.union(*(_cut(name) for name in (None, *PUPIL_WEEK_BREAKDOWNS)), distinct=False)
    seen = (
        exp.select(*_PLACES)
        .select("ARRAY_AGG(DISTINCT delivery) AS deliveries", dialect="duckdb")
        .from_("cut")
        .group_by(*_PLACES)
    )
    figures = _per_pupil(definition.per_pupil, definition) if definition.per_pupil else _directly(definition)
    return (
        exp.select("figures.*", "seen.deliveries")
        .from_("figures")
        .join("seen", on=_same_place())
        .where("n > 0")
        .with_("rows_in_scope", as_=rows)
        .with_("cut", as_=cut)
        .with_("seen", as_=seen)
        .with_("figures", as_=figures)
    )


def _scopes() -> exp.Subquery:
    """The scopes as a table: unit, the column its members stand in, and one row for each member."""
    names = {"scope_unit": "unit", "scope_column": "place", "scope_member": "value"}
    columns = [exp.alias_(exp.func("UNNEST", parameter(k), dialect="duckdb"), v) for k, v in names.items()]
    return exp.select(*columns).subquery()


def _in_scope() -> exp.Expr:
    match = exp.Case()
    for column in COLUMNS.values():
        match = match.when(exp.column("place", "scope").eq(exp.Literal.string(column)), exp.column(column, "week"))
    return match.else_(exp.column("institution", "week")).eq(exp.column("value", "scope"))


def _bound(definition: Definition, scopes: Sequence[Scope]) -> dict[str, object]:
    pairs = [(s.unit, COLUMNS.get(s.level, "institution"), m) for s in scopes for m in s.members or (s.unit,)]
    bound: dict[str, object] = {
        "scope_unit": [unit for unit, _, _ in pairs],
        "scope_column": [column for _, column, _ in pairs],
        "scope_member": [member for _, _, member in pairs],
    }
    for prefix, filters in (("where", definition.where), ("of", definition.of), ("among", definition.among)):
        bound |= {f"{prefix}_{name}": list(values) for name, values in (filters or {}).items()}
    return bound


def _filters(filters: Filter, prefix: str) -> Iterator[exp.Expr]:
    for name in filters:
        yield among(exp.column(name), f"{prefix}_{name}")


def _cut(name: str | None) -> exp.Select:
    """The rows once for the whole, and once more for each breakdown they have a word for."""
    member = exp.column(name) if name else text(None)
    rows = exp.select("*").select(exp.alias_(text(name), "dim"), exp.alias_(member, "member")).from_("rows_in_scope")
    return rows.where(exp.column(name).is_(exp.null()).not_()) if name else rows


def _per_pupil(step: PerPupil, definition: Definition) -> exp.Select:
    """One value for each pupil first; a pupil without a single school day has no value and is not counted."""
    pupils = (
        exp.select(*_PLACES, exp.alias_(_hours_per_week(step), "value"))
        .from_("cut")
        .group_by(*_PLACES, "institution", "pupil")
    )
    reached = exp.column("value") >= number(definition.at_least or 0)
    hits = exp.func("COUNT_IF", reached, dialect="duckdb") if definition.measure is Measure.SHARE else exp.null()
    return (
        exp.select(*_PLACES, "COUNT(value) AS n", "AVG(value) AS total")
        .select(exp.alias_(hits, "hits"), "STDDEV_SAMP(value) AS deviation")
        .from_(pupils.subquery("pupils"))
        .group_by(*_PLACES)
    )


def _hours_per_week(step: PerPupil) -> exp.Expr:
    """One division of whole numbers, so that exactly 26 hours is never read as a little less."""
    minutes = exp.Sum(this=exp.column(MINUTES[step.value]))
    weeks: exp.Expr
    if step.weeks is Weeks.SCHOOL_DAYS:
        weeks, factor = exp.Sum(this=exp.column("school_days")), number(5)
    else:
        weeks = exp.Count(
            this=exp.Distinct(expressions=[exp.column("iso_year") * number(100) + exp.column("iso_week")])
        )
        factor = number(1)
    under = exp.func("NULLIF", weeks * number(60), number(0))
    return exp.Div(this=exp.paren(minutes * factor), expression=under)


def _directly(definition: Definition) -> exp.Select:
    """Counts and sums straight from the rows."""
    hits: exp.Expr = exp.null()
    total = _pupils()
    if definition.measure is Measure.RATIO and definition.numerator and definition.denominator:
        hits, total = _quantity(definition.numerator), _quantity(definition.denominator)
    if definition.measure is Measure.SHARE and definition.of and definition.among:
        basis = everything(_filters(definition.among, "among"))
        total = _pupils(basis)
        hits = _pupils(exp.and_(basis, *_filters(definition.of, "of")))
    n = total if definition.measure is Measure.SHARE else _pupils()
    return (
        exp.select(*_PLACES, exp.alias_(n, "n"), exp.alias_(total, "total"), exp.alias_(hits, "hits"))
        .select("NULL AS deviation")
        .from_("cut")
        .group_by(*_PLACES)
    )


def _quantity(quantity: Quantity) -> exp.Expr:
    if quantity.sum:
        return exp.Sum(this=exp.column(quantity.sum))
    columns = {
        Distinct.PUPILS: ("institution", "pupil"),
        Distinct.CLASSES: ("class",),
        Distinct.CLASS_PLACES: ("class", "pupil"),
    }[quantity.distinct or Distinct.PUPILS]
    return _different(columns)


def _pupils(condition: exp.Expr | None = None) -> exp.Expr:
    count = _different(("institution", "pupil"))
    return exp.Filter(this=count, expression=exp.Where(this=condition)) if condition else count


def _different(columns: Sequence[str]) -> exp.Expr:
    row = exp.func("ROW", *(exp.column(name) for name in columns), dialect="duckdb")
    return exp.Count(this=exp.Distinct(expressions=[row]))


def _same_place() -> exp.Expr:
    """Equal places, where the whole has NULL for its dimension and member."""
    return exp.and_(
        *(exp.NullSafeEQ(this=exp.column(name, "figures"), expression=exp.column(name, "seen")) for name in _PLACES)
    )
