"""Reads a received file, checks it, and lays what it gives beside it; what tells of persons is left out. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from ledestjerne.facts.checked import OF_PUPILS, CheckedDelivery, FileRefused, Problem, Recognition
from ledestjerne.facts.checks import check_opened
from ledestjerne.facts.context import Context
from ledestjerne.facts.contract import Role, Source
from ledestjerne.facts.door import Opened, Table
from ledestjerne.facts.durable import whole_file
from ledestjerne.facts.report import Candidate, Report, report_of
from ledestjerne.facts.rules import CPR_SURROUNDED

PERSONAL_RULES = frozenset({"cpr", "key_is_cpr", "personal_columns"})
MASK = "${1}${3}******-****${2}${4}"
PRINTED = {"sheet": pl.String(), "row": pl.Int64(), "text": pl.String()}
SAMPLED = 200


@dataclass(frozen=True, kw_only=True)
class Examination:
    """What came of it: `key` names the folder with rows.parquet, refused.parquet and, but for rows of pupils, printed.parquet.

    `holds_persons` says that the file itself must not be kept.
    """

    key: str
    report: Report
    problems: tuple[Problem, ...]
    holds_persons: bool = False


def examine(
    *, opened: Opened, folder: Path, source: Source, context: Context, candidates: tuple[Recognition, ...]
) -> Examination:
    """Check a file as one source, and lay what it gives in `folder`; a file that cannot be read at all gives an empty
    report and the reason."""
    try:
        checked = check_opened(opened, source=source, context=context)
    except FileRefused as refusal:
        return unreadable(refusal.problem, candidates=candidates)
    key = uuid4().hex
    folder = folder / key
    if checked.table != "units":
        with whole_file(folder / "rows.parquet") as waiting:
            checked.rows.sink_parquet(waiting, compression="zstd")
    with whole_file(folder / "refused.parquet") as waiting:
        checked.refused_rows.write_parquet(waiting)
    may_show_all = not context.may_tell_of_persons and not source.columns_of(Role.DROP)
    is_masked = checked.table not in OF_PUPILS and keep_printed(
        opened, checked, folder / "printed.parquet", may_show_all=may_show_all
    )
    shown = checked if may_show_all or checked.table in OF_PUPILS else without_texts(checked)
    return Examination(
        key=key,
        report=report_of(shown, refused=whole_rows(checked.refused_rows), candidates=candidates),
        problems=checked.problems,
        holds_persons=is_masked
        or context.may_tell_of_persons
        or checked.table in OF_PUPILS
        or tells_of_persons(checked),
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


def without_numbers(text: pl.Expr) -> pl.Expr:
    """The text with CPR numbers masked; twice, for two in a row share the sign between them."""
    return text.str.replace_all(CPR_SURROUNDED, MASK).str.replace_all(CPR_SURROUNDED, MASK)


def without_texts(checked: CheckedDelivery) -> CheckedDelivery:
    """Without what is printed around the table, where anything may stand."""
    return replace(checked, notes=(), filters=())


def keep_printed(opened: Opened, checked: CheckedDelivery, path: Path, *, may_show_all: bool) -> bool:
    """Keep the rows as they are printed, for whoever follows a figure back; tells whether a CPR number was masked."""
    is_masked = False
    with whole_file(path) as waiting, pq.ParquetWriter(waiting, arrow(pl.DataFrame(schema=PRINTED)).schema) as writer:
        for table in opened.tables:
            for rows in printed_rows(table, None if may_show_all else understood_places(table, checked)):
                masked = rows.with_columns(without_numbers(pl.col("text")))
                is_masked = is_masked or not masked.equals(rows)
                writer.write_table(arrow(masked))
    return is_masked


def understood_places(table: Table, checked: CheckedDelivery) -> list[int]:
    """The columns the source describes; whatever else stands in the file may be about persons."""
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
