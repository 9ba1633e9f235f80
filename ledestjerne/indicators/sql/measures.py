"""What is counted in a group of rows about pupils: one value for each pupil first, or straight from the rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlglot import exp

from ledestjerne.indicators.definition import Definition, PerPupil, Quantity
from ledestjerne.indicators.pupil_tables import MINUTES, QUOTIENTS
from ledestjerne.indicators.sql.expressions import among, everything, number
from ledestjerne.indicators.sql.weeks import weeks_counted, weeks_reached
from ledestjerne.indicators.vocabulary import Distinct, Measure, Weeks


@dataclass(frozen=True)
class Figures:
    """The pupils, the sum or mean, those that count, and the spread, as expressions over a group of rows."""

    n: exp.Expr
    total: exp.Expr
    hits: exp.Expr
    deviation: exp.Expr

    @property
    def columns(self) -> list[exp.Expr]:
        """Each under its own name."""
        return [exp.alias_(value, name) for name, value in vars(self).items()]


def value_of(step: PerPupil) -> exp.Expr:
    """A pupil's value over all of the pupil's rows; NULL when there is nothing to divide by."""
    if part := QUOTIENTS.get(step.value):
        over, under, factor = exp.Sum(this=exp.column(part.over)), exp.Sum(this=exp.column(part.under)), part.factor
        return _quotient(over, under, factor)
    return _share_of_weeks(step, step.reached_in_weeks) if step.reached_in_weeks else _hours_per_week(step)


def value_of_one_row(step: PerPupil) -> exp.Expr:
    """The value of a pupil with one row only: what would be added up is what stands there."""
    found: exp.Expr = value_of(step).transform(
        lambda node: node.this if isinstance(node, exp.Sum | exp.BitwiseOrAgg) else node
    )
    return found


def of_values(definition: Definition, value: exp.Expr) -> Figures:
    """Over one value for each pupil; a pupil without a value is not counted."""
    nothing = exp.null()
    n = exp.Count(this=value)
    if definition.measure is Measure.SHARE:
        reached = exp.GTE(this=value.copy(), expression=number(definition.at_least or 0))
        return Figures(n, nothing, _how_many(reached), nothing.copy())
    return Figures(n, exp.Avg(this=value.copy()), nothing, exp.StddevSamp(this=value.copy()))


def direct(definition: Definition, *, once: bool, with_classes: bool) -> Figures:
    """Counts and sums straight from the rows; with `once` each row is a pupil of its own."""
    hits: exp.Expr = exp.null()
    total = _pupils(exp.true(), once=once)
    if definition.measure is Measure.RATIO and definition.numerator and definition.denominator:
        hits, total = (
            _quantity(each, once=once, with_classes=with_classes)
            for each in (definition.numerator, definition.denominator)
        )
    if definition.measure is Measure.SHARE and definition.of and definition.among:
        basis = everything(among(exp.column(name), f"among_{name}") for name in definition.among)
        total = _pupils(basis, once=once)
        hits = _pupils(exp.and_(basis, *(among(exp.column(name), f"of_{name}") for name in definition.of)), once=once)
    n = total.copy() if definition.measure is Measure.SHARE else _pupils(exp.true(), once=once)
    return Figures(n, total, hits, exp.null())


def classes(definition: Definition) -> Figures:
    """The number of classes where the definition asks for it, and nothing else."""
    hits, total = (
        _classes() if each and each.distinct is Distinct.CLASSES else exp.null()
        for each in (definition.numerator, definition.denominator)
    )
    return Figures(exp.null(), total, hits, exp.null())


def counts_classes(definition: Definition) -> bool:
    """Whether a class must be counted once however many of its pupils there are."""
    parts = (definition.numerator, definition.denominator)
    return any(each is not None and each.distinct is Distinct.CLASSES for each in parts)


def _quotient(over: exp.Expr, under: exp.Expr, factor: float) -> exp.Expr:
    return exp.Div(this=exp.paren(over * number(factor)), expression=exp.func("NULLIF", under, number(0)))


def _hours_per_week(step: PerPupil) -> exp.Expr:
    """One division of whole numbers, so that exactly 26 hours is never read as a little less."""
    minutes = exp.Sum(this=exp.column(MINUTES[step.value]))
    if step.weeks is Weeks.SCHOOL_DAYS:
        return _quotient(minutes, exp.Sum(this=exp.column("school_days")) * number(60), 5)
    weeks = weeks_counted(exp.func("BIT_OR", exp.column("weeks"), dialect="duckdb"))
    return _quotient(minutes, weeks * number(60), 1)


def _share_of_weeks(step: PerPupil, hours: float) -> exp.Expr:
    """Per cent of the pupil's weeks with at least so many hours; a short week counts by its school days."""
    reached = weeks_reached(MINUTES[step.value], hours=hours, by_days=step.weeks is Weeks.SCHOOL_DAYS)
    return _quotient(exp.Sum(this=reached), exp.Sum(this=weeks_counted(exp.column("weeks"))), 100)


def _quantity(quantity: Quantity, *, once: bool, with_classes: bool) -> exp.Expr:
    if quantity.sum:
        return exp.Sum(this=exp.column(quantity.sum))
    if quantity.distinct is Distinct.CLASSES:
        return _classes() if with_classes else exp.null()
    return _pupils(exp.true(), once=once, in_each_class=quantity.distinct is Distinct.CLASS_PLACES)


def _classes() -> exp.Expr:
    group = exp.func("COALESCE", exp.column("class"), exp.Literal.string(""), dialect="duckdb")
    return exp.Count(this=exp.Distinct(expressions=[group]))


def _pupils(condition: exp.Expr, *, once: bool, in_each_class: bool = False) -> exp.Expr:
    """How many pupils have a row that fulfils the condition."""
    if once:
        return _how_many(condition)
    columns: Sequence[str] = ("class", "pupil") if in_each_class else ("institution", "pupil")
    row = exp.func("ROW", *(exp.column(name) for name in columns), dialect="duckdb")
    different = exp.Count(this=exp.Distinct(expressions=[row]))
    return exp.Filter(this=different, expression=exp.Where(this=condition.copy()))


def _how_many(condition: exp.Expr) -> exp.Expr:
    return exp.func("COUNT_IF", condition.copy(), dialect="duckdb")
