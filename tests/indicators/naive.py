"""A second implementation of the figures from lessons: plain loops and exact fractions, no SQL."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from statistics import stdev

from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.results import Scope

LEVELS = {"institution": "institution", "department": "department", "education": "education", "class": "class"}
MINUTES = {
    "led_hours_per_week": "led_minutes",
    "planned_hours_per_week": "planned_minutes",
    "unregistered_led_hours_per_week": "unregistered_led_minutes",
    "unmarked_hours_per_week": "unmarked_minutes",
}


@dataclass(frozen=True)
class Figure:
    value: Fraction | None
    numerator: Fraction | None
    n: int
    deviation: float | None = None


def figures(definition: Definition, scopes: tuple[Scope, ...], rows: list[dict]) -> dict[tuple, Figure]:
    found = {}
    for place, chosen in placed(definition, scopes, rows):
        figure = one(definition, chosen)
        if figure.n:
            found[place] = figure
    return found


def placed(definition: Definition, scopes: tuple[Scope, ...], rows: list[dict]) -> Iterator[tuple[tuple, list[dict]]]:
    kept = [row for row in rows if passes(row, definition.where)]
    for scope in scopes:
        column = LEVELS.get(scope.level.value, "institution")
        mine = [row for row in kept if row[column] in (scope.members or (scope.unit,))]
        for year in {row["school_year"] for row in mine}:
            of_year = [row for row in mine if row["school_year"] == year]
            yield (scope.unit, year, ()), of_year
            for part in {row["course_part"] for row in of_year if row["course_part"]}:
                yield (scope.unit, year, (("course_part", part),)), [r for r in of_year if r["course_part"] == part]


def passes(row: dict, filters: dict) -> bool:
    return all(row[name] in values for name, values in filters.items())


def one(definition: Definition, rows: list[dict]) -> Figure:
    if definition.per_pupil:
        return from_pupils(definition, list(pupil_values(definition, rows)))
    if definition.measure == "count":
        return Figure(Fraction(pupils(rows)), Fraction(pupils(rows)), pupils(rows))
    if definition.measure == "share":
        among = [row for row in rows if passes(row, definition.among)]
        hits = pupils([row for row in among if passes(row, definition.of)])
        return part_of(definition, Fraction(hits), Fraction(pupils(among)), pupils(among))
    over, under = quantity(definition.numerator, rows), quantity(definition.denominator, rows)
    return part_of(definition, over, under, pupils(rows))


def part_of(definition: Definition, over: Fraction, under: Fraction, n: int) -> Figure:
    factor = 100 if definition.unit == "percent" else 1
    return Figure(over / under * factor if under else None, over, n)


def pupil_values(definition: Definition, rows: list[dict]) -> Iterator[Fraction]:
    by_pupil = defaultdict(list)
    for row in rows:
        by_pupil[row["institution"], row["pupil"]].append(row)
    for mine in by_pupil.values():
        minutes = sum(Fraction(row[MINUTES[definition.per_pupil.value.value]]) for row in mine)
        if definition.per_pupil.weeks == "school_days":
            weeks = Fraction(sum(row["school_days"] for row in mine), 5)
        else:
            weeks = Fraction(len({(row["iso_year"], row["iso_week"]) for row in mine}))
        if weeks:
            yield minutes / 60 / weeks


def from_pupils(definition: Definition, values: list[Fraction]) -> Figure:
    if not values:
        return Figure(None, None, 0)
    if definition.measure == "share":
        hits = Fraction(sum(value >= Fraction(definition.at_least) for value in values))
        return part_of(definition, hits, Fraction(len(values)), len(values))
    deviation = stdev(map(float, values)) if len(values) > 1 else None
    return Figure(sum(values, Fraction(0)) / len(values), None, len(values), deviation)


def quantity(wanted, rows: list[dict]) -> Fraction:
    if wanted.sum:
        return sum((Fraction(row[wanted.sum]) for row in rows), Fraction(0))
    if wanted.distinct == "classes":
        return Fraction(len({row["class"] for row in rows}))
    if wanted.distinct == "class_places":
        return Fraction(len({(row["class"], row["pupil"]) for row in rows}))
    return Fraction(pupils(rows))


def pupils(rows: list[dict]) -> int:
    return len({(row["institution"], row["pupil"]) for row in rows})
