"""Save, run, pause and resume what is fetched from public sources."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.base.locks import BusyError, alone
from ledestjerne.base.states import ForbiddenMoveError
from ledestjerne.base.time import COPENHAGEN
from ledestjerne.facts import reads as facts
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.writes import (
    accept_delivery,
    check_delivery,
    receive_delivery,
    remember_mapping,
    withdraw_delivery,
)
from ledestjerne.feeds import reads as feeds
from ledestjerne.feeds.clients.faults import SourceError
from ledestjerne.feeds.clients.queries import AnyQuery
from ledestjerne.feeds.locks import Lock
from ledestjerne.feeds.models import Feed, FeedRun
from ledestjerne.feeds.overdetail import OverDetailedError
from ledestjerne.feeds.rhythm import Rhythm, next_run, retry_at
from ledestjerne.feeds.sources import Fetched, fetch
from ledestjerne.feeds.words import told
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require

Outcome = FeedRun.Outcome
State = Delivery.State
FEWEST = 0.5
"""A fetch with less than this share of the rows of the last one is not let count before a person has looked."""

log = logging.getLogger(__name__)


@transaction.atomic
def save_feed(*, unit: Unit, title: str, query: AnyQuery, rhythm: Rhythm, by: User, at: datetime) -> Feed:
    """Save a question to be fetched at once and then in its rhythm; whoever saves it stands for its figures."""
    require(by, Permission.DELIVERY_ACCEPT, on=unit)
    feed = Feed.objects.create(
        unit=unit, kind=query.kind, title=title.strip(), query=query.model_dump(mode="json"), rhythm=rhythm,
        next_run_at=at, created_at=at, created_by=by, responsible=by,
    )  # fmt: skip
    record("feed.saved", subject=feed, by=by, unit_code=unit.code, detail={"kind": feed.kind, "rhythm": rhythm})
    return feed


@transaction.atomic
def change_feed(*, feed: Feed, title: str, rhythm: Rhythm, by: User) -> Feed:
    """Give a feed another name or rhythm; a new rhythm counts from the next fetch."""
    require(by, Permission.DELIVERY_ACCEPT, on=feed.unit)
    feed.title, feed.rhythm, feed.responsible = title.strip(), rhythm, by
    feed.save(update_fields=["title", "rhythm", "responsible"])
    record("feed.changed", subject=feed, by=by, unit_code=feed.unit.code, detail={"rhythm": rhythm})
    return feed


@transaction.atomic
def pause_feed(*, feed: Feed, by: User) -> Feed:
    """Fetch no more until somebody resumes it; what has been fetched stays."""
    require(by, Permission.DELIVERY_ACCEPT, on=feed.unit)
    feed.is_active, feed.next_run_at = False, None
    feed.save(update_fields=["is_active", "next_run_at"])
    record("feed.paused", subject=feed, by=by, unit_code=feed.unit.code)
    return feed


@transaction.atomic
def resume_feed(*, feed: Feed, by: User, at: datetime) -> Feed:
    """Fetch again, now and then in its rhythm; whoever resumes it stands for its figures from now on."""
    require(by, Permission.DELIVERY_ACCEPT, on=feed.unit)
    feed.is_active, feed.next_run_at, feed.failures, feed.responsible = True, at, 0, by
    feed.save(update_fields=["is_active", "next_run_at", "failures", "responsible"])
    record("feed.resumed", subject=feed, by=by, unit_code=feed.unit.code)
    return feed


@transaction.atomic
def ask_for_run(*, feed: Feed, by: User, at: datetime) -> Feed:
    """Have an active feed fetched as soon as a runner is free, whatever its rhythm."""
    require(by, Permission.DELIVERY_ACCEPT, on=feed.unit)
    found = held(feed)
    if not found.is_active:
        raise ValidationError(_("Kilden er sat på pause. Genoptag den først."))
    found.next_run_at = at
    found.save(update_fields=["next_run_at"])
    record("feed.run_asked", subject=found, by=by, unit_code=found.unit.code)
    return found


def held(feed: Feed) -> Feed:
    """The feed as it stands now, held until the transaction ends."""
    return Feed.objects.select_for_update(of=("self",)).select_related("unit", "responsible").get(pk=feed.pk)


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a fetch ended."""

    outcome: Outcome
    message: str = ""
    rows: int = 0
    delivery: Delivery | None = None


def run_feed(*, feed: Feed, clock: Callable[[], datetime]) -> FeedRun:
    """Fetch a feed now in the name of whoever stands for it. Raises BusyError when somebody is fetching it already.

    What fails leaves the figures of last time in force, says why in the run, and is tried again by itself.
    """
    with alone(Lock.FEED, number=feed.pk):
        run = begin_run(feed=feed, at=clock())
        feed = run.feed  # as it stands now: it may have waited long for its turn
        try:
            ending = fetched_and_handed_in(feed, at=run.started_at)
        except (SourceError, OverDetailedError) as error:
            ending = Ending(outcome=Outcome.FAILED, message=told(error))
        except PermissionDenied:
            ending = Ending(outcome=Outcome.FAILED, message=no_longer_allowed(feed))
        except (BusyError, ForbiddenMoveError):
            ending = Ending(outcome=Outcome.FAILED, message=_("En anden arbejdede med leverancen. Der prøves igen."))
        except ValidationError as error:
            ending = Ending(outcome=Outcome.FAILED, message=" ".join(error.messages))
        except Exception:
            log.exception("feed %s", feed.pk)
            unexpected = _("Der skete en uventet fejl. Den står i loggen; der prøves igen.")
            ending = Ending(outcome=Outcome.FAILED, message=unexpected)
        return end_run(run=run, ending=ending, at=clock())


@transaction.atomic
def begin_run(*, feed: Feed, at: datetime) -> FeedRun:
    """Note that a fetch begins. Should nobody live to tell how it ends, it is tried again, but not at once."""
    stopped = _("Hentningen blev afbrudt, før den var færdig. Der prøves igen.")
    found = held(feed)
    found.runs.filter(outcome=Outcome.RUNNING).update(outcome=Outcome.FAILED, message=stopped, ended_at=at)
    if found.is_active:
        found.next_run_at = retry_at(after=at, failures=found.failures + 1)
        found.save(update_fields=["next_run_at"])
    return FeedRun.objects.create(feed=found, started_at=at)


def no_longer_allowed(feed: Feed) -> str:
    return _("%(name)s, der står for kilden, har ikke længere ret til at godkende data her. En anden kan genoptage den.") % {
        "name": feed.responsible.name
    }  # fmt: skip


def fetched_and_handed_in(feed: Feed, *, at: datetime) -> Ending:
    if not (feed.responsible.is_active or feed.responsible.is_console):
        raise PermissionDenied(f"{feed.responsible} kan ikke længere logge ind")
    require(feed.responsible, Permission.DELIVERY_ACCEPT, on=feed.unit)
    found = fetch(feed.asked, title=feed.title)
    receipt = receive_delivery(
        by=feed.responsible, unit=feed.unit, file_name=found.file_name, pieces=lambda: iter([found.content]), at=at,
        source=found.source, retrieved_on=at.astimezone(COPENHAGEN).date(),
    )  # fmt: skip
    delivery = receipt.delivery
    if receipt.is_known and delivery.state == State.ACCEPTED:
        return back_in_force(feed, found, delivery, at=at)
    if delivery.state == State.RECEIVED:
        delivery = checked(delivery, found, by=feed.responsible, at=at)
    return judged(feed, found, delivery, at=at)


def back_in_force(feed: Feed, found: Fetched, delivery: Delivery, *, at: datetime) -> Ending:
    """The source says what it has said before: what it said in between is taken back, if it said anything else."""
    between = [run.delivery for run in feed.runs.filter(delivery__state=State.ACCEPTED, delivery__rank__gt=delivery.rank)
               .select_related("delivery")]  # fmt: skip
    for newer in {each.pk: each for each in between if each}.values():
        reason = _("Kilden siger igen det, den sagde før.")
        withdraw_delivery(delivery=newer, by=feed.responsible, at=at, reason=reason)
    outcome = Outcome.ACCEPTED if between else Outcome.UNCHANGED
    return Ending(outcome=outcome, rows=found.rows, delivery=delivery)


def checked(delivery: Delivery, found: Fetched, *, by: User, at: datetime) -> Delivery:
    if found.mapping is not None:
        remember_mapping(delivery=delivery, mapping=found.mapping, by=by, at=at)
    return check_delivery(delivery=delivery, by=by, at=at, source=found.source, mapping=found.mapping)


def judged(feed: Feed, found: Fetched, delivery: Delivery, *, at: datetime) -> Ending:
    """Let what was fetched count, or leave it to a person when it changes the tree or has shrunk."""
    report = facts.report_of(delivery)
    if not report.is_acceptable:
        first = delivery.problems.first()
        return Ending(
            outcome=Outcome.FAILED, message=first.message if first else "", rows=found.rows, delivery=delivery
        )
    reason = reason_to_wait(feed, found, delivery)
    if reason:
        return Ending(outcome=Outcome.WAITING, message=reason, rows=found.rows, delivery=delivery)
    accepted = accept_delivery(delivery=delivery, by=feed.responsible, at=at)
    return Ending(outcome=Outcome.ACCEPTED, rows=found.rows, delivery=accepted)


def reason_to_wait(feed: Feed, found: Fetched, delivery: Delivery) -> str:
    """Why a person must look before it counts; empty when nobody must."""
    report = facts.report_of(delivery)
    if report.table != "published":
        return _("Registeret foreslår ændringer i organisationen. Se dem igennem, og godkend leverancen.")
    if feeds.was_turned_down(delivery):
        return _(
            "Netop dette indhold er før afvist eller trukket tilbage. Godkend leverancen, hvis det alligevel skal gælde."
        )
    last = feeds.line_of(feed).good
    if last and found.rows < last.rows * FEWEST:
        return _("Der kom %(rows)s rækker mod %(before)s sidst. Se efter, om kilden mangler noget, og godkend leverancen.") % {
            "rows": found.rows, "before": last.rows,
        }  # fmt: skip
    if report.refused_rows:
        return _("%(count)s rækker kunne ikke bruges. Se hvorfor, og godkend leverancen.") % {
            "count": report.refused_rows
        }
    return ""


@transaction.atomic
def end_run(*, run: FeedRun, ending: Ending, at: datetime) -> FeedRun:
    """Note how a fetch ended, and when the next one is due."""
    run.outcome, run.message, run.rows = ending.outcome, ending.message, ending.rows
    run.delivery, run.ended_at = ending.delivery, at
    run.save()
    feed = held(run.feed)
    feed.failures = feed.failures + 1 if ending.outcome == Outcome.FAILED else 0
    if feed.is_active:
        feed.next_run_at = following(feed, at=at)
    feed.save(update_fields=["failures", "next_run_at"])
    detail = {"outcome": str(ending.outcome), "rows": ending.rows}
    record("feed.run", subject=feed, by=feed.responsible, unit_code=feed.unit.code, detail=detail)
    return run


def following(feed: Feed, *, at: datetime) -> datetime:
    """When a feed is fetched next: soon after a failure, never later than its rhythm says."""
    planned = next_run(Rhythm(feed.rhythm), after=at, number=feed.pk)
    return min(retry_at(after=at, failures=feed.failures), planned) if feed.failures else planned


def run_due_feeds(*, clock: Callable[[], datetime]) -> list[FeedRun]:
    """Fetch every feed whose time has come, one at a time; raises BusyError when another runner is at it."""
    with alone(Lock.RUNNER):
        return [run for feed in feeds.due_feeds(at=clock()) if (run := run_unless_busy(feed, clock=clock))]


def run_unless_busy(feed: Feed, *, clock: Callable[[], datetime]) -> FeedRun | None:
    """The fetch of a feed whose turn has come; none when it was paused, or fetched by another, while it waited."""
    if not Feed.objects.due(at=clock()).filter(pk=feed.pk).exists():
        return None
    try:
        return run_feed(feed=feed, clock=clock)
    except BusyError:  # a person has just started it by command
        return None
