"""Figures put together through the live layer and on the command line, and what an institution has to share."""

import json

from django.core.management import call_command

from ledestjerne.indicators import reads as indicators
from ledestjerne.networks import reads
from tests.conftest import NOW
from tests.networks.conftest import HOURS, PUPILS, YEAR

DAY = NOW.date()


def live():
    return indicators.live_figures(indicators.definition(HOURS))


def counted(*codes):
    """The pupils of these schools, and those of them with enough hours."""
    return sum(PUPILS[code][0] for code in codes), sum(PUPILS[code][0] - PUPILS[code][1] for code in codes)


def test_the_networks_figure_is_the_naive_sum_over_the_schools_that_are_shown(taught, share):
    share(taught.network, *taught.members)

    found = live().result("net-ring", period=YEAR)
    shown = [each.code for each in taught.members if not live().result(each.code, period=YEAR).hidden]

    assert shown == ["999001", "999002", "999003"]
    assert (found.n, found.numerator) == counted(*shown)


def test_sharing_changes_no_figure_of_a_school(taught, share):
    before = live().by_unit
    share(taught.network, *taught.members)

    assert live().by_unit == before


def test_the_command_line_tells_the_same(taught, share, capsys):
    share(taught.network, *taught.members)
    call_command("figures", HOURS, "--unit", "net-ring", "--json")
    (told,) = json.loads(capsys.readouterr().out)
    share(taught.network, taught.members[0], indicators=())
    call_command("figures", HOURS, "--unit", "net-ring", "--json")
    (after,) = json.loads(capsys.readouterr().out)

    assert (told["n"], told["numerator"], told["hidden"]) == (*counted("999001", "999002", "999003"), None)
    assert (after["n"], after["value"], after["hidden"]) == (None, None, "schools")


def test_an_institution_is_offered_its_own_data_and_no_public_statistics(taught):
    offered = {each.definition.key: each for each in reads.offered_by(taught.members[0], basis=indicators.basis_now())}

    assert offered[HOURS].newest.n == PUPILS["999001"][0]
    assert not any(reads.is_open(each.definition) for each in offered.values())
    assert reads.is_open(indicators.definition("school_absence"))


def test_members_see_the_network_and_others_do_not(circle, cast):
    assert circle.network in reads.places_of(cast.neighbour, on=DAY)
    assert circle.network in reads.places_of(circle.coordinator, on=DAY)
    assert reads.places_of(cast.outsider, on=DAY) == []
    assert reads.places_of(cast.head, on=DAY) == []
