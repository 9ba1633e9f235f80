"""Public sources that stand on loopback, and doors to them that do not wait."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledestjerne.feeds import writes
from ledestjerne.feeds.clients.door import Door
from ledestjerne.feeds.clients.queries import UddstatQuery
from ledestjerne.feeds.clients.uddstat import Uddstat
from ledestjerne.feeds.locks import Lock
from ledestjerne.feeds.rhythm import Rhythm
from tests.conftest import NOW
from tests.database import address_of_test_database
from tests.feeds.public_source import PublicSource, public_source

QUERY = UddstatQuery(
    area="GS", topic="ELEVFRAV", subtopic="FRAVAAR", measures=("Gennemsnitligt fravær per skoleår",),
    breakdowns=("[Institution].[Beliggenhedskommune]", "[Skoleår].[Skoleår]"),
)  # fmt: skip


@pytest.fixture
def source() -> Iterator[PublicSource]:
    with public_source() as found:
        yield found


@pytest.fixture
def waits() -> list[float]:
    """How long a door was told to wait, each time."""
    return []


@pytest.fixture
def door(source: PublicSource, waits: list[float]) -> Door:
    return Door(
        address=source.address, headers={"Authorization": "Bearer en-noegle"},
        timeout=0.5, patience=2, pause=waits.append, chance=lambda: 0.5,
    )  # fmt: skip


@pytest.fixture
def uddstat(door: Door) -> Uddstat:
    return Uddstat(door=door)


@pytest.fixture
def shape(real_data: Path):
    """A real request, answer or part of one, by its folder and file name."""
    return lambda name: json.loads((real_data / name).read_text(encoding="utf-8"))


def row(unit: str, year: str, **values: Any) -> dict[str, Any]:
    """A row of Uddannelsesstatistik: a municipality, a school year and its measures."""
    return {
        "[Institution].[Beliggenhedskommune].[Beliggenhedskommune]": unit,
        "[Skoleår].[Skoleår].[Skoleår]": year,
        **values,
    }


@pytest.fixture
def installation(settings, source: PublicSource) -> PublicSource:
    """An installation whose public sources are the one on loopback."""
    settings.UDDSTAT_ADDRESS = settings.STATBANK_ADDRESS = source.address
    settings.UDDSTAT_KEY = "en-noegle"
    return source


def held(lock: Lock) -> Callable[[int], AbstractContextManager[None]]:
    """Hold a lock in a connection of its own, as another process would."""

    @contextmanager
    def hold(number: int = 0) -> Iterator[None]:
        with psycopg.connect(address_of_test_database()) as other:
            other.execute("SELECT pg_advisory_lock(%s, %s)", [int(lock), number])
            yield

    return hold


@pytest.fixture
def held_elsewhere():
    """Another process fetches the feed of this number."""
    return held(Lock.FEED)


@pytest.fixture
def busy_runner():
    """Another runner is at it."""
    return held(Lock.RUNNER)


@pytest.fixture
def saved(installation, cast, school):
    """A feed of our institution, saved by the quality function."""

    def save(query=QUERY, **how):
        given = {"unit": school.institution, "by": cast.quality, "title": "Fravær", "rhythm": Rhythm.WEEKLY, **how}
        return writes.save_feed(query=query, at=NOW, **given)

    return save
