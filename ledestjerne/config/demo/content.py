"""The words and numbers of the demo, read from the YAML files beside this one."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from ledestjerne.accounts.permissions import Role
from ledestjerne.facts.lesson_generator import Cause, LessonClass
from ledestjerne.organisation.models import InstitutionType

FOLDER = Path(__file__).parent


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Place(Strict):
    """A unit of the demo."""

    code: str
    name: str
    institution_type: InstitutionType | Literal[""] = ""
    cvr: str = ""
    municipality_code: str = ""
    address: str = ""


class Person(Strict):
    name: str
    email: str
    role: Role
    unit: str


class SchoolContent(Strict):
    """The school, its departments, the schools around it, and its people."""

    network: Place
    institution: Place
    departments: tuple[Place, ...]
    neighbours: tuple[Place, ...]
    people: tuple[Person, ...]


ClassContent = tuple[str, str, str, int, Literal["autumn", "spring"], Cause]


class MemberContent(Strict):
    """A made-up school of a network, and its classes."""

    place: Place
    classes: tuple[ClassContent, ...]


class NetworkContent(Strict):
    """A network, who coordinates it, its other members, and what is shared; `asked_by` is another that has asked."""

    network: Place
    coordinator: Person
    schools: tuple[MemberContent, ...]
    first_year: int
    shared_by_ours: tuple[str, ...]
    shared_by_others: tuple[str, ...]
    asked_by: Place


class ExpectedContent(Strict):
    """What an initiative is to do to a figure of the school."""

    indicator: str
    way: Literal["up", "down"]
    size: float
    check_on: date


class InitiativeContent(Strict):
    """What is done; an owner is a person's name, or a role written role:planner."""

    text: str
    owners: tuple[str, ...] = ()
    meetings: tuple[int, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    status: str = "not_started"
    expected: ExpectedContent | None = None


class RowContent(Strict):
    """One row of a plan; `judged` and `outcome` are what came of it."""

    kind: str
    dimension: str
    result: str
    goal: str
    actions: str
    schedule: str
    indicator: str = ""
    target: str = ""
    judged: str = ""
    outcome: str = ""
    initiatives: tuple[InitiativeContent, ...] = ()


class PlanContent(Strict):
    year: str
    title: str
    introduction: str
    rows: tuple[RowContent, ...]


def school_content() -> SchoolContent:
    return SchoolContent.model_validate(read("school.yaml"))


def network_content() -> NetworkContent:
    return NetworkContent.model_validate(read("network.yaml"))


def plan_contents() -> list[PlanContent]:
    return TypeAdapter(list[PlanContent]).validate_python(read("plans.yaml"))


def classes_of_years() -> list[tuple[int, tuple[LessonClass, ...]]]:
    """The classes that have lessons, by the August their school year begins in."""
    years = TypeAdapter(dict[str, tuple[ClassContent, ...]]).validate_python(read("classes.yaml"))
    return [(int(year), tuple(lesson_class(each) for each in classes)) for year, classes in years.items()]


class PublishedContent(Strict):
    """A published mean of hours a week, and where it is said to stand."""

    school_year: str
    hours: Decimal
    pupils: int
    source: str


def published_hours() -> PublishedContent:
    return PublishedContent.model_validate(read("published_hours.yaml"))


def lesson_class(content: ClassContent) -> LessonClass:
    code, education, part, pupils, half, cause = content
    return LessonClass(
        code=code, department="EUD", education=education, course_part=part, pupils=pupils, autumn=half == "autumn",
        cause=cause,
    )  # fmt: skip


def read(name: str) -> object:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
