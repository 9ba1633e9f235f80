"""What happens when a source fails, or answers something a person should look at first."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from ledestjerne.base.locks import BusyError
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.writes import reject_delivery, withdraw_delivery
from ledestjerne.feeds import reads, writes
from ledestjerne.feeds.clients.queries import FileQuery, UddstatQuery
from ledestjerne.feeds.models import Feed
from ledestjerne.feeds.rhythm import Rhythm
from ledestjerne.organisation.writes import end_membership
from tests.conftest import NOW
from tests.feeds.conftest import QUERY, row
from tests.feeds.fetched import FIRST, Outcome, absence, figures, run
from tests.feeds.public_source import Said, page_of


def test_a_failed_fetch_keeps_the_figures_and_is_tried_again_soon(saved, source):
    feed = saved()
    source.pages(FIRST)
    run(feed)
    source.says(b"<html>Vedligehold</html>")

    ended = run(feed, at=NOW + timedelta(days=7))

    feed.refresh_from_db()
    assert ended.outcome == Outcome.FAILED
    assert "vedligehold" in ended.message
    assert len(figures()) == 2
    assert feed.next_run_at == NOW + timedelta(days=7, minutes=30)
    assert feed.failures == 1


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Said(status=401), "LEDESTJERNE_UDDSTAT_KEY"),
        (Said(status=404), "Find det igen"),
        (Said([row("Herning", "2024/2025", Fraværsprocent="6,9 %")]), "lavet om: Gennemsnitligt fravær per skoleår ⟶ Fraværsprocent"),
        (Said([]), "uden en eneste række"),
        (Said({"Message": "fejl"}), "en anden form"),
        (Said(status=302, headers={"Location": "https://andetsteds.example/"}), "andetsteds.example"),
    ],
)  # fmt: skip
def test_each_fault_says_what_to_do(saved, source, said, words):
    source.says(said)

    ended = run(saved())

    assert ended.outcome == Outcome.FAILED
    assert words in ended.message
    assert Delivery.objects.count() == 0


def test_failures_are_tried_ever_more_seldom_and_success_starts_anew(saved, source):
    feed = saved(rhythm=Rhythm.YEARLY)
    source.says(Said(status=404))
    gaps = []
    for _attempt in range(3):
        run(feed)
        feed.refresh_from_db()
        gaps.append(feed.next_run_at - NOW)
    source.pages(FIRST)
    run(feed)
    feed.refresh_from_db()

    assert gaps == [timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2)]
    assert (feed.failures, feed.next_run_at.year) == (0, 2027)


def test_half_as_many_rows_wait_for_a_person(saved, source):
    feed = saved()
    source.pages(absence(*((name, "6,9 %") for name in ("Herning", "Ikast-Brande", "Aarhus", "Odense", "Randers"))))
    run(feed)
    source.pages(FIRST)

    ended = run(feed, at=NOW + timedelta(days=7))

    assert ended.outcome == Outcome.WAITING
    assert "2 rækker mod 5 sidst" in ended.message
    assert len(figures()) == 5


def test_rows_that_cannot_be_used_wait_for_a_person(saved, source):
    source.pages(absence(("Herning", "6,9 %"), ("Atlantis", "1,0 %")))

    ended = run(saved())

    assert (ended.outcome, ended.delivery.state) == (Outcome.WAITING, Delivery.State.CHECKED)


def test_what_a_person_turned_down_is_not_accepted_by_itself(saved, source, cast):
    feed = saved()
    source.pages(FIRST)
    withdraw_delivery(delivery=run(feed).delivery, by=cast.quality, at=NOW, reason="Forkert år")

    ended = run(feed, at=NOW + timedelta(days=7))

    assert ended.outcome == Outcome.WAITING
    assert figures() == []
    reject_delivery(delivery=ended.delivery, by=cast.quality, at=NOW, reason="Stadig forkert")
    assert run(feed, at=NOW + timedelta(days=14)).outcome == Outcome.WAITING


def test_counts_whose_parts_exceed_the_sources_own_total_are_refused(saved, source):
    counts = UddstatQuery(
        area="EUD", topic="A", subtopic="B", measures=("Antal elever",),
        breakdowns=("[Skoleår].[Skoleår]", "[Uddannelse].[Hovedområde]"),
    )  # fmt: skip
    year = "[Skoleår].[Skoleår].[Skoleår]"
    area = "[Uddannelse].[Hovedområde].[Hovedområde]"
    parts = [{year: "2024/2025", area: name, "Antal elever": "60"} for name in ("A", "B")]
    total = [{year: "2024/2025", "Antal elever": "100"}]
    source.script = lambda asked: Said(page_of(parts if len(asked.body["detaljering"]) == 2 else total, asked.body))

    ended = run(saved(counts))

    assert ended.outcome == Outcome.FAILED
    assert "delene giver 120, men kilden siger 100 i alt" in ended.message


def test_a_file_is_fetched_from_allowed_hosts_only(saved, source, settings):
    settings.FEED_HOSTS = ["register.example"]

    ended = run(saved(FileQuery(address=source.address + "register.csv")))

    assert "Værten 127.0.0.1 er ikke tilladt" in ended.message
    assert source.asked == []


def test_a_feed_whose_responsible_has_left_fails_and_says_so(saved, source, cast, school):
    source.pages(FIRST)
    feed = saved()
    member = cast.quality.memberships.get()
    end_membership(membership=member, by=cast.admin, on=NOW.date())

    ended = run(feed)

    assert "Karin Kvist, der står for kilden, har ikke længere ret" in ended.message
    assert Delivery.objects.count() == 0


def test_one_broken_feed_does_not_stop_the_next(saved, source):
    source.says(Said(status=404), Said(status=404), FIRST, [], FIRST)
    saved(title="A")
    saved(title="B", query=QUERY.model_copy(update={"topic": "B"}))

    assert len(writes.run_due_feeds(clock=lambda: NOW)) == 2


def test_two_processes_do_not_fetch_the_same_feed(saved, held_elsewhere):
    feed = saved()
    with held_elsewhere(feed.pk), pytest.raises(BusyError):
        run(feed)


def test_a_fetch_that_nobody_lived_to_end_is_tried_again_but_not_at_once(saved, source):
    feed = saved()
    stopped = writes.begin_run(feed=feed, at=NOW)

    assert writes.run_due_feeds(clock=lambda: NOW + timedelta(minutes=1)) == []
    source.pages(FIRST)
    (ended,) = writes.run_due_feeds(clock=lambda: NOW + timedelta(minutes=31))

    stopped.refresh_from_db()
    assert (stopped.outcome, ended.outcome) == (Outcome.FAILED, Outcome.ACCEPTED)
    assert "afbrudt" in stopped.message


def test_a_key_stands_in_no_description_of_a_door(door):
    assert "en-noegle" not in repr(door)


def test_a_feed_of_somebody_who_may_no_longer_log_in_fails_and_says_so(saved, source, cast):
    feed = saved()
    source.pages(FIRST)
    cast.quality.is_active = False
    cast.quality.save()

    ended = run(feed)

    assert ended.outcome == Outcome.FAILED
    assert cast.quality.name in ended.message
    assert not source.asked


def test_a_feed_that_is_paused_while_it_waits_for_its_turn_is_not_fetched(saved, source, cast, monkeypatch):
    """The runner made its list; before this one's turn came, a person paused it. The next feed is fetched all the same."""
    waiting, other = saved(), saved(title="En anden")
    source.pages(FIRST)
    listed = reads.due_feeds(at=NOW)
    writes.pause_feed(feed=Feed.objects.get(pk=waiting.pk), by=cast.quality)
    monkeypatch.setattr(reads, "due_feeds", lambda *, at: listed)

    ran = writes.run_due_feeds(clock=lambda: NOW)

    waiting.refresh_from_db()
    assert [each.feed_id for each in ran] == [other.pk]
    assert (waiting.is_active, waiting.next_run_at) == (False, None)


def test_a_run_begun_with_an_old_copy_of_a_paused_feed_leaves_it_paused(saved, source, cast):
    feed = saved()
    source.pages(FIRST)
    writes.pause_feed(feed=Feed.objects.get(pk=feed.pk), by=cast.quality)

    ended = writes.run_feed(feed=feed, clock=lambda: NOW)

    feed.refresh_from_db()
    assert ended.outcome == Outcome.ACCEPTED
    assert (feed.is_active, feed.next_run_at) == (False, None)


def test_who_asks_for_a_fetch_of_a_feed_that_was_paused_meanwhile_is_told(saved, cast):
    feed = saved()
    writes.pause_feed(feed=Feed.objects.get(pk=feed.pk), by=cast.quality)

    with pytest.raises(ValidationError):
        writes.ask_for_run(feed=feed, by=cast.quality, at=NOW)
