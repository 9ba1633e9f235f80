"""Facts of three schools and of printed statistics, made by chance from a seed, that feed every live definition."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import duckdb
import polars as pl

from ledestjerne.facts import pupil_weeks, years
from ledestjerne.facts.snapshot import TABLES
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.results import Scope
from ledestjerne.indicators.vocabulary import Level

SCHOOLS = ("281009", "657401", "861403")
YEARS = ("2023/2024", "2024/2025")
PARTS = ("GF1", "GF2", "HF")
NETWORK = "netværk"
INSIDE = {
    Level.DEPARTMENT: [f"{{}}-afd-{name}" for name in "AB"],
    Level.EDUCATION: [f"{{}}-udd-{name}" for name in "XYZ"],
    Level.CLASS: [f"{{}}-afd-{name}-{number}" for name in "AB" for number in (1, 2, 3)],
}
KINDS = ("exam", "basic_exam", "journeyman", "year")
PUPILS = 24
WEEKS = (*range(33, 36), *range(5, 8))


def fill(facts: duckdb.DuckDBPyConnection, definitions: list[Definition], *, seed: int) -> None:
    """The tables of a snapshot with some hundred pupils and a printed cell for each example's rows at each school."""
    chance = random.Random(seed)
    facts.execute(TABLES)
    told = pl.DataFrame(list(weeks(chance)), infer_schema_length=None)
    pupil_weeks.add(facts, [told])
    years.renew(facts, set(told.select("institution", "school_year").iter_rows()))
    for table, rows in (
        ("pupil_absence", list(absence(chance))), ("pupil_exit", list(exits(chance))),
        ("pupil_grade", list(grades(chance))),
    ):  # fmt: skip
        lay(facts, table, rows)
    cells = [cell for definition in definitions for cell in printed(definition, chance)]
    numbered = [cell | {"row": number} for number, cell in enumerate(cells)]
    lay(facts, "published", numbered, told_as="* REPLACE (map_from_entries(dims) AS dims)")
    facts.execute("INSERT INTO snapshot VALUES ('1-made')")


def lay(facts: duckdb.DuckDBPyConnection, table: str, rows: list[dict], *, told_as: str = "*") -> None:
    made = pl.DataFrame(rows, infer_schema_length=None)  # noqa: F841  # read by its name
    facts.execute(f"INSERT INTO {table} BY NAME SELECT {told_as} FROM made")


def pupils(chance: random.Random) -> Iterator[dict]:
    for school in SCHOOLS:
        for pupil in range(PUPILS * (1 + SCHOOLS.index(school))):
            number = 1 + pupil % 3
            department = f"{school}-afd-{'AB'[pupil // 3 % 2]}"
            for year in YEARS:
                yield {
                    "delivery": chance.randint(1, 4), "institution": school, "department": department,
                    "education": f"{school}-udd-{'XYZ'[number - 1]}", "class": f"{department}-{number}",
                    "pupil": pupil, "course_part": None if pupil < 3 else PARTS[number - 1], "school_year": year,
                }  # fmt: skip


def weeks(chance: random.Random) -> Iterator[dict]:
    for one in pupils(chance):
        first = int(one["school_year"][:4])
        for week in WEEKS:
            led = chance.choice((0, 900, 1559, 1560, 1561, 1800))
            yield one | {
                "iso_year": first if week > 30 else first + 1, "iso_week": week, "school_days": chance.randint(0, 5),
                "lessons": chance.randint(0, 40), "planned_minutes": led + chance.choice((0, 45, 90)),
                "led_minutes": led, "unregistered_led_minutes": chance.choice((0, 45)),
                "unmarked_minutes": chance.choice((0, 0, 90)),
            }  # fmt: skip


def absence(chance: random.Random) -> Iterator[dict]:
    for one in pupils(chance):
        for month in ("09", "10", "11"):
            absent = chance.randint(0, 900)
            yield one | {
                "month": f"{one['school_year'][:4]}-{month}", "offered_minutes": chance.choice((0, 4000, 6000)),
                "absent_minutes": absent, "unlawful_minutes": absent // 3,
            }  # fmt: skip


def exits(chance: random.Random) -> Iterator[dict]:
    for one in pupils(chance):
        started = date(int(one["school_year"][:4]), 8, 12)
        yield one | {
            "started_on": started,
            "ended_on": chance.choice((None, started + timedelta(days=chance.randint(1, 300)))),
            "outcome": chance.choice(("completed", "moved", "never_started", "dropped", "in_progress")),
            "length": chance.choice(("never", "to_14_days", "to_3_months", "to_23_weeks", "longer", "open_longer")),
            "next_1_month": chance.choice(("none", "unknown", "GF2", "HF")),
            "next_3_months": chance.choice(("none", "unknown", "GF2", "HF")),
        }  # fmt: skip


def grades(chance: random.Random) -> Iterator[dict]:
    for one in pupils(chance):
        for subject in ("Dansk", "Engelsk"):
            number = chance.randint(1, 3)
            yield one | {
                "subject": subject, "level": chance.choice("CDEF"), "kind": chance.choice(KINDS),
                "grade": float(sum(chance.choice((-3, 0, 2, 4, 7, 10, 12)) for _ in range(number))), "grades": number,
            }  # fmt: skip


def printed(definition: Definition, chance: random.Random) -> Iterator[dict]:
    """The rows of the definition's examples printed each school and a department, with other numbers."""
    if definition.pupil_table:
        return
    for unit in printed_units(definition):
        factor = chance.uniform(2, 5)  # the same for the parts and the whole of a unit
        for row in (row for example in definition.examples for row in example.rows):
            value = row.get("value")
            yield {
                "delivery": chance.randint(1, 4), "source": row.get("source", definition.sources[0]), "sheet": "",
                "kind": "detail", "unit": unit.unit, "unit_level": unit.level.value, "period": row["period"],
                "period_kind": definition.period.value, "measure": row["measure"],
                "dims": [{"key": k, "value": v} for k, v in sorted((row.get("dims") or {}).items())],
                "value": None if value is None else float(value) * factor, "text": row.get("text"),
                "withheld": value is None, "complete": chance.random() > 0.05,
            }  # fmt: skip


def printed_units(definition: Definition) -> list[Scope]:
    """Two units of each level the definition has figures for, below the nation."""
    levels = [level for level in definition.per if level is not Level.NATION]
    below = [Scope(f"{level.value}-{number}", level, (), "DK") for level in levels for number in (1, 2, 3)]
    return [Scope("DK", Level.NATION), *below]


def scopes(definition: Definition) -> tuple[Scope, ...]:
    """The units in one tree: those printed, or schools, what they are part of, and one of the levels in them in turn."""
    if not definition.pupil_table:
        return tuple(printed_units(definition))
    found = [Scope("DK", Level.NATION, SCHOOLS), Scope(NETWORK, Level.NETWORK, SCHOOLS[:2], "DK")]
    levels = [level for level in INSIDE if level in definition.per]
    chosen = levels[sum(map(ord, definition.key)) % len(levels)]
    for school in SCHOOLS:
        found += [Scope(school, Level.INSTITUTION, (), "DK")]
        found += [Scope(unit.format(school), chosen, (), school) for unit in INSIDE[chosen]]
    return tuple(found)
