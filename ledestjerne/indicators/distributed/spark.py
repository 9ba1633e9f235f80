"""Facts on storage that all machines of a cluster can read, asked in Spark's dialect."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, cast

import pyarrow as pa
from pyspark.sql import SparkSession

from ledestjerne.indicators.sql.dialects import Laid, for_spark

LONG = 100
"""Lists with more members are joined with, not gone through for each row."""
OPTIONS = {
    "spark.ui.enabled": "false",  # its page shows queries to whoever can reach the machine
    "spark.sql.ansi.enabled": "true",
}
_numbers = count(1)


@dataclass(frozen=True)
class Rows:
    """What a query found."""

    rows: list[tuple[Any, ...]]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Every row, in the order asked for."""
        return self.rows


@dataclass(frozen=True)
class SparkFacts:
    """One state of the facts on a cluster: its tables are Parquet files that never change."""

    session: SparkSession

    @classmethod
    def of(cls, session: SparkSession, *, tables: Mapping[str, Sequence[str]]) -> "SparkFacts":
        """The tables by name, each with the addresses of its files as the cluster reads them."""
        own = session.newSession()  # views of another state of the facts are not seen here
        for name, files in tables.items():
            own.read.parquet(*files).createOrReplaceTempView(name)
        return cls(own)

    def execute(self, query: str, parameters: Mapping[str, object], /) -> Rows:
        """Run a query in DuckDB's dialect; `$name` stands for a bound value."""
        long = [name for name, value in parameters.items() if isinstance(value, list) and len(value) > LONG]
        translated = for_spark(query, long=long, tag=f"_{next(_numbers)}")
        bound = {name: parameters[name] for name in translated.bound}
        with self._lying_ready(translated.laid, parameters):
            found = self.session.sql(translated.text, args=bound).collect()
        return Rows([tuple(row) for row in found])

    @contextmanager
    def _lying_ready(self, wanted: Sequence[Laid], parameters: Mapping[str, object]) -> Iterator[None]:
        try:
            for laid in wanted:
                self._lay(laid, [cast("list[str]", parameters[name]) for name in laid.lists])
            yield
        finally:
            for laid in wanted:
                self.session.catalog.dropTempView(laid.table)

    def _lay(self, laid: Laid, lists: Sequence[list[str]]) -> None:
        columns = pa.table([pa.array(values, pa.string()) for values in lists], names=list(laid.columns))
        self.session.createDataFrame(columns).createOrReplaceTempView(laid.table)


@dataclass
class Cluster:
    """The one connection of a process to a cluster, and the state of the facts last asked of it; safe between threads."""

    address: str
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _session: SparkSession | None = None
    _facts: SparkFacts | None = None
    _version: str = ""

    def facts(self, *, version: str, tables: Mapping[str, Sequence[str]]) -> SparkFacts:
        """The tables of a version, each with the addresses of its files."""
        with self._lock:
            if self._session is None or is_stopped(self._session):
                self._session, self._facts = connected(self.address), None
            if self._facts is None or self._version != version:
                self._facts, self._version = SparkFacts.of(self._session, tables=tables), version
            return self._facts


def connected(address: str) -> SparkSession:
    """A session on the cluster; options of the place come from `spark-defaults.conf`."""
    builder = SparkSession.builder.appName("Ledestjerne").master(address)
    for name, value in OPTIONS.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def is_stopped(session: SparkSession) -> bool:
    """Whether the cluster has given the session up, as when its master was away for too long."""
    context = session.sparkContext._jsc
    return context is None or bool(context.sc().isStopped())
