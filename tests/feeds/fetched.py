"""The run of a saved question, and the figures it gave."""

from datetime import datetime

from ledestjerne.facts import reads as facts
from ledestjerne.feeds import writes
from ledestjerne.feeds.models import FeedRun
from tests.conftest import NOW
from tests.feeds.conftest import row

Outcome = FeedRun.Outcome

ABSENCE = "Gennemsnitligt fravær per skoleår"


def absence(*values: tuple[str, str]) -> list[dict[str, str]]:
    return [row(name, "2024/2025", **{ABSENCE: value}) for name, value in values]


FIRST = absence(("Herning", "6,9 %"), ("Ikast-Brande", "7,8 %"))


def run(feed, *, at: datetime = NOW) -> FeedRun:
    feed.refresh_from_db()
    return writes.run_feed(feed=feed, clock=lambda: at)


def figures(measure: str = "fravaar_gennemsnitligt_fravaer_per_skoleaar") -> list[tuple]:
    """The figures in force of the measures whose key begins so: unit, level, period, value, withheld."""
    with facts.open_facts() as cursor:
        return cursor.execute(
            """SELECT unit, unit_level, period, value, withheld FROM published p
            JOIN coverage c USING (delivery, source, unit, period, measure)
            WHERE starts_with(measure, $measure) AND c.counts ORDER BY 1, 3""",
            {"measure": measure},
        ).fetchall()
