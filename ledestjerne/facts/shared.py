"""The facts in force as Parquet on storage that other machines can read too. Pure.

A version is a file that names the files of each table, and is there whole or not at all. Files are named after what
they hold and never change, so a version that differs in one school writes one school's files.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from ledestjerne.facts.durable import WAITING, whole_file
from ledestjerne.facts.snapshot import FORM

CUT_BY: Mapping[str, str] = {
    "published": "source",
    "pupil_week": "institution",
    "pupil_year": "institution",
    "pupil_absence": "institution",
    "pupil_exit": "institution",
    "pupil_grade": "institution",
}
"""The tables that are shared, those figures are counted from and no other, and what each file holds one of."""
ROWS = 100_000
DAY = 24 * 60 * 60


@dataclass(frozen=True)
class SharedFacts:
    """One version: the files of each table, as paths below the folder."""

    version: str
    tables: Mapping[str, tuple[str, ...]]

    def below(self, address: str) -> dict[str, tuple[str, ...]]:
        """The files of each table below the folder's address, as another machine names it."""
        root = address.rstrip("/")
        return {table: tuple(f"{root}/{path}" for path in paths) for table, paths in self.tables.items()}


def version_of(facts: duckdb.DuckDBPyConnection) -> str:
    """The version of an open snapshot; `none` while nothing has been accepted."""
    return "".join(name for (name,) in facts.execute("SELECT version FROM snapshot").fetchall()) or "none"


def shared(folder: Path, *, version: str) -> SharedFacts | None:
    """A version that has been laid out; None when it has not."""
    try:
        tables = json.loads(manifest_of(folder, version).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return SharedFacts(version, {table: tuple(paths) for table, paths in tables.items()})


def share(facts: duckdb.DuckDBPyConnection, *, folder: Path) -> SharedFacts:
    """Lay the facts of an open snapshot out; only one may be at it in a folder."""
    version = version_of(facts)
    tables = {table: tuple(written(facts, folder, table)) for table in CUT_BY}
    with whole_file(manifest_of(folder, version)) as waiting:
        waiting.write_text(json.dumps(tables, indent=1), encoding="utf-8")
    return SharedFacts(version, tables)


def manifest_of(folder: Path, version: str) -> Path:
    return folder / f"{version}.form{FORM}.json"


def written(facts: duckdb.DuckDBPyConnection, folder: Path, table: str) -> Iterator[str]:
    """The files of a table, those that were not there written; an empty table has one without rows."""
    column = CUT_BY[table]
    found = facts.execute(
        f"SELECT {column}, count(*), sum(hash(one)) FROM {table} AS one GROUP BY {column} ORDER BY {column}"  # noqa: S608  # our own words
    ).fetchall()
    rows_of = f"SELECT * FROM {table} WHERE {column} IS NOT DISTINCT FROM $key"  # noqa: S608  # our own words
    for key, rows, told in found or [("", 0, 0)]:
        name = hashlib.sha256(f"{FORM} {key} {rows} {told}".encode()).hexdigest()[:32]
        path = f"{table}/{name}.parquet"
        if not (folder / path).exists():
            write(facts.sql(rows_of, params={"key": key}), folder / path)
        yield path


def write(found: duckdb.DuckDBPyRelation, path: Path) -> None:
    batches = found.to_arrow_reader(ROWS)
    with whole_file(path) as waiting, pq.ParquetWriter(waiting, batches.schema, compression="zstd") as file:
        for batch in batches:
            file.write_batch(batch)


def sweep(folder: Path, *, version: str) -> None:
    """Remove versions more than a day older than this one, for nobody reads them any more, and files none names or a crash left."""
    newest = manifest_of(folder, version).stat().st_mtime
    left: set[str] = set()
    for listed in folder.glob("*.json"):
        if listed.name.startswith(WAITING) or listed.stat().st_mtime < newest - DAY:
            listed.unlink()
        else:
            left.update(*json.loads(listed.read_text(encoding="utf-8")).values())
    for path in folder.glob("*/*.parquet"):
        if str(path.relative_to(folder)) not in left:
            path.unlink()
