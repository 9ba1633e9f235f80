"""The engine's queries in Spark's dialect; what sqlglot does not know by itself is put right here.

- Every number is cast: Spark reads `1.0` as DECIMAL(2, 1), and an average of decimals is rounded.
- `ROW` is called `STRUCT`.
- Spark knows no QUALIFY, and the order of an inner query is lost: the order is asked for of the outer one.
- Lists bound side by side (`UNNEST`) and long lists are tables of their own, which the caller lays ready.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.transforms import eliminate_qualify

TEXTS = "ARRAY<STRING>"


@dataclass(frozen=True)
class Laid:
    """Bound lists the caller must lay ready as the columns of a table before the query is run."""

    table: str
    lists: tuple[str, ...]
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Translated:
    """A query in Spark's dialect, and the tables of bound values it reads."""

    text: str
    laid: tuple[Laid, ...]
    bound: frozenset[str]


def for_spark(query: str, *, long: Collection[str] = (), tag: str = "") -> Translated:
    """A query of the engine (DuckDB's dialect) for Spark.

    `long` names the bound lists too long to compare one by one; `tag` ends the names of the tables to be laid ready.
    """
    tree = sqlglot.parse_one(query, read="duckdb")
    laid = [*_side_by_side(tree, tag), *_joined(tree, long, tag)]
    tree = tree.transform(_ordered_outside).transform(_as_spark_knows_it, copy=False)
    bound = frozenset(each.name for each in tree.find_all(exp.Placeholder))
    return Translated(tree.sql("spark"), tuple(laid), bound)


def cast_numbers(tree: exp.Expr) -> exp.Expr:
    """The expression with each number cast, whole ones to BIGINT and the rest to DOUBLE."""
    return tree.transform(_cast_number)


def _side_by_side(tree: exp.Expr, tag: str) -> Iterator[Laid]:
    """`SELECT UNNEST($a) AS x, UNNEST($b) AS y` is a table with the columns x and y."""
    for number, select in enumerate(list(tree.find_all(exp.Select))):
        lists = [_unnested(each) for each in select.expressions]
        if lists and all(lists) and not select.args.get("from_"):
            laid = Laid(f"bound_{number}{tag}", tuple(filter(None, lists)), tuple(select.named_selects))
            select.replace(exp.select(*laid.columns).from_(laid.table))
            yield laid


def _unnested(column: exp.Expr) -> str | None:
    value = column.unalias()
    is_bound = isinstance(value, exp.Explode) and isinstance(value.this, exp.Placeholder)
    return value.this.name if is_bound else None


def _joined(tree: exp.Expr, long: Collection[str], tag: str) -> Iterator[Laid]:
    """A condition on the rows that a value is in a long list becomes a join; within an aggregate it may not."""
    laid = {name: Laid(f"bound_{name}{tag}", (name,), ("one",)) for name in sorted(long)}
    for where in list(tree.find_all(exp.Where)):
        if isinstance(where.parent, exp.Filter):
            continue
        for found in list(where.find_all(exp.ArrayContains)):
            if found.this.name in laid and isinstance(found.this, exp.Placeholder):
                listed = exp.select("one").from_(laid[found.this.name].table).subquery()
                found.replace(exp.In(this=found.expression, query=listed))
    read = {table.name for table in tree.find_all(exp.Table)}
    yield from (each for each in laid.values() if each.table in read)


def _ordered_outside(node: exp.Expr) -> exp.Expr:
    if not isinstance(node, exp.Select) or not node.args.get("qualify"):
        return node
    order, with_ = node.args.pop("order", None), node.args.pop("with_", None)
    outer = eliminate_qualify(node)
    outer.set("order", order)
    outer.set("with_", with_)
    return outer


def _as_spark_knows_it(node: exp.Expr) -> exp.Expr:
    if isinstance(node, exp.Anonymous) and node.name.upper() == "ROW":
        return exp.Anonymous(this="STRUCT", expressions=[each.copy() for each in node.expressions])
    if isinstance(node, exp.ArrayContains) and isinstance(node.this, exp.Placeholder):
        node.set("this", exp.cast(node.this.copy(), TEXTS, dialect="spark"))  # an empty list says nothing of its type
        return node
    return _cast_number(node)


def _cast_number(node: exp.Expr) -> exp.Expr:
    if not isinstance(node, exp.Literal) or node.is_string or isinstance(node.parent, exp.Cast | exp.DataTypeParam):
        return node
    return exp.cast(node.copy(), "BIGINT" if node.is_int else "DOUBLE")
