"""The facts of one delivery as Parquet, the format of record: one file per institution, year and fact. Pure."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import duckdb

from ledestjerne.facts.durable import whole_file
from ledestjerne.facts.snapshot import MEMORY
from ledestjerne.facts.weeks import LESSON_WEEKS

NATION = "landet"
PUBLISHED_YEAR = "coalesce(regexp_extract(period, '^[0-9]{4}'), '')"
LESSON_YEAR = "(CASE WHEN month(date) >= 8 THEN year(date) ELSE year(date) - 1 END)::VARCHAR"


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


def write_parts(*, folder: Path, table: str, rows: Path, unit: str, number: int) -> list[Part]:
    """Lay the checked rows of a delivery (Parquet, as the check gave them) out as parts; a unit-less one is national."""
    with duckdb.connect(config={"memory_limit": MEMORY}) as store:
        if table == "published":
            return list(published_parts(store, folder, rows, unit or NATION, number))
        return list(lesson_parts(store, folder, rows, number))


def published_parts(
    store: duckdb.DuckDBPyConnection, folder: Path, rows: Path, owner: str, number: int
) -> Iterator[Part]:
    years = f"SELECT DISTINCT {PUBLISHED_YEAR} AS year FROM read_parquet($paths) ORDER BY 1"  # noqa: S608  # our own words
    for (year,) in found(store, years, rows):
        select = f"SELECT * FROM read_parquet($paths) WHERE {PUBLISHED_YEAR} = $year"  # noqa: S608  # our own words
        yield copied(store, folder, select, [rows], "published", owner, year, number)


def lesson_parts(store: duckdb.DuckDBPyConnection, folder: Path, rows: Path, number: int) -> Iterator[Part]:
    places = f"SELECT DISTINCT institution, {LESSON_YEAR} AS year FROM read_parquet($paths) ORDER BY 1, 2"  # noqa: S608  # our own words
    for institution, year in found(store, places, rows):
        select = f"SELECT * FROM read_parquet($paths) WHERE institution = $institution AND {LESSON_YEAR} = $year"  # noqa: S608  # our own words
        lessons = copied(store, folder, select, [rows], "lessons", institution, year, number)
        yield lessons
        yield copied(store, folder, LESSON_WEEKS, [folder / lessons.path], "pupil_week", institution, year, number)


def found(store: duckdb.DuckDBPyConnection, query: str, rows: Path) -> list[tuple[Any, ...]]:
    return store.execute(query, {"paths": [str(rows)]}).fetchall()


def copied(
    store: duckdb.DuckDBPyConnection,
    folder: Path,
    select: str,
    sources: list[Path],
    fact: str,
    institution: str,
    year: str,
    number: int,
) -> Part:
    """Write the rows a query gives, in its order, to a new file; the name is never used again."""
    name = f"{institution}/{year or 'uden-aar'}/{fact}-{number}-{uuid4().hex[:8]}.parquet"
    bound = {"paths": [str(source) for source in sources], "institution": institution, "year": year}
    with whole_file(folder / name) as waiting:
        wanted = {key: value for key, value in bound.items() if f"${key}" in select}
        store.execute(f"COPY ({select}) TO '{waiting}' (FORMAT parquet, COMPRESSION zstd)", wanted)
        rows = store.execute("SELECT count(*) FROM read_parquet($path)", {"path": str(waiting)}).fetchall()[0][0]
        size, digest = waiting.stat().st_size, digest_of(waiting)
    return Part(fact=fact, institution=institution, year=year, path=name, sha256=digest, rows=rows, size=size)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
