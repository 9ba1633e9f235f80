"""The years of pupils kept ready beside the weeks they are made of. Pure.

They are what `vocabulary.PUPIL_YEAR` says, made more quickly: the weeks of a year are laid out on its 64 spots, and what is
asked of each spot is packed to a bit.
"""

from collections.abc import Collection, Iterator

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

from ledestjerne.facts.runs import lengths_of, starts_of
from ledestjerne.facts.vocabulary import (
    COLUMNS,
    CREATED,
    DAYS_A_WEEK,
    DIGITS,
    MINUTES,
    SUMS,
    digit_of,
    spot_in,
    weeks_of,
)

__all__ = ["CREATED", "SchoolYear", "renew", "years_of"]

SchoolYear = tuple[str, str]  # institution and school year
Spots = npt.NDArray[np.uint16]
AT_A_TIME = 10
"""School years whose weeks are in memory together."""
SPOTS = 64
THEIRS = """institution IN (SELECT unnest($schools))
    AND (institution, school_year) IN (SELECT (unnest($schools), unnest($years)))"""
WEEKS = f"""
SELECT place, pupil, {spot_in("first_year")} AS spot, {", ".join(SUMS)}
FROM week JOIN (SELECT place, left(school_year, 4)::INTEGER AS first_year FROM place WHERE {THEIRS}) USING (place)
WHERE school_days > 0
"""  # noqa: S608  # our own words
YEARS = f"""
INSERT INTO pupil_year
SELECT {", ".join(COLUMNS)} FROM (
    SELECT *, count(*) OVER (PARTITION BY institution, school_year, pupil) = 1 AS alone FROM made JOIN place USING (place)
) ORDER BY institution, department, education, "class", pupil, school_year, course_part, delivery
"""  # noqa: S608  # our own words


def years_of(facts: duckdb.DuckDBPyConnection, deliveries: Collection[int]) -> set[SchoolYear]:
    """The institutions and school years these deliveries have told weeks of."""
    asked = "SELECT DISTINCT institution, school_year FROM place WHERE list_contains($deliveries, delivery)"
    return set(facts.execute(asked, {"deliveries": list(deliveries)}).fetchall())


def renew(facts: duckdb.DuckDBPyConnection, changed: Collection[SchoolYear]) -> None:
    """Make the years anew of the institutions and school years whose weeks have changed; the rest stand."""
    waiting = sorted(changed)
    while waiting:
        some, waiting = waiting[:AT_A_TIME], waiting[AT_A_TIME:]
        bound = {"schools": [school for school, _ in some], "years": [year for _, year in some]}
        facts.execute(f"DELETE FROM pupil_year WHERE {THEIRS}", bound)  # noqa: S608  # our own words
        weeks = facts.sql(WEEKS, params=bound).pl()
        if len(weeks):
            facts.register("made", made_of(weeks))
            facts.execute(YEARS)
            facts.unregister("made")


def made_of(weeks: pl.DataFrame) -> pl.DataFrame:
    """A row for each pupil in each place, with all that `pupil_year` has but the names."""
    starts = starts_of(weeks["place"].to_numpy(), weeks["pupil"].to_numpy())
    runs = weeks[starts].select("place", "pupil")
    years = runs.unique(maintain_order=True).with_row_index("year")
    year_of_run = runs.join(years, on=["place", "pupil"], how="left", maintain_order="left")["year"].to_numpy()
    spots = np.repeat(year_of_run, lengths_of(starts, len(weeks))) * np.uint32(SPOTS) + weeks["spot"].to_numpy()
    sums = {
        name: np.bincount(year_of_run, weights=np.add.reduceat(weeks[name].to_numpy(), starts, dtype=np.int64))
        for name in SUMS
    }
    return years.select("place", "pupil").with_columns(**sums, **dict(bits_of(weeks, spots, len(years))))


def bits_of(
    weeks: pl.DataFrame, spots: npt.NDArray[np.uint32], years: int
) -> Iterator[tuple[str, npt.NDArray[np.int64]]]:
    """Each column of weeks, with a bit for each week; `spots` says where in all the years a week lies."""

    def laid_out(name: str) -> Spots:
        found = np.zeros(years * SPOTS, dtype=np.uint16)
        found[spots] = weeks[name].to_numpy()
        return found

    days = laid_out("school_days")
    yield "weeks", packed(days > 0)
    yield from ((weeks_of(number), packed(days == number)) for number in DAYS_A_WEEK)
    for name in MINUTES:
        minutes = laid_out(name)
        yield from ((digit_of(name, number), packed(minutes & np.uint16(1 << number) > 0)) for number in range(DIGITS))


def packed(spots: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """The 64 spots of each year as bits of a number."""
    return np.packbits(spots, bitorder="little").view(np.int64)
