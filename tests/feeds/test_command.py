"""ledestjerne feeds"""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ledestjerne.feeds import writes
from ledestjerne.feeds.clients.queries import UddstatQuery
from ledestjerne.feeds.rhythm import Rhythm
from tests.conftest import NOW
from tests.feeds.conftest import row
from tests.feeds.public_source import Said

QUERY = UddstatQuery(
    area="GS", topic="A", subtopic="B", measures=("Fravær",),
    breakdowns=("[Institution].[Beliggenhedskommune]", "[Skoleår].[Skoleår]"),
)  # fmt: skip


@pytest.fixture
def feed(cast, school, installation):
    return writes.save_feed(
        unit=school.institution, title="Fravær", query=QUERY, rhythm=Rhythm.WEEKLY, by=cast.quality, at=NOW
    )


def told(*words: str) -> str:
    out = StringIO()
    call_command("feeds", *words, stdout=out)
    return out.getvalue()


def test_what_is_due_is_run_and_told(feed, source):
    source.pages([row("Herning", "2024/2025", Fravær="6,9 %")])

    answer = json.loads(told("--run-due", "--json"))

    (ran,) = answer["feeds"]
    assert (answer["busy"], ran["title"], ran["outcome"], ran["rows"]) == (False, "Fravær", "accepted", 1)
    assert ran["next_run"].startswith("2026-11-09")
    assert "Der er intet at hente nu" in told("--run-due")


def test_one_feed_can_be_run_whether_due_or_not(feed, source):
    source.pages([row("Herning", "2024/2025", Fravær="6,9 %")])

    assert "Nye tal gælder" in told("--run", str(feed.pk))
    assert "Uændret" in told("--run", str(feed.pk))


def test_without_more_words_it_lists_them(feed):
    assert "Fravær (999001): Ikke hentet endnu" in told()


def test_a_failure_is_told_and_ends_with_an_error(feed, source):
    source.says(Said(status=404))
    out = StringIO()

    with pytest.raises(SystemExit):
        call_command("feeds", "--run-due", stdout=out)

    assert "Mislykket. Kilden har ikke længere" in out.getvalue()


def test_a_second_runner_leaves_again(feed, busy_runner):
    with busy_runner():
        assert "allerede i gang" in told("--run-due")


def test_a_feed_that_is_not_there_is_told(feed):
    with pytest.raises(CommandError, match="ingen kilde med nummer"):
        told("--run", str(feed.pk + 1))
