import re

import pytest
from django.test import Client

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Role
from ledestjerne.accounts.writes import add_user
from ledestjerne.facts.models import Delivery
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.writes import add_member
from tests.conftest import NOW
from tests.journeys.spider import walk

OPEN_TO_ALL = ("/skole/", "/tilgaengelighed/", "/privatliv/", "/ui/", "/konto/", "/noegletal/")
OWN = ("/", "/opgaver/", "/netvaerk/", "/kom-godt-i-gang/", "/personoplysninger/", "/data/lektioner-eksempel.csv")

BARE = re.compile(r"/udforsk/|/referencer/(\w+/)?")  # no unit and no period named: nothing of a school's is told


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_every_role_finds_only_open_doors_and_a_stranger_only_closed_ones(demo):
    people = {member.role: member.user for member in demo.memberships.select_related("user")}
    walks = {role: walk(signed_in(user)) for role, user in people.items()}
    head = User.objects.get(email="uddannelseschef@fjordby.example")
    walks["head"] = walk(signed_in(head))
    seen = {path for each in walks.values() for path in each.statuses}
    stranger = signed_in(neighbour())
    closed = [path for path in sorted(seen) if not is_for_all(path)]
    ajar = [path for path in closed if stranger.get(path).status_code != 404]

    assert set(people) >= {Role.QUALITY, Role.DIRECTOR, Role.PLANNER, Role.BOARD, Role.PUPIL, Role.VISITOR}
    assert len(seen) > 60
    assert {role: each.broken() for role, each in walks.items() if each.broken()} == {}
    assert ajar == []


def neighbour() -> User:
    """Someone with every right at another school."""
    user = add_user(email="nabo@andet.example", name="Nabo", password=None)
    unit = Unit.objects.get(code="281009")
    add_member(by=User.objects.console(), unit=unit, user=user, role=Role.DIRECTOR, on=NOW.date())
    return user


def is_for_all(path: str) -> bool:
    """Published pages, a reader's own pages, and the deliveries of public statistics."""
    return is_bare(path) or path.split("?")[0] in OWN or path.startswith((*OPEN_TO_ALL, *public_deliveries()))


def is_bare(path: str) -> bool:
    return BARE.fullmatch(path) is not None


def public_deliveries() -> list[str]:
    return [f"/data/leverance/{delivery.pk}/" for delivery in Delivery.objects.filter(unit=None, is_public=True)]
