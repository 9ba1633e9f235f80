"""The hours of a lesson file counted once more, one minute at a time, straight from its lines."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

ORDER = ("led", "unregistered", "unmarked", "no_subject", "cancelled", "other")


@dataclass
class Course:
    """One pupil in one class."""

    minutes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    days: set[date] = field(default_factory=set)

    @property
    def weeks(self) -> dict[str, Fraction]:
        return {
            "school_days": Fraction(len(self.days), 5),
            "calendar_weeks": Fraction(len({day.isocalendar()[:2] for day in self.days})),
        }

    def hours(self, by: str, *kinds: str) -> Fraction:
        return Fraction(sum(self.minutes[kind] for kind in ("led", *kinds)), 60) / self.weeks[by]


def minute(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def kind_of(line: dict[str, str], *, ahead: bool) -> str:
    led, subject = line["Lærerstyret"] == "ja", line["Fag"].strip() != ""
    counted = line["Registreret"] == "ja" or ahead
    if line["Aflyst"] == "ja":
        return "cancelled" if led and subject else "other"
    if led and subject:
        return "led" if counted else "unregistered"
    if subject:
        return "unmarked" if counted else "other"
    return "no_subject" if led and counted else "other"


def courses(path, *, drawn_on: date) -> dict[tuple[str, str], Course]:
    """Each pupil's course by class and pupil; what is after the day of the file counts as held when it could."""
    best: dict[tuple[str, str, date, int], str] = {}
    found: dict[tuple[str, str], Course] = defaultdict(Course)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file, delimiter=";"):
            day = date(*(int(part) for part in reversed(line["Dato"].split("-"))))
            kind = kind_of(line, ahead=day > drawn_on)
            found[line["Hold"], line["Elevnøgle"]].days.add(day)
            for each in range(minute(line["Start"]), minute(line["Slut"])):
                place = (line["Hold"], line["Elevnøgle"], day, each)
                best[place] = min(kind, best.get(place, kind), key=ORDER.index)
    for (group, pupil, _day, _minute), kind in best.items():
        found[group, pupil].minutes[kind] += 1
    return found
