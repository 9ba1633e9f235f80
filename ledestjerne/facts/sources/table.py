"""Tables with one row a unit or a unit and category, and measures in columns (with or without a header). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from ledestjerne.facts.binding import Binding
from ledestjerne.facts.context import Context
from ledestjerne.facts.contract import Column, ColumnType, Role, Source
from ledestjerne.facts.door import Table
from ledestjerne.facts.findings import FAULTS, Findings
from ledestjerne.facts.places import folded
from ledestjerne.facts.screen import empty, faults_of, original, screen
from ledestjerne.facts.sources.across import faults_across
from ledestjerne.facts.sources.cells import MISSING, cells_of, unit_fields
from ledestjerne.facts.values import is_missing, printed, read_column

WHOLE = (Role.UNIT, Role.PERIOD, Role.DIM, Role.MEASURE_NAME)
"""Roles without which the row says nothing: a fault in them leaves the whole row out."""


@dataclass
class TableReader:
    """Reads one table of one source; what it meets goes into `findings`, what must be compared later is kept here."""

    table: Table
    source: Source
    binding: Binding
    context: Context
    findings: Findings
    detail_rows: int = 0
    total_rows: int = 0
    units: list[pl.DataFrame] = field(default_factory=list)  # the unit, name and field columns, for the organisation
    _keys: list[pl.DataFrame] = field(default_factory=list)

    def batches(self) -> Iterator[pl.DataFrame]:
        """The rows as facts (see PUBLISHED), in pieces."""
        for values in self.typed():
            yield self._facts(values)

    def typed(self) -> Iterator[pl.DataFrame]:
        """The good rows with a typed column for each column of the source found."""
        for frame in self._raw():
            values = self._checked(frame)
            self._remember(values)
            if self.binding.bound(Role.UNIT_NAME, Role.FIELD):  # else nothing is told of the units but their codes
                self.units.append(unit_fields(values=values, binding=self.binding))
            yield values

    def _raw(self) -> Iterator[pl.DataFrame]:
        names = {f"c{place}": name for name, place in self.binding.places.items()}
        for frame in self.table.batches(width=self.binding.width, decimal=self.source.decimal):
            below = frame.filter(pl.col("row") > self.binding.header_row).rename(names)
            if below.height:
                yield below

    def _checked(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The good rows as typed columns; the faults of the others are noted."""
        names = [name for name in frame.columns if name not in ("row", "over")]
        headings = {name: self._heading(name) for name in names}
        faults = [
            self._second_header(frame),
            screen(
                frame=frame,
                headings=headings,
                free_text=[name for name in names if self._may_hide_text(name)],
                other_encoding=self.table.other_encoding,
                width=self.binding.width,
            ),
        ]
        good = frame.join(pl.concat(faults), on="row", how="anti", maintain_order="left")
        values, found = self._read(good)
        faults += [found, self._foreign(values, good), faults_across(values, good, self.binding)]
        every = self._without_persons(pl.concat(faults), frame)
        self.findings.faults(
            sheet=self.table.name, faults=every, text=original(frame, self._shown(frame), faults=every)
        )
        return values.join(every.filter("whole"), on="row", how="anti", maintain_order="left")

    def _read(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        selected = [pl.col("row")]
        faults = [pl.DataFrame(schema=FAULTS)]
        for column in self._used():
            reading = read_column(
                column, name=column.name, decimal=self.source.decimal, places=self.context.places, seen=frame
            )
            heading, whole = self.binding.heading(column.name), column.role in WHOLE or column.required
            faults.append(faults_of(frame=frame, name=column.name, heading=heading, reading=reading, whole=whole))
            if column.required:
                faults.append(empty(frame, column.name, heading))
            self._note_places(frame, column)
            self._note_names(frame, column)
            selected += [
                reading.value.alias(column.name),
                is_missing(printed(column.name)).alias(column.name + MISSING),
            ]
        return frame.select(selected), pl.concat(faults)

    def _used(self) -> tuple[Column, ...]:
        return self.binding.bound(*WHOLE, Role.MEASURE, Role.VERDICT, Role.UNIT_NAME, Role.FIELD)

    def _heading(self, name: str) -> str:
        if name in self.binding.places:
            return self.binding.heading(name)
        return self.binding.headings[int(name[1:])] if self.binding.headings else name

    def _may_hide_text(self, name: str) -> bool:
        column = self.binding.columns.get(name)
        return column is None or (column.type is ColumnType.TEXT and column.role not in (Role.DROP, Role.IGNORE))

    def _shown(self, frame: pl.DataFrame) -> list[str]:
        hidden = {column.name for column in self.binding.bound(Role.DROP, Role.PUPIL)}
        names = [name for name in frame.columns if name not in ("row", "over") and name not in hidden]
        if self.context.may_tell_of_persons:
            return [name for name in names if name in self.binding.places]
        return names

    def _without_persons(self, faults: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
        """The same faults, but what stands in a column that may not be shown is not said."""
        shown = [self._heading(name) for name in self._shown(frame)]
        may_be_said = pl.col("column").is_in([*shown, ""])
        return faults.with_columns(pl.when(may_be_said).then(pl.col("value")).otherwise(pl.lit("")).alias("value"))

    def _second_header(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The row right below the headings when it holds no digit at all, though measures are due."""
        measures = [column.name for column in self.binding.bound(Role.MEASURE)]
        if not self.binding.header_row or not measures:
            return pl.DataFrame(schema=FAULTS)
        names = [name for name in frame.columns if name not in ("row", "over")]
        texts = pl.all_horizontal(~pl.col(names).fill_null("").str.contains(r"\d"))
        named = pl.any_horizontal(~is_missing(printed(name)) for name in measures)
        found = frame.filter((pl.col("row") == self.binding.header_row + 1) & texts & named)
        return found.select(
            "row",
            pl.lit("two_headers").alias("rule"),
            pl.lit("").alias("column"),
            pl.lit("").alias("value"),
            pl.lit("").alias("what"),
            pl.lit(value=True).alias("whole"),
        )

    def _foreign(self, values: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
        """Rows of a school's own figures that name another school, or one nobody knows."""
        units = [column.name for column in self.binding.bound(Role.UNIT) if column.type is ColumnType.INSTITUTION]
        told, known = self.context.institution, {code[:6] for code in self.context.known_units}
        if self.source.public or not units or not (told or known):
            return pl.DataFrame(schema=FAULTS)
        owner = pl.col(units[0]).str.slice(0, 6)
        wrong = values.filter(owner != told if told else ~owner.is_in(list(known)))
        return frame.join(wrong.select("row"), on="row", how="semi", maintain_order="left").select(
            "row",
            pl.lit("other_school" if told else "unknown_own_unit").alias("rule"),
            pl.lit(self.binding.heading(units[0])).alias("column"),
            pl.col(units[0]).alias("value"),
            pl.lit(told).alias("what"),
            pl.lit(value=True).alias("whole"),
        )

    def _note_places(self, frame: pl.DataFrame, column: Column) -> None:
        if column.type is not ColumnType.MUNICIPALITY:
            return
        for value, row, times in _first_of_each(frame, column.name):
            place = self.context.places.municipality(value or "")
            if place and place.variant:
                heading, sheet, what = (
                    self.binding.heading(column.name),
                    self.table.name,
                    f"{place.name} ({place.code})",
                )
                self.findings.note(
                    "name_variant", sheet=sheet, column=heading, value=value or "", row=row, what=what, times=times
                )

    def _note_names(self, frame: pl.DataFrame, column: Column) -> None:
        """Tell every unit that is found by its name, because a person once paired the two."""
        if column.role is not Role.UNIT or column.type is not ColumnType.TEXT:
            return
        for value, row, times in _first_of_each(frame, column.name):
            code = self.context.unit_names.get(folded(value or ""))
            if code:
                heading, sheet = self.binding.heading(column.name), self.table.name
                self.findings.note(
                    "unit_by_name", sheet=sheet, column=heading, value=value or "", row=row, what=code, times=times
                )

    def _facts(self, values: pl.DataFrame) -> pl.DataFrame:
        facts = cells_of(
            values=values, source=self.source, binding=self.binding, context=self.context, sheet=self.table.name
        )
        details = facts.filter(pl.col("kind") == "detail")["row"].n_unique()
        totals = facts["row"].n_unique() - details
        self.total_rows += totals
        self.detail_rows += values.height - totals
        return facts

    def _remember(self, values: pl.DataFrame) -> None:
        names = [column.name for column in self.binding.bound(*WHOLE)]
        key = pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in names], separator="\x1f").hash(0)
        self._keys.append(values.select("row", key.alias("key")))

    def leave_out_repeats(self, rows: pl.LazyFrame) -> pl.LazyFrame:
        """Leave out rows about the same unit, period and category as an earlier one; only after all batches."""
        repeats = _repeats(self._keys)
        if repeats.is_empty():
            return rows
        self.detail_rows -= repeats.height
        for frame in self._raw():
            self._note_repeats(frame, repeats)
        return rows.join(repeats.lazy().select("row"), on="row", how="anti", maintain_order="left")

    def _note_repeats(self, frame: pl.DataFrame, repeats: pl.DataFrame) -> None:
        name = self.binding.bound(*WHOLE)[0].name
        found = frame.join(repeats, on="row", maintain_order="left").select(
            "row",
            pl.lit("repeated_row").alias("rule"),
            pl.lit(self.binding.heading(name)).alias("column"),
            pl.col(name).alias("value"),
            pl.col("first").cast(pl.String).alias("what"),
            pl.lit(value=True).alias("whole"),
        )
        self.findings.faults(
            sheet=self.table.name, faults=found, text=original(frame, self._shown(frame), faults=found)
        )


def _first_of_each(frame: pl.DataFrame, name: str) -> list[tuple[str | None, int, int]]:
    """Each printed value of a column, the first row it stands in and how often."""
    found = frame.group_by(name, maintain_order=True).agg(pl.col("row").min(), pl.len().alias("times"))
    return list(found.iter_rows())


def _any_twice(hashes: npt.NDArray[np.uint64]) -> bool:
    """Whether a hash stands twice; needs a third of the memory that finding out where does."""
    ordered = np.sort(hashes)
    return bool((ordered[1:] == ordered[:-1]).any())


def _repeats(keys: list[pl.DataFrame]) -> pl.DataFrame:
    """Rows whose key stood before, with the first row that had it. A large file has many rows, and seldom a repeat."""
    hashes = np.concatenate([frame["key"].to_numpy() for frame in keys] or [np.empty(0, np.uint64)])
    if not _any_twice(hashes):
        return pl.DataFrame(schema={"row": pl.Int64, "first": pl.Int64})
    rows = np.concatenate([frame["row"].to_numpy() for frame in keys])
    order = np.argsort(hashes, kind="stable")
    again = np.flatnonzero(hashes[order][1:] == hashes[order][:-1]) + 1
    starts = np.flatnonzero(np.r_[True, hashes[order][1:] != hashes[order][:-1]])
    first = starts[np.searchsorted(starts, again, side="right") - 1]
    return pl.DataFrame(
        {"row": rows[order[again]], "first": rows[order[first]]}, schema={"row": pl.Int64, "first": pl.Int64}
    ).sort("row")
