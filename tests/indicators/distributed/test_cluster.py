"""Every live indicator counted by a cluster that loses a machine in the middle, against DuckDB's answers."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path

import duckdb
import pytest

from ledestjerne.base.files import load_folder
from ledestjerne.facts import shared
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.distributed.spark import Cluster, SparkFacts
from ledestjerne.indicators.engine import figures
from ledestjerne.indicators.results import Result
from ledestjerne.indicators.sql.asked import Facts
from ledestjerne.indicators.vocabulary import Status
from tests.indicators.distributed.cluster import LocalCluster, until
from tests.indicators.distributed.made import fill, scopes

pytestmark = [pytest.mark.spark, pytest.mark.slow]
FOLDER = Path(__file__).resolve().parents[3] / "definitions" / "indicators"
LIVE = {key: each for key, each in load_folder(FOLDER, model=Definition).items() if each.status is Status.LIVE}
CLOSE = {"value", "numerator", "low", "high"}
Figures = dict[str, tuple[Result, ...]]


@dataclass(frozen=True)
class Run:
    """What both engines answered, and how it stood with the cluster when a worker was killed."""

    expected: Figures
    found: Figures
    done_before: int
    busy_before: int
    alive_after: int


def count(definition: Definition, facts: Facts) -> tuple[Result, ...]:
    return figures(definition, scopes=scopes(definition), connection=facts)


@pytest.fixture(scope="module")
def run(cluster: LocalCluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    folder = tmp_path_factory.mktemp("facts")
    with duckdb.connect() as connection:
        fill(connection, list(LIVE.values()), seed=7)
        laid = shared.share(connection, folder=folder)
        facts = Cluster(cluster.address).facts(version=laid.version, tables=laid.below(str(folder)))
        with ThreadPoolExecutor(max_workers=3) as threads:
            asked = {key: threads.submit(count, definition, facts) for key, definition in LIVE.items()}
            expected = {key: count(definition, connection) for key, definition in LIVE.items()}
            done, busy = kill_in_the_middle(cluster, facts, lambda: sum(each.done() for each in asked.values()))
            found = {key: each.result() for key, each in asked.items()}
        yield Run(expected, found, done, busy, cluster.alive)


def kill_in_the_middle(cluster: LocalCluster, facts: SparkFacts, done) -> tuple[int, int]:
    """Kill the second worker while a query is under way; how many indicators were done, how many workers busy."""
    tracker = facts.session.sparkContext.statusTracker()
    until(lambda: done() >= len(LIVE) / 4, what="Den første fjerdedel")
    until(lambda: done() == len(LIVE) or tracker.getActiveStageIds(), what="En forespørgsel")
    before = done(), cluster.busy
    cluster.kill(1)
    return before


@pytest.mark.parametrize("key", LIVE)
def test_a_cluster_gives_the_figures_that_duckdb_gives(run, key):
    expected, found = run.expected[key], run.found[key]

    assert any(each.value is not None for each in expected)
    assert len(found) == len(expected)
    for theirs, ours in zip(found, expected, strict=True):
        for name in (each.name for each in fields(Result)):
            wanted = getattr(ours, name)
            if name in CLOSE and wanted is not None:
                wanted = pytest.approx(wanted, rel=1e-9, abs=1e-9)
            assert getattr(theirs, name) == wanted, (theirs.unit, theirs.period, theirs.breakdown, name)


def test_both_workers_counted_until_one_was_killed_in_the_middle(run):
    assert run.busy_before == 2
    assert run.alive_after == 1
    assert len(LIVE) / 4 <= run.done_before < len(LIVE)
