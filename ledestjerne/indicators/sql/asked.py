"""What the engine needs of whatever holds the facts: to run a query with bound values and give its rows."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class Answer(Protocol):
    """The rows a query found."""

    def fetchall(self) -> list[Any]:
        """Every row as a tuple, in the order asked for."""
        ...


class Facts(Protocol):
    """The tables of facts, ready to be asked: a DuckDB connection, or another engine that reads the same tables."""

    def execute(self, query: str, parameters: Mapping[str, object], /) -> Answer:
        """Run a query in DuckDB's dialect; `$name` stands for a bound value."""
        ...


class FactsOnCluster(Protocol):
    """A cluster that reads one state of the facts after another from shared storage."""

    def facts(self, *, version: str, tables: Mapping[str, Sequence[str]]) -> Facts:
        """The tables of a version, each with the addresses of its Parquet files."""
        ...
