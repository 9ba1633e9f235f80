"""Cells of a spreadsheet, with their kind: a number is a number, a date is a date. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from ledestjerne.facts.rules import refused

Cell = str | float | bool | date | datetime | time | timedelta
PIECE = 20_000
SIGNS = {"comma": ",", "point": "."}


@dataclass(frozen=True, kw_only=True)
class GridTable:
    """One sheet, all cells in memory; row 1 is the spreadsheet's row 1."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    encoding: str = "utf-8"
    other_encoding: str = ""

    def head(self, count: int) -> list[list[str]]:
        """The first rows as text."""
        return [[as_text(cell, decimal=".") for cell in row] for row in self.rows[:count]]

    def batches(self, *, width: int, decimal: str) -> Iterator[pl.DataFrame]:
        """Every non-blank row as text, numbers printed with a decimal comma or point, as a text table gives them."""
        names = [f"c{n}" for n in range(width)]
        sign = SIGNS[decimal]
        schema = {"row": pl.Int64(), **dict.fromkeys([*names, "over"], pl.String())}
        for first in range(0, len(self.rows), PIECE):
            chunk = self.rows[first : first + PIECE]
            records = [
                [number, *_padded(row, width, sign)]
                for number, row in enumerate(chunk, first + 1)
                if any(cell != "" for cell in row)
            ]
            yield pl.DataFrame(records, schema=schema, orient="row")


def _padded(row: tuple[Cell, ...], width: int, sign: str) -> list[str | None]:
    cells = [as_text(cell, decimal=sign) for cell in row]
    over = "\t".join(cell for cell in cells[width:] if cell) or None
    return [*cells[:width], *[""] * (width - len(cells)), over]


def as_text(cell: Cell, *, decimal: str) -> str:
    """A cell as it would be printed: 9 for 9.0, dates in ISO order, no thousands separator."""
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float | int):
        return number_as_text(float(cell), decimal=decimal)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.strip() if isinstance(cell, str) else str(cell)


def number_as_text(number: float, *, decimal: str) -> str:
    """The shortest text that reads back as the number."""
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number).replace(".", decimal)


def read_workbook(*, path: Path) -> tuple[GridTable, ...]:
    """Every sheet that has cells; raises FileRefused when the workbook is locked or broken."""
    try:
        with path.open("rb") as raw:
            book = CalamineWorkbook.from_filelike(raw)
            sheets = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
            return tuple(
                GridTable(name=name, rows=tuple(tuple(row) for row in sheet.to_python(skip_empty_area=False)))
                for name, sheet in sheets
                if sheet.height
            )
    except PasswordError as error:
        raise refused("encrypted") from error
    except (CalamineError, OSError, ValueError) as error:
        raise refused("broken_workbook") from error
    except BaseException as error:
        # A reader written in Rust may panic on a damaged file; that is no Exception, but no reason to die either.
        if type(error).__name__ != "PanicException":
            raise
        raise refused("broken_workbook") from error
