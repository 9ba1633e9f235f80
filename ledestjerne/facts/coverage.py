"""Which periods each source tells of for a unit and the units below it, what is missing, and how old it is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from ledestjerne.base.danish import sort_key
from ledestjerne.base.time import Period, UnknownPeriodError
from ledestjerne.facts.catalogue import sources
from ledestjerne.facts.contract import Shape
from ledestjerne.facts.reads import open_facts
from ledestjerne.organisation.models import Level, Unit

RHYTHM_DAYS = {"yearly": 366, "monthly": 31, "weekly": 7}
"""How many days may go between two deliveries of a source; one that comes once never grows old."""
LEVELS = (Level.NETWORK, Level.MUNICIPALITY, Level.INSTITUTION, Level.DEPARTMENT)
WEEK = " uge "


@dataclass(frozen=True, kw_only=True)
class CoverageLine:
    """What one source tells of one unit. `weeks` is empty but for sources that tell of weeks; periods rise."""

    source: str
    title: str
    rhythm: str
    unit: Unit
    periods: tuple[str, ...]
    missing: tuple[str, ...]
    incomplete: tuple[str, ...]
    weeks: int
    delivery: int
    told_on: date
    age: int

    @property
    def is_late(self) -> bool:
        """Whether the next delivery was to be expected by now."""
        return self.rhythm in RHYTHM_DAYS and self.age > RHYTHM_DAYS[self.rhythm]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The lines by source and unit in Danish order, and the titles of the sources that tell nothing of these units."""

    lines: tuple[CoverageLine, ...]
    silent: tuple[str, ...]


def coverage(unit: Unit, *, on: date) -> Coverage:
    """What is known of a unit and of the institutions and departments below it on a day."""
    units = {each.code: each for each in Unit.objects.below([unit.pk], on=on).filter(level__in=LEVELS)}
    with open_facts() as facts:
        told, incomplete = told_by(facts, list(units)), incomplete_by(facts, list(units))
    lines = [line_of(key, rows, units[key[1]], incomplete[key], on=on) for key, rows in told.items()]
    ordered = sorted(lines, key=lambda line: (sort_key(line.title), line.unit.pk != unit.pk, line.unit.sort_key))
    named = {source for source, _code in told}
    silent = [each.title for each in sources().values() if each.key not in named and is_expected(each.shape)]
    return Coverage(lines=tuple(ordered), silent=tuple(sorted(silent, key=sort_key)))


def is_expected(shape: Shape) -> bool:
    """A register tells of no figures, and a table somebody explains is nobody's to expect."""
    return shape not in (Shape.REGISTER, Shape.LONG)


@dataclass(frozen=True, kw_only=True)
class Told:
    """That a delivery's word counts for a period."""

    period: str
    delivery: int
    on: date
    title: str


def told_by(facts: duckdb.DuckDBPyConnection, units: list[str]) -> dict[tuple[str, str], list[Told]]:
    """What counts, by source and unit."""
    found: dict[tuple[str, str], list[Told]] = defaultdict(list)
    rows = facts.execute(
        """SELECT c.source, c.unit, c.period, max_by(d.delivery, d.rank),
            max(coalesce(d.retrieved_on, d.received_on)), max_by(d.title, d.rank)
        FROM coverage c JOIN delivery d USING (delivery)
        WHERE c.counts AND c.period <> '' AND list_contains($units, c.unit)
        GROUP BY ALL ORDER BY c.period""",
        {"units": units},
    ).fetchall()
    for source, unit, period, delivery, day, title in rows:
        found[source, unit].append(Told(period=period, delivery=delivery, on=day, title=title))
    return found


def incomplete_by(facts: duckdb.DuckDBPyConnection, units: list[str]) -> dict[tuple[str, str], list[str]]:
    """The periods the source itself calls not complete, by source and unit."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = facts.execute(
        """SELECT DISTINCT source, unit, period FROM published
        WHERE NOT complete AND list_contains($units, unit) ORDER BY period""",
        {"units": units},
    ).fetchall()
    for source, unit, period in rows:
        found[source, unit].append(period)
    return found


def line_of(key: tuple[str, str], rows: list[Told], unit: Unit, incomplete: list[str], *, on: date) -> CoverageLine:
    newest = max(rows, key=lambda each: (each.on, each.delivery))
    periods = sorted({each.period.partition(WEEK)[0] for each in rows})
    source = sources().get(key[0])
    return CoverageLine(
        source=key[0],
        title=newest.title,
        rhythm=source.rhythm if source else "once",
        unit=unit,
        periods=tuple(periods),
        missing=gaps(periods),
        incomplete=tuple(incomplete),
        weeks=sum(WEEK in each.period for each in rows),
        delivery=newest.delivery,
        told_on=newest.on,
        age=(on - newest.on).days,
    )


def gaps(periods: Iterable[str]) -> tuple[str, ...]:
    """The periods that lack between the first and the last of a kind; intervals have none, for they overlap."""
    known = {parsed for text in periods if (parsed := parsed_period(text))}
    lacking: set[Period] = set()
    for period in known:
        earlier = [each for each in known if each.kind is period.kind and each < period]
        step = period.previous()
        while earlier and step and step not in known:
            lacking.add(step)
            step = step.previous()
    return tuple(sorted(str(each) for each in lacking))


def parsed_period(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except UnknownPeriodError:
        return None
