"""Local references: the units held against what their pupils' background lets one expect, on the facts in force."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _
from duckdb import DuckDBPyConnection

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.base.danish import sort_key
from ledestjerne.base.files import load_folder
from ledestjerne.facts import reads as facts
from ledestjerne.indicators.privacy import Count
from ledestjerne.indicators.reference.definition import Kind, Missing, ReferenceDefinition
from ledestjerne.indicators.reference.matrix import Pupil
from ledestjerne.indicators.reference.shown import Cell, hidden_units, window
from ledestjerne.indicators.reference.standing import LocalReference, NoReference, Standing, local_reference
from ledestjerne.indicators.vocabulary import Level, Status
from ledestjerne.organisation.models import Unit

INSTITUTION = 6  # digits of an institution's code, which its parts' codes begin with


@dataclass(frozen=True)
class ReferenceAnswer:
    """A reference for one period: what came of it, and the codes of the units that may not be shown."""

    definition: ReferenceDefinition
    period: str
    found: LocalReference | NoReference
    hidden: frozenset[str]
    deliveries: tuple[int, ...]
    version: str

    @property
    def shown(self) -> tuple[Standing, ...]:
        """The units that may be shown, in order of their codes."""
        standings = self.found.standings if isinstance(self.found, LocalReference) else ()
        return tuple(each for each in standings if each.unit not in self.hidden)


@lru_cache(maxsize=1)
def every_reference() -> dict[str, ReferenceDefinition]:
    """All reference definitions by key, drafts too; read once in a process."""
    return load_folder(settings.DEFINITIONS / "references", model=ReferenceDefinition)


def references() -> list[ReferenceDefinition]:
    """The live references in Danish order of their titles."""
    live = (each for each in every_reference().values() if each.status is Status.LIVE)
    return sorted(live, key=lambda each: sort_key(each.title))


def reference(key: str) -> ReferenceDefinition:
    """One live reference; Http404 when there is none."""
    found = every_reference().get(key)
    if found is None or found.status is not Status.LIVE:
        raise Http404(_("Der er ingen lokal reference, der hedder «%(key)s».") % {"key": key})
    return found


def reference_periods(definition: ReferenceDefinition) -> tuple[str, ...]:
    """The periods there are pupils for, the newest first; with three years each is the last of its three."""
    return tuple(each.name for each in reversed(_spans(definition, _school_years(facts.snapshot_version()))))


def reference_answer(definition: ReferenceDefinition, *, period: str = "") -> ReferenceAnswer | None:
    """The reference for a period, the newest when none is named; None when there are no pupils for it."""
    version = facts.snapshot_version()
    spans = _spans(definition, _school_years(version))
    chosen = next((each for each in reversed(spans) if period in ("", each.name)), None)
    return _worked_out(definition.key, definition.digest, chosen, version) if chosen else None


@dataclass(frozen=True)
class _Span:
    """A period as it is named, and the school years in it."""

    name: str
    years: tuple[str, ...]


def _spans(definition: ReferenceDefinition, years: Sequence[str]) -> list[_Span]:
    if definition.years == 1:
        return [_Span(year, (year,)) for year in years]
    ends = range(definition.years - 1, len(years))
    runs = [tuple(years[last - definition.years + 1 : last + 1]) for last in ends]
    return [_Span(window(run[0], run[-1]), run) for run in runs]


@lru_cache(maxsize=4)
def _school_years(_version: str) -> tuple[str, ...]:
    with facts.open_facts() as connection:
        rows = connection.execute("SELECT DISTINCT school_year FROM pupil_background ORDER BY 1").fetchall()
    return tuple(year for (year,) in rows)


@lru_cache(maxsize=32)
def _worked_out(key: str, _digest: str, span: _Span, version: str) -> ReferenceAnswer:
    definition = every_reference()[key]
    with facts.open_facts() as connection:
        pupils = _pupils(connection, definition, span.years)
        hidden = hidden_units(_counts(connection, definition), below=definition.hide_below)
        deliveries = connection.execute(
            "SELECT DISTINCT delivery FROM pupil_background WHERE list_contains($years, school_year) ORDER BY 1",
            {"years": list(span.years)},
        ).fetchall()
    return ReferenceAnswer(
        definition=definition,
        period=span.name,
        found=local_reference(definition, pupils),
        hidden=frozenset(unit for unit, period in hidden if period == span.name),
        deliveries=tuple(pk for (pk,) in deliveries),
        version=version,
    )


def _pupils(connection: DuckDBPyConnection, definition: ReferenceDefinition, years: Sequence[str]) -> list[Pupil]:
    """The pupils of these school years; those without a unit at the definition's level cannot be held against one."""
    unit, outcome = definition.level.value, definition.outcome.value
    columns = ", ".join(each.column for each in definition.background)
    rows = connection.execute(
        f"""SELECT {unit}, {outcome}::DOUBLE, {columns} FROM pupil_background
        WHERE list_contains($years, school_year) AND {unit} IS NOT NULL ORDER BY ALL""",  # noqa: S608  # our own words
        {"years": list(years)},
    ).fetchall()
    return [Pupil(row[0], row[1], tuple(row[2:])) for row in rows]


def _counts(connection: DuckDBPyConnection, definition: ReferenceDefinition) -> dict[Cell, Count]:
    """The pupils that count, in each unit and school year."""
    unit, outcome = definition.level.value, definition.outcome.value
    needed = [outcome, *(each.column for each in definition.background if each.missing is Missing.LEAVE_OUT)]
    known = " AND ".join(f"{name} IS NOT NULL" for name in (unit, *needed))
    hits = f"sum({outcome}::INTEGER)" if definition.kind is Kind.LOGISTIC else "NULL"
    rows = connection.execute(
        f"SELECT {unit}, school_year, count(*), {hits} FROM pupil_background WHERE {known} GROUP BY ALL ORDER BY ALL"  # noqa: S608  # our own words
    ).fetchall()
    return {(code, year): Count(n, None if found is None else int(found)) for code, year, n, found in rows}


def readable_names(user: User, definition: ReferenceDefinition, *, on: date) -> dict[str, str]:
    """The names, by code, of the units at the definition's level that the user may read figures of."""
    units = Unit.objects.all() if user.is_console else Unit.objects.where(user, Permission.FIGURE_READ, on=on)
    found = dict(units.filter(level=definition.level).values_list("code", "name"))
    institutions = {code[:INSTITUTION] for code in found}
    if definition.level is Level.INSTITUTION or len(institutions) < 2:
        return found
    names = dict(Unit.objects.filter(code__in=institutions).values_list("code", "name"))
    return {code: f"{names.get(code[:INSTITUTION], code[:INSTITUTION])}: {name}" for code, name in found.items()}


def is_about(answer: ReferenceAnswer, names: Collection[str]) -> bool:
    """Whether the answer tells of one of these units; one that came to nothing is about everybody's."""
    if isinstance(answer.found, NoReference):
        return bool(names)
    return any(each.unit in names for each in answer.found.standings)
