"""Open a file nobody vouches for: know it by its content, refuse what is unsafe, give its tables. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl

from ledestjerne.facts.archive import OLE, ZIP, inspect_ole, inspect_zip
from ledestjerne.facts.checked import Problem
from ledestjerne.facts.rules import problem, refused
from ledestjerne.facts.text import open_text
from ledestjerne.facts.workbook import GridTable, read_workbook


class Table(Protocol):
    """One table of a file: a sheet of a workbook, or a text file. Row 1 is the first row of the file."""

    @property
    def name(self) -> str:
        """The sheet's name; empty for a text file."""

    @property
    def other_encoding(self) -> str:
        """What foreign letters are most likely written in."""

    def head(self, count: int) -> list[list[str]]:
        """The first rows as text, each cell stripped."""

    def batches(self, *, width: int, decimal: str) -> Iterator[pl.DataFrame]:
        """All non-blank rows in pieces: `row`, `c0` … `c{width-1}` (null = row too short), `over` (not null = too long)."""


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What came through the door. Reading it again gives the same."""

    tables: tuple[Table, ...]
    notices: tuple[Problem, ...] = ()
    workbook: bool = False

    def grids(self) -> tuple[GridTable, ...]:
        """The tables as whole grids of cells, for shapes that must be read from above to below."""
        return tuple(table if isinstance(table, GridTable) else _as_grid(table) for table in self.tables)


def _as_grid(table: Table) -> GridTable:
    return GridTable(name=table.name, rows=tuple(tuple(row) for row in table.head(MOST_GRID_ROWS)))


MOST_GRID_ROWS = 500_000


def open_file(*, path: Path) -> Opened:
    """Open a delivered file by its content, never its name; raises FileRefused with a message that says what to do.

    Nothing in a workbook is ever run: macros and formulas stay where they are, only stored values are read.
    """
    if not path.stat().st_size:
        raise refused("empty_file")
    with path.open("rb") as raw:
        start = raw.read(8)
    if start.startswith(ZIP):
        return _workbook(path, macros=inspect_zip(path=path).macros)
    if start == OLE:
        return _workbook(path, macros=inspect_ole(path=path).macros)
    return Opened(tables=(open_text(path=path),))


def _workbook(path: Path, *, macros: bool) -> Opened:
    tables = read_workbook(path=path)
    if not tables:
        raise refused("empty_file")
    return Opened(tables=tables, notices=(problem("macro"),) if macros else (), workbook=True)
