"""A network of five schools: each has delivered a week of lessons, nobody shares anything yet."""

from dataclasses import dataclass

import pytest

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Role
from ledestjerne.accounts.writes import add_user
from ledestjerne.networks import writes
from ledestjerne.networks.models import Side
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.writes import add_member, add_unit
from tests.conftest import NOW
from tests.indicators.conftest import deliver, lesson_file

__all__ = ["deliver"]
PUPILS = {"999001": (12, 2), "999002": (8, 2), "999003": (10, 3), "999004": (3, 1), "999005": (9, 2)}
"""Pupils, and those of them with too few hours. The little school is hidden, and so the next smallest that would tell."""
HOURS = "share_26_hours"
YEAR = "2026/2027"


@dataclass(frozen=True)
class Circle:
    """A network, its members in the order of their codes, and its coordinator."""

    network: Unit
    members: tuple[Unit, ...]
    coordinator: User


@pytest.fixture
def circle(console, school, cast) -> Circle:
    """Our school and the neighbour, which lie in another network as parts, and three more, are members of a network."""
    network = add_unit(by=console, code="net-ring", level=Level.NETWORK, name="Ringen")
    others = [
        add_unit(by=console, code=code, level=Level.INSTITUTION, name=name)
        for code, name in (("999003", "Bakkens Skole"), ("999004", "Lille Skole"), ("999005", "Møllens Skole"))
    ]
    coordinator = add_user(email="ring@ringen.example", name="Rita Ring", password=None)
    add_member(by=console, unit=network, user=coordinator, role=Role.QUALITY, on=NOW.date())
    members = (school.institution, school.neighbour, *others)
    for each in members:
        join(console, network, each)
    return Circle(network, members, coordinator)


def join(by, network, institution):
    asked = writes.ask_to_join(by=by, network=network, institution=institution, side=Side.NETWORK, at=NOW)
    return writes.accept_request(by=by, request=asked, at=NOW)


@pytest.fixture
def taught(circle, deliver):
    """Lessons of all members, handed in together; some pupils of each got too few."""
    files = [
        lesson_file({f"{code[-1]}A": pupils}, short=short).replace(b"999001;", f"{code};".encode()).split(b"\n", 1)
        for code, (pupils, short) in PUPILS.items()
    ]
    deliver(b"\n".join([files[0][0], *(rows for _head, rows in files)]), unit=None)
    return circle


@pytest.fixture
def share(console):
    """Let institutions share indicators with a network, and no other."""

    def choose(network, *institutions, indicators=(HOURS,)):
        for each in institutions:
            writes.choose_shares(by=console, institution=each, network=network, indicators=indicators, at=NOW)

    return choose
