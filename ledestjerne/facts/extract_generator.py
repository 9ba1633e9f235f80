"""Made-up absence, exits and grades of the classes that have made-up lessons; nobody among them exists. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from ledestjerne.facts.lesson_generator import LessonClass, LessonSchool, school_days

HOURS = (6.0, 6.75, 7.5)
"""Clock hours on a school day: eight, nine and ten lessons of 45 minutes."""

DROPOUT = {"GF1": 0.12, "GF2": 0.18}
NEVER_CAME = 0.03
LEFT = ("0AF afbrudt efter eget ønske", "0AU udmeldt på grund af fravær", "0SK skiftet skole")
GRADES = ("-3", "00", "02", "4", "7", "10", "12")
CHANCES = (0.02, 0.05, 0.13, 0.24, 0.29, 0.19, 0.08)


@dataclass(frozen=True)
class Pupil:
    """One made-up pupil on a class: the key in the student system, and when the pupil left before time, if so."""

    key: str
    name: str
    group: LessonClass
    came: bool
    left_on: date | None
    inclination: float


def pupils_of(*, school: LessonSchool, seed: int) -> list[Pupil]:
    """The pupils of the classes, numbered anew each year; some never came, and some leave in the middle."""
    rng = np.random.default_rng(seed)
    found, number = [], 0
    for group in school.classes:
        days = school_days(first_year=school.first_year, autumn=group.autumn)
        for _ in range(group.pupils):
            number += 1
            leaves = rng.random() < DROPOUT.get(group.course_part, 0.1)
            left = days[int(rng.integers(5, len(days)))] if leaves else None
            came = rng.random() >= NEVER_CAME
            found.append(
                Pupil(
                    f"E{school.first_year % 100}{number:04d}",
                    f"Elev {number}",
                    group,
                    came,
                    left,
                    float(rng.beta(1.2, 12)),
                )
            )
    return found


def generate_absence(*, school: LessonSchool, seed: int) -> pl.DataFrame:
    """One row a pupil and school day under the headings of the documented file; those who drop out were away more."""
    rng = np.random.default_rng(seed)
    rows = []
    for pupil in (each for each in pupils_of(school=school, seed=seed) if each.came):
        for day in school_days(first_year=school.first_year, autumn=pupil.group.autumn):
            if pupil.left_on is None or day <= pupil.left_on:
                rows.append((*_place(school, pupil), f"{day:%d-%m-%Y}", *_hours(pupil, rng)))
    return _frame(rows, ("Dag", "Timer", "Fravær", "Ulovligt"))


def _hours(pupil: Pupil, rng: np.random.Generator) -> tuple[str, str, str]:
    hours = HOURS[int(rng.integers(len(HOURS)))]
    away = rng.random() < min(0.9, pupil.inclination * (2.5 if pupil.left_on else 1))
    missed = hours if away and rng.random() < 0.7 else round(hours / 3, 2) if away else 0.0
    return _number(hours), _number(missed), "ja" if away and rng.random() < 0.4 else "nej"


def generate_exits(*, school: LessonSchool, seed: int) -> pl.DataFrame:
    """One row a pupil and enrolment; most who complete GF2 go on to the main course within a few weeks."""
    rng = np.random.default_rng(seed)
    rows: list[tuple[str, ...]] = []
    for pupil in pupils_of(school=school, seed=seed):
        days = school_days(first_year=school.first_year, autumn=pupil.group.autumn)
        place = _place(school, pupil)
        if not pupil.came:
            rows.append((*place, f"{days[0]:%d-%m-%Y}", f"{days[3]:%d-%m-%Y}", "ikke mødt"))
            continue
        reason = LEFT[int(rng.integers(len(LEFT)))] if pupil.left_on else "0FÆ færdiggørelse"
        ended = pupil.left_on or days[-1]
        rows.append((*place, f"{days[0]:%d-%m-%Y}", f"{ended:%d-%m-%Y}", reason))
        rows += _goes_on(place, ended, rng) if pupil.left_on is None else []
    return _frame(rows, ("Startdato", "Afgangsdato", "Afgangsårsag"))


def _goes_on(place: tuple[str, ...], ended: date, rng: np.random.Generator) -> list[tuple[str, ...]]:
    """The next enrolment of a pupil who completed: GF2 after GF1, the main course after GF2, for most of them."""
    part = {"GF1": "GF2", "GF2": "HF"}[place[5]]
    if rng.random() > (0.9 if part == "GF2" else 0.78):
        return []
    starts = ended + timedelta(days=int(rng.integers(3, 25)))
    return [(*place[:3], "", place[4], part, place[6], f"{starts:%d-%m-%Y}", "", "")]


def generate_grades(*, school: LessonSchool, seed: int) -> pl.DataFrame:
    """Grades of those who stayed: exams in two subjects, and the basic course test on GF2."""
    rng = np.random.default_rng(seed)
    rows = []
    for pupil in (each for each in pupils_of(school=school, seed=seed) if each.came and each.left_on is None):
        last = school_days(first_year=school.first_year, autumn=pupil.group.autumn)[-1]
        tests = [("Dansk", "Eksamen"), ("Matematik", "Eksamen"), ("Dansk", "Standpunkt")]
        tests += [("Grundforløbsprøve", "Grundforløbsprøve")] if pupil.group.course_part == "GF2" else []
        for subject, kind in tests:
            rows.append(
                (*_place(school, pupil), f"{last:%d-%m-%Y}", subject, "C", kind, str(rng.choice(GRADES, p=CHANCES)))
            )
    return _frame(rows, ("Dato", "Fag", "Niveau", "Karakterart", "Karakter"))


MADE = {"fravaer": generate_absence, "afgange": generate_exits, "karakterer": generate_grades}
"""The kinds of extract by the name their files begin with."""


def write_extract(*, kind: str, years: Sequence[LessonSchool], seed: int, path: Path) -> int:
    """Write one kind of extract over some school years as a student system gives it (UTF-8, «;»); answers how many rows."""
    frame = pl.concat([MADE[kind](school=school, seed=seed + school.first_year) for school in years])
    frame.write_csv(path, separator=";", include_bom=True)
    return frame.height


def _place(school: LessonSchool, pupil: Pupil) -> tuple[str, ...]:
    group = pupil.group
    return school.institution, group.department, group.education, group.code, pupil.key, group.course_part, pupil.name


def _frame(rows: list[tuple[str, ...]], own: tuple[str, ...]) -> pl.DataFrame:
    head = ("Institutionsnummer", "Afdeling", "Uddannelse", "Hold", "Elevnøgle", "Forløbsdel", "Elevnavn", *own)
    return pl.DataFrame(rows, schema=dict.fromkeys(head, pl.String()), orient="row")


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
