"""Every kind of page of the demo, as the quality coordinator meets it: axe, a quiet console, both widths."""

import pytest
from django.test import Client

from ledestjerne.accounts.models import User
from tests.journeys.spider import FILES, walk

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.slow
def test_every_kind_of_page_is_open_to_everyone(demo, page, live_server, sign_in, assert_accessible):
    person = User.objects.get(email="kvalitet@fjordby.example")
    client = Client()
    client.force_login(person)
    pages = [path for path, status in walk(client, of_each_kind=1).statuses.items() if status == 200]
    shown = [path for path in pages if not FILES.search(path)]
    sign_in(person)

    faults = []
    for path in shown:
        page.goto(f"{live_server.url}{path}")
        try:
            assert_accessible()
        except AssertionError as fault:
            faults.append(str(fault))

    assert len(shown) > 25
    assert faults == []
