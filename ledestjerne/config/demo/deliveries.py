"""What the demo school delivers: two years of lessons, its own key figures, and public statistics around it."""

from datetime import date, datetime
from functools import partial
from pathlib import Path

from ledestjerne.accounts.models import User
from ledestjerne.config.demo.content import FOLDER, classes_of_years
from ledestjerne.facts import writes
from ledestjerne.facts.incoming import pieces_of
from ledestjerne.facts.lesson_generator import LessonClass, LessonSchool, write_lessons
from ledestjerne.facts.models import Delivery
from ledestjerne.organisation.models import Unit

OWN = ("key_figures.csv", "reference_eud.csv", "reference_gym.csv")
SEED = 2026


def deliver_own_files(*, by: User, unit: Unit, at: datetime, work: Path) -> list[Delivery]:
    """The school's lessons of two years and its own key figures, accepted; classes in the lessons join the tree."""
    lessons = [lesson_file(unit, year, classes, work) for year, classes in classes_of_years()]
    found = [deliver(by=by, unit=unit, path=path, at=at) for path in (*lessons, *(FOLDER / name for name in OWN))]
    for delivery in found:
        if delivery.source == "lessons":
            writes.add_missing_units(delivery=delivery, by=by, on=date(2024, 8, 1))
    return found


def lesson_file(unit: Unit, year: int, classes: tuple[LessonClass, ...], work: Path) -> Path:
    path = work / f"lektioner-{year}-{year + 1}.csv"
    write_lessons(school=LessonSchool(institution=unit.code, first_year=year, classes=classes), seed=SEED, path=path)
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
