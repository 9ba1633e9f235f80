"""A network of made-up schools: each has delivered a little, and shares it with the others."""

from datetime import datetime
from pathlib import Path

from ledestjerne.accounts.models import User
from ledestjerne.config.demo import content, deliveries, school
from ledestjerne.facts.lesson_generator import LessonClass
from ledestjerne.networks import writes
from ledestjerne.networks.models import Side
from ledestjerne.organisation.models import Level, Unit


def build_network(*, by: User, unit: Unit, at: datetime, work: Path) -> Unit:
    """Our school and the made-up ones as members of a network, and another network that has asked our school."""
    words = content.network_content()
    network = school.place(by, words.network, Level.NETWORK, None)
    school.person_of(by, words.coordinator, school.PASSWORD)
    for one in words.schools:
        member = school.place(by, one.place, Level.INSTITUTION, None)
        classes = tuple(content.lesson_class(each) for each in one.classes)
        deliver_lessons(member, words.first_year, classes, by=by, at=at, work=work)
        join(member, network, words.shared_by_others, by=by, at=at)
    join(unit, network, words.shared_by_ours, by=by, at=at)
    asking = school.place(by, words.asked_by, Level.NETWORK, None)
    writes.ask_to_join(by=by, network=asking, institution=unit, side=Side.NETWORK, at=at)
    return network


def deliver_lessons(
    member: Unit, year: int, classes: tuple[LessonClass, ...], *, by: User, at: datetime, work: Path
) -> None:
    folder = work / member.code
    folder.mkdir()
    deliveries.lessons_of_year(member, year, classes, by=by, at=at, work=folder)


def join(member: Unit, network: Unit, indicators: tuple[str, ...], *, by: User, at: datetime) -> None:
    """The school is asked, says yes, and shares."""
    asked = writes.ask_to_join(by=by, network=network, institution=member, side=Side.NETWORK, at=at)
    writes.accept_request(by=by, request=asked, at=at)
    writes.choose_shares(by=by, institution=member, network=network, indicators=indicators, at=at)
