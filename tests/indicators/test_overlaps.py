"""Definitions that count some of the same persons do not give one another's small groups away."""

import random

import numpy as np
import pytest
from scipy.optimize import linprog

from ledestjerne.indicators.engine import figures_together
from ledestjerne.indicators.overlaps import group_of, is_inside
from ledestjerne.indicators.privacy import Count, Counted, Nested, Sum, hidden_together
from ledestjerne.indicators.vocabulary import Table
from tests.indicators.makers import define, pupils, tree

YEAR = "2025/2026"
EXITS = {"table": "pupil_exit", "sources": ["exits"]}
FOUR = ["completed", "moved", "dropped", "in_progress"]
BEGAN = define(**EXITS, key="began", measure="count", unit="count", by=["course_part"])
DROPPED = define(
    **EXITS, key="dropped", measure="share", of={"outcome": ["dropped"]}, among={"outcome": FOUR}, by=["course_part"]
)
KNOWN = define(
    **EXITS, key="known", measure="share", of={"next_3_months": ["none"]},
    among={"outcome": FOUR, "next_3_months": ["GF2", "none"]},
)  # fmt: skip
GF2 = define(
    **EXITS, key="gf2", measure="share", where={"course_part": ["GF2"]}, of={"outcome": ["dropped"]},
    among={"outcome": ["dropped", "completed"]},
)  # fmt: skip
ALL = (BEGAN, DROPPED, KNOWN, GF2)


def school(seed):
    """Classes of pupils who began, stayed, left or never came, with or without a known next step."""
    choose = random.Random(seed)
    departments = {f"D{d}": [f"D{d}C{c}" for c in range(choose.randint(1, 3))] for d in range(2)}
    rows, pupil = [], 0
    for department, classes in departments.items():
        for group in classes:
            for _ in range(choose.randint(1, 14)):
                pupil += 1
                rows.append({
                    "delivery": 1, "institution": "281009", "department": department, "class": group, "pupil": pupil,
                    "school_year": YEAR, "course_part": choose.choice(["GF1", "GF2", "GF2"]),
                    "outcome": choose.choice([*FOUR, "completed", "completed", "never_started"]),
                    "next_3_months": choose.choice(["GF2", "none", None, "GF2", "GF2"]),
                })  # fmt: skip
    return rows, tree(departments)


def holds(definition, breakdown, row):
    asked = [*definition.where.items(), *(definition.among or {}).items(), *((name, [one]) for name, one in breakdown)]
    return all(row[name] in members for name, members in asked)


class Attacker:
    """Knows every shown number, that what is hidden is somebody and what is not printed nobody, and that persons are persons.

    The unknowns are the number of pupils of each kind in each class, so that all that follows from the words does.
    """

    def __init__(self, answers, scopes):
        self.parents = {scope.unit: scope.parent for scope in scopes}
        classes = {scope.unit for scope in scopes} - set(self.parents.values())
        self.kinds = [
            (group, part, outcome, after) for group in sorted(classes) for part in ("GF1", "GF2")
            for outcome in (*FOUR, "never_started") for after in ("GF2", "none", None)
        ]  # fmt: skip
        found = {(d.key, r.unit, r.breakdown): r for d, each in zip(ALL, answers, strict=True) for r in each}
        breakdowns = ((), (("course_part", "GF1"),), (("course_part", "GF2"),))
        places = [(d, scope.unit, b) for d in ALL for scope in scopes for b in breakdowns if d.by or not b]
        self.hidden = [p for p in places if (r := found.get((p[0].key, *p[1:]))) and r.hidden]
        self.left = np.array([self.row(p) for p in places if p not in self.hidden])
        self.right = [r.n if (r := found.get((p[0].key, *p[1:]))) else 0 for p in places if p not in self.hidden]
        self.some = -np.array([self.row(p) for p in self.hidden]).reshape(len(self.hidden), len(self.kinds))

    def is_in(self, unit, group):
        while group and group != unit:
            group = self.parents.get(group)
        return group == unit

    def row(self, place):
        definition, unit, breakdown = place
        names = ("course_part", "outcome", "next_3_months")
        return [
            float(self.is_in(unit, group) and holds(definition, breakdown, dict(zip(names, kind, strict=True))))
            for group, *kind in self.kinds
        ]

    def interval(self, row):
        """The fewest and the most persons it can be, in whole numbers."""
        ends = [
            linprog(sign * np.array(row), A_eq=self.left, b_eq=self.right, A_ub=self.some if len(self.some) else None,
                    b_ub=[-1] * len(self.some) if len(self.some) else None, bounds=(0, 1000)).fun * sign
            for sign in (1, -1)
        ]  # fmt: skip
        return np.ceil(ends[0] - 1e-6), np.floor(ends[1] + 1e-6)


def number(place, rows, scopes):
    """The truth, counted one by one."""
    definition, unit, breakdown = place
    parents = {scope.unit: scope.parent for scope in scopes}
    inside = [r for r in rows if unit in (r["class"], parents[r["class"]], "281009")]
    return sum(holds(definition, breakdown, row) for row in inside)


@pytest.mark.parametrize("seed", range(12))
def test_no_small_group_is_held_by_what_all_definitions_show(seed):
    rows, scopes = school(seed)
    with pupils(Table.PUPIL_EXIT, rows) as connection:
        answers = figures_together(ALL, scopes=scopes, connection=connection)
    attacker = Attacker(answers, scopes)

    small = [place for place in attacker.hidden if number(place, rows, scopes) < 4]
    held = {place[0].key + str(place[1:]): ends for place in small
            if (ends := attacker.interval(attacker.row(place)))[1] - ends[0] < 3}  # fmt: skip

    assert small
    assert held == {}


@pytest.mark.parametrize("seed", range(6))
def test_no_few_pupils_are_left_between_two_groups_of_which_one_lies_inside_the_other(seed):
    rows, scopes = school(seed)
    with pupils(Table.PUPIL_EXIT, rows) as connection:
        answers = figures_together(ALL, scopes=scopes, connection=connection)
    attacker = Attacker(answers, scopes)

    units = [scope.unit for scope in scopes]
    pairs = [((outer, unit, ()), (inner, unit, ())) for outer, inner in ((BEGAN, DROPPED), (DROPPED, KNOWN), (DROPPED, GF2))
             for unit in units]  # fmt: skip
    few = [pair for pair in pairs if 0 < number(pair[0], rows, scopes) - number(pair[1], rows, scopes) < 4]
    ends = [attacker.interval(np.array(attacker.row(outer)) - attacker.row(inner)) for outer, inner in few]

    assert few
    assert [pair for pair, (low, high) in zip(few, ends, strict=True) if high - low < 3] == []


def test_one_pupil_between_two_shown_groups_hides_the_inner_one():
    counts = [Counted({"all": Count(30)}, []), Counted({"known": Count(29)}, [])]

    assert hidden_together(counts, nested=[Nested("all", "known")], below=4) == {"known"}


def test_four_pupils_between_two_groups_are_no_small_group():
    counts = [Counted({"all": Count(30)}, []), Counted({"known": Count(26)}, [])]

    assert hidden_together(counts, nested=[Nested("all", "known")], below=4) == frozenset()


def test_the_hidden_inner_group_takes_another_class_with_it():
    inner = {"school": Count(60), "a": Count(29), "b": Count(31)}
    tables = [Counted({"all a": Count(30)}, []), Counted(inner, [Sum("school", ("a", "b"))])]

    assert hidden_together(tables, nested=[Nested("all a", "a")], below=4) == {"a", "b"}


def test_the_few_a_share_prints_as_its_numerator_hide_nobody_else():
    """Two of thirty never started: the same page tells it, so those who did are shown."""
    never = define(
        **EXITS, key="never", measure="share", of={"outcome": ["never_started"]},
        among={"outcome": ["completed", "never_started"]},
    )  # fmt: skip
    stayed = define(**EXITS, key="stayed", measure="count", unit="count", where={"outcome": ["completed"]})
    rows = [
        {"delivery": 1, "institution": "281009", "department": "D0", "class": "D0C0", "pupil": pupil,
         "school_year": YEAR, "outcome": "never_started" if pupil < 2 else "completed"}
        for pupil in range(30)
    ]  # fmt: skip
    with pupils(Table.PUPIL_EXIT, rows) as connection:
        answers = figures_together([never, stayed], scopes=tree({"D0": ["D0C0"]}), connection=connection)

    assert {result.hidden for each in answers for result in each} == {None}
    assert {result.n for result in answers[1]} == {28}


def test_a_group_with_more_asked_of_it_lies_inside():
    assert is_inside(group_of(KNOWN, ()), group_of(DROPPED, ()))
    assert is_inside(group_of(GF2, ()), group_of(DROPPED, (("course_part", "GF2"),)))
    assert not is_inside(group_of(DROPPED, ()), group_of(KNOWN, ()))
    assert not is_inside(group_of(GF2, ()), group_of(KNOWN, ()))


def test_the_part_of_one_definition_is_the_whole_of_another():
    alone = define(**EXITS, key="alone", measure="count", unit="count", where={"course_part": ["GF1"]})

    assert group_of(BEGAN, (("course_part", "GF1"),)) == group_of(alone, ())
