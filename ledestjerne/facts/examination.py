"""Reads a received file, checks it, and lays what it gives beside it; what tells of persons is left out. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from ledestjerne.facts.checked import CheckedDelivery, FileRefused, Problem, Recognition
from ledestjerne.facts.checks import check_file
from ledestjerne.facts.context import Context
from ledestjerne.facts.contract import Role, Source
from ledestjerne.facts.door import Table, open_file
from ledestjerne.facts.durable import whole_file
from ledestjerne.facts.report import Candidate, Report, report_of
from ledestjerne.facts.rules import CPR_PATTERN

PERSONAL_RULES = frozenset({"cpr", "key_is_cpr", "personal_columns"})
MASK = "${1}******-****${2}"
SURROUNDED = CPR_PATTERN.replace("(?:^|\\D)", "(^|\\D)").replace("(?:\\D|$)", "(\\D|$)")
PRINTED = {"sheet": pl.String(), "row": pl.Int64(), "text": pl.String()}
SAMPLED = 200


@dataclass(frozen=True, kw_only=True)
class Examination:
    """What came of it: `key` names the folder with rows.parquet, refused.parquet and, but for lessons, printed.parquet.

    `holds_persons` says that the file itself must not be kept.
    """

    key: str
    report: Report
    problems: tuple[Problem, ...]
    holds_persons: bool = False


def examine(*, original: Path, source: Source, context: Context, candidates: tuple[Recognition, ...]) -> Examination:
    """Check a file as one source; a file that cannot be read at all gives an empty report and the reason."""
    try:
        checked = check_file(original, source=source, context=context)
    except FileRefused as refusal:
        return unreadable(refusal.problem, candidates=candidates)
    key = uuid4().hex
    folder = original.parent / key
    if checked.table != "units":
        with whole_file(folder / "rows.parquet") as waiting:
            checked.rows.sink_parquet(waiting, compression="zstd")
    with whole_file(folder / "refused.parquet") as waiting:
        checked.refused_rows.write_parquet(waiting)
    is_masked = checked.table != "lessons" and keep_printed(original, checked, source, folder / "printed.parquet")
    return Examination(
        key=key,
        report=report_of(checked, refused=whole_rows(checked.refused_rows), candidates=candidates),
        problems=checked.problems,
        holds_persons=is_masked or checked.table == "lessons" or tells_of_persons(checked),
    )


def unreadable(problem: Problem, *, candidates: tuple[Recognition, ...]) -> Examination:
    """What is said of a file that nobody can open, or whose kind nobody knows."""
    known = tuple(Candidate.model_validate(each) for each in candidates)
    return Examination(key="", report=Report(candidates=known), problems=(problem,))


def tells_of_persons(checked: CheckedDelivery) -> bool:
    return any(problem.rule in PERSONAL_RULES for problem in checked.problems)


def whole_rows(refused: pl.DataFrame) -> int:
    """How many rows of the file were left out; a row with a single bad cell is not one of them."""
    return 0 if refused.is_empty() else refused.filter("whole").select("sheet", "row").n_unique()


def keep_printed(original: Path, checked: CheckedDelivery, source: Source, path: Path) -> bool:
    """Keep the rows as they are printed, for whoever follows a figure back; tells whether a CPR number was masked."""
    is_masked = False
    with whole_file(path) as waiting, pq.ParquetWriter(waiting, arrow(pl.DataFrame(schema=PRINTED)).schema) as writer:
        for table in open_file(path=original).tables:
            for rows in printed_rows(table, shown_places(table, checked, source)):
                masked = rows.with_columns(pl.col("text").str.replace_all(SURROUNDED, MASK))
                is_masked = is_masked or not masked.equals(rows)
                writer.write_table(arrow(masked))
    return is_masked


def shown_places(table: Table, checked: CheckedDelivery, source: Source) -> list[int] | None:
    """The columns that may be kept: all (None), but only the understood ones where the source names personal ones."""
    if not source.columns_of(Role.DROP):
        return None
    columns = [column for column in checked.columns if column.sheet in {table.name, ""}]
    return [place for place, column in enumerate(columns) if column.meant_as]


def printed_rows(table: Table, places: list[int] | None) -> Iterator[pl.DataFrame]:
    width = max((len(row) for row in table.head(SAMPLED)), default=0)
    wanted = range(width) if places is None else [place for place in places if place < width]
    cells = [pl.col(f"c{place}").fill_null("") for place in wanted] or [pl.lit("")]
    for frame in table.batches(width=width, decimal="comma"):
        yield frame.select(
            pl.lit(table.name).alias("sheet"), "row", pl.concat_str(cells, separator="\t").alias("text")
        ).cast(PRINTED)  # type: ignore[arg-type]  # polars names columns more widely than by text


def arrow(frame: pl.DataFrame) -> pa.Table:
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest())
