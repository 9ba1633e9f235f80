"""The fixed school and the fixed people of the tests; after a week everyone knows them."""

from dataclasses import dataclass
from datetime import date

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Role
from ledestjerne.accounts.writes import add_user
from ledestjerne.organisation.models import InstitutionType, Level, Unit
from ledestjerne.organisation.writes import add_member, add_unit

PASSWORD = "en lang adgangskode"
BEGUN = date(2020, 8, 1)


@dataclass(frozen=True)
class School:
    """Two institutions in one network: ours with departments, an education and two classes, and a neighbour."""

    network: Unit
    institution: Unit
    vocational: Unit
    gymnasium: Unit
    carpentry: Unit
    class_a: Unit
    class_b: Unit
    neighbour: Unit


@dataclass(frozen=True)
class Cast:
    """Who does what: all at our institution, but `head` of the vocational department and the two from elsewhere."""

    admin: User
    quality: User
    director: User
    head: User
    planner: User
    teacher: User
    board: User
    pupil: User
    neighbour: User
    outsider: User


def build_school(console: User) -> School:
    def unit(code: str, level: Level, name: str, parent: Unit | None = None, **more: str) -> Unit:
        return add_unit(by=console, code=code, level=level, name=name, parent=parent, starts_on=BEGUN, **more)

    network = unit("net-fjord", Level.NETWORK, "Fjordnettet")
    mixed = InstitutionType.MIXED
    institution = unit(
        "999001", Level.INSTITUTION, "Fjordby Erhvervsskole & Gymnasium", network, institution_type=mixed
    )
    vocational = unit("999001-afd-EUD", Level.DEPARTMENT, "Erhvervsuddannelser", institution)
    gymnasium = unit("999001-afd-HHX", Level.DEPARTMENT, "Handelsgymnasiet", institution)
    carpentry = unit("999001-udd-TØMRER", Level.EDUCATION, "Tømrer", vocational)
    class_a = unit("999001-hold-TØ26A", Level.CLASS, "TØ26A", carpentry)
    class_b = unit("999001-hold-TØ26B", Level.CLASS, "TØ26B", carpentry)
    neighbour = unit("999002", Level.INSTITUTION, "Ådal Tekniske Skole", network)
    return School(network, institution, vocational, gymnasium, carpentry, class_a, class_b, neighbour)


def build_cast(console: User, school: School) -> Cast:
    def person(name: str, role: Role | None, unit: Unit | None = None) -> User:
        user = add_user(email=f"{name.split()[0].lower()}@fjordby.example", name=name, password=PASSWORD)
        if role and unit:
            add_member(by=console, unit=unit, user=user, role=role, on=BEGUN)
        return user

    return Cast(
        admin=person("Asta Admin", Role.ADMINISTRATOR, school.network),
        quality=person("Karin Kvist", Role.QUALITY, school.institution),
        director=person("Dorte Dam", Role.DIRECTOR, school.institution),
        head=person("Henrik Holm", Role.HEAD, school.vocational),
        planner=person("Sanne Skov", Role.PLANNER, school.institution),
        teacher=person("Lars Lund", Role.TEACHER, school.vocational),
        board=person("Bente Bro", Role.BOARD, school.institution),
        pupil=person("Emil Eng", Role.PUPIL, school.institution),
        neighbour=person("Nanna Nord", Role.QUALITY, school.neighbour),
        outsider=person("Ulla Ude", None),
    )
