"""The units and the people of the demo."""

from datetime import date

from ledestjerne.accounts.models import User
from ledestjerne.accounts.writes import add_user
from ledestjerne.config.demo.content import Person, Place, SchoolContent
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.writes import add_member, add_unit

PASSWORD = "fjordby-2026"  # noqa: S105  # printed for everyone who tries the demo
BEGUN = date(2015, 8, 1)


def build_school(*, by: User, content: SchoolContent) -> Unit:
    """The network, our institution with its departments, and the real schools its figures are seen beside."""
    network = place(by, content.network, Level.NETWORK, None)
    institution = place(by, content.institution, Level.INSTITUTION, network)
    for department in content.departments:
        place(by, department, Level.DEPARTMENT, institution)
    for neighbour in content.neighbours:
        place(by, neighbour, Level.INSTITUTION, network)
    return institution


def place(by: User, content: Place, level: Level, parent: Unit | None) -> Unit:
    return add_unit(
        by=by, code=content.code, level=level, name=content.name, parent=parent, cvr=content.cvr,
        institution_type=content.institution_type, municipality_code=content.municipality_code,
        address=content.address, starts_on=BEGUN,
    )  # fmt: skip


def build_people(*, by: User, content: SchoolContent, password: str = PASSWORD) -> dict[str, User]:
    """One login for each role, by name."""
    return {person.name: person_of(by, person, password) for person in content.people}


def person_of(by: User, content: Person, password: str) -> User:
    user = add_user(email=content.email, name=content.name, password=password)
    unit = Unit.objects.get(code=content.unit)
    add_member(by=by, unit=unit, user=user, role=content.role, on=BEGUN)
    return user
