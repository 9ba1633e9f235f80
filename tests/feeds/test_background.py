"""A due feed is fetched while the server runs, by a process of its own."""

import time

import pytest

from ledestjerne.base.time import now
from ledestjerne.feeds import background, writes
from ledestjerne.feeds.models import FeedRun
from ledestjerne.feeds.rhythm import Rhythm
from tests.conftest import NOW
from tests.facts.outside import environment
from tests.feeds.conftest import row
from tests.feeds.test_command import QUERY

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_a_due_feed_is_fetched_without_anyone_asking(cast, school, source, monkeypatch):
    source.pages([row("Herning", "2024/2025", Fravær="6,9 %")])
    theirs = {"LEDESTJERNE_UDDSTAT_ADDRESS": source.address, "LEDESTJERNE_UDDSTAT_KEY": "en-noegle"}
    for name, value in (environment() | theirs).items():
        monkeypatch.setenv(name, value)
    writes.save_feed(
        unit=school.institution, title="Fravær", query=QUERY, rhythm=Rhythm.WEEKLY, by=cast.quality, at=NOW
    )

    stop = background.keep_feeds_running(clock=now, tick=0.2)
    try:
        deadline = time.monotonic() + 40
        while not FeedRun.objects.exclude(ended_at=None).exists():
            assert time.monotonic() < deadline
            time.sleep(0.2)
    finally:
        stop.set()
        for process in background._runners:
            process.wait(timeout=30)

    ran = FeedRun.objects.get()
    assert (ran.outcome, ran.message) == (FeedRun.Outcome.ACCEPTED, "")
