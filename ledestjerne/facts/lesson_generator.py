"""A made-up year of lessons as a student system gives it: the same for the same seed, and nobody in it exists. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

import numpy as np
import polars as pl

LESSON_MINUTES = 45
STARTS = tuple(8 * 60 + 15 + minutes for minutes in (0, 45, 105, 150, 225, 270, 315, 360))
"""Minutes after midnight: eight lessons a day with two breaks."""

ENOUGH = 36
"""Lessons a week that give 27 clock hours."""

WEEKS_OFF = (42, 52, 1, 7)
SUBJECTS = (
    "Dansk",
    "Matematik",
    "Erhvervsinformatik",
    "Arbejdspladskultur",
    "Naturfag",
    "Samfundsfag",
    "Værksted",
    "Værksted",
)
UNMARKED = "Støttet læring"
FIRST_NAMES = (
    "Alma",
    "Bertil",
    "Cille",
    "Ditlev",
    "Esther",
    "Frode",
    "Gunhild",
    "Holger",
    "Ingrid",
    "Jeppe",
    "Karla",
    "Ludvig",
)
LAST_NAMES = (
    "Aagaard",
    "Bjerre",
    "Dalgas",
    "Enevold",
    "Fjord",
    "Grønbæk",
    "Hede",
    "Iversholm",
    "Kær",
    "Lynge",
    "Mose",
    "Næsby",
)


class Cause(StrEnum):
    """Why a class does not reach 26 hours, if it does not."""

    NONE = "none"
    TIMETABLE = "timetable"  # too little was planned
    REGISTRATION = "registration"  # planned, but not registered
    MARK = "mark"  # registered, but not marked as teacher-led
    CANCELLED = "cancelled"  # planned, but not held


@dataclass(frozen=True, kw_only=True)
class LessonClass:
    """A class on one half of the year: code, department, education, GF1 or GF2, pupils, autumn or spring."""

    code: str
    department: str
    education: str
    course_part: str
    pupils: int
    autumn: bool
    cause: Cause = Cause.NONE


@dataclass(frozen=True, kw_only=True)
class LessonSchool:
    """A school with its classes, the August its year begins in, and the day the file is drawn (after the year if none)."""

    institution: str
    first_year: int
    classes: tuple[LessonClass, ...]
    drawn_on: date | None = None


def made_up_school(*, institution: str, first_year: int, pupils: int, seed: int) -> LessonSchool:
    """A school of about so many pupils on the basic course, with classes of each cause."""
    rng = np.random.default_rng(seed)
    lines = (
        ("EUD Teknik", "GF2 Tømrer", "TØ"),
        ("EUD Merkantil", "GF2 Detail", "DE"),
        ("EUD Sundhed", "GF2 SOSU", "SO"),
    )
    causes = (
        Cause.NONE, Cause.NONE, Cause.TIMETABLE, Cause.NONE, Cause.REGISTRATION, Cause.NONE, Cause.MARK, Cause.NONE,
        Cause.CANCELLED,
    )  # fmt: skip
    classes: list[LessonClass] = []
    left = pupils
    while left > 0:
        number = len(classes)
        department, education, short = lines[number % len(lines)]
        part = "GF1" if number % 2 == 0 else "GF2"
        size = min(left, int(rng.integers(16, 29)))
        classes.append(
            LessonClass(
                code=f"{short}{first_year % 100}{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number // 3 % 26]}{number // 78 or ''}",
                department=department,
                education=education if part == "GF2" else f"GF1 {department[4:]}",
                course_part=part,
                pupils=size,
                autumn=number % 4 < 2,
                cause=causes[number % len(causes)],
            )
        )
        left -= size
    return LessonSchool(institution=institution, first_year=first_year, classes=tuple(classes))


def school_days(*, first_year: int, autumn: bool) -> list[date]:
    """The school days of half a year: weekdays without holidays."""
    first, last = (
        (date(first_year, 8, 11), date(first_year, 12, 19))
        if autumn
        else (date(first_year + 1, 1, 5), date(first_year + 1, 6, 19))
    )
    off = _holidays(first_year + 1)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5 and day.isocalendar().week not in WEEKS_OFF and day not in off]


def _holidays(year: int) -> set[date]:
    easter = _easter(year)
    return {easter + timedelta(days=n) for n in (*range(-6, 2), 39, 40, 50)} | {date(year, 5, 1), date(year, 6, 5)}


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def generate_lessons(*, school: LessonSchool, seed: int) -> pl.DataFrame:
    """All lesson rows as text columns under the headings of the documented file, by date, class, start and pupil."""
    rng = np.random.default_rng(seed)
    frames = []
    first_pupil = 1
    for one in school.classes:
        lessons = _timetable(one, first_year=school.first_year, drawn_on=school.drawn_on, rng=rng)
        pupils = _pupils(one, first=first_pupil, rng=rng)
        frames.append(lessons.join(pupils, how="cross", maintain_order="left_right"))
        first_pupil += one.pupils
    every = pl.concat(frames).sort("day", "Hold", "Start", "Elevnøgle", maintain_order=True)
    return every.select(
        pl.lit(school.institution).alias("Institutionsnummer"),
        *("Afdeling", "Uddannelse", "Hold", "Elevnøgle", "CPR-nr.", "Elevnavn", "Forløbsdel"),
        pl.col("day").dt.strftime("%d-%m-%Y").alias("Dato"),
        *("Start", "Slut", "Fag", "Lærer", "Lærerstyret", "Registreret", "Aflyst"),
    )


def write_lessons(*, school: LessonSchool, seed: int, path: Path) -> int:
    """Write the lessons as the CSV a student system gives (UTF-8, «;»); answers how many rows."""
    lessons = generate_lessons(school=school, seed=seed)
    lessons.write_csv(path, separator=";", include_bom=True)
    return lessons.height


def _timetable(one: LessonClass, *, first_year: int, drawn_on: date | None, rng: np.random.Generator) -> pl.DataFrame:
    """A class's lessons: a weekly plan laid over the school days, with the fault of its cause."""
    week = _weekly_plan(ENOUGH - (6 if one.cause is Cause.TIMETABLE else 0), rng)
    days = school_days(first_year=first_year, autumn=one.autumn)
    rows = [(day, slot, subject) for day in days for weekday, slot, subject in week if weekday == day.weekday()]
    lessons = pl.DataFrame(rows, schema=["day", "slot", "subject"], orient="row")
    count = lessons.height
    lost = rng.random(count) < (0.18 if one.cause in (Cause.REGISTRATION, Cause.CANCELLED) else 0.01)
    ahead = (lessons["day"] > drawn_on).to_numpy() if drawn_on else np.zeros(count, bool)
    unmarked = lessons["subject"].to_numpy() == UNMARKED if one.cause is Cause.MARK else np.zeros(count, bool)
    return lessons.select(
        "day",
        pl.lit(one.department).alias("Afdeling"),
        pl.lit(one.education).alias("Uddannelse"),
        pl.lit(one.code).alias("Hold"),
        pl.lit(one.course_part).alias("Forløbsdel"),
        _clock(pl.col("slot")).alias("Start"),
        _clock(pl.col("slot") + LESSON_MINUTES).alias("Slut"),
        pl.when(pl.Series(rng.random(count) < 0.005)).then(pl.lit("")).otherwise("subject").alias("Fag"),
        pl.Series("Lærer", rng.choice(["AAG", "BJE", "DAL", "ENE", "FJO"], count)),
        pl.Series("Lærerstyret", np.where(unmarked, "nej", "ja")),
        pl.Series("Registreret", np.where(lost | ahead, "nej", "ja")),
        pl.Series("Aflyst", np.where(lost & ~ahead & (one.cause is Cause.CANCELLED), "ja", "nej")),
    )


def _weekly_plan(lessons: int, rng: np.random.Generator) -> list[tuple[int, int, str]]:
    """(weekday, start, subject) of the lessons of a week; one in forty stands twice, as a split class does."""
    slots = [(weekday, start) for weekday in range(5) for start in STARTS][:40]
    chosen = sorted(rng.choice(40, size=lessons, replace=False))
    subjects = [*SUBJECTS, UNMARKED]
    plan = [(*slots[n], subjects[int(rng.integers(len(subjects)))]) for n in chosen]
    return sorted([*plan, (*plan[0][:2], "Dansk som andetsprog")])


def _pupils(one: LessonClass, *, first: int, rng: np.random.Generator) -> pl.DataFrame:
    """Pupils with keys, made-up names and CPR numbers of a kind never given to anyone (day 61 to 91)."""
    count = one.pupils
    days, months, years = rng.integers(61, 89, count), rng.integers(1, 13, count), rng.integers(4, 10, count)
    serial = rng.integers(0, 10_000, count)
    return pl.DataFrame(
        {
            "Elevnøgle": [f"E{number:06d}" for number in range(first, first + count)],
            "CPR-nr.": [
                f"{d:02d}{m:02d}{y:02d}-{s:04d}" for d, m, y, s in zip(days, months, years, serial, strict=True)
            ],
            "Elevnavn": [f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}" for _ in range(count)],
        }
    )


def _clock(minutes: pl.Expr) -> pl.Expr:
    return pl.format("{}:{}", (minutes // 60).cast(pl.String).str.zfill(2), (minutes % 60).cast(pl.String).str.zfill(2))
