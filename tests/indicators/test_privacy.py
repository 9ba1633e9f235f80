"""An attacker of its own, who sees every shown figure and solves for the hidden ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from ledestjerne.indicators.engine import figures
from ledestjerne.indicators.privacy import Count, Sum, hidden_cells
from ledestjerne.indicators.results import HiddenReason, Scope
from ledestjerne.indicators.vocabulary import Level
from tests.indicators.makers import SCHOOL, SHARE, define, lessons, tree

YEAR = "2025/2026"
groups = st.lists(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4), min_size=1, max_size=4
)


def school_of(sizes):
    """Departments of classes; each class has so many pupils in GF1 and GF2, every third with too few hours."""
    rows, departments, pupil = [], {}, 0
    for d, classes in enumerate(sizes):
        departments[f"D{d}"] = [f"D{d}C{c}" for c in range(len(classes))]
        for c, parts in enumerate(classes):
            for part, number in zip(("GF1", "GF2"), parts, strict=True):
                for _ in range(number):
                    pupil += 1
                    rows.append(
                        {
                            "delivery": 1, "institution": SCHOOL, "department": f"D{d}", "class": f"D{d}C{c}",
                            "pupil": pupil, "course_part": part, "school_year": YEAR, "iso_year": 2025,
                            "iso_week": 35, "school_days": 5, "led_minutes": 1500 if pupil % 3 else 1600,
                        }
                    )  # fmt: skip
    return rows, tree(departments)


def pinned_by_attacker(results, scopes, counted, *, width=1):
    """Hidden places held to fewer whole numbers than `width` + 1 by all that is shown; `counted` reads a shown result."""
    places = {(r.unit, r.breakdown): i for i, r in enumerate(results)}
    left, right = [], []

    def equation(whole, parts):
        row = np.zeros(len(results))
        row[places[whole]] = -1
        for part in parts:
            row[places[part]] += 1
        left.append(row)
        right.append(0)

    for unit, breakdown in places:
        children = [(s.unit, breakdown) for s in scopes if s.parent == unit and (s.unit, breakdown) in places]
        if children:
            equation((unit, breakdown), children)
        if not breakdown:
            equation((unit, ()), [place for place in places if place[0] == unit and place[1]])
    for result in results:
        if result.hidden is None:
            row = np.zeros(len(results))
            row[places[result.unit, result.breakdown]] = 1
            left.append(row)
            right.append(counted(result))
    return [place for place, i in places.items() if results[i].hidden and is_narrow(np.array(left), right, i, width)]


def is_narrow(left, right, index, width):
    goal = np.zeros(left.shape[1])
    goal[index] = 1
    ends = [linprog(s * goal, A_eq=left, b_eq=right, bounds=(1, 10_000)).fun * s for s in (1, -1)]
    return np.floor(ends[1] + 1e-6) - np.ceil(ends[0] - 1e-6) < width


@settings(max_examples=60, deadline=None)
@given(sizes=groups)
def test_no_hidden_number_of_pupils_can_be_worked_out(sizes):
    rows, scopes = school_of(sizes)
    with lessons(rows) as connection:
        results = figures(define(**SHARE), scopes=scopes, connection=connection)

    assert all(r.n >= 4 for r in results if not r.hidden)
    assert pinned_by_attacker(results, scopes, lambda result: result.n, width=3) == []


@settings(max_examples=100, deadline=None)
@given(
    table=st.lists(st.lists(st.integers(0, 12), min_size=2, max_size=5), min_size=2, max_size=5).filter(
        lambda rows: len({len(row) for row in rows}) == 1
    )
)
def test_no_hidden_cell_of_a_table_with_both_margins_can_be_worked_out(table):
    height, width = len(table), len(table[0])
    counts = {(r, c): Count(table[r][c]) for r in range(height) for c in range(width) if table[r][c]}
    counts |= {(r, "all"): Count(sum(table[r])) for r in range(height)}
    counts |= {("all", c): Count(sum(row[c] for row in table)) for c in range(width)}
    counts |= {("all", "all"): Count(sum(map(sum, table)))}
    counts = {key: count for key, count in counts.items() if count.n}
    lines = [[(r, c) for c in range(width)] for r in (*range(height), "all")]
    sums = [Sum((line[0][0], "all"), tuple(cell for cell in line if cell in counts)) for line in lines]
    lines = [[(r, c) for r in range(height)] for c in (*range(width), "all")]
    sums += [Sum(("all", line[0][1]), tuple(cell for cell in line if cell in counts)) for line in lines]
    sums = [part for part in sums if part.parts and part.whole in counts]

    hidden = hidden_cells(counts, sums=sums, below=4)

    keys = list(counts)
    left, right = [], []
    for part in sums:
        left.append([(key in part.parts) - (key == part.whole) for key in keys])
        right.append(0)
    for key in keys:
        if key not in hidden:
            left.append([other == key for other in keys])
            right.append(counts[key].n)
    left = np.array(left, dtype=float)
    assert {key for key, count in counts.items() if 0 < count.n < 4} <= hidden
    assert [key for key in hidden if is_narrow(left, right, keys.index(key), 3)] == []


def test_the_one_hidden_class_takes_the_smallest_other_with_it():
    counts = {"school": Count(40), "a": Count(2), "b": Count(18), "c": Count(20)}

    hidden = hidden_cells(counts, sums=[Sum("school", ("a", "b", "c"))], below=4)

    assert hidden == {"a", "b"}


def test_two_hidden_classes_of_one_pupil_each_are_not_enough():
    counts = {"school": Count(40), "a": Count(1), "b": Count(1), "c": Count(18), "d": Count(20)}

    hidden = hidden_cells(counts, sums=[Sum("school", ("a", "b", "c", "d"))], below=4)

    assert hidden == {"a", "b", "c"}


def test_an_interval_of_two_numbers_is_not_protection_enough():
    counts = {"school": Count(43), "a": Count(1), "b": Count(2), "c": Count(18), "d": Count(22)}

    hidden = hidden_cells(counts, sums=[Sum("school", ("a", "b", "c", "d"))], below=4)

    assert hidden == {"a", "b", "c"}  # of a and b together 3, each could only be 1 or 2


def test_nothing_is_hidden_where_no_group_is_small():
    counts = {"school": Count(9), "a": Count(4), "b": Count(5)}

    assert hidden_cells(counts, sums=[Sum("school", ("a", "b"))], below=4) == frozenset()


def test_nobody_is_not_a_small_group():
    assert hidden_cells({"a": Count(0)}, sums=[], below=4) == frozenset()


@pytest.mark.parametrize(("hits", "is_hidden"), [(0, True), (10, True), (5, False)])
def test_wellbeing_does_not_tell_what_everyone_answered(hits, is_hidden):
    hidden = hidden_cells({"a": Count(10, hits)}, sums=[], below=6, guard_hits=True)

    assert bool(hidden) == is_hidden


def test_that_a_school_has_met_its_minimum_for_everyone_is_shown():
    assert hidden_cells({"a": Count(10, 10)}, sums=[], below=4) == frozenset()


def test_the_hits_of_a_hidden_group_are_not_given_away_by_its_neighbours():
    counts = {"school": Count(24, 6), "a": Count(2, 0), "b": Count(10, 0), "c": Count(12, 6)}

    hidden = hidden_cells(counts, sums=[Sum("school", ("a", "b", "c"))], below=4)

    assert hidden == {"a", "b", "c"}


def test_that_everyone_in_a_hidden_group_has_it_is_not_given_away_by_its_neighbours():
    counts = {"school": Count(24, 18), "a": Count(2, 2), "b": Count(10, 10), "c": Count(12, 6)}

    hidden = hidden_cells(counts, sums=[Sum("school", ("a", "b", "c"))], below=4)

    assert hidden == {"a", "b", "c"}  # nobody of a and b is without it


def test_what_the_source_withheld_protects_its_neighbours():
    counts = {"school": Count(40), "a": Count(2), "b": Count(18)}

    hidden = hidden_cells(counts, sums=[Sum("school", ("a", "b", "c"))], below=4, unknown={"c"})

    assert hidden == {"a"}


def test_hidden_figures_carry_no_number_at_all():
    rows, scopes = school_of([[(3, 0), (9, 9)]])
    with lessons(rows) as connection:
        results = figures(define(**SHARE), scopes=scopes, connection=connection)

    hidden = [r for r in results if r.hidden]
    assert hidden
    assert {(r.value, r.numerator, r.n, r.low, r.high) for r in hidden} == {(None,) * 5}
    assert {r.hidden for r in hidden} == {HiddenReason.FEW}


def test_a_class_is_seen_beside_the_school_when_nothing_between_them_has_a_figure():
    rows, _ = school_of([[(3, 0), (9, 0), (12, 0)]])
    between = Scope("empty", Level.DEPARTMENT, parent=SCHOOL)
    classes = [Scope(f"D0C{c}", Level.CLASS, parent="empty") for c in range(3)]
    with lessons(rows) as connection:
        results = figures(
            define(**SHARE), scopes=[Scope(SCHOOL, Level.INSTITUTION), between, *classes], connection=connection
        )

    assert {r.unit for r in results if r.hidden} == {"D0C0", "D0C1"}


def test_a_source_that_prints_more_hits_than_persons_is_hidden_like_any_other():
    counts = {"school": Count(40, 45), "a": Count(2, 3), "b": Count(18, 22), "c": Count(20, 20)}

    assert "a" in hidden_cells(counts, sums=[Sum("school", ("a", "b", "c"))], below=4)
