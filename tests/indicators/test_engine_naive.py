from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledestjerne.indicators.cells import cells
from ledestjerne.indicators.results import Scope
from ledestjerne.indicators.vocabulary import Level
from tests.indicators import naive
from tests.indicators.makers import SCHOOL, SHARE, define, lessons, tree

OTHER = "861403"
SCOPES = (
    Scope("DK", Level.NATION, (SCHOOL, OTHER)),
    *tree({"D1": ["C1", "C2"], "D2": ["C3"]}),
    Scope(OTHER, Level.INSTITUTION),
    Scope("E1", Level.EDUCATION, parent=SCHOOL),
)
MEAN = {
    "table": "pupil_week", "measure": "mean", "unit": "hours",
    "per_pupil": {"value": "planned_hours_per_week", "weeks": "calendar_weeks"},
}  # fmt: skip
DEFINITIONS = {
    "share of pupils over a threshold": SHARE,
    "mean over pupils in calendar weeks": MEAN,
    "number of pupils": {"table": "pupil_week", "measure": "count", "unit": "count"},
    "pupils of one course part": {
        "table": "pupil_week", "measure": "share", "of": {"course_part": ["GF2"]},
        "among": {"course_part": ["GF1", "GF2"]},
    },
    "ratio of minutes": {
        "table": "pupil_week", "measure": "ratio", "where": {"course_part": ["GF1"]},
        "numerator": {"sum": "unregistered_led_minutes"}, "denominator": {"sum": "planned_minutes"},
    },
    "pupils for each class": {
        "table": "pupil_week", "measure": "ratio", "unit": "rate",
        "numerator": {"distinct": "class_places"}, "denominator": {"distinct": "classes"},
    },
}  # fmt: skip

minutes = st.sampled_from([0, 45, 936, 1559, 1560, 1561, 2000])
weeks = st.fixed_dictionaries(
    {
        "delivery": st.integers(1, 3),
        "institution": st.sampled_from([SCHOOL, OTHER]),
        "department": st.sampled_from(["D1", "D2"]),
        "education": st.sampled_from(["E1", "E2"]),
        "class": st.sampled_from(["C1", "C2", "C3"]),
        "pupil": st.integers(1, 9),
        "course_part": st.sampled_from(["GF1", "GF2", None]),
        "school_year": st.sampled_from(["2024/2025", "2025/2026"]),
        "iso_year": st.just(2025),
        "iso_week": st.integers(33, 36),
        "school_days": st.integers(0, 5),
        "lessons": st.integers(0, 40),
        "planned_minutes": minutes,
        "led_minutes": minutes,
        "unregistered_led_minutes": minutes,
        "unmarked_minutes": minutes,
    }
)


@pytest.mark.parametrize("keys", DEFINITIONS.values(), ids=DEFINITIONS.keys())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(weeks, min_size=1, max_size=40))
def test_the_engine_counts_as_plain_loops_do(keys, rows):
    definition = define(**keys)

    with lessons(rows) as connection:
        found = {(c.unit, c.period, c.breakdown): c for c in cells(definition, scopes=SCOPES, connection=connection)}

    expected = naive.figures(definition, SCOPES, rows)
    assert found.keys() == expected.keys()
    for place, figure in expected.items():
        assert found[place].n == figure.n
        assert found[place].numerator == figure.numerator
        assert agree(found[place].value, figure.value)
        assert agree(found[place].deviation, figure.deviation)


def agree(found: float | None, expected: Fraction | float | None) -> bool:
    return found is None if expected is None else found == pytest.approx(float(expected), rel=1e-9, abs=1e-9)
