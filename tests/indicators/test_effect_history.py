"""Two counts of a unit are measured with what the same figure moved at other units, where public statistics tell it."""

import pytest

from ledestjerne.indicators.effects.measured import Assumption, Method
from ledestjerne.indicators.reads import measured_since
from ledestjerne.indicators.writes import Cited, freeze_result
from ledestjerne.organisation.models import Level
from ledestjerne.organisation.writes import add_unit
from tests.facts.papers import statbank

pytestmark = pytest.mark.django_db
DROPPED = "youth_dropout_share"
OTHERS = {
    "101": "København", "147": "Frederiksberg", "151": "Ballerup", "153": "Brøndby", "155": "Dragør", "157": "Gentofte",
    "159": "Gladsaxe", "161": "Glostrup", "163": "Herlev", "165": "Albertslund", "167": "Hvidovre", "185": "Tårnby",
}  # fmt: skip


@pytest.fixture
def herning(console):
    for code, name in OTHERS.items():
        add_unit(by=console, code=code, level=Level.MUNICIPALITY, name=name)
    return add_unit(by=console, code="657", level=Level.MUNICIPALITY, name="Herning")


@pytest.fixture
def printed(deliver):
    """Of ten thousand young people in each other municipality so many dropped out; of a thousand in Herning, when printed."""

    def of_year(year, others, herning=None):
        numbers = {name: (9000 - n, 500, n, 500) for name, n in zip(OTHERS.values(), others, strict=True)}
        if herning is not None:
            numbers["Herning"] = (900 - herning, 50, herning, 50)
        return deliver(statbank(year=year, numbers=numbers), unit=None)

    return of_year


def measured(console, herning, printed, *, moves):
    """Herning's baseline of 2023 and its 2024, after years in which the others moved to and fro by so many."""
    for year in range(2017, 2024):
        others = [1000 + (moves if (year + place) % 2 else -moves) for place in range(len(OTHERS))]
        printed(year, others, herning=100 if year == 2023 else None)
    baseline = freeze_result(by=console, unit=herning, cited=Cited(DROPPED, "2023"))
    printed(2024, [1000] * len(OTHERS), herning=140)
    return measured_since(herning, baseline, is_up=True, size=2).effect


def test_the_movement_of_others_is_estimated_from_their_printed_years(console, herning, printed):
    effect = measured(console, herning, printed, moves=200)

    assert effect.method is Method.COUNTS
    assert Assumption.MOVES_AS_OTHERS in effect.assumptions
    assert effect.low < 0  # four percentage points more, where four up and down are ordinary


def test_where_others_stand_still_a_smaller_change_shows(console, herning, printed):
    effect = measured(console, herning, printed, moves=1)

    assert Assumption.MOVES_AS_OTHERS in effect.assumptions
    assert effect.low > 0


def test_without_others_the_movement_is_chosen(console, herning, deliver):
    for year, dropped in ((2023, 100), (2024, 140)):
        deliver(statbank(year=year, numbers={"Herning": (900 - dropped, 50, dropped, 50)}), unit=None)
        if year == 2023:
            baseline = freeze_result(by=console, unit=herning, cited=Cited(DROPPED, "2023"))

    effect = measured_since(herning, baseline, is_up=True, size=2).effect

    assert Assumption.ONLY_CHANCE in effect.assumptions
