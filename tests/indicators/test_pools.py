"""Figures of networks: what members share, put together, and nothing anyone could work a hidden number out from."""

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from ledestjerne.indicators.engine import figures
from ledestjerne.indicators.pools import FEWEST_INSTITUTIONS, institutions_behind, pooled, wide_enough
from ledestjerne.indicators.results import HiddenReason, Pool, Scope
from ledestjerne.indicators.vocabulary import Level
from tests.indicators.makers import SHARE, define, lessons

YEAR = "2025/2026"
HERE, THERE = "net-a", "net-b"
PER = ["nation", "municipality", "network", "institution"]
SCHOOLS = tuple(f"99900{number}" for number in range(1, 8))

sizes = st.lists(st.integers(0, 7), min_size=3, max_size=6)
sharing = st.lists(st.sampled_from(SCHOOLS), min_size=1, max_size=7, unique=True)


def weeks_of(sizes):
    """A week of every pupil; every third has too few hours."""
    return [
        {
            "delivery": 1, "institution": SCHOOLS[s], "department": f"{SCHOOLS[s]}-afd", "class": f"{SCHOOLS[s]}-hold",
            "pupil": 100 * s + number, "course_part": "GF2", "school_year": YEAR, "iso_year": 2025, "iso_week": 35,
            "school_days": 5, "led_minutes": 1500 if (100 * s + number) % 3 else 1600,
        }
        for s, size in enumerate(sizes)
        for number in range(size)
    ]  # fmt: skip


def tree_of(count):
    """The nation, two municipalities that share the schools between them, and the schools."""
    schools = SCHOOLS[:count]
    halves = {"101": schools[::2], "102": schools[1::2]}
    return (
        Scope("DK", Level.NATION, schools),
        *(Scope(code, Level.MUNICIPALITY, inside or ("-",), "DK") for code, inside in halves.items()),
        *(Scope(code, Level.INSTITUTION, (), "101" if code in halves["101"] else "102") for code in schools),
    )


def shown_and_pooled(sizes, *pools):
    scopes = tree_of(len(sizes))
    definition = define(**SHARE, per=PER)
    with lessons(weeks_of(sizes)) as connection:
        shown: dict[str, list] = {}
        for result in figures(definition, scopes=scopes, connection=connection):
            shown.setdefault(result.unit, []).append(result)
        return scopes, shown, pooled(definition, pools=pools, shown=shown, connection=connection)


def whole(results):
    return next((each for each in results if not each.breakdown), None)


@settings(max_examples=20, deadline=None)
@given(sizes=sizes, members=sharing)
def test_the_networks_figure_is_the_sum_of_the_members_that_are_shown(sizes, members):
    _scopes, shown, networks = shown_and_pooled(sizes, Pool(HERE, tuple(members)))

    seen = [whole(shown[code]) for code in members if code in shown]
    seen = [each for each in seen if each and not each.hidden]
    found = whole(networks[HERE])
    if len(seen) >= FEWEST_INSTITUTIONS:
        assert found.n == sum(each.n for each in seen)
        assert found.numerator == sum(each.numerator for each in seen)
        assert found.value == pytest.approx(100 * found.numerator / found.n)
        assert found.low < found.value < found.high or found.value in {0, 100}
    else:
        assert found is None or (found.hidden is HiddenReason.SCHOOLS and found.n is None)


@settings(max_examples=15, deadline=None)
@given(sizes=sizes, here=sharing, there=sharing, insider=st.sampled_from(SCHOOLS))
def test_no_member_can_work_out_the_hidden_number_of_another(sizes, here, there, insider):
    """All that is shown of schools, municipalities and nation, both networks, who is in them, and the own number."""
    scopes, shown, networks = shown_and_pooled(sizes, Pool(HERE, tuple(here)), Pool(THERE, tuple(there)))
    known = Known([code for code in shown if whole(shown[code])])
    for scope in scopes:
        known.add([each.unit for each in scopes if each.parent == scope.unit], 0, less=scope.unit)
    for code in known.units:
        if not whole(shown[code]).hidden:
            known.add([code], whole(shown[code]).n)
    if insider in known.units:
        known.add([insider], sizes[SCHOOLS.index(insider)])
    before = known.ends()
    for network, members in ((HERE, here), (THERE, there)):
        found = whole(networks[network])
        if found and not found.hidden:
            known.add(institutions_behind(members, period=YEAR, shown=shown), found.n)

    assert known.ends() == before


class Known:
    """What an attacker knows of the numbers of units, as equations."""

    def __init__(self, units):
        self.units, self.left, self.right = units, [], []

    def add(self, parts, number, *, less=""):
        parts = [part for part in parts if part in self.units]
        if parts and (not less or less in self.units):
            self.left.append([(unit in parts) - (unit == less) for unit in self.units])
            self.right.append(number)

    def ends(self):
        """The smallest and the largest number each unit can have."""
        goals = np.eye(len(self.units))
        found = [
            [linprog(s * goal, A_eq=np.array(self.left), b_eq=self.right, bounds=(1, 10_000)).fun for s in (1, -1)]
            for goal in goals
        ]
        return np.round(found, 4).tolist()


def test_a_hidden_member_is_left_out_and_the_rest_still_have_a_figure():
    _scopes, shown, networks = shown_and_pooled([2, 9, 9, 9, 9, 9], Pool(HERE, SCHOOLS[:6]))

    hidden = [code for code in SCHOOLS[:6] if whole(shown[code]).hidden]
    assert len(hidden) == 2  # the small one, and the one that would give it away
    assert whole(networks[HERE]).n == 36


def test_two_institutions_are_no_network():
    _scopes, _shown, networks = shown_and_pooled([9, 9, 9], Pool(HERE, SCHOOLS[:2]))

    found = whole(networks[HERE])
    assert (found.hidden, found.value, found.n) == (HiddenReason.SCHOOLS, None, None)


def test_a_member_that_leaves_takes_no_hidden_number_along():
    """Yesterday's figure less today's is what a shown member had: a hidden one never was in it."""
    sizes = [2, 9, 9, 9, 9, 9]
    _scopes, _shown, before = shown_and_pooled(sizes, Pool(HERE, SCHOOLS[:6]))
    _scopes, shown, after = shown_and_pooled(sizes, Pool(HERE, SCHOOLS[1:6]))

    assert whole(shown[SCHOOLS[0]]).hidden
    assert whole(before[HERE]).n == whole(after[HERE]).n


def test_a_figure_that_is_not_for_networks_has_none():
    definition = define(**SHARE)
    with duckdb.connect() as connection:
        assert pooled(definition, pools=[Pool(HERE, SCHOOLS[:3])], shown={}, connection=connection) == {}


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1)), min_size=1, max_size=9))
def test_the_wider_figures_a_school_sees_tell_no_other_school(places):
    """Each school lies in a municipality, each municipality in a region or right below the nation."""
    wide = {}
    for school, (municipality, region) in enumerate(places):
        for code in {"DK", f"m{municipality}{region}", f"r{region}" if municipality else "DK"}:
            wide.setdefault(code, set()).add(school)
    told = wide_enough(wide)

    for own in range(len(places)):
        known = np.array([[float(other == own) for other in range(len(places))],
                          *([float(other in wide[code]) for other in range(len(places))]
                            for code in sorted(told) if own in wide[code])])  # fmt: skip
        for other in set(range(len(places))) - {own}:
            goal = np.eye(len(places))[other]
            assert np.linalg.matrix_rank(np.vstack([known, goal])) > np.linalg.matrix_rank(known)


def test_three_schools_may_stand_beside_and_one_outside_them_closes_the_wider():
    three, four = {"a", "b", "c"}, {"a", "b", "c", "d"}

    assert wide_enough({"m": three, "r": three}) == {"m", "r"}
    assert wide_enough({"m": three, "r": four}) == {"m"}
    assert wide_enough({"m": {"a", "b"}, "r": four}) == {"r"}
