"""The courses made of exits against a second implementation in plain loops."""

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as some

from ledestjerne.facts.checked import EXITS
from ledestjerne.facts.narrow.exits import NARROW

SCHOOL = "281009"
BEGUN = date(2025, 6, 1)

enrolments = some.fixed_dictionaries(
    {
        "pupil": some.integers(1, 3),
        "education": some.sampled_from(["A", "B"]),
        "course_part": some.sampled_from(["GF1", "GF2", "HF", "AMU"]),
        "started_on": some.integers(0, 260).map(lambda days: BEGUN + timedelta(days=days)),
        "days": some.one_of(some.none(), some.sampled_from([0, 5, 14, 15, 31, 92, 93, 161, 162, 200])),
        "reason": some.sampled_from(["completed", "moved", "never_started", "0AF", None]),
    }
)


def rows_of(found: list[dict]) -> list[dict]:
    rows = []
    for number, each in enumerate(found):
        ended = None if each["days"] is None else each["started_on"] + timedelta(days=each["days"])
        rows.append(
            {
                "institution": SCHOOL, "department": "D", "education": each["education"], "class": f"H{number}",
                "pupil": each["pupil"], "course_part": each["course_part"], "started_on": each["started_on"],
                "ended_on": ended, "reason": each["reason"],
            }
        )  # fmt: skip
    return rows


def made(rows: list[dict], folder: Path) -> list[dict]:
    path = folder / "rows.parquet"
    pl.DataFrame(rows, schema=EXITS).write_parquet(path)
    with duckdb.connect() as store:
        answer = store.execute(NARROW.made, {"paths": [str(path)], "institution": SCHOOL})
        names = [name for name, *_ in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def outcome(row: dict) -> str:
    if row["ended_on"] is None:
        return "in_progress"
    return row["reason"] if row["reason"] in ("completed", "moved", "never_started") else "dropped"


def courses(rows: list[dict]) -> list[list[dict]]:
    """The enrolments that make one course, in their order."""
    groups = defaultdict(list)
    for number, row in enumerate(rows):
        alone = number if outcome(row) == "never_started" else None
        groups[row["pupil"], row["education"], row["course_part"], alone].append({**row, "nr": number})
    found = []
    for group in groups.values():
        reached = None
        for row in sorted(group, key=lambda row: (row["started_on"], row["ended_on"] or date.max, row["nr"])):
            if reached is None or (row["started_on"] - reached).days > 31:
                found.append([])
            found[-1].append(row)
            reached = max(reached or date.min, row["ended_on"] or date.max)
    return found


def naive(rows: list[dict]) -> list[dict]:
    ends = [row["ended_on"] for row in rows if row["ended_on"]]
    known_until = max(ends) if ends else max(row["started_on"] for row in rows)
    found = []
    for course in courses(rows):
        last = max(course, key=lambda row: (row["ended_on"] or date.max, row["started_on"], row["nr"]))
        started = min(row["started_on"] for row in course)
        year = started.year if started.month >= 8 else started.year - 1
        found.append(
            {
                "pupil": last["pupil"], "education": last["education"], "course_part": last["course_part"],
                "class": last["class"], "school_year": f"{year}/{year + 1}", "started_on": started,
                "ended_on": last["ended_on"], "outcome": outcome(last),
                "length": length(started, last["ended_on"], known_until, outcome(last)),
            }
        )  # fmt: skip
    for each in found:
        for months in (1, 3):
            each[f"next_{months}"] = came_next(each, found, months, known_until)
    return found


def length(started: date, ended: date | None, known_until: date, came: str) -> str:
    if came == "never_started":
        return "never"
    days = ((ended or known_until) - started).days
    band = next(
        (name for most, name in ((14, "to_14_days"), (92, "to_3_months"), (161, "to_23_weeks")) if days <= most),
        "longer",
    )
    return f"open_{band}" if came == "in_progress" else band


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def came_next(this: dict, every: list[dict], months: int, known_until: date) -> str:
    if this["ended_on"] is None:
        return "none"
    limit = months_after(this["ended_on"], months)
    later = [
        (each["started_on"], each["course_part"] if each["course_part"] in ("GF1", "GF2", "HF") else "other")
        for each in every
        if each["pupil"] == this["pupil"] and each["outcome"] != "never_started"
        and this["started_on"] < each["started_on"] and this["ended_on"] <= each["started_on"]
    ]  # fmt: skip
    if later and min(later)[0] <= limit:
        return min(later)[1]
    return "unknown" if limit > known_until else "none"


def comparable(each: dict) -> tuple:
    return (
        each["pupil"], each["education"], each["course_part"], each["class"], each["school_year"], each["started_on"],
        each["ended_on"] or date.max, each["outcome"], each["length"], each.get("next_1", each.get("next_1_month")),
        each.get("next_3", each.get("next_3_months")),
    )  # fmt: skip


@settings(deadline=None, max_examples=80)
@given(some.lists(enrolments, min_size=1, max_size=12))
def test_courses_are_made_as_plain_loops_make_them(found):
    rows = rows_of(found)
    with TemporaryDirectory() as name:
        assert sorted(map(comparable, made(rows, Path(name)))) == sorted(map(comparable, naive(rows)))


def test_a_pupil_moved_to_another_class_is_one_course(tmp_path):
    first = {
        "pupil": 1,
        "education": "A",
        "course_part": "GF2",
        "started_on": date(2025, 8, 11),
        "days": 30,
        "reason": "0AF",
    }
    second = {**first, "started_on": date(2025, 9, 15), "days": 90, "reason": "completed"}

    (course,) = made(rows_of([first, second]), tmp_path)

    assert (course["started_on"], course["outcome"], course["length"]) == (
        date(2025, 8, 11),
        "completed",
        "to_23_weeks",
    )


def test_a_pupil_who_left_last_week_is_not_yet_known_to_have_stopped(tmp_path):
    left = {
        "pupil": 1,
        "education": "A",
        "course_part": "GF2",
        "started_on": date(2025, 8, 11),
        "days": 100,
        "reason": "completed",
    }

    (course,) = made(rows_of([left]), tmp_path)

    assert (course["next_1_month"], course["next_3_months"]) == ("unknown", "unknown")
