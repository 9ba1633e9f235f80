"""Figures of absence, exits and grades against plain loops over random rows."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from ledestjerne.indicators.cells import cells
from ledestjerne.indicators.engine import figures
from ledestjerne.indicators.results import HiddenReason, Scope
from ledestjerne.indicators.vocabulary import Level, Table
from tests.indicators import naive
from tests.indicators.makers import SCHOOL, define, pupils, tree
from tests.indicators.test_engine_naive import agree

OTHER = "861403"
SCOPES = (
    Scope("DK", Level.NATION, (SCHOOL, OTHER)),
    *tree({"D1": ["C1", "C2"], "D2": ["C3"]}),
    Scope(OTHER, Level.INSTITUTION),
    Scope("E1", Level.EDUCATION, parent=SCHOOL),
)
WHO = {
    "delivery": some.integers(1, 3),
    "institution": some.sampled_from([SCHOOL, OTHER]),
    "department": some.sampled_from(["D1", "D2"]),
    "education": some.sampled_from(["E1", "E2"]),
    "class": some.sampled_from(["C1", "C2", "C3", None]),
    "pupil": some.integers(1, 9),
    "course_part": some.sampled_from(["GF1", "GF2", None]),
    "school_year": some.sampled_from(["2024/2025", "2025/2026"]),
}
minutes = some.sampled_from([0, 45, 54, 60, 540, 600])
NEXT = some.sampled_from(["HF", "none", "unknown"])
ROWS = {
    "pupil_absence": some.fixed_dictionaries(
        {
            **WHO, "month": some.sampled_from(["2025-09", "2025-10"]), "offered_minutes": minutes,
            "absent_minutes": minutes, "unlawful_minutes": minutes,
        }
    ),
    "pupil_exit": some.fixed_dictionaries(
        {
            **WHO, "started_on": some.none(), "ended_on": some.none(), "length": some.sampled_from(["longer", "never"]),
            "outcome": some.sampled_from(["completed", "dropped", "in_progress", "never_started"]),
            "next_1_month": NEXT, "next_3_months": NEXT,
        }
    ),
    "pupil_grade": some.fixed_dictionaries(
        {
            **WHO, "subject": some.sampled_from(["Dansk", "Engelsk"]), "level": some.just("C"),
            "kind": some.sampled_from(["exam", "final"]), "grade": some.sampled_from([-3, 0, 2, 4, 7, 10, 12]),
            "grades": some.just(1),
        }
    ),
}  # fmt: skip
SOME = {"where": {"course_part": ["GF1", "GF2"]}}
DEFINITIONS = {
    "share of hours missed": {
        "table": "pupil_absence", "measure": "ratio", **SOME, "numerator": {"sum": "absent_minutes"},
        "denominator": {"sum": "offered_minutes"},
    },
    "pupils with high absence": {
        "table": "pupil_absence", "measure": "share", "per_pupil": {"value": "absence_percent"}, "at_least": 10,
    },
    "mean absence of the pupils": {
        "table": "pupil_absence", "measure": "mean", "per_pupil": {"value": "absence_percent"}, "unit": "rate",
    },
    "dropout": {
        "table": "pupil_exit", "measure": "share", **SOME, "of": {"outcome": ["dropped"]},
        "among": {"outcome": ["completed", "dropped", "in_progress"]},
    },
    "what came next, of those known": {
        "table": "pupil_exit", "measure": "share", "of": {"outcome": ["completed"], "next_3_months": ["none"]},
        "among": {"outcome": ["completed"], "next_3_months": ["HF", "none"]},
    },
    "number who came": {"table": "pupil_exit", "measure": "count", "where": {"length": ["longer"]}, "unit": "count"},
    "grades for each grade given": {
        "table": "pupil_grade", "measure": "ratio", "where": {"kind": ["exam"]}, "numerator": {"sum": "grade"},
        "denominator": {"sum": "grades"}, "unit": "grade",
    },
    "mean of the pupils' own means": {
        "table": "pupil_grade", "measure": "mean", "per_pupil": {"value": "mean_grade"}, "unit": "grade",
    },
}  # fmt: skip


@pytest.mark.parametrize("keys", DEFINITIONS.values(), ids=DEFINITIONS.keys())
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=some.data())
def test_the_engine_counts_as_plain_loops_do(keys, data):
    rows = data.draw(some.lists(ROWS[keys["table"]], min_size=1, max_size=30))
    definition = define(**keys)

    with pupils(Table(keys["table"]), rows) as connection:
        found = {(c.unit, c.period, c.breakdown): c for c in cells(definition, scopes=SCOPES, connection=connection)}

    expected = naive.figures(definition, SCOPES, rows)
    assert found.keys() == expected.keys()
    for place, figure in expected.items():
        assert found[place].n == figure.n
        assert found[place].numerator == figure.numerator
        assert agree(found[place].value, figure.value)
        assert agree(found[place].deviation, figure.deviation)


def test_a_small_class_is_hidden_together_with_one_that_would_give_it_away():
    rows = [
        {"institution": SCHOOL, "department": "D1", "class": group, "pupil": pupil, "school_year": "2025/2026",
         "course_part": "GF1", "outcome": "dropped" if pupil % 2 else "completed"}
        for group, pupil in [*(("C1", n) for n in range(3)), *(("C2", n) for n in range(10, 18))]
    ]  # fmt: skip
    definition = define(**DEFINITIONS["dropout"])

    with pupils(Table.PUPIL_EXIT, rows) as connection:
        found = {each.unit: each for each in figures(definition, scopes=SCOPES, connection=connection)}

    assert (found["C1"].hidden, found["C2"].hidden) == (HiddenReason.FEW, HiddenReason.FEW)
    assert (found[SCHOOL].hidden, found[SCHOOL].n) == (None, 11)
