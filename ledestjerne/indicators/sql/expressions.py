"""The few expressions both tables need; every value is a bound parameter."""

from collections.abc import Iterable

from sqlglot import exp


def parameter(name: str) -> exp.Placeholder:
    """A value bound when the query runs, written `$name`."""
    return exp.Placeholder(this=name)


def among(value: exp.Expr, name: str) -> exp.Expr:
    """Whether a value is in the list bound as `name`."""
    return exp.func("ARRAY_CONTAINS", parameter(name), value, dialect="duckdb")


def dim(name: str) -> exp.Expr:
    """One dimension of a printed row, NULL when the row does not have it."""
    return exp.Bracket(this=exp.column("dims"), expressions=[exp.Literal.string(name)])


def number(value: float) -> exp.Expr:
    """A literal cast to DOUBLE, so that no engine reads it as a decimal."""
    return exp.cast(exp.Literal.number(value), "DOUBLE")


def text(value: str | None) -> exp.Expr:
    """A literal cast to VARCHAR; None gives NULL."""
    return exp.cast(exp.null() if value is None else exp.Literal.string(value), "VARCHAR")


def everything(conditions: Iterable[exp.Expr]) -> exp.Expr:
    """All of the conditions at once; TRUE when there are none."""
    return exp.and_(exp.true(), *conditions)
