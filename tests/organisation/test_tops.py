"""Units that stand by themselves are made by those who run the installation, and are opened to nobody by it."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission, Role
from ledestjerne.accounts.writes import add_user
from ledestjerne.audit.models import Event
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.permissions import may, permissions_on
from ledestjerne.organisation.writes import add_member, add_unit
from tests.conftest import NOW

URL = reverse("organisation:top-list")
NETWORK = {
    "level": "network", "code": "net-ny", "name": "Det nye netværk", "email": "ny@netvaerk.example", "person": "Nina Ny",
    "password": "en lang adgangskode",
}  # fmt: skip


@pytest.fixture
def runner(console):
    """Who runs the installation, made by the command."""
    call_command("administrator", "drift@drift.example", "Dan Drift", "--json")
    return User.objects.get(email="drift@drift.example")


def test_a_network_is_made_on_the_page_with_its_administrator(runner, school, log_in):
    answer = log_in(runner).post(URL, NETWORK, follow=True)

    made, administrator = Unit.objects.get(code="net-ny"), User.objects.get(email="ny@netvaerk.example")
    assert "Det nye netværk" in answer.content.decode()
    assert made.level == Level.NETWORK
    assert not made.links_up.exists()
    assert may(administrator, Permission.NETWORK_EDIT, on=made)
    assert administrator.check_password("en lang adgangskode")


def test_who_makes_a_unit_gets_no_right_on_it(runner, school, log_in):
    log_in(runner).post(URL, NETWORK)

    assert permissions_on(runner, unit=Unit.objects.get(code="net-ny")) == frozenset()
    assert permissions_on(runner, unit=school.institution) == frozenset()


def test_the_log_says_who_made_the_unit_and_who_administers_it(runner, log_in):
    log_in(runner).post(URL, NETWORK)

    events = Event.objects.filter(unit_code="net-ny").order_by("pk")
    assert [(each.verb, each.by_name) for each in events] == [
        ("unit.added", "Dan Drift"), ("member.added", "Dan Drift"),
    ]  # fmt: skip


def test_the_first_institution_of_an_installation_is_made_on_the_page(runner, log_in):
    client = log_in(runner)
    before = client.get(URL).content.decode()
    school = {**NETWORK, "level": "institution", "code": "281009", "name": "Ny Skole", "institution_type": "vocational"}
    client.post(URL, school)

    assert "Her er ingen enheder endnu" in before
    assert may(
        User.objects.get(email="ny@netvaerk.example"), Permission.MEMBER_EDIT, on=Unit.objects.get(code="281009")
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"level": "institution", "code": "28100"}, "seks cifre"),
        ({"level": "municipality", "code": "65"}, "tre cifre"),
        ({"code": "net-fjord"}, "Der er allerede en enhed"),
        ({"email": "ikke en adresse"}, "e-mail"),
        ({"level": "nation"}, "nation"),
        ({"level": "class"}, "class"),
        ({"name": "", "person": ""}, "påkrævet"),
    ],
)
def test_what_is_filled_in_wrongly_makes_nothing(runner, school, log_in, wrong, words):
    before = Unit.objects.count(), User.objects.count()

    answer = log_in(runner).post(URL, {**NETWORK, **wrong})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (Unit.objects.count(), User.objects.count()) == before


@pytest.mark.parametrize("who", ["admin", "quality", "director", "teacher", "outsider"])
def test_others_are_told_there_is_no_such_page(cast, log_in, who):
    """Also the administrator of a school or a network."""
    client = log_in(getattr(cast, who))

    assert client.get(URL).status_code == 404
    assert client.post(URL, NETWORK).status_code == 404
    assert not Unit.objects.filter(code="net-ny").exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_the_administrator_of_the_whole_country_may(console, role):
    nation = add_unit(by=console, code="DK", level=Level.NATION, name="Hele landet")
    user = add_user(email="land@landet.example", name="Lone Land", password=None)
    add_member(by=console, unit=nation, user=user, role=role, on=NOW.date())

    with pytest.raises(PermissionDenied):
        add_unit(by=user, code="net-ny", level=Level.NETWORK, name="Nyt")


def test_another_nation_is_made_by_nobody(runner):
    with pytest.raises(PermissionDenied):
        add_unit(by=runner, code="SE", level=Level.NATION, name="Sverige")


def test_the_page_of_the_nation_leads_there_and_that_of_a_school_does_not(runner, cast, log_in):
    of_nation = log_in(runner).get(reverse("organisation:unit-tree", args=["DK"])).content.decode()
    of_school = log_in(cast.admin).get(reverse("organisation:unit-tree", args=["999001"])).content.decode()

    assert f'href="{URL}"' in of_nation
    assert f'href="{URL}"' not in of_school


def test_the_command_tells_a_new_persons_password_once(console, cast, capsys):
    call_command("administrator", "drift@drift.example", "Dan Drift", "--json")
    new = json.loads(capsys.readouterr().out)
    call_command("administrator", cast.outsider.email, "Ulla Ude", "--json")
    known = json.loads(capsys.readouterr().out)

    assert User.objects.get(email="drift@drift.example").check_password(new["password"])
    assert known["password"] == ""
    assert Unit.objects.filter(level=Level.NATION).count() == 1


def test_the_command_refuses_what_is_no_address(console):
    with pytest.raises(CommandError):
        call_command("administrator", "drift", "Dan Drift")

    assert not Unit.objects.filter(code="DK").exists()
