"""A cluster for the tests that are marked `spark`; `make spark` runs them."""

import socket
from collections.abc import Iterator

import pytest
from pyspark import SparkContext
from pyspark.sql import SparkSession

from tests.indicators.distributed.cluster import LocalCluster


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """A standalone master and two workers on this machine, and the options that go with them."""
    made = LocalCluster(tmp_path_factory.mktemp("spark"), port=free_port(), page=free_port())
    with pytest.MonkeyPatch.context() as environment:
        for name, value in made.settings.items():
            environment.setenv(name, value)
        try:
            made.start(workers=2)
            yield made
        finally:
            leave()
            made.end()


def leave() -> None:
    """End the session of this process and the Java it runs in."""
    if session := SparkSession.getActiveSession():
        session.stop()
    if gateway := SparkContext._gateway:
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(timeout=60)
        SparkContext._gateway = SparkContext._jvm = None
