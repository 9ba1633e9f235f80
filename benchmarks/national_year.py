"""A made-up national year of lessons, laid out as the product lays out what it has accepted: sorted, a file a school.

One row is one pupil at one lesson. School sizes are skewed, classes have about 24 pupils, 40 teaching weeks, and the
number of lessons a week varies by class, so that a little under half of the pupils reach 26 hours.
"""

import multiprocessing
import random
import shutil
from datetime import date
from pathlib import Path

import duckdb

from ledestjerne.facts.parts import write_parts

PUPILS_A_CLASS, WEEKS, MEAN_LESSONS = 24, 40, 30
FIRST_MONDAY = "2025-08-11"
AFTER = date(2026, 7, 31)  # the day of the files: nothing lies ahead
SCHOOL = """
COPY (
    WITH class AS (
        SELECT number, floor(number / 8)::INTEGER AS department, floor(number / 4)::INTEGER AS education,
            24 + hash(number, $seed) % 14 AS lessons, 12 + hash(number, $seed, 1) % 25 AS pupils
        FROM range($classes) AS one(number)
    ), lesson AS (
        SELECT class.*, week, slot,
            ($monday::DATE + (week * 7 + slot % 5)::INTEGER) AS date, 485 + floor(slot / 5)::INTEGER * 55 AS start_minute
        FROM class, range($weeks) AS one(week), range(40) AS two(slot) WHERE slot < lessons
    )
    SELECT $school AS institution, $school || '-afd-' || department AS department,
        $school || '-udd-' || education AS education, $school || '-hold-' || number AS "class",
        (number * 100 + pupil)::BIGINT AS pupil, CASE WHEN number % 3 = 0 THEN 'GF1' ELSE 'GF2' END AS course_part,
        date, start_minute::SMALLINT AS start_minute, (start_minute + 55 - (slot % 2) * 5)::SMALLINT AS end_minute,
        ['Dansk', 'Matematik', 'Værksted', 'Naturfag'][1 + slot % 4] AS subject,
        hash(number, slot, $seed) % 20 > 0 AS teacher_led, hash(number, week, slot, pupil) % 25 > 0 AS registered
    FROM lesson, range(40) AS three(pupil) WHERE pupil < pupils
    ORDER BY date, number, start_minute, pupil
) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
"""


def make(folder: Path, *, rows: int) -> list[Path]:
    """Write schools until there are about so many rows; files that are there already are kept, also of other sizes."""
    chance, made = random.Random(26), 0  # noqa: S311  # the same nation every time
    schools: list[tuple[Path, int, int]] = []
    a_class = PUPILS_A_CLASS * WEEKS * MEAN_LESSONS
    while made < rows:
        classes = min(160, max(6, int(chance.paretovariate(1.3) * 14)), max(1, (rows - made) // a_class))
        schools.append((folder / f"{classes:03d}-classes", 100_001 + len(schools), classes))
        made += classes * a_class
    missing = [school for school in schools if not lessons_of(*school[:2]).exists()]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.starmap(make_school, missing)
    return [lessons_of(*school[:2]) for school in schools]


def lessons_of(folder: Path, number: int) -> Path:
    return folder / f"{number}.parquet"


def make_school(folder: Path, number: int, classes: int) -> None:
    """One school's lessons through the product's own writer; its weeks lie beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    checked, parts = folder / f"{number}.checked", folder / f"{number}.parts"
    bound = {"seed": number, "school": str(number), "classes": classes, "weeks": WEEKS, "monday": FIRST_MONDAY}
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.execute("SET enable_progress_bar = false")
        connection.execute(SCHOOL.format(path=checked), bound)
    lessons, weeks = write_parts(
        folder=parts, table="lessons", rows=checked, unit=str(number), number=number, day=AFTER
    )  # two parts: no week is tangled
    checked.unlink()
    (parts / weeks.path).rename(weeks_of(folder, number))
    (parts / lessons.path).rename(lessons_of(folder, number))
    shutil.rmtree(parts)


def weeks_of(folder: Path, number: int) -> Path:
    return folder / f"{number}.weeks"
