"""The same page for the nation and for what else stands above institutions by right."""

from django.urls import reverse

from ledestjerne.accounts.permissions import Role
from ledestjerne.accounts.writes import add_user
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.reads import HiddenReason
from ledestjerne.organisation.models import Level
from ledestjerne.organisation.writes import add_member, add_unit
from tests.conftest import NOW
from tests.indicators.conftest import lesson_file
from tests.networks.conftest import HOURS, PUPILS


def of_nation(console):
    nation = add_unit(by=console, code="DK", level=Level.NATION, name="Hele landet")
    user = add_user(email="land@landet.example", name="Lone Land", password=None)
    add_member(by=console, unit=nation, user=user, role=Role.MUNICIPALITY, on=NOW.date())
    return user


def test_the_nation_is_all_institutions_and_shows_none_of_them(taught, console, log_in):
    client = log_in(of_nation(console))

    everything = client.get(reverse("networks:network-detail", args=["DK"])).content.decode()
    text = " ".join(client.get(reverse("networks:figure-detail", args=["DK", HOURS])).content.decode().split())

    live = indicators.live_figures(indicators.definition(HOURS)).of("DK")[0]
    assert live.n == sum(pupils for pupils, _short in PUPILS.values())
    assert "Tal fra 5 institutioner" in everything
    assert "76,2" in text  # of 42 pupils, all but ten
    assert "Ådal Tekniske Skole" not in text.split("<h2>", 1)[1]
    assert client.get(reverse("indicators:figure-list", args=["999001"])).status_code == 404


def test_two_schools_are_no_nation(school, deliver, console):
    deliver(lesson_file({"TØ26A": 12}, short=2))

    found = indicators.live_figures(indicators.definition(HOURS)).of("DK")

    assert found
    assert {(each.hidden, each.n, each.value) for each in found} == {(HiddenReason.SCHOOLS, None, None)}
    assert indicators.live_figures(indicators.definition(HOURS)).of("999001")[0].n == 12


def test_who_has_a_right_below_sees_the_institutions(taught, cast, log_in):
    """A network that schools are part of shows them to those who have the right on it: they may read them anyhow."""
    text = log_in(cast.admin).get(reverse("networks:figure-detail", args=["net-fjord", HOURS])).content.decode()

    assert "Ådal Tekniske Skole" in text
    assert "Bakkens Skole" not in text
