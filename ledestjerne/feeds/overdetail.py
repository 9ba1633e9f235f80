"""When a question would give figures that count somebody twice, or that nobody could tell what are. Pure.

The API multiplies counts silently when a breakdown is too fine or a filter is missing. What the names alone can tell is
refused before anything is asked; the rest is proved by the source's own totals: a sum of parts above the total it states
has counted somebody more than once. Withheld cells only make a sum smaller, so they raise no false alarm.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from ledestjerne.feeds.clients.answers import Answer
from ledestjerne.feeds.clients.queries import StatbankQuery, UddstatQuery
from ledestjerne.feeds.clients.statbank import TableInfo, Variable
from ledestjerne.feeds.layout import (
    Layout,
    Part,
    area_of,
    attribute_of,
    chosen,
    dimension_of,
    is_total,
    level_of_area,
    meaning_of,
    parted,
    period_kind_of,
    time_of,
)

KEPT_PERIODS = frozenset({"school_year", "year", "quarter", "month", "interval"})
SEVERAL_EACH = frozenset(
    {"trivselsindikator", "trivselindikator", "indikator", "spørgsmål", "fag", "fagdisciplin", "prøveform", "prøve"}
)
"""Attributes in which one pupil is found under several members at once."""

COUNTS = ("antal ", "totale antal", "elevtal", "årselever")
PERSONS = ("elev", "student", "kursist", "person", "deltager", "lærling", "ansat")


class Why(StrEnum):
    NO_PERIOD = "no_period"
    TWO_PERIODS = "two_periods"
    OTHER_PERIOD = "other_period"
    TWO_LEVELS = "two_levels"
    NAME_ONLY = "name_only"
    SAME_DIMENSION = "same_dimension"
    SUMMED_FILTER = "summed_filter"
    UNIT_FILTER = "unit_filter"
    COUNTED_AGAIN = "counted_again"
    TOTAL_AND_PARTS = "total_and_parts"
    MUST_BE_CHOSEN = "must_be_chosen"
    NO_LONGER = "no_longer"
    NOT_NUMBERS = "not_numbers"
    SUM_EXCEEDS = "sum_exceeds"


@dataclass(frozen=True, kw_only=True)
class Objection:
    """Why a question is refused, and the names that are to blame."""

    why: Why
    names: tuple[str, ...] = ()


class OverDetailedError(Exception):
    """A question, or its answer, that would count somebody twice or cannot be kept as figures."""

    def __init__(self, objections: Iterable[Objection]) -> None:
        self.objections = tuple(objections)
        super().__init__(", ".join(each.why for each in self.objections))


def objections_to_uddstat(query: UddstatQuery) -> tuple[Objection, ...]:
    """What the names of the breakdowns and filters alone say against a question."""
    parts = parted(query.breakdowns)
    return (
        *_about_periods(parts[Part.PERIOD]),
        *_about_units(parts),
        *_about_filters(query),
        *_about_dims(parts, query),
    )


def _about_periods(periods: list[str]) -> Iterator[Objection]:
    if not periods:
        yield Objection(why=Why.NO_PERIOD)
    if len(periods) > 1:
        yield Objection(why=Why.TWO_PERIODS, names=tuple(periods))
    for period in periods:
        if meaning_of(period).kind not in KEPT_PERIODS:
            yield Objection(why=Why.OTHER_PERIOD, names=(period,))


def _about_units(parts: dict[Part, list[str]]) -> Iterator[Objection]:
    codes, names = parts[Part.UNIT], parts[Part.UNIT_NAME]
    levels = {meaning_of(each).kind for each in (*codes, *names)}
    if names and not codes:
        yield Objection(why=Why.NAME_ONLY, names=tuple(names))
    elif len(levels) > 1 or len(codes) > 1:
        yield Objection(why=Why.TWO_LEVELS, names=(*codes, *names))


def _about_filters(query: UddstatQuery) -> Iterator[Objection]:
    for name, members in query.filters.items():
        if name in query.breakdowns:
            continue
        part = meaning_of(name).part
        if part in (Part.UNIT, Part.UNIT_NAME) and not parted(query.breakdowns)[Part.UNIT]:
            yield Objection(why=Why.UNIT_FILTER, names=(name,))
        elif part is Part.DIM and len(members) > 1:
            yield Objection(why=Why.SUMMED_FILTER, names=(name,))


def _about_dims(parts: dict[Part, list[str]], query: UddstatQuery) -> Iterator[Objection]:
    dims = sorted(parts[Part.DIM], key=dimension_of)
    for _dimension, same in groupby(dims, key=dimension_of):
        if len(several := tuple(same)) > 1:
            yield Objection(why=Why.SAME_DIMENSION, names=several)
    persons = [measure for measure in query.measures if counts_persons(measure)]
    repeated = [name for name in dims if attribute_of(name).casefold() in SEVERAL_EACH]
    if persons and repeated:
        yield Objection(why=Why.COUNTED_AGAIN, names=(persons[0], repeated[0]))


def is_count(measure: str) -> bool:
    """Whether a measure is a number of something, by its name: only counts can be compared with their total."""
    return measure.casefold().startswith(COUNTS)


def counts_persons(measure: str) -> bool:
    return is_count(measure) and any(word in measure.casefold() for word in PERSONS)


def objections_to_statbank(query: StatbankQuery, *, info: TableInfo) -> tuple[Objection, ...]:
    """What the description of a table says against a question."""
    return (*_about_variables(query, info), *_about_time(query, info), *_about_areas(query, info))


def _about_variables(query: StatbankQuery, info: TableInfo) -> Iterator[Objection]:
    known = {variable.id: variable for variable in info.variables}
    for name in query.values:
        if name not in known:
            yield Objection(why=Why.NO_LONGER, names=(name,))
    area, time = area_of(info), time_of(info)
    for variable in info.variables:
        codes = chosen(variable, query)
        if gone := sorted(set(codes) - {value.id for value in variable.values}):
            yield Objection(why=Why.NO_LONGER, names=(variable.text, gone[0]))
        if not codes and not variable.elimination and variable != time:
            yield Objection(why=Why.MUST_BE_CHOSEN, names=(variable.text,))
        if variable not in (area, time) and len(codes) > 1 and (total := total_among(variable, codes)):
            yield Objection(why=Why.TOTAL_AND_PARTS, names=(variable.text, total))


def total_among(variable: Variable, codes: tuple[str, ...]) -> str:
    """The text of a total that is chosen together with its parts; empty when none is."""
    return next((value.text for value in variable.values if value.id in codes and is_total(value)), "")


def _about_time(query: StatbankQuery, info: TableInfo) -> Iterator[Objection]:
    time = time_of(info)
    if time is None or not chosen(time, query):
        yield Objection(why=Why.NO_PERIOD)
        return
    kinds = {period_kind_of(code) for code in chosen(time, query)}
    if not kinds <= KEPT_PERIODS:
        yield Objection(why=Why.OTHER_PERIOD, names=(chosen(time, query)[0],))
    elif len(kinds) > 1:
        yield Objection(why=Why.TWO_PERIODS, names=(time.text,))


def _about_areas(query: StatbankQuery, info: TableInfo) -> Iterator[Objection]:
    area = area_of(info)
    levels = {level_of_area(code) for code in chosen(area, query)} if area else set()
    if area and (len(levels) > 1 or "other" in levels):
        yield Objection(why=Why.TWO_LEVELS, names=(area.text,))


def number(text: str, *, decimal: str) -> float | None:
    """A printed number, with or without a percent sign; none for what is withheld or is no number."""
    bare = text.replace("\u00a0", " ").strip().removesuffix("%").strip()
    plain = bare.replace(".", "").replace(",", ".") if decimal == "comma" else bare
    try:
        return float(plain)
    except ValueError:
        return None


def objections_to_answer(answer: Answer) -> tuple[Objection, ...]:
    """Measures that are words, such as a verdict: they cannot be kept as figures."""
    found = []
    for place, measure in enumerate(answer.measures, len(answer.breakdowns)):
        printed = [row[place] for row in answer.rows if row[place] and not row[place].startswith("<")]
        if printed and all(number(text, decimal=answer.decimal) is None for text in printed):
            found.append(Objection(why=Why.NOT_NUMBERS, names=(measure, printed[0])))
    return tuple(found)


def sums_by_figure(answer: Answer, *, measure: str, layout: Layout) -> dict[tuple[str, str], float]:
    """The sum of a measure's printed values for each unit and period."""
    sums: defaultdict[tuple[str, str], float] = defaultdict(float)
    for row in answer.rows:
        members = answer.members(row)
        value = number(answer.values(row)[measure], decimal=answer.decimal)
        if value is not None:
            sums[members.get(layout.unit, ""), members[layout.period]] += value
    return dict(sums)


def objections_to_sums(parts: Answer, *, total: Answer, layout: Layout) -> tuple[Objection, ...]:
    """Measures whose parts add up to more than the total the source itself states, for some unit and period."""
    found = []
    for measure in total.measures:
        sums = Counter(sums_by_figure(parts, measure=measure, layout=layout))
        stated = sums_by_figure(total, measure=measure, layout=layout)
        over = [(key, sums[key], stated[key]) for key in sorted(stated) if sums[key] > stated[key] + 0.5]
        if over:
            (unit, period), summed, said = over[0]
            names = (measure, f"{summed:g}", f"{said:g}", " ".join(part for part in (unit, period) if part))
            found.append(Objection(why=Why.SUM_EXCEEDS, names=names))
    return tuple(found)
