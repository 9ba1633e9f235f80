"""Figures from printed statistics: the most aggregated printed cell is taken, never the sum of its details."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from ledestjerne.indicators.definition import Definition, Filter
from ledestjerne.indicators.results import WHOLE, Breakdown
from ledestjerne.indicators.sql.asked import Facts
from ledestjerne.indicators.sql.expressions import among, dim, everything, parameter, text

Place = tuple[str, str, Breakdown]
# A printed total says with this key which heading it totals; it is no category.
TOTAL = "total"
# In a filter: the row does not have the dimension at all, as a printed total over it.
ABSENT = ""
ROW = exp.column("row", quoted=True)


@dataclass(frozen=True)
class PrintedCell:
    """One printed cell."""

    measure: str
    dims: Mapping[str, str]
    value: float | None
    text: str | None
    withheld: bool
    complete: bool
    delivery: int
    sheet: str
    row: int

    def categories(self, *, without: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
        """The categories the cell stands for, but not the named ones."""
        return tuple(sorted((k, v) for k, v in self.dims.items() if k != TOTAL and k not in without))


@dataclass(frozen=True)
class Printed:
    """The cells printed for one unit, period and breakdown, as coarse as the source prints them."""

    cells: tuple[PrintedCell, ...]

    @property
    def total(self) -> float | None:
        """The sum of the printed values; None when none of them is printed."""
        values = [cell.value for cell in self.cells if cell.value is not None]
        return sum(values) if values else None

    @property
    def present(self) -> int:
        return sum(cell.value is not None for cell in self.cells)

    @property
    def has_withheld_part(self) -> bool:
        return 0 < self.present < len(self.cells)

    @property
    def is_complete(self) -> bool:
        return all(cell.complete for cell in self.cells)

    @property
    def text(self) -> str | None:
        return self.cells[0].text

    @property
    def deliveries(self) -> tuple[int, ...]:
        return tuple(sorted({cell.delivery for cell in self.cells}))

    def may_be_added(self, over: Sequence[str]) -> bool:
        """Whether the cells differ in nothing but their measure and the dimensions that may be summed over."""
        return len({cell.categories(without=over) for cell in self.cells}) == 1


def printed(
    definition: Definition,
    wanted: Filter,
    *,
    units: Sequence[str],
    connection: Facts,
) -> dict[Place, Printed]:
    """The coarsest printed cells of each unit, period and allowed breakdown that pass the filter.

    `wanted` names dimensions, or `measure`; the definition's own `where` always holds as well.
    """
    filters = {**definition.where, **wanted}
    bound: dict[str, object] = {f"in_{name}": list(values) for name, values in filters.items()}
    bound |= {"sources": list(definition.sources), "units": list(units), "period_kind": definition.period.value}
    found: dict[Place, Printed] = {}
    for member in (None, *definition.by):
        if member not in filters:
            rows = connection.execute(query(definition, filters, member).sql("duckdb"), bound).fetchall()
            found |= _placed(rows, member)
    return found


def query(definition: Definition, filters: Filter, member: str | None) -> exp.Select:
    """The query behind `printed` for one breakdown dimension, or for the whole when it is None."""
    cells = (
        exp.select(
            "unit", "period", "measure", "dims", "value", "text", "withheld", "complete", "delivery", "sheet", ROW
        )
        .select(exp.alias_(dim(member) if member else text(None), "member"))
        .select(exp.alias_(_fineness(filters, member), "fineness"))
        .from_("published")
        .where(everything(_conditions(filters, member)))
        .where(everything(exp.Not(this=_has(name)) for name in _other_parts(definition, filters, member)))
    )
    return (
        exp.select("unit", "period", "member")
        .select("measure", "dims", "value", "text", "withheld", "complete", "delivery", "sheet", ROW)
        .from_("cells")
        .qualify(_coarsest())
        .order_by("delivery DESC", ROW)
        .with_("cells", as_=cells)
    )


def _other_parts(definition: Definition, filters: Filter, member: str | None) -> list[str]:
    """A cell of one part is never the whole, even where the source prints no other part."""
    added = {*definition.sum_over, *definition.mean_over, *filters, member}
    return [name for name in definition.by if name not in added]


def _placed(rows: Sequence[tuple[object, ...]], member: str | None) -> dict[Place, Printed]:
    """The same cell may be printed on two total rows, or come again in a later delivery: the newest one holds."""
    cells: dict[Place, dict[object, PrintedCell]] = {}
    for unit, period, value, *rest in rows:
        breakdown: Breakdown = ((member, str(value)),) if member else WHOLE
        cell = PrintedCell(*rest)  # type: ignore[arg-type]  # the columns of the query, in the order of the fields
        cells.setdefault((str(unit), str(period), breakdown), {}).setdefault((cell.measure, cell.categories()), cell)
    return {place: Printed(tuple(found.values())) for place, found in cells.items()}


def _fineness(filters: Filter, member: str | None) -> exp.Expr:
    """How finely a cell is cut beyond what is asked for; a printed total comes before one named as such."""
    categories: exp.Expr = exp.func("CARDINALITY", exp.column("dims"), dialect="duckdb")
    asked = [name for name in filters if name != "measure"]
    for name in [*asked, *([member] if member else []), TOTAL]:
        categories = exp.Sub(this=categories, expression=exp.cast(_has(name), "INTEGER"))
    fineness: exp.Expr = exp.Mul(this=exp.paren(categories), expression=exp.Literal.number(100))
    for name in asked:
        if ABSENT in filters[name]:
            fineness = exp.Add(this=fineness, expression=exp.cast(_has(name), "INTEGER"))
    return fineness


def _conditions(filters: Filter, member: str | None) -> Iterator[exp.Expr]:
    yield among(exp.column("source"), "sources")
    yield among(exp.column("unit"), "units")
    yield exp.column("period_kind").eq(parameter("period_kind"))
    for name in filters:
        yield among(exp.column("measure") if name == "measure" else _or_absent(name), f"in_{name}")
    if member:
        yield _has(member)


def _or_absent(name: str) -> exp.Expr:
    return exp.func("COALESCE", dim(name), exp.Literal.string(ABSENT), dialect="duckdb")


def _has(name: str) -> exp.Expr:
    return exp.Not(this=exp.Is(this=dim(name), expression=exp.null()))


def _coarsest() -> exp.Expr:
    window = exp.Window(
        this=exp.Min(this=exp.column("fineness")),
        partition_by=[exp.column(name) for name in ("unit", "period", "member")],
    )
    return exp.EQ(this=exp.column("fineness"), expression=window)
