from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ledestjerne.facts import vocabulary
from ledestjerne.indicators.cells import cells
from ledestjerne.indicators.results import Scope
from ledestjerne.indicators.sql.pupils import MANY, SEVERAL
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
    "share of pupils with enough hours in enough weeks": SHARE | {
        "at_least": 80,
        "per_pupil": {"value": "led_hours_per_week", "weeks": "school_days", "reached_in_weeks": 25.5},
    },
    "mean share of calendar weeks with enough hours": MEAN | {
        "per_pupil": {"value": "planned_hours_per_week", "weeks": "calendar_weeks", "reached_in_weeks": 26},
    },
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


def named_after_its_school(row: dict) -> dict:
    """No two schools share a class: the code of a class begins with its school's."""
    return row if row["institution"] == SCHOOL else row | {"class": f"{OTHER}-{row['class']}"}


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
).map(named_after_its_school)
PUPIL = ("institution", "school_year", "pupil")
PLACE = ("delivery", *PUPIL, "department", "education", "class", "course_part")
weeks_of_pupils = st.lists(
    weeks, min_size=1, max_size=40, unique_by=lambda row: tuple(row[name] for name in (*PLACE, "iso_year", "iso_week"))
)
"""A delivery tells of a pupil's week in a place once."""


@pytest.mark.parametrize("keys", DEFINITIONS.values(), ids=DEFINITIONS.keys())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=weeks_of_pupils, empty=st.sampled_from([0, SEVERAL, MANY]))
def test_the_engine_counts_as_plain_loops_do(keys, rows, empty):
    definition, scopes = define(**keys), (*SCOPES, *empty_units(empty))

    with lessons(rows) as connection:
        found = {(c.unit, c.period, c.breakdown): c for c in cells(definition, scopes=scopes, connection=connection)}

    expected = naive.figures(definition, SCOPES, rows)
    assert found.keys() == expected.keys()
    for place, figure in expected.items():
        assert found[place].n == figure.n
        assert found[place].numerator == figure.numerator
        assert agree(found[place].value, figure.value)
        assert agree(found[place].deviation, figure.deviation)
        assert set(found[place].deliveries) == figure.deliveries


def empty_units(number: int) -> tuple[Scope, ...]:
    """Units without lessons: one, several and many are counted in different ways."""
    levels = (Level.INSTITUTION, Level.DEPARTMENT, Level.EDUCATION, Level.CLASS)
    return tuple(Scope(f"{level}-{one}", level) for level in levels for one in range(number))


def agree(found: float | None, expected: Fraction | float | None) -> bool:
    return found is None if expected is None else found == pytest.approx(float(expected), rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=25)
@given(rows=weeks_of_pupils)
def test_the_years_kept_ready_tell_what_their_weeks_tell(rows):
    with lessons(rows) as connection:
        found = connection.sql("SELECT * FROM pupil_year").pl().to_dicts()

    places = defaultdict(list)
    for row in rows:
        if row["school_days"]:
            places[tuple(row[name] for name in PLACE)].append(row)
    assert {tuple(year[name] for name in PLACE) for year in found} == places.keys()
    for year in found:
        mine = places[tuple(year[name] for name in PLACE)]
        assert year["school_days"] == sum(row["school_days"] for row in mine)
        assert year["lessons"] == sum(row["lessons"] for row in mine)
        assert year["weeks"].bit_count() == len(mine)
        assert {name: year[name] for name in vocabulary.MINUTES} == {
            name: sum(row[name] for row in mine) for name in vocabulary.MINUTES
        }
        same_pupil = [key for key in places if all(key[PLACE.index(name)] == year[name] for name in PUPIL)]
        assert year["alone"] == (len(same_pupil) == 1)
        assert sorted(weeks_in(year)) == sorted(
            (row["school_days"], *(row[name] for name in vocabulary.MINUTES)) for row in mine
        )


def weeks_in(year: dict) -> Iterator[tuple[int, ...]]:
    """School days and minutes of each week, read back from the bits."""
    for spot in range(63):
        if year["weeks"] >> spot & 1:
            [days] = [days for days in vocabulary.DAYS_A_WEEK if year[vocabulary.weeks_of(days)] >> spot & 1]
            digits = [
                sum(
                    (year[vocabulary.digit_of(name, number)] >> spot & 1) << number
                    for number in range(vocabulary.DIGITS)
                )
                for name in vocabulary.MINUTES
            ]
            yield days, *digits


@pytest.mark.parametrize("by", ["school_days", "calendar_weeks"])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.integers(1, 7), st.integers(0, 10_080)), min_size=1, max_size=24),
    minutes_wanted=st.integers(1, 20_000),
)
def test_a_week_reaches_the_hours_to_the_minute(by, rows, minutes_wanted):
    hours = Fraction(round(Fraction(minutes_wanted, 60) * 100), 100)
    assume(hours > 0)
    step = {"value": "led_hours_per_week", "weeks": by, "reached_in_weeks": float(hours)}
    definition = define(**MEAN | {"per_pupil": step})
    pupil = {
        "delivery": 1, "institution": SCHOOL, "school_year": "2025/2026", "pupil": 1, "iso_year": 2025, "lessons": 1,
        "planned_minutes": 0, "unregistered_led_minutes": 0, "unmarked_minutes": 0,
    }  # fmt: skip
    made = [
        pupil | {"iso_week": 28 + number, "school_days": days, "led_minutes": led}
        for number, (days, led) in enumerate(rows)
    ]

    with lessons(made) as connection:
        [cell] = cells(definition, scopes=(Scope(SCHOOL, Level.INSTITUTION),), connection=connection)

    reached = [Fraction(led, 60) >= hours * (days if by == "school_days" else 5) / 5 for days, led in rows]
    assert cell.value == pytest.approx(100 * sum(reached) / len(rows), rel=1e-12)
