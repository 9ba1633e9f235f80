"""The facts of one delivery as Parquet, the format of record: one file per institution, year and fact. Pure."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from ledestjerne.base import duck
from ledestjerne.facts.counted_weeks import weeks_in
from ledestjerne.facts.durable import whole_file
from ledestjerne.facts.narrow import NARROW, Narrow
from ledestjerne.facts.plain_weeks import KINDS, OF_KIND
from ledestjerne.facts.snapshot import MEMORY
from ledestjerne.facts.weeks import LESSON_ROWS, LESSON_WEEKS

NATION = "landet"
PUBLISHED_YEAR = "coalesce(regexp_extract(period, '^[0-9]{4}'), '')"
LESSON_YEAR = "(CASE WHEN month(date) >= 8 THEN year(date) ELSE year(date) - 1 END)::VARCHAR"
ONE_YEAR = f"""SELECT * FROM {LESSON_ROWS} WHERE institution = $institution
    AND date >= make_date($year::INTEGER, 8, 1) AND date < make_date($year::INTEGER + 1, 8, 1)"""  # noqa: S608  # our own words
WEEKS = {False: "FROM plain_week", True: f"FROM ({LESSON_WEEKS})"}
"""By whether they are tangled: the query for the weeks; those of plain lessons have been counted before."""
WEEK_ORDER = 'institution, department, "class", pupil, school_year, iso_year, iso_week'


@dataclass(frozen=True, kw_only=True)
class Part:
    """One Parquet file: which fact, of which institution and (first calendar) year; `path` is below the folder given."""

    fact: str
    institution: str
    year: str
    path: str
    sha256: str
    rows: int
    size: int


def write_parts(*, folder: Path, table: str, rows: Path, unit: str, number: int, day: date) -> list[Part]:
    """Lay the checked rows of a delivery (Parquet, as the check gave them) out as parts; a unit-less one is national.

    `day` is the day the file was drawn: what is dated later had not happened yet.
    """
    with duck.connect(config={"memory_limit": MEMORY}) as store:
        shelf = Shelf(store=store, folder=folder, number=number)
        if table == "published":
            return list(published_parts(shelf, rows, unit or NATION))
        for narrow in NARROW:
            if narrow.extract == table:
                return list(narrow_parts(shelf, narrow, rows))
        return list(lesson_parts(shelf, rows, day))


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Where the parts of one delivery go, and what writes them."""

    store: duckdb.DuckDBPyConnection
    folder: Path
    number: int

    def found(self, query: str, rows: Path) -> list[tuple[Any, ...]]:
        return self.store.execute(query, {"paths": [str(rows)]}).fetchall()

    def copied(self, select: str, fact: str, **bound: object) -> Part:
        """Write the rows a query gives, in its order, to a new file; the name is never used again.

        The values bound name the institution and year, and the Parquet files to read.
        """
        institution, year = str(bound["institution"]), str(bound["year"])
        name = f"{institution}/{year or 'uden-aar'}/{fact}-{self.number}-{uuid4().hex[:8]}.parquet"
        with whole_file(self.folder / name) as waiting:
            wanted = {key: value for key, value in bound.items() if f"${key}" in select}
            self.store.execute(f"COPY ({select}) TO '{waiting}' (FORMAT parquet, COMPRESSION zstd)", wanted)
            counted = "SELECT num_rows FROM parquet_file_metadata($path)"
            rows = self.store.execute(counted, {"path": str(waiting)}).fetchall()[0][0]
            size, digest = waiting.stat().st_size, digest_of(waiting)
        return Part(fact=fact, institution=institution, year=year, path=name, sha256=digest, rows=rows, size=size)

    def files(self, parts: Iterable[Part]) -> list[str]:
        return [str(self.folder / part.path) for part in parts]


def published_parts(shelf: Shelf, rows: Path, owner: str) -> Iterator[Part]:
    years = f"SELECT DISTINCT {PUBLISHED_YEAR} AS year FROM read_parquet($paths) ORDER BY 1"  # noqa: S608  # our own words
    for (year,) in shelf.found(years, rows):
        select = f"SELECT * FROM read_parquet($paths) WHERE {PUBLISHED_YEAR} = $year"  # noqa: S608  # our own words
        yield shelf.copied(select, "published", institution=owner, year=year, paths=[str(rows)])


def lesson_parts(shelf: Shelf, rows: Path, day: date) -> Iterator[Part]:
    """The lessons of each institution and year, plain weeks in one file and tangled in another, and their weeks."""
    places = f"SELECT DISTINCT institution, {LESSON_YEAR} AS year FROM read_parquet($paths) ORDER BY 1, 2"  # noqa: S608  # our own words
    for institution, year in shelf.found(places, rows):
        here: dict[str, Any] = {"institution": institution, "year": year, "day": day}
        lessons = {"paths": [str(rows)], **here}
        shelf.store.execute(f"CREATE OR REPLACE TEMP TABLE kind AS {KINDS.format(lessons=ONE_YEAR)}", lessons)
        kinds = shelf.store.execute("SELECT DISTINCT is_tangled FROM kind ORDER BY is_tangled").fetchall()
        of_kind = OF_KIND.format(lessons=ONE_YEAR)
        kept = {is_tangled: shelf.copied(of_kind, "lessons", tangled=is_tangled, **lessons) for (is_tangled,) in kinds}
        yield from kept.values()
        if False in kept:
            plain = weeks_in(shelf.folder / kept[False].path, institution=institution, year=year)
            shelf.store.register("plain_week", plain)
        weeks = " UNION ALL BY NAME ".join(f"({WEEKS[is_tangled]})" for is_tangled in kept)
        tangled = shelf.files(part for is_tangled, part in kept.items() if is_tangled)
        yield shelf.copied(f"FROM ({weeks}) ORDER BY {WEEK_ORDER}", "pupil_week", paths=tangled, **here)


def narrow_parts(shelf: Shelf, narrow: Narrow, rows: Path) -> Iterator[Part]:
    """The rows as they were checked, and the narrow table made of them: of all years at once, for one may follow another."""
    institutions = "SELECT DISTINCT institution FROM read_parquet($paths) ORDER BY 1"
    for (institution,) in shelf.found(institutions, rows):
        here = {"institution": institution, "year": ""}
        select = "SELECT * FROM read_parquet($paths) WHERE institution = $institution"
        kept = shelf.copied(select, narrow.extract, paths=[str(rows)], **here)
        yield kept
        yield shelf.copied(narrow.made, narrow.table, paths=shelf.files([kept]), **here)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
