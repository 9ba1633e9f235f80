"""Lines into fields: whole columns at a time where no quotes stand, one by one where they do. Pure."""

import csv
from io import BytesIO

import polars as pl


def columns(width: int) -> dict[str, pl.DataType]:
    """The columns of a split frame: the row's number, its fields, and what is over."""
    return {"row": pl.Int64(), **dict.fromkeys([*(f"c{n}" for n in range(width)), "over"], pl.String())}


def split_lines(lines: pl.DataFrame, *, separator: str, width: int) -> pl.DataFrame:
    """Lines (row, line) as fields; too few fields are null, what is too much lies in `over`."""
    quoted = pl.col("line").str.contains('"', literal=True)
    plain = _split_plain(lines.filter(~quoted), separator=separator, width=width)
    rest = lines.filter(quoted)
    if rest.is_empty():
        return plain
    return pl.concat([plain, _split_quoted(rest, separator=separator, width=width)]).sort("row")


def _split_plain(lines: pl.DataFrame, *, separator: str, width: int) -> pl.DataFrame:
    names = list(columns(width))[1:]
    fields = pl.col("line").str.splitn(separator, width + 1).struct.rename_fields(names).struct.unnest()
    return lines.select("row", fields)


def _split_quoted(lines: pl.DataFrame, *, separator: str, width: int) -> pl.DataFrame:
    """Lines whose quotes are closed on the line itself. The quick reader takes those of the right width."""
    bare = pl.col("line").str.replace_all(r'"[^"]*"', "")
    fits = bare.str.count_matches(separator, literal=True) == width - 1
    fitting = lines.filter(fits)
    quick = _read_quickly(fitting, separator=separator, width=width)
    slow = lines.filter(~fits) if quick is not None else lines
    reader = csv.reader(slow["line"].to_list(), delimiter=separator)
    read = frame_of(list(zip(slow["row"].to_list(), reader, strict=True)), separator=separator, width=width)
    return read if quick is None else pl.concat([quick, read])


def _read_quickly(lines: pl.DataFrame, *, separator: str, width: int) -> pl.DataFrame | None:
    """None when quotes stand where the quick reader does not expect them."""
    if lines.is_empty():
        return pl.DataFrame(schema=columns(width))
    text = "\n".join(lines["line"].to_list()).encode()
    names = list(columns(width))[1:-1]
    try:
        read = pl.read_csv(
            BytesIO(text),
            has_header=False,
            separator=separator,
            schema=dict.fromkeys(names, pl.String()),
            empty_string_is_null=False,
        )
    except pl.exceptions.ComputeError:
        return None
    if read.height != lines.height:
        return None
    return read.select(lines["row"], *names, pl.lit(None, pl.String()).alias("over"))


def frame_of(records: list[tuple[int, list[str]]], *, separator: str, width: int) -> pl.DataFrame:
    """Records with their row numbers as a frame."""
    fields = {f"c{n}": [record[n] if n < len(record) else None for _, record in records] for n in range(width)}
    over = [separator.join(record[width:]) if len(record) > width else None for _, record in records]
    return pl.DataFrame({"row": [row for row, _ in records], **fields, "over": over}, schema=columns(width))
