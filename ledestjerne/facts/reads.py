"""Questions about deliveries and accepted facts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import duckdb
from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.danish import sort_key
from ledestjerne.base.locks import alone, is_held
from ledestjerne.base.time import COPENHAGEN
from ledestjerne.facts import manifest, shared
from ledestjerne.facts.catalogue import sources
from ledestjerne.facts.checked import Severity
from ledestjerne.facts.contract import Source
from ledestjerne.facts.faults import Fault as Fault
from ledestjerne.facts.faults import FaultyLesson as FaultyLesson
from ledestjerne.facts.faults import faulty_lessons as faulty_lessons
from ledestjerne.facts.locks import Lock
from ledestjerne.facts.models import Delivery, Problem
from ledestjerne.facts.report import Report
from ledestjerne.facts.rows import PrintedRow as PrintedRow
from ledestjerne.facts.rows import row_of as row_of
from ledestjerne.facts.shared import SharedFacts as SharedFacts
from ledestjerne.facts.sources.cells import as_key as as_key
from ledestjerne.facts.sources.long import signature_of as signature_of
from ledestjerne.facts.store import Folder, Reader
from ledestjerne.organisation.models import Unit

State = Delivery.State
STARTING = timedelta(seconds=20)
"""How long a process may take to start."""


@lru_cache(maxsize=1)
def reader_of(here: Folder) -> Reader:
    """The one reader of this process."""
    return Reader(here)


def open_facts() -> duckdb.DuckDBPyConnection:
    """A read-only cursor on the facts in force (tables published, pupil_week, delivery, coverage); close it after use.

    A swap that a crash interrupted is finished first.
    """
    if manifest.wanted_version() != manifest.folder().version():
        manifest.recover()
    return reader_of(manifest.folder()).cursor()


def share_facts(connection: duckdb.DuckDBPyConnection) -> SharedFacts:
    """The facts of an open snapshot as files on the storage a cluster reads; laid out there now if nobody has."""
    folder, version = Path(settings.ENGINE_FACTS), shared.version_of(connection)
    found = shared.shared(folder, version=version)
    if found is None:
        with alone(Lock.SHARED, wait=manifest.WAIT):
            found = shared.shared(folder, version=version) or shared.share(connection, folder=folder)
            shared.sweep(folder, version=version)
    return found


def snapshot_version() -> str:
    """Names the state of all facts in force; empty while nothing has been accepted. Another text, other facts."""
    return manifest.folder().version()


def known_sources() -> list[Source]:
    """Every source a file may come from, in Danish order of their titles."""
    return sorted(sources().values(), key=lambda source: sort_key(source.title))


def is_public(keys: Collection[str]) -> bool:
    """Whether all these sources are statistics anyone may see, so that one unit's figure may stand beside another's."""
    return all(sources()[key].public for key in keys)


def report_of(delivery: Delivery) -> Report:
    """What the newest check understood."""
    return Report.model_validate(delivery.report)


def measures_of(delivery: Delivery) -> dict[str, str]:
    """What the delivery's source calls its measures, by their keys."""
    source = sources().get(delivery.source)
    return source.printed_measures if source else {}


def fault_of(delivery: Delivery) -> Problem | None:
    """Why nothing in a checked file can be used, or what it lacks to be of a known kind; None when all is well."""
    if delivery.needs_explaining:
        return delivery.problems.filter(rule="nearly").first()
    return delivery.problems.filter(severity=Severity.REFUSED).first() if delivery.is_useless else None


def same_content(*, sha256: str, unit: Unit | None) -> Delivery | None:
    """The delivery with the same bytes for the same unit that is under way or accepted."""
    live = Delivery.objects.filter(state__in=(State.RECEIVED, State.CHECKED, State.ACCEPTED))
    return live.filter(sha256=sha256, unit=unit).order_by("-pk").first()


def next_rank() -> int:
    highest: int | None = Delivery.objects.aggregate(highest=Max("rank"))["highest"]
    return (highest or 0) + 1


def is_being_checked(delivery: Delivery, *, at: datetime) -> bool:
    """Whether a living process is checking it, or has just been asked to; a killed one lets go at once."""
    asked = delivery.check_asked_at
    is_starting = asked is not None and at - asked < STARTING
    return is_starting or is_held(Lock.CHECK, number=delivery.pk)


def deliveries_about(unit: Unit, *, user: User, on: date) -> QuerySet[Delivery]:
    """What was handed in for the unit, for units below it, or for the nation, as far as the person may see it."""
    below = Q(unit__in=Unit.objects.below([unit.pk], on=on))
    return visible_deliveries(user, on=on).filter(below | Q(unit=None))


def visible_deliveries(user: User, *, on: date) -> QuerySet[Delivery]:
    """What the person may see, the newest first."""
    return Delivery.objects.visible_to(user, on=on).newest_first()


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """The newest accepted delivery of one source, how far its figures reach, and what comes after."""

    title: str
    delivery: Delivery
    newest_period: str
    may_be_opened: bool


def freshness(unit: Unit, *, reader: User, on: date) -> list[Freshness]:
    """How fresh each source is that tells of a unit, in Danish order of their titles.

    A department's figures may come from a delivery that only those of the whole school may open.
    """
    with open_facts() as facts:
        found = facts.execute(
            """SELECT source, max(delivery), max(left(period, 9)) FROM coverage
            WHERE counts AND (unit = $unit OR starts_with(unit, $below)) GROUP BY source""",
            {"unit": unit.code, "below": f"{unit.code}-"},
        ).fetchall()
    newest = {number: period for _source, number, period in found}
    deliveries = Delivery.objects.filter(pk__in=newest).select_related("unit")
    opened = set(visible_deliveries(reader, on=on).filter(pk__in=newest).values_list("pk", flat=True))
    lines = [
        Freshness(title=each.title, delivery=each, newest_period=newest[each.pk], may_be_opened=each.pk in opened)
        for each in deliveries
    ]
    return sorted(lines, key=lambda line: sort_key(line.title))


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How much of a delivery still counts, and which newer deliveries have replaced the rest."""

    told: int
    counting: int
    replaced_by: tuple[int, ...]

    @property
    def is_replaced(self) -> bool:
        return self.told > 0 and self.counting == 0


def standing(delivery: Delivery) -> Standing:
    """Whether an accepted delivery's figures are those in force."""
    with open_facts() as facts:
        told, counting = facts.execute(
            "SELECT count(*), count(*) FILTER (counts) FROM coverage WHERE delivery = $number", {"number": delivery.pk}
        ).fetchall()[0]
        newer = facts.execute(
            """SELECT DISTINCT newer.delivery FROM coverage older
            JOIN coverage newer USING (fact, source, unit, period, measure)
            WHERE older.delivery = $number AND NOT older.counts AND newer.counts ORDER BY 1""",
            {"number": delivery.pk},
        ).fetchall()
    return Standing(told=told, counting=counting, replaced_by=tuple(number for (number,) in newer))


def source_line(deliveries: Collection[int]) -> str:
    """«Kilde: Uddannelsesstatistik.dk, hentet 1. maj 2022» for the deliveries a figure rests on."""
    found = Delivery.objects.filter(pk__in=deliveries).order_by("attribution", "-retrieved_on", "-received_at")
    lines: dict[str, str] = {}
    for delivery in found:
        lines.setdefault(delivery.attribution or delivery.title, dated(delivery))
    return "; ".join(lines.values())


def dated(delivery: Delivery) -> str:
    named = delivery.attribution or (_("Kilde: %(title)s") % {"title": delivery.title} if delivery.title else "")
    if named and delivery.retrieved_on:
        return _("%(source)s, hentet %(day)s") % {"source": named, "day": long_date(delivery.retrieved_on)}
    handed_in = delivery.received_at.astimezone(COPENHAGEN).date()
    if not named:
        return _("Afleveret %(day)s") % {"day": long_date(handed_in)}
    return _("%(source)s, afleveret %(day)s") % {"source": named, "day": long_date(handed_in)}


def long_date(day: date) -> str:
    return date_format(day)
