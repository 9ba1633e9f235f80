"""ledestjerne feeds"""

from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledestjerne.base.command import Command as Base
from ledestjerne.base.locks import BusyError
from ledestjerne.base.time import now
from ledestjerne.feeds import writes
from ledestjerne.feeds.models import Feed, FeedRun


@dataclass(frozen=True, kw_only=True)
class FeedAnswer:
    """One feed and how its newest fetch went."""

    feed: int
    title: str
    unit: str
    kind: str
    rhythm: str
    is_active: bool
    next_run: datetime | None
    outcome: str
    message: str
    rows: int
    delivery: int | None


@dataclass(frozen=True, kw_only=True)
class FeedsAnswer:
    """What was asked for; `busy` when another runner was at it already."""

    busy: bool
    feeds: tuple[FeedAnswer, ...]


class Command(Base):
    help = _("Vis, hvad der hentes fra offentlige kilder; hent det, der er tid til, med --run-due")
    expected = (BusyError,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--run-due", action="store_true", help=_("hent det, hvis tid er kommet"))
        parser.add_argument("--run", type=int, metavar="FEED", help=_("hent netop denne kilde nu"))

    def answer(self, **options: Any) -> FeedsAnswer:
        if options["run"]:
            run = writes.run_feed(feed=feed_numbered(options["run"]), clock=now)
            return FeedsAnswer(busy=False, feeds=(answer_of(run.feed, run),))
        if options["run_due"]:
            return run_due()
        lines = (answer_of(feed, feed.runs.first()) for feed in Feed.objects.order_by("pk").select_related("unit"))
        return FeedsAnswer(busy=False, feeds=tuple(lines))

    def told(self, answer: FeedsAnswer) -> Iterable[str]:
        if answer.busy:
            yield _("En anden er allerede i gang med at hente.")
        elif not answer.feeds:
            yield _("Der er intet at hente nu.")
        for feed in answer.feeds:
            outcome = FeedRun.Outcome(feed.outcome).label if feed.outcome else _("Ikke hentet endnu")
            yield f"{feed.feed} {feed.title} ({feed.unit}): {outcome}" + (f". {feed.message}" if feed.message else "")

    def failed(self, answer: FeedsAnswer) -> bool:
        return any(feed.outcome == FeedRun.Outcome.FAILED for feed in answer.feeds)


def feed_numbered(number: int) -> Feed:
    feed = Feed.objects.filter(pk=number).select_related("unit", "responsible").first()
    if feed is None:
        raise ValidationError(_("Der er ingen kilde med nummer %(number)d.") % {"number": number})
    return feed


def run_due() -> FeedsAnswer:
    try:
        runs = writes.run_due_feeds(clock=now)
    except BusyError:
        return FeedsAnswer(busy=True, feeds=())
    return FeedsAnswer(busy=False, feeds=tuple(answer_of(run.feed, run) for run in runs))


def answer_of(feed: Feed, run: FeedRun | None) -> FeedAnswer:
    feed.refresh_from_db(fields=["next_run_at"])
    return FeedAnswer(
        feed=feed.pk, title=feed.title, unit=feed.unit.code, kind=feed.kind, rhythm=feed.rhythm,
        is_active=feed.is_active, next_run=feed.next_run_at, outcome=run.outcome if run else "",
        message=run.message if run else "", rows=run.rows if run else 0, delivery=run.delivery_id if run else None,
    )  # fmt: skip
