"""Questions about what is fetched from public sources."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.http import Http404

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.base.locks import is_held
from ledestjerne.base.ordering import danish_order
from ledestjerne.facts.models import Delivery
from ledestjerne.feeds.locks import Lock
from ledestjerne.feeds.models import Feed, FeedRun
from ledestjerne.organisation.models import Unit

TURNED_DOWN = (Delivery.State.REJECTED, Delivery.State.WITHDRAWN)
GAVE = (FeedRun.Outcome.ACCEPTED, FeedRun.Outcome.UNCHANGED)
SHOWN_RUNS = 20


@dataclass(frozen=True, kw_only=True)
class FeedLine:
    """A feed with its newest fetch, and the newest one that gave figures."""

    feed: Feed
    last: FeedRun | None
    good: FeedRun | None

    @property
    def is_failing(self) -> bool:
        return self.last is not None and self.last.outcome == FeedRun.Outcome.FAILED


def feed_for(user: User, permission: Permission, *, number: int, on: date) -> Feed:
    """The feed if the person has the permission on its unit; else Http404, as for a feed that is not."""
    units = Unit.objects.where(user, permission, on=on)
    feed = Feed.objects.filter(pk=number, unit__in=units).select_related("unit", "responsible", "created_by").first()
    if feed is None:
        raise Http404
    return feed


def feeds_of(unit: Unit, *, on: date) -> list[FeedLine]:
    """The feeds of a unit and those below it, by name."""
    below = Unit.objects.below([unit.pk], on=on)
    found = (
        Feed.objects.filter(unit__in=below).select_related("unit", "responsible").order_by(danish_order("title"), "pk")
    )
    newest = FeedRun.objects.filter(feed__in=found).order_by("feed", "-started_at", "-pk").distinct("feed")
    last = {run.feed_id: run for run in newest}
    good = {run.feed_id: run for run in newest.filter(outcome__in=GAVE)}
    return [FeedLine(feed=feed, last=last.get(feed.pk), good=good.get(feed.pk)) for feed in found]


def line_of(feed: Feed) -> FeedLine:
    """One feed with its newest fetch, and the newest one that gave figures."""
    return FeedLine(feed=feed, last=feed.runs.first(), good=feed.runs.filter(outcome__in=GAVE).first())


def runs_of(feed: Feed) -> QuerySet[FeedRun]:
    """How the last fetches went, the newest first."""
    return feed.runs.select_related("delivery")[:SHOWN_RUNS]


def due_feeds(*, at: datetime) -> list[Feed]:
    """Every feed whose time has come, the longest waiting first."""
    return list(Feed.objects.due(at=at).select_related("unit", "responsible"))


def is_anything_due(*, at: datetime) -> bool:
    """Whether a runner is needed: a feed is due and nobody runs any."""
    return Feed.objects.due(at=at).exists() and not is_held(Lock.RUNNER)


def is_running(feed: Feed) -> bool:
    """Whether a living process is fetching it."""
    return is_held(Lock.FEED, number=feed.pk)


def was_turned_down(delivery: Delivery) -> bool:
    """Whether a person has rejected or withdrawn the same content for the same unit."""
    same = Delivery.objects.filter(sha256=delivery.sha256, unit=delivery.unit, state__in=TURNED_DOWN)
    return same.exclude(pk=delivery.pk).exists()
