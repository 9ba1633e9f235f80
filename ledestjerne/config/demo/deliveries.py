"""What the demo school delivers: lessons, absence, exits, grades, beginners, its own key figures and statistics."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from ledestjerne.accounts.models import User
from ledestjerne.config.demo.content import FOLDER, classes_of_years
from ledestjerne.facts import writes
from ledestjerne.facts.background_generator import StartingClass, write_background
from ledestjerne.facts.extract_generator import MADE, write_extract
from ledestjerne.facts.incoming import pieces_of
from ledestjerne.facts.lesson_generator import LessonClass, LessonSchool, write_lessons
from ledestjerne.facts.models import Delivery
from ledestjerne.organisation.models import Unit

OWN = ("key_figures.csv", "surveys.csv", "surveys_of_companies_and_staff.csv", "reference_eud.csv", "reference_gym.csv")
SEED = 2026
EXTRACTS = frozenset({"lessons", "absence", "exits", "grades"})
"""Files that name classes of their own."""
DRAWN_ON = date(2026, 10, 30)
"""The day the lessons of the year under way are drawn: what is later is the timetable."""
STARTED = (2023, 2024, 2025)
BEGINNERS = (
    ("EUD", "GF1 Teknik", 64, 0.1), ("EUD", "GF1 Merkantil", 47, -0.2), ("EUD", "GF2 Tømrer", 58, -0.5),
    ("EUD", "GF2 Elektriker", 52, 0.0), ("EUD", "GF2 Detail", 61, 1.1), ("EUD", "GF2 Auto", 4, 0.0),
    ("HHX", "HHX", 84, -0.9), ("HTX", "HTX", 40, -0.6),
)  # fmt: skip
"""Department, education, how many begin each year, and how far their odds of leaving are from what is expected."""


def deliver_first_lessons(*, by: User, unit: Unit, at: datetime, work: Path) -> Delivery:
    """The lessons of the first year: all there was when last year's plan was written."""
    year, classes = classes_of_years()[0]
    return naming_classes(lessons_of_year(unit, year, classes, by=by, at=at, work=work), by=by)


def deliver_own_files(*, by: User, unit: Unit, at: datetime, work: Path) -> list[Delivery]:
    """The lessons of the later years, the school's other extracts and its own figures, accepted."""
    found = [lessons_of_year(unit, year, classes, by=by, at=at, work=work) for year, classes in classes_of_years()[1:]]
    done = [
        LessonSchool(institution=unit.code, first_year=year, classes=classes)
        for year, classes in classes_of_years()
        if date(year + 1, 7, 1) < DRAWN_ON
    ]
    made = [extract_file(kind, done, work) for kind in MADE]
    pupils = [background_file(unit, year, work) for year in STARTED]
    paths = (*made, *(FOLDER / name for name in OWN), *pupils)
    found += [deliver(by=by, unit=unit, path=path, at=at) for path in paths]
    return [naming_classes(delivery, by=by) for delivery in found]


def naming_classes(delivery: Delivery, *, by: User) -> Delivery:
    """The delivery, with the classes it names in the tree."""
    if delivery.source in EXTRACTS:
        writes.add_missing_units(delivery=delivery, by=by, on=date(2024, 8, 1))
    return delivery


def lessons_of_year(
    unit: Unit, year: int, classes: tuple[LessonClass, ...], *, by: User, at: datetime, work: Path
) -> Delivery:
    """A year's lessons; of the year under way with the timetable of the rest of it."""
    drawn_on = min(DRAWN_ON, date(year + 1, 7, 1))
    path = work / f"lektioner-{year}-{year + 1}.csv"
    school = LessonSchool(institution=unit.code, first_year=year, classes=classes, drawn_on=drawn_on)
    write_lessons(school=school, seed=SEED, path=path)
    return deliver(by=by, unit=unit, path=path, at=at, retrieved_on=drawn_on)


def extract_file(kind: str, years: Sequence[LessonSchool], work: Path) -> Path:
    """One kind of extract over the years that are over."""
    path = work / f"{kind}.csv"
    write_extract(kind=kind, years=years, seed=SEED, path=path)
    return path


def background_file(unit: Unit, year: int, work: Path) -> Path:
    """Those who began that August: what they brought along and how it went."""
    path = work / f"elever-{year}-{year + 1}.csv"
    classes = [
        StartingClass(department=department, education=education, code="", pupils=pupils, pull=pull)
        for department, education, pupils, pull in BEGINNERS
    ]
    write_background(institution=unit.code, first_year=year, classes=classes, seed=SEED + year, path=path)
    return path


PUBLIC: tuple[tuple[str, date | None], ...] = (
    ("eud_grundforloeb1.xlsx", date(2022, 5, 1)),  # drawn in May 2022; the day is not known
    ("unges_uddannelsesstatus_2024.csv", None),
)


def deliver_public_files(*, by: User, at: datetime) -> list[Delivery]:
    """Real public statistics, of nobody's delivery but everyone's to see."""
    return [deliver(by=by, unit=None, path=FOLDER / "public" / name, at=at, retrieved_on=day) for name, day in PUBLIC]


def deliver(*, by: User, unit: Unit | None, path: Path, at: datetime, retrieved_on: date | None = None) -> Delivery:
    """One file the whole way: received, checked and accepted."""
    receipt = writes.receive_delivery(
        by=by, unit=unit, file_name=path.name, pieces=partial(pieces_of, path), at=at, retrieved_on=retrieved_on
    )
    checked = writes.check_delivery(delivery=receipt.delivery, by=by, at=at)
    return writes.accept_delivery(delivery=checked, by=by, at=at)
