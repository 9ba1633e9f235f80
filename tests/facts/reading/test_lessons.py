"""Lesson files: what is read, what is dropped, what is refused."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from ledestjerne.facts.checked import LESSONS as LAYOUT
from ledestjerne.facts.lesson_generator import (
    Cause,
    LessonClass,
    LessonSchool,
    generate_lessons,
    made_up_school,
    write_lessons,
)
from ledestjerne.facts.sources.extract import pupil_key
from tests.facts.reading.conftest import SECRET, Check, Write, rules_of

HEAD = "Elevnøgle;CPR-nr.;Elevnavn;Hold;Uddannelse;Afdeling;Forløbsdel;Dato;Start;Slut;Fag;Lærerstyret;Registreret"
ROW = "E1;710203-1234;Alma Fjord;TØ 26a;GF2 Tømrer;EUD;gf2;01-09-2025;08:15;09:00;Dansk;ja;nej"


def lessons(*rows: str) -> str:
    return "\n".join([HEAD, *rows]) + "\n"


@pytest.fixture
def small_school() -> LessonSchool:
    one = LessonClass(code="TØ25A", department="EUD", education="GF1", course_part="GF1", pupils=5, autumn=True)
    return LessonSchool(institution="281009", first_year=2025, classes=(one,))


def test_a_lesson_is_read_with_unit_codes_minutes_and_a_key(check: Check, write: Write) -> None:
    checked = check(write(lessons(ROW)), institution="281009")
    assert checked.rows.collect().rows(named=True) == [
        {
            "institution": "281009",
            "department": "281009-afd-EUD",
            "education": "281009-udd-GF2_TØMRER",
            "class": "281009-hold-TØ_26A",
            "pupil": pupil_key(key="E1", institution="281009", secret=SECRET),
            "course_part": "GF2",
            "date": date(2025, 9, 1),
            "start_minute": 495,
            "end_minute": 540,
            "subject": "Dansk",
            "teacher_led": True,
            "registered": False,
            "cancelled": None,
        }
    ]
    assert checked.rows.collect_schema() == LAYOUT


def test_names_and_cpr_numbers_never_leave_the_reader(check: Check, write: Write) -> None:
    good = ROW.replace("E1", "nøgle-et")
    bad = ROW.replace("E1", "nøgle-to").replace("08:15", "25:99")
    checked = check(write(lessons(good, bad)), institution="281009")
    everything = f"{checked!r} {checked.refused_rows.rows()} {checked.rows.collect().rows()}"
    assert not [word for word in ("Fjord", "Alma", "710203", "nøgle-et", "nøgle-to") if word in everything]
    assert "personal_columns" in rules_of(checked)


def test_a_pupil_has_one_key_at_a_school_and_another_at_the_next_or_with_another_secret() -> None:
    key = pupil_key(key="E1", institution="281009", secret=SECRET)
    assert key == pupil_key(key=" E1 ", institution="281009", secret=SECRET)
    assert key != pupil_key(key="E1", institution="861403", secret=SECRET)
    assert key != pupil_key(key="E1", institution="281009", secret=b"another secret of 16")
    assert 0 <= key < 2**63


def test_a_pupil_key_that_is_a_cpr_number_is_hashed_and_told(check: Check, write: Write) -> None:
    checked = check(write(lessons(ROW.replace("E1", "7102031234"))), institution="281009")
    assert ("key_is_cpr" in rules_of(checked), checked.detail_rows) == (True, 1)
    assert "7102031234" not in f"{checked!r}"


def test_a_cpr_number_written_as_a_subject_keeps_the_row_out(check: Check, write: Write) -> None:
    checked = check(write(lessons(ROW, ROW.replace("Dansk", "Samtale 7102031234"))), institution="281009")
    assert (checked.detail_rows, checked.refused_rows["rule"].to_list()) == (1, ["cpr"])
    assert "7102031234" not in f"{checked.problems} {checked.refused_rows.rows()}"


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("01-09-2025", "32-09-2025", "not_a_date"),
        ("08:15", "8 kvarter", "not_a_time"),
        ("09:00", "08:00", "end_before_start"),
        (";ja;nej", ";ja;måske", "not_yes_no"),
        (";ja;nej", ";;nej", "missing_value"),
        ("TØ 26a", "", "missing_value"),
    ],
)
def test_a_lesson_that_breaks_a_rule_is_left_out_and_the_others_kept(
    check: Check, write: Write, old: str, new: str, rule: str
) -> None:
    checked = check(write(lessons(ROW, ROW.replace(old, new))), institution="281009")
    assert ([one.row for one in checked.problems if one.rule == rule], checked.detail_rows) == ([3], 1)


@pytest.mark.parametrize("day", ["2025-09-01", "01-09-2025", "01.09.2025", "01/09/2025"])
@pytest.mark.parametrize(("start", "minute"), [("08:15", 495), ("8.15", 495), ("08:15:00", 495), ("00:00", 0)])
def test_dates_and_times_are_read_as_student_systems_write_them(
    check: Check, write: Write, day: str, start: str, minute: int
) -> None:
    checked = check(write(lessons(ROW.replace("01-09-2025", day).replace("08:15", start))), institution="281009")
    assert checked.rows.select("date", "start_minute").collect().row(0) == (date(2025, 9, 1), minute)


def test_a_lesson_without_a_subject_is_kept_as_one_without(check: Check, write: Write) -> None:
    checked = check(write(lessons(ROW.replace("Dansk", ""))), institution="281009")
    assert checked.rows.collect()["subject"].to_list() == [None]


def test_a_file_that_names_no_institution_must_be_told_one(check: Check, write: Write) -> None:
    checked = check(write(lessons(ROW)))
    assert (checked.acceptable, "no_institution" in rules_of(checked)) == (False, True)


def test_columns_nobody_described_are_named_and_never_read(check: Check, write: Write) -> None:
    text = f"{HEAD};Diagnose\n{ROW};ADHD\n{ROW.replace('08:15', 'x')};ADHD\n"
    checked = check(write(text), institution="281009")
    assert [one.column for one in checked.problems if one.rule == "column_not_used"] == ["Diagnose"]
    assert "ADHD" not in f"{checked!r} {checked.refused_rows.rows()}"


def test_units_and_school_years_of_the_lessons_are_told(check: Check, write: Write) -> None:
    checked = check(write(lessons(ROW, ROW.replace("01-09-2025", "01-07-2025"))), institution="281009")
    assert checked.units == ("281009", "281009-afd-EUD", "281009-hold-TØ_26A", "281009-udd-GF2_TØMRER")
    assert [one.period for one in checked.periods] == ["2024/2025", "2025/2026"]
    assert checked.notes == ("Lektioner fra 01-07-2025 til 01-09-2025.",)


def test_lessons_are_read_from_a_workbook_too(check: Check, workbook: Write) -> None:
    checked = check(workbook([HEAD.split(";"), ROW.split(";")]), institution="281009")
    assert checked.detail_rows == 1


def test_generated_lessons_are_the_same_for_the_same_seed(small_school: LessonSchool) -> None:
    once, again = generate_lessons(school=small_school, seed=3), generate_lessons(school=small_school, seed=3)
    assert once.equals(again)
    assert not once.equals(generate_lessons(school=small_school, seed=4))


def test_a_generated_file_passes_the_check_without_a_refused_row(
    small_school: LessonSchool, check: Check, tmp_path: Path
) -> None:
    path = tmp_path / "lessons"
    count = write_lessons(school=small_school, seed=1, path=path)
    checked = check(path, institution="281009")
    assert (checked.detail_rows, checked.refused_rows.height) == (count, 0)


def test_made_up_cpr_numbers_belong_to_nobody(small_school: LessonSchool) -> None:
    days = generate_lessons(school=small_school, seed=1)["CPR-nr."].str.slice(0, 2).cast(pl.Int32)
    assert days.min() > 60  # type: ignore[operator]


def test_generated_lessons_fall_on_school_days_only(small_school: LessonSchool) -> None:
    days = generate_lessons(school=small_school, seed=1)["Dato"].str.to_date("%d-%m-%Y")
    assert days.dt.weekday().max() == 5
    assert 42 not in days.dt.week().to_list()


@pytest.mark.parametrize(
    ("cause", "too_little"),
    [
        (Cause.NONE, pl.lit(value=False)),
        (Cause.TIMETABLE, pl.len() < 18 * 5 * 34),
        (Cause.REGISTRATION, (pl.col("Registreret") == "nej").mean() > 0.1),
        (Cause.MARK, (pl.col("Lærerstyret") == "nej").mean() > 0.05),
    ],
)
def test_each_cause_of_missing_hours_shows_in_its_own_way(cause: Cause, too_little: pl.Expr) -> None:
    one = LessonClass(
        code="A", department="EUD", education="GF1", course_part="GF1", pupils=5, autumn=True, cause=cause
    )
    school = LessonSchool(institution="281009", first_year=2025, classes=(one,))
    shown = generate_lessons(school=school, seed=1).select(too_little).item()
    assert shown is (cause is not Cause.NONE)


def test_a_made_up_school_has_about_the_pupils_asked_for_and_every_cause() -> None:
    school = made_up_school(institution="281009", first_year=2025, pupils=600, seed=1)
    assert sum(one.pupils for one in school.classes) == 600
    assert {one.cause for one in school.classes} == set(Cause)
    assert len({one.code + one.course_part for one in school.classes}) == len(school.classes)
