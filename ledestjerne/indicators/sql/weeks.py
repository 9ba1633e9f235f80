"""A rule about single weeks, asked of the weeks a pupil's year holds as bits: all weeks of the year at once."""

from fractions import Fraction
from functools import reduce
from math import ceil

from sqlglot import exp

from ledestjerne.facts.vocabulary import DAYS_A_WEEK, DIGITS, digit_of, weeks_of

MINUTES_AN_HOUR, DAYS = 60, 5
NO_WEEK = 0


def weeks_counted(weeks: exp.Expr) -> exp.Expr:
    """How many weeks there are in a column of weeks."""
    return exp.func("BIT_COUNT", weeks, dialect="duckdb")


def weeks_reached(minutes: str, *, hours: float, by_days: bool) -> exp.Expr:
    """How many weeks have at least so many hours (as written, 27.1 is 1,626 minutes).

    By days a week of three school days needs three fifths; otherwise every week with lessons needs it all.
    """
    wanted = Fraction(str(hours)) * MINUTES_AN_HOUR
    if not by_days:
        return weeks_counted(_at_least(minutes, ceil(wanted)))
    weeks = [_and(exp.column(weeks_of(days)), _at_least(minutes, ceil(wanted * days / DAYS))) for days in DAYS_A_WEEK]
    return weeks_counted(reduce(_or, weeks))


def _at_least(minutes: str, wanted: int) -> exp.Expr:
    """The weeks with so many minutes or more, of the binary digits: from the smallest up, where the number wanted has the
    digit the week must have it and reach the rest, and where it has not the week may have it or reach the rest."""
    if wanted >= 1 << DIGITS:
        return exp.cast(exp.Literal.number(NO_WEEK), "BIGINT")
    found: exp.Expr | None = None
    for number in range(DIGITS):
        digit = exp.column(digit_of(minutes, number))
        if wanted >> number & 1:
            found = _and(digit, found) if found else digit
        elif found:
            found = _or(digit, found)
    assert found, "more than no minutes are wanted"
    return found


def _and(one: exp.Expr, other: exp.Expr) -> exp.Expr:
    """In brackets, because DuckDB reads `&` and `|` from the left, the one as strong as the other, and Spark does not."""
    return exp.paren(exp.BitwiseAnd(this=one, expression=other))


def _or(one: exp.Expr, other: exp.Expr) -> exp.Expr:
    return exp.paren(exp.BitwiseOr(this=one, expression=other))
