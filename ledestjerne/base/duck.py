"""Opens DuckDB, the one way the product does."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

IN_MEMORY = Path(":memory:")

Setting = str | bool | int | float | list[str]


def connect(
    path: Path = IN_MEMORY, *, read_only: bool = False, config: Mapping[str, Setting] | None = None
) -> duckdb.DuckDBPyConnection:
    """A connection that never prints: DuckDB draws progress bars in a log when a query takes more than two seconds.

    It does so in any process without a script of its own, and cannot be told otherwise in `config`.
    """
    opened = duckdb.connect(str(path), read_only=read_only, config=dict(config or {}))
    opened.execute("SET enable_progress_bar = false")
    return opened
