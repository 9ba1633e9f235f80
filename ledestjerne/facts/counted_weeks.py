"""Plain lessons counted to weeks: they lie sorted, so a week is a run of rows and is added up where it lies. Pure.

The minutes of the four kinds a lesson can be of are kept side by side, 16 bits each, and added up as one number of 64: no
week has more than 10,080 of any, for plain lessons do not overlap.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from ledestjerne.facts.runs import lengths_of, starts_of

PLACE = ("department", "education", "class", "course_part")
MONDAY = date(1970, 1, 5)
DAYS_BEFORE = (MONDAY - date(1970, 1, 1)).days
GROUPS = 4
"""Groups of rows taken at a time: so few that they stay in the processor's cache."""

WHOLE, LED, REGISTERED = (
    pl.col("end_minute") - pl.col("start_minute"), pl.col("teacher_led"), pl.col("registered"),
)  # fmt: skip
MINUTES = {
    "planned_minutes": pl.lit(True),
    "led_minutes": LED & REGISTERED,
    "unregistered_led_minutes": LED & ~REGISTERED,
    "unmarked_minutes": ~LED & REGISTERED,
}
"""Which lessons' minutes each column of a plain week is the sum of."""
NONE = (
    "no_subject_minutes", "cancelled_minutes", "days_ahead", "ahead_minutes", "ahead_led_minutes",
    "ahead_unmarked_minutes", "ahead_no_subject_minutes",
)  # fmt: skip
"""What no plain week has."""


def weeks_in(lessons: Path, *, institution: str, year: str) -> pl.DataFrame:
    """One row per pupil and week as `weeks.LESSON_WEEKS` gives them, of the plain lessons of one school year in a file."""
    with pq.ParquetFile(lessons, read_dictionary=list(PLACE)) as file:
        found = put_together(pl.concat(parts_of(lessons, file)))
    minutes = found["minutes"].to_numpy().view(np.int16).reshape(-1, len(MINUTES)).astype(np.int32)
    return found.select(
        pl.lit(institution).alias("institution"), "department", "education", "class", "pupil", "course_part",
        pl.lit(f"{year}/{int(year) + 1}").alias("school_year"),
        *calendar_of(found["week"].to_numpy()),
        found["days"].bitwise_count_ones().cast(pl.Int32).alias("school_days"), pl.col("lessons").cast(pl.Int32),
        *(pl.Series(name, minutes[:, number]) for number, name in enumerate(MINUTES)),
        *(pl.lit(0, pl.Int32).alias(name) for name in NONE),
    )  # fmt: skip


def parts_of(lessons: Path, file: pq.ParquetFile) -> Iterator[pl.DataFrame]:
    """The weeks in some groups of rows at a time; the first and last of them may be parts of weeks."""
    row = 0
    for first in range(0, file.num_row_groups, GROUPS):
        groups = range(first, min(first + GROUPS, file.num_row_groups))
        lengths = [file.metadata.row_group(group).num_rows for group in groups]
        rows = pl.scan_parquet(lessons).slice(row, sum(lengths)).select(
            "pupil", pl.col("date").to_physical() - DAYS_BEFORE,
            *(pl.when(counts).then(WHOLE).otherwise(0).cast(pl.Int16).alias(name) for name, counts in MINUTES.items()),
        ).collect()  # fmt: skip
        weeks, starts = added_up(rows)
        yield weeks.hstack(places_at(file, groups, starts))
        row += sum(lengths)


def added_up(rows: pl.DataFrame) -> tuple[pl.DataFrame, npt.NDArray[np.intp]]:
    """The weeks of lessons and the row each begins at."""
    pupils, dates = rows["pupil"].to_numpy(), rows["date"].to_numpy()
    days = starts_of(pupils, dates)
    weeks = dates[days] // 7
    of_days = starts_of(pupils[days], weeks)
    starts = days[of_days]
    minutes = np.empty((len(rows), len(MINUTES)), dtype=np.int16)
    for number, name in enumerate(MINUTES):
        minutes[:, number] = rows[name].to_numpy()
    bits = np.left_shift(np.uint8(1), (dates[days] % 7).astype(np.uint8))
    return pl.DataFrame({
        "pupil": pupils[starts], "week": weeks[of_days], "lessons": lengths_of(starts, len(rows)),
        "days": np.bitwise_or.reduceat(bits, of_days), "minutes": np.add.reduceat(minutes.view(np.int64)[:, 0], starts),
    }), starts  # fmt: skip


def places_at(file: pq.ParquetFile, groups: range, starts: npt.NDArray[np.intp]) -> pl.DataFrame:
    """The names of the places at some rows of the groups; they lie as codes, and only those asked for are looked up."""
    found, before = [], 0
    for group in groups:
        names = file.read_row_group(group, columns=list(PLACE), use_threads=False)
        after = before + len(names)
        first, last = np.searchsorted(starts, (before, after))
        found.append(names.take(indices_of(starts[first:last] - before)))
        before = after
    return pl.DataFrame(pa.concat_tables(found)).select(PLACE)


def indices_of(rows: npt.NDArray[np.intp]) -> pa.Int64Array:
    """The numbers for Arrow; `pa.array` would first look for pandas, which takes a second to load."""
    found = pa.Array.from_buffers(pa.int64(), len(rows), [None, pa.py_buffer(rows.tobytes())])
    return cast("pa.Int64Array", found)


def put_together(parts: pl.DataFrame) -> pl.DataFrame:
    """Whole weeks, of which each part stands beside the other."""
    pupils, weeks = parts["pupil"].to_numpy(), parts["week"].to_numpy()
    starts = starts_of(pupils, weeks)
    pupils, weeks = pupils[starts], weeks[starts]
    if np.any((pupils[1:] < pupils[:-1]) | (pupils[1:] == pupils[:-1]) & (weeks[1:] < weeks[:-1])):
        raise ValueError("The lessons do not lie sorted by pupil and date.")
    return parts[starts].with_columns(
        lessons=np.add.reduceat(parts["lessons"].to_numpy(), starts),
        days=np.bitwise_or.reduceat(parts["days"].to_numpy(), starts),
        minutes=np.add.reduceat(parts["minutes"].to_numpy(), starts),
    )


def calendar_of(weeks: npt.NDArray[np.int32]) -> tuple[pl.Series, pl.Series]:
    """The year and number of weeks that are counted from the first Monday of 1970."""
    first, last = int(weeks.min()), int(weeks.max())
    told = [(MONDAY + timedelta(weeks=week)).isocalendar() for week in range(first, last + 1)]
    years, numbers = np.array([each.year for each in told], np.int32), np.array([each.week for each in told], np.int32)
    return pl.Series("iso_year", years[weeks - first]), pl.Series("iso_week", numbers[weeks - first])
