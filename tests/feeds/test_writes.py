"""Who may keep a public source, when it is due, and what is recorded."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ledestjerne.audit.models import Event
from ledestjerne.feeds import writes
from ledestjerne.feeds.rhythm import Rhythm
from tests.conftest import NOW
from tests.feeds.fetched import FIRST, Outcome, run


def test_who_may_not_accept_data_may_not_save_a_feed(saved, cast):
    with pytest.raises(PermissionDenied):
        saved(by=cast.planner)


def test_pausing_stops_it_and_resuming_starts_it_at_once(saved, source, cast):
    feed = saved()
    writes.pause_feed(feed=feed, by=cast.quality)
    assert writes.run_due_feeds(clock=lambda: NOW) == []
    with pytest.raises(ValidationError):
        writes.ask_for_run(feed=feed, by=cast.quality, at=NOW)

    writes.resume_feed(feed=feed, by=cast.director, at=NOW)
    source.pages(FIRST)

    (ended,) = writes.run_due_feeds(clock=lambda: NOW)
    assert ended.delivery.received_by == cast.director


def test_only_what_is_due_is_run_and_then_it_is_due_no_more(saved, source, cast):
    source.pages(FIRST)
    feed = saved()

    assert [ended.outcome for ended in writes.run_due_feeds(clock=lambda: NOW)] == [Outcome.ACCEPTED]
    assert writes.run_due_feeds(clock=lambda: NOW) == []

    writes.ask_for_run(feed=feed, by=cast.quality, at=NOW)
    assert [ended.outcome for ended in writes.run_due_feeds(clock=lambda: NOW)] == [Outcome.UNCHANGED]


def test_everything_is_recorded(saved, source, cast):
    source.pages(FIRST)
    feed = saved()
    writes.change_feed(feed=feed, title="Fravær i kommunerne", rhythm=Rhythm.DAILY, by=cast.quality)
    run(feed)

    verbs = list(Event.objects.filter(verb__startswith="feed").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["feed.saved", "feed.changed", "feed.run"]
