"""What waits for one person stands in one list, whichever app it comes from."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.accounts.permissions import Role
from ledestjerne.accounts.writes import add_user
from ledestjerne.networks import writes
from ledestjerne.networks.models import Side
from ledestjerne.organisation.models import Level
from ledestjerne.organisation.writes import add_member, add_unit
from tests.conftest import NOW

URL = reverse("overview:task-list")


@pytest.fixture
def ring(console):
    return add_unit(by=console, code="net-ring", level=Level.NETWORK, name="Ringen")


@pytest.fixture
def coordinator(console, ring):
    user = add_user(email="ring@ringen.example", name="Rita Ring", password=None)
    add_member(by=console, unit=ring, user=user, role=Role.QUALITY, on=NOW.date())
    return user


@pytest.fixture
def invitation(console, school, ring):
    return writes.ask_to_join(by=console, network=ring, institution=school.institution, side=Side.NETWORK, at=NOW)


def links(answer):
    soup = BeautifulSoup(answer.content, "html.parser")
    return {link["href"]: link.find_previous("h2").get_text() for link in soup.select("li.task a")}


def badge(client):
    soup = BeautifulSoup(client.get(reverse("overview:guide")).content, "html.parser")
    return soup.select_one(f"a[href='{URL}']").get_text(" ", strip=True)


def test_an_invitation_waits_for_those_who_may_answer_it(invitation, cast, log_in):
    answering = reverse("networks:sharing-detail", args=["999001"])

    for user in (cast.quality, cast.director):
        client = log_in(user)
        assert links(client.get(URL))[answering] == "Venter på dig"
        assert client.get(answering).status_code == 200
    for user in (cast.teacher, cast.head, cast.board, cast.neighbour):
        assert answering not in links(log_in(user).get(URL))


def test_the_side_that_asked_sees_what_waits_and_is_not_called(invitation, coordinator, log_in):
    client = log_in(coordinator)

    assert links(client.get(URL)) == {reverse("networks:member-list", args=["net-ring"]): "Venter på andres svar"}
    assert "0" not in badge(client)
    assert "1" not in badge(client)


def test_an_institution_that_asks_waits_for_the_network(cast, school, ring, coordinator, log_in):
    writes.ask_to_join(by=cast.quality, network=ring, institution=school.institution, side=Side.INSTITUTION, at=NOW)

    assert links(log_in(coordinator).get(URL)) == {
        reverse("networks:member-list", args=["net-ring"]): "Venter på dig"
    }  # fmt: skip
    assert links(log_in(cast.quality).get(URL)) == {
        reverse("networks:sharing-detail", args=["999001"]): "Venter på andres svar"
    }


def test_the_number_beside_the_list_counts_what_is_to_be_answered(invitation, cast, log_in):
    client = log_in(cast.quality)
    before = badge(client)
    client.post(reverse("networks:request-answer", args=[invitation.pk]), {"svar": "nej"})

    assert before.endswith("1")
    assert not badge(client).endswith("1")
    assert "Du har ingen opgaver" in client.get(URL).content.decode()


def test_who_may_speak_for_both_sides_has_it_once(invitation, console, school, ring, log_in):
    both = add_user(email="begge@ringen.example", name="Bo Begge", password=None)
    for unit in (ring, school.institution):
        add_member(by=console, unit=unit, user=both, role=Role.QUALITY, on=NOW.date())

    assert links(log_in(both).get(URL)) == {reverse("networks:sharing-detail", args=["999001"]): "Venter på dig"}
