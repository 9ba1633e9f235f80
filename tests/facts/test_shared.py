import os
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest

from ledestjerne.facts import pupil_weeks, shared
from ledestjerne.facts.pupil_weeks import PLACE
from ledestjerne.facts.snapshot import TABLES
from ledestjerne.indicators.sql.tables import TABLES as ASKED


@pytest.fixture
def facts():
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        for school in ("281009", "657401"):
            enter_week(connection, school, pupil=7)
        connection.execute("INSERT INTO published (delivery, source, dims) VALUES (1, 'a', MAP(['sex'], ['K']))")
        name(connection, "1-first")
        yield connection


def enter_week(connection, school: str, *, pupil: int) -> None:
    week = {"delivery": 1, "institution": school, "pupil": pupil, "led_minutes": 1560}
    pupil_weeks.add(connection, [pl.DataFrame([week | dict.fromkeys(PLACE.keys() - week.keys())])])


def name(connection, version: str) -> None:
    connection.execute("DELETE FROM snapshot")
    connection.execute("INSERT INTO snapshot VALUES ($version)", {"version": version})


def rows(folder: Path, found: shared.SharedFacts, table: str) -> list[tuple]:
    asked = "SELECT * FROM read_parquet($paths) ORDER BY ALL"
    return duckdb.execute(asked, {"paths": list(found.below(str(folder))[table])}).fetchall()


def test_what_is_laid_out_is_what_the_snapshot_holds(facts, tmp_path):
    found = shared.share(facts, folder=tmp_path)

    assert found.version == "1-first"
    for table in shared.CUT_BY:
        assert rows(tmp_path, found, table) == facts.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall()


def test_every_table_figures_are_counted_from_is_shared_and_no_background_of_pupils():
    assert set(shared.CUT_BY) == {*(table.value for table in ASKED), "pupil_year"}


def test_an_empty_table_has_a_file_with_its_columns(facts, tmp_path):
    found = shared.share(facts, folder=tmp_path)

    [path] = found.tables["pupil_exit"]
    assert pq.read_table(tmp_path / path).num_rows == 0
    assert "outcome" in pq.read_schema(tmp_path / path).names


def test_a_version_that_differs_in_one_school_writes_that_school_only(facts, tmp_path):
    first = shared.share(facts, folder=tmp_path)
    enter_week(facts, "657401", pupil=8)
    name(facts, "2-second")
    second = shared.share(facts, folder=tmp_path)

    assert len({*first.tables["pupil_week"]} & {*second.tables["pupil_week"]}) == 1
    assert second.tables["published"] == first.tables["published"]
    assert len(rows(tmp_path, first, "pupil_week")) == 2
    assert len(rows(tmp_path, second, "pupil_week")) == 3


def test_a_version_is_there_only_when_all_its_files_are(facts, tmp_path, monkeypatch):
    written = []

    def fails_in_the_middle(source, path):
        if len(written) == 3:
            raise OSError("disken er fuld")
        written.append(path)

    monkeypatch.setattr(shared, "write", fails_in_the_middle)
    with pytest.raises(OSError, match="disken er fuld"):
        shared.share(facts, folder=tmp_path)

    assert shared.shared(tmp_path, version="1-first") is None


def test_a_version_laid_out_is_found_again(facts, tmp_path):
    assert shared.share(facts, folder=tmp_path) == shared.shared(tmp_path, version="1-first")


def test_versions_are_swept_a_day_after_another_took_their_place(facts, tmp_path):
    first = shared.share(facts, folder=tmp_path)
    enter_week(facts, "657401", pupil=8)
    name(facts, "2-second")
    second = shared.share(facts, folder=tmp_path)

    shared.sweep(tmp_path, version="2-second")
    assert len(rows(tmp_path, first, "pupil_week")) == 2

    old = shared.manifest_of(tmp_path, "1-first")
    os.utime(old, (0, old.stat().st_mtime - shared.DAY - 60))
    shared.sweep(tmp_path, version="2-second")

    assert shared.shared(tmp_path, version="1-first") is None
    assert len(rows(tmp_path, second, "pupil_week")) == 3
    assert len(list(tmp_path.glob("pupil_week/*"))) == 2


def test_a_cluster_may_know_the_folder_by_another_address(facts, tmp_path):
    found = shared.share(facts, folder=tmp_path)

    assert found.below("abfss://fakta@konto/mappe/")["published"] == (
        f"abfss://fakta@konto/mappe/{found.tables['published'][0]}",
    )


def test_what_a_crash_left_half_written_is_swept(facts, tmp_path):
    found = shared.share(facts, folder=tmp_path)
    left = [tmp_path / ".waiting-1.json", tmp_path / "pupil_week" / ".waiting-2.parquet"]
    for path in left:
        path.write_text("{ halv")

    shared.sweep(tmp_path, version="1-first")

    assert not any(path.exists() for path in left)
    assert len(rows(tmp_path, found, "pupil_week")) == 2
