"""A wider unit's figure of pupils that was frozen gives no school away beside another day, to who adds and subtracts."""

import random

import pytest
from scipy.optimize import linprog

from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.reads import definition, live_figures, told_today
from ledestjerne.indicators.results import HiddenReason
from ledestjerne.indicators.writes import Cited, freeze_result
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.writes import add_unit
from tests.indicators.conftest import lesson_file

pytestmark = pytest.mark.django_db
SHARE, PERIOD = "share_26_hours", "2026/2027"
SCHOOLS = ("999001", "999002", "999003", "999004", "999005")


@pytest.fixture
def country(console, school):
    """The nation with two regions' worth of schools: three in a municipality, two right below the nation."""
    nation = add_unit(by=console, code="DK", level=Level.NATION, name="Hele landet")
    herning = add_unit(by=console, code="657", level=Level.MUNICIPALITY, name="Herning", parent=nation)
    for code, parent in (("999003", herning), ("999004", herning), ("999005", herning)):
        add_unit(by=console, code=code, level=Level.INSTITUTION, name=f"Skole {code}", parent=parent)
    return nation


@pytest.fixture
def teach(deliver):
    """A week of lessons of all schools: the pupils of each, in its one class or in several."""

    def week(*schools):
        lines = []
        for code, pupils in zip(SCHOOLS, schools, strict=True):
            classes = pupils if isinstance(pupils, dict) else {f"{code}A": pupils}
            head, *rows = lesson_file(classes).replace(b"999001;", f"{code};".encode()).split(b"\n")
            lines += rows
        return deliver(b"\n".join([head, *lines]), unit=None)

    return week


@pytest.fixture
def freeze(console):
    return lambda code: freeze_result(by=console, unit=Unit.objects.get(code=code), cited=Cited(SHARE, PERIOD))


def told(frozen):
    found = told_today([frozen])[frozen.pk]
    return found.n, found.hidden


HELD = (None, HiddenReason.FEW)


def test_the_nation_of_a_day_when_a_school_was_small_is_hidden_when_the_school_has_grown(country, teach, freeze):
    """Fifty-one then; less the forty-nine of the four others, the fifth had two."""
    teach(12, 8, 20, 9, 2)
    nation = freeze("DK")
    at_first = told(nation)
    teach(12, 8, 20, 9, 11)

    assert at_first == (51, None)
    assert told(nation) == HELD


def test_a_municipality_is_guarded_as_the_nation(country, teach, freeze):
    teach(12, 8, 20, 9, 2)
    herning = freeze("657")
    teach(12, 8, 20, 9, 11)

    assert told(herning) == HELD


def test_a_class_is_not_worked_out_from_the_nation_when_only_it_grew(country, console, teach, freeze):
    """The school's own figure was not frozen, but its eight pupils today and the nation's growth by six tell the two."""
    above = Unit.objects.get(code="999005")
    for name in "BC":
        add_unit(by=console, code=f"999005-hold-{name}", level=Level.CLASS, name=name, parent=above)
    teach(12, 8, 20, 9, {"B": 14, "C": 2})
    nation = freeze("DK")
    teach(12, 8, 20, 9, {"B": 14, "C": 8})

    assert told(nation) == HELD


def test_the_nation_stays_where_no_group_was_hidden(country, teach, freeze):
    teach(12, 8, 20, 9, 10)
    nation = freeze("DK")
    teach(12, 8, 20, 19, 11)

    assert told(nation) == (59, None)


def test_the_nation_stays_where_many_have_moved(country, teach, freeze):
    """A school of two was hidden, and so the next smallest; the four others and the nation have moved by dozens."""
    teach(52, 48, 60, 49, 2)
    nation = freeze("DK")
    teach(12, 8, 20, 9, 11)

    assert told(nation) == (211, None)


def test_a_schools_figure_stands_and_the_nation_yields(country, teach, freeze):
    """Today nothing is shown that tells anything; the school's figure of another day with the nation's would."""
    teach(12, 8, 20, 9, 2)
    nation = freeze("DK")
    teach(12, 8, 20, 9, 11)
    others = [freeze(code) for code in SCHOOLS[:4]]
    teach(1, 1, 1, 1, 1)

    assert told(nation) == HELD
    assert [told(each)[0] for each in others] == [12, 8, 20, 9]


def test_who_may_read_the_nation_reads_it_again_when_it_tells_nothing_more(country, teach, freeze):
    teach(12, 8, 20, 9, 2)
    nation = freeze("DK")
    teach(12, 8, 20, 9, 11)
    while_told = told(nation)
    teach(12, 8, 20, 10, 2)

    assert while_told == HELD
    assert told(nation) == (51, None)


@pytest.mark.parametrize("seed", range(4))
def test_an_attacker_with_frozen_and_live_figures_of_two_days_holds_no_small_school(
    seed, country, console, teach, freeze, school
):
    choose = random.Random(seed)
    first = [choose.choice([2, 3, 5, 8, 12]) for _ in SCHOOLS]
    second = [n + choose.choice([0, 0, 1, 2, 6]) for n in first]
    teach(*first)
    for code in ("DK", "657"):
        freeze(code)
    teach(*second)

    now = {code: found.n for code in (*SCHOOLS, "DK", "657")
           if (found := live_figures(definition(SHARE)).result(code, period=PERIOD)) and found.n}  # fmt: skip
    kept = {each.code: n for each in FrozenResult.objects.select_related("unit") if (n := told(each)[0])}

    assert now["DK"] == sum(second)
    for known in ({**kept, **now}, {**now, **kept}):
        assert [code for code, n in zip(SCHOOLS, first, strict=True) if n < 4 and is_held(code, known)] == []


def is_held(code, known):
    """Whether the numbers hold a school that is not shown to fewer than four, more narrowly than three apart."""
    if code in known:
        return False
    inside = {"DK": set(SCHOOLS), "657": set(SCHOOLS[2:])}
    left = [[float(each in parts) for each in SCHOOLS] for wide, parts in inside.items() if wide in known]
    right = [known[wide] for wide in inside if wide in known]
    left += [[float(each == other) for each in SCHOOLS] for other in SCHOOLS if other in known]
    right += [known[other] for other in SCHOOLS if other in known]
    goal = [float(each == code) for each in SCHOOLS]
    ends = [linprog([sign * each for each in goal], A_eq=left, b_eq=right, bounds=(1, 500)) for sign in (1, -1)]
    if any(end.status for end in ends):
        return False
    low, high = ends[0].fun, -ends[1].fun
    return high < 4 and high - low < 3
