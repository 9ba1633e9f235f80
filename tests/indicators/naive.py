"""A second implementation of the figures of pupils: plain loops and exact fractions, no SQL."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
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

QUOTIENTS = {"absence_percent": ("absent_minutes", "offered_minutes", 100), "mean_grade": ("grade", "grades", 1)}
BREAKDOWNS = {
    "pupil_week": ["course_part"], "pupil_absence": ["course_part"], "pupil_exit": ["course_part"],
    "pupil_grade": ["subject"],
}  # fmt: skip


@dataclass(frozen=True)
class Figure:
    value: Fraction | None
    numerator: Fraction | None
    n: int
    deviation: float | None = None
    deliveries: frozenset[int] = frozenset()


def figures(definition: Definition, scopes: tuple[Scope, ...], rows: list[dict]) -> dict[tuple, Figure]:
    found = {}
    for place, chosen in placed(definition, scopes, rows):
        figure = one(definition, chosen)
        if figure.n:
            found[place] = replace(figure, deliveries=frozenset(row["delivery"] for row in chosen))
    return found


def placed(definition: Definition, scopes: tuple[Scope, ...], rows: list[dict]) -> Iterator[tuple[tuple, list[dict]]]:
    kept = [row for row in rows if row.get("school_days", 1) and passes(row, definition.where)]
    for scope in scopes:
        column = LEVELS.get(scope.level.value, "institution")
        mine = [row for row in kept if row[column] in (scope.members or (scope.unit,))]
        for year in {row["school_year"] for row in mine}:
            of_year = [row for row in mine if row["school_year"] == year]
            yield (scope.unit, year, ()), of_year
            for name in BREAKDOWNS[definition.table.value]:
                if name == "subject" and column not in ("institution", "department"):
                    continue
                for part in {row[name] for row in of_year if row[name]}:
                    yield (scope.unit, year, ((name, part),)), [row for row in of_year if row[name] == part]


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
        if definition.per_pupil.value in QUOTIENTS:
            yield from quotient(definition.per_pupil.value, mine)
            continue
        if definition.per_pupil.reached_in_weeks:
            yield from share_of_weeks(definition.per_pupil, mine)
            continue
        minutes = sum(Fraction(row[MINUTES[definition.per_pupil.value.value]]) for row in mine)
        if definition.per_pupil.weeks == "school_days":
            weeks = Fraction(sum(row["school_days"] for row in mine), 5)
        else:
            weeks = Fraction(len({(row["iso_year"], row["iso_week"]) for row in mine}))
        if weeks:
            yield minutes / 60 / weeks


def share_of_weeks(step, mine: list[dict]) -> Iterator[Fraction]:
    days = [row["school_days"] if step.weeks == "school_days" else 5 for row in mine]
    enough = [
        Fraction(row[MINUTES[step.value.value]]) / 60 >= Fraction(step.reached_in_weeks) * day / 5
        for row, day in zip(mine, days, strict=True)
        if day
    ]
    if enough:
        yield Fraction(100 * sum(enough), len(enough))


def quotient(value: str, rows: list[dict]) -> Iterator[Fraction]:
    over, under, factor = QUOTIENTS[value]
    if below := sum(Fraction(row[under]) for row in rows):
        yield sum(Fraction(row[over]) for row in rows) * factor / below


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
