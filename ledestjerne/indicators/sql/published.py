"""Figures from printed statistics: the most aggregated printed cell is taken, never the sum of its details."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection
from sqlglot import exp

from ledestjerne.indicators.definition import Definition, Filter
from ledestjerne.indicators.results import WHOLE, Breakdown
from ledestjerne.indicators.sql.expressions import among, dim, everything, parameter, text

Place = tuple[str, str, Breakdown]
# A printed total says with this key which heading it totals; it is no category.
TOTAL = "total"


@dataclass(frozen=True)
class Printed:
    """The cells printed for one unit, period and breakdown, as coarse as the source prints them."""

    total: float | None
    parts: int
    withheld_parts: int
    complete: bool
    text: str | None
    deliveries: tuple[int, ...]
    dims: tuple[Mapping[str, str], ...]

    def may_be_added(self, over: Sequence[str]) -> bool:
        """Whether the cells differ in nothing but the dimensions that may be summed over."""
        kept = {tuple(sorted((k, v) for k, v in dims.items() if k not in (*over, TOTAL))) for dims in self.dims}
        return self.parts == 1 or len(kept) == 1


def printed(
    definition: Definition,
    wanted: Filter,
    *,
    units: Sequence[str],
    connection: DuckDBPyConnection,
) -> dict[Place, Printed]:
    """The coarsest printed cells of each unit, period and allowed breakdown that pass the filter.

    `wanted` names dimensions, or `measure`; the definition's own `where` always holds as well.
    """
    filters = {**definition.where, **wanted}
    found: dict[Place, Printed] = {}
    for member in (None, *definition.by):
        if member not in filters:
            found |= _rows(definition, filters, member, units=units, connection=connection)
    return found


def query(definition: Definition, filters: Filter, member: str | None) -> exp.Select:
    """The query behind `printed` for one breakdown dimension, or for the whole when it is None."""
    pinned = [name for name in filters if name != "measure"] + ([member] if member else []) + [TOTAL]
    surplus: exp.Expr = exp.func("CARDINALITY", exp.column("dims"), dialect="duckdb")
    for name in pinned:
        surplus = exp.Sub(this=surplus, expression=exp.cast(_has(name), "INTEGER"))
    cells = (
        exp.select("unit", "period", "value", "text", "withheld", "complete", "delivery", "dims")
        .select(exp.alias_(dim(member) if member else text(None), "member"), exp.alias_(surplus, "surplus"))
        .from_("published")
        .where(everything(_conditions(filters, member)))
        .qualify(_newest())
    )
    coarsest = exp.select("*").from_("cells").qualify(_coarsest())
    return (
        exp.select("unit", "period", "member")
        .select("SUM(value)", "COUNT(*)", "SUM(CAST(withheld AS INTEGER))", "BOOL_AND(complete)", "MIN(text)")
        .select("ARRAY_AGG(DISTINCT delivery)", "ARRAY_AGG(dims)", dialect="duckdb")
        .from_("coarsest")
        .group_by("unit", "period", "member")
        .with_("cells", as_=cells)
        .with_("coarsest", as_=coarsest)
    )


def _rows(
    definition: Definition,
    filters: Filter,
    member: str | None,
    *,
    units: Sequence[str],
    connection: DuckDBPyConnection,
) -> Iterator[tuple[Place, Printed]]:
    bound: dict[str, object] = {f"in_{name}": list(values) for name, values in filters.items()}
    bound |= {"sources": list(definition.sources), "units": list(units), "period_kind": definition.period.value}
    answer = connection.execute(query(definition, filters, member).sql("duckdb"), bound).fetchall()
    for unit, period, value, total, parts, withheld, complete, words, deliveries, dims in answer:
        breakdown: Breakdown = ((member, value),) if member else WHOLE
        yield (
            (unit, period, breakdown),
            Printed(total, parts, withheld, complete, words, tuple(sorted(deliveries)), tuple(dims)),
        )


def _conditions(filters: Filter, member: str | None) -> Iterator[exp.Expr]:
    yield among(exp.column("source"), "sources")
    yield among(exp.column("unit"), "units")
    yield exp.column("period_kind").eq(parameter("period_kind"))
    for name in filters:
        yield among(exp.column("measure") if name == "measure" else dim(name), f"in_{name}")
    if member:
        yield _has(member)


def _has(name: str) -> exp.Expr:
    return exp.Not(this=exp.Is(this=dim(name), expression=exp.null()))


def _newest() -> exp.Expr:
    """The same printed cell may stand twice (on two total rows) or come again in a later delivery."""
    window = exp.Window(
        this=exp.RowNumber(),
        partition_by=[exp.column(name) for name in ("unit", "period", "measure", "dims")],
        order=exp.Order(expressions=[exp.Ordered(this=exp.column("delivery"), desc=True), exp.column("row")]),
    )
    return exp.EQ(this=window, expression=exp.Literal.number(1))


def _coarsest() -> exp.Expr:
    window = exp.Window(
        this=exp.Min(this=exp.column("surplus")),
        partition_by=[exp.column(name) for name in ("unit", "period", "member")],
    )
    return exp.EQ(this=exp.column("surplus"), expression=window)
