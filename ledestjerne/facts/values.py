"""From printed text to values, by explicit rule and in whole columns; what does not fit is a fault. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from ledestjerne.base.noop import gettext_noop
from ledestjerne.facts.contract import Column, ColumnType
from ledestjerne.facts.places import Places, folded

MISSING = ("", "..", ".", "…", "*", "<fejl>", "<uoplyst>")
"""Printed where a value is withheld or unknown. A lone «-» means zero to some and missing to others: refused."""

SIGNS = {"comma": gettext_noop("komma"), "point": gettext_noop("punktum")}
_PLAIN = {"comma": r"^[+-]?\d+(,\d+)?([eE][+-]?\d+)?$", "point": r"^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$"}
_GROUPED = {"comma": r"^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$", "point": r"^[+-]?\d{1,3}( \d{3})+(\.\d+)?$"}
_OTHER = {"comma": r"^[+-]?\d+\.\d+$", "point": r"^[+-]?\d+,\d+$|^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$"}

FORMULA = r"^\s*(=|[+@-]\s*[A-Za-zÆØÅæøå.]+\()"
DATE_IN_BAND = r"(?i)^(\d{1,2}[-./ ](jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?([-./ ]\d{2,4})?|(jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*[-./ ]\d{2,4}|\d{4}-\d{2}-\d{2}( .*)?)$"

YES = ("ja", "j", "1", "true", "sand", "x")
NO = ("nej", "n", "0", "false", "falsk")

NUMBERS = {ColumnType.NUMBER, ColumnType.PERCENT, ColumnType.FRACTION, ColumnType.LATITUDE, ColumnType.LONGITUDE}


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A mask over the rows, the rule it breaks and what fits the message's {what}."""

    mask: pl.Expr
    rule: str
    what: str = ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a column is read: the value, and what can be wrong with it (looked at in this order)."""

    value: pl.Expr
    faults: tuple[Fault, ...] = ()


_Reader = Callable[[pl.Expr, Column], Reading]


def printed(name: str) -> pl.Expr:
    """The printed text of a column: never null, hard blanks and true minus signs made ordinary."""
    return pl.col(name).fill_null("").str.replace_all("[\u00a0\u202f]", " ").str.replace_all("−", "-").str.strip_chars()


def is_missing(text: pl.Expr) -> pl.Expr:
    """Whether nothing, or a mark for nothing, is printed."""
    return text.str.to_lowercase().is_in(list(MISSING))


def read_column(column: Column, *, name: str, decimal: str, places: Places, seen: pl.DataFrame) -> Reading:
    """How to read column `name` of the frame `seen` (codes of places are looked up for the values in it)."""
    text = printed(name)
    if column.type in NUMBERS:
        return read_number(text, column=column, decimal=decimal)
    if column.type in (ColumnType.MUNICIPALITY, ColumnType.REGION):
        return _read_place(text, column=column, places=places, seen=seen[name])
    return _READERS.get(column.type, _read_text)(text, column)


def read_number(text: pl.Expr, *, column: Column, decimal: str) -> Reading:
    """A number with the decimal sign the source promises; the other sign is ambiguous, not an alternative."""
    bare = text.str.replace(r"\s*%$", "") if column.type is ColumnType.PERCENT else text
    grouped = bare.str.contains(_GROUPED[decimal])
    plain = bare.str.contains(_PLAIN[decimal])
    digits = bare.str.replace_all(r"\.| " if decimal == "comma" else " ", "").str.replace(",", ".", literal=True)
    value = pl.when(grouped | plain).then(digits.cast(pl.Float64, strict=False))
    low, high = _range(column)
    outside = (value < low) | (value > high)
    missing = is_missing(text)
    other = ~missing & ~grouped & ~plain & bare.str.contains(_OTHER[decimal])
    return Reading(
        value=pl.when(~outside.fill_null(value=False)).then(value),
        faults=(
            Fault(mask=other, rule="ambiguous_number", what=SIGNS[decimal]),
            Fault(mask=~missing & ~grouped & ~plain & ~other, rule="not_a_number"),
            Fault(mask=outside.fill_null(value=False), rule="impossible", what=f"{low:g}–{high:g}".replace(".", ",")),
        ),
    )


def _range(column: Column) -> tuple[float, float]:
    low = -1e15 if column.low is None else column.low
    high = 1e15 if column.high is None else column.high
    if column.type is ColumnType.PERCENT:
        return max(low, 0), min(high, 100)
    if column.type is ColumnType.FRACTION:
        return max(low, 0), min(high, 1)
    return low, high


def _read_place(text: pl.Expr, *, column: Column, places: Places, seen: pl.Series) -> Reading:
    look_up = places.municipality if column.type is ColumnType.MUNICIPALITY else places.region
    found = {value: look_up(value) for value in seen.drop_nulls().unique().to_list()}
    codes = {folded(value): place.code for value, place in found.items() if place}
    key = text.str.to_lowercase().str.replace_all(r"\s+", " ")
    code = key.replace_strict(codes, default=None, return_dtype=pl.String())
    rule = "unknown_municipality" if column.type is ColumnType.MUNICIPALITY else "unknown_region"
    total = key.is_in([folded(label) for label in column.total_labels])
    return Reading(
        value=pl.when(total).then(pl.lit("all")).otherwise(code),
        faults=(Fault(mask=code.is_null() & ~is_missing(text) & ~total, rule=rule),),
    )


def _read_text(text: pl.Expr, column: Column) -> Reading:
    key = text.str.to_lowercase()
    total = key.is_in([folded(label) for label in column.total_labels])
    known = {folded(one): meaning for one, meaning in column.values.items()}
    value = (
        pl.when(total)
        .then(pl.lit("all"))
        .otherwise(key.replace_strict(known, default=text, return_dtype=pl.String()) if known else text)
    )
    value = pl.when(text != "").then(value)
    if not column.choices:
        return Reading(value=value)
    wrong = ~is_missing(text) & ~value.is_in(list(column.choices)) & ~total
    return Reading(
        value=pl.when(~wrong).then(value),
        faults=(Fault(mask=wrong, rule="not_a_choice", what=", ".join(column.choices)),),
    )


def _read_code(pattern: str, what: str) -> _Reader:
    def read(text: pl.Expr, column: Column) -> Reading:
        good = text.str.contains(column.pattern or pattern)
        return Reading(
            value=pl.when(good).then(text),
            faults=(Fault(mask=~good & ~is_missing(text), rule="not_a_code", what=what),),
        )

    return read


def _read_school_year(text: pl.Expr, column: Column) -> Reading:
    del column
    first = text.str.extract(r"^(\d{4})\s*[/-]\s*(?:\d{2})?\d{2}$").cast(pl.Int32)
    second = text.str.extract(r"^\d{4}\s*[/-]\s*(?:\d{2})?(\d{2})$").cast(pl.Int32)
    good = (second == (first + 1) % 100).fill_null(value=False)
    return Reading(
        value=pl.when(good).then(pl.format("{}/{}", first, first + 1)),
        faults=(
            Fault(mask=~good & ~is_missing(text), rule="not_a_period", what=gettext_noop("et skoleår som 2024/2025")),
        ),
    )


def _read_period(pattern: str, what: str) -> _Reader:
    def read(text: pl.Expr, column: Column) -> Reading:
        del column
        good = text.str.contains(pattern)
        return Reading(
            value=pl.when(good).then(text),
            faults=(Fault(mask=~good & ~is_missing(text), rule="not_a_period", what=what),),
        )

    return read


def _read_yes_no(text: pl.Expr, column: Column) -> Reading:
    del column
    key = text.str.to_lowercase()
    yes, no = key.is_in(list(YES)), key.is_in(list(NO))
    return Reading(
        value=pl.when(yes | no).then(yes), faults=(Fault(mask=~yes & ~no & ~is_missing(text), rule="not_yes_no"),)
    )


def _read_date(text: pl.Expr, column: Column) -> Reading:
    del column
    day = pl.coalesce(
        text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False),
        text.str.replace_all(r"[./]", "-").str.to_date("%d-%m-%Y", strict=False),
    )
    return Reading(value=day, faults=(Fault(mask=day.is_null() & ~is_missing(text), rule="not_a_date"),))


def _read_time(text: pl.Expr, column: Column) -> Reading:
    """Minutes after midnight; seconds are dropped."""
    del column
    hours = text.str.extract(r"^([01]?\d|2[0-4])[:.]\d\d").cast(pl.Int16)
    minutes = text.str.extract(r"^\d{1,2}[:.]([0-5]\d)([:.]\d\d)?$").cast(pl.Int16)
    value = hours * 60 + minutes
    good = (value <= 24 * 60).fill_null(value=False)
    return Reading(value=pl.when(good).then(value), faults=(Fault(mask=~good & ~is_missing(text), rule="not_a_time"),))


def _read_band(text: pl.Expr, column: Column) -> Reading:
    del column
    dated = text.str.contains(DATE_IN_BAND)
    return Reading(value=pl.when(~dated & (text != "")).then(text), faults=(Fault(mask=dated, rule="date_in_band"),))


_READERS: dict[ColumnType, _Reader] = {
    ColumnType.INSTITUTION: _read_code(r"^\d{6}$", gettext_noop("et institutionsnummer på seks cifre")),
    ColumnType.CVR: _read_code(r"^\d{8}$", gettext_noop("et CVR-nummer på otte cifre")),
    ColumnType.POSTCODE: _read_code(r"^\d{4}$", gettext_noop("et postnummer på fire cifre")),
    ColumnType.SCHOOL_YEAR: _read_school_year,
    ColumnType.YEAR: _read_period(r"^(19|20)\d\d$", gettext_noop("et årstal")),
    ColumnType.QUARTER: _read_period(r"^(19|20)\d\dK[1-4]$", gettext_noop("et kvartal som 2024K1")),
    ColumnType.MONTH: _read_period(r"^(19|20)\d\d-(0[1-9]|1[0-2])$", gettext_noop("en måned som 2024-09")),
    ColumnType.YES_NO: _read_yes_no,
    ColumnType.DATE: _read_date,
    ColumnType.TIME: _read_time,
    ColumnType.BAND: _read_band,
}
