"""Every kind of page of the demo, as each who meets it first: axe, a quiet console, both widths."""

import pytest
from django.test import Client
from django.urls import resolve

from ledestjerne.accounts.models import User
from tests.journeys.spider import FILES, walk

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PEOPLE = ("kvalitet", "admin", "netvaerk", "kommune")
"""They have all kinds of page between them; those behind see only what those before could not."""


@pytest.mark.slow
def test_every_kind_of_page_is_open_to_everyone(demo, page, live_server, sign_in, assert_accessible):
    seen, faults = set(), []

    for name in PEOPLE:
        person = User.objects.get(email=f"{name}@fjordby.example")
        new = [path for path in pages_of(person) if view_of(path) not in seen]
        sign_in(person)
        for path in new:
            page.goto(f"{live_server.url}{path}")
            try:
                assert_accessible()
            except AssertionError as fault:
                faults.append(f"{name}: {fault}")
        seen.update(map(view_of, new))

    assert len(seen) > 40
    assert faults == []


def pages_of(person: User) -> list[str]:
    """A page of each kind the person can reach, files left out."""
    client = Client()
    client.force_login(person)
    found = walk(client, of_each_kind=1).statuses.items()
    return [path for path, status in found if status == 200 and not FILES.search(path)]


def view_of(path: str) -> str:
    return resolve(path.partition("?")[0]).view_name
