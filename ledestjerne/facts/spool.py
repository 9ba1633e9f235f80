"""Rows on their way out: written in pieces, so that a large file is never held whole. Pure."""

from pathlib import Path
from types import TracebackType
from typing import Self

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq


class Spool:
    """A Parquet file that grows by frames of one schema, in the order they come."""

    def __init__(self, *, path: Path, schema: pl.Schema) -> None:
        self._schema = schema
        self._path = path
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> Self:
        self.add(pl.DataFrame(schema=self._schema))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer:
            self._writer.close()

    def add(self, frame: pl.DataFrame) -> None:
        """Append rows."""
        rows = _plain(frame.select(pl.col(name).cast(kind) for name, kind in self._schema.items()).to_arrow())
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, rows.schema, compression="zstd", compression_level=1)
        self._writer.write_table(rows)

    def rows(self) -> pl.LazyFrame:
        """Everything appended; only after the spool is closed."""
        return pl.scan_parquet(self._path)


def _plain(rows: pa.Table) -> pa.Table:
    """Large strings as ordinary ones: half the offsets, and every reader knows them."""
    return rows.cast(pa.schema([field.with_type(_plain_type(field.type)) for field in rows.schema]))


def _plain_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return pa.string()
    if pa.types.is_large_list(kind):
        return pa.list_(_plain_type(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_plain_type(field.type)) for field in kind])
    return kind
