import pytest
from pydantic import ValidationError

from tests.indicators.makers import SHARE, define


def test_an_unknown_key_is_an_error():
    with pytest.raises(ValidationError, match="sql"):
        define(**SHARE, sql="SELECT 1")


@pytest.mark.parametrize(("privacy", "hide_below"), [("standard", 3), ("wellbeing", 5)])
def test_the_smallest_group_shown_can_only_be_raised(privacy, hide_below):
    with pytest.raises(ValidationError, match="hide_below"):
        define(**SHARE, privacy=privacy, hide_below=hide_below)


@pytest.mark.parametrize(("privacy", "fewest"), [("standard", 4), ("wellbeing", 6)])
def test_groups_of_three_and_for_wellbeing_five_are_hidden_by_default(privacy, fewest):
    assert define(**SHARE, privacy=privacy).fewest_shown == fewest


def test_a_stricter_rule_holds():
    assert define(**SHARE, hide_below=10).fewest_shown == 10


@pytest.mark.parametrize(
    "keys",
    [
        SHARE | {"value": "led_minutes"},
        {"table": "pupil_week", "measure": "published", "value": "led_minutes"},
        {"table": "published", "measure": "mean", "value": "score"},
        {"table": "published", "measure": "share", "of": {"status": ["dropped"]}},
        {"table": "published", "measure": "published", "value": "grade", "sum_over": ["subject"]},
        {"table": "pupil_week", "measure": "share", "per_pupil": SHARE["per_pupil"]},
    ],
)
def test_keys_that_do_not_belong_to_the_measure_are_errors(keys):
    with pytest.raises(ValidationError, match="kræver"):
        define(**keys)


@pytest.mark.parametrize(
    "keys",
    [
        SHARE | {"where": {"pupil": ["1"]}},
        SHARE | {"by": ["sex"]},
        {
            "table": "pupil_week", "measure": "ratio", "numerator": {"sum": "cpr"},
            "denominator": {"sum": "lessons"},
        },
        {
            "table": "published", "measure": "ratio", "numerator": {"distinct": "pupils"},
            "denominator": {"sum": "lessons"},
        },
    ],
)  # fmt: skip
def test_only_columns_of_the_table_may_be_named(keys):
    with pytest.raises(ValidationError, match=r"kender ikke|tabel med elever"):
        define(**keys)


MISSING = {"table": "published", "measure": "published", "value": "grade", "status": "missing", "missing": "En API"}


def test_a_figure_without_a_source_says_what_is_missing():
    assert define(**MISSING, sources=[], examples=[]).missing == "En API"
    with pytest.raises(ValidationError, match="missing"):
        define(**MISSING | {"missing": None})
    with pytest.raises(ValidationError, match="missing"):
        define(**SHARE, missing="En API")


@pytest.mark.parametrize("key", ["sources", "examples"])
def test_a_live_figure_has_sources_and_examples(key):
    with pytest.raises(ValidationError, match=key):
        define(**SHARE, **{key: []})


@pytest.mark.parametrize(
    "step", [{"value": "led_hours_per_week"}, {"value": "absence_percent", "weeks": "school_days"}]
)
def test_only_hours_a_week_count_weeks(step):
    with pytest.raises(ValidationError, match="weeks"):
        define(**SHARE | {"per_pupil": step})


def test_a_value_belongs_to_its_own_table():
    with pytest.raises(ValidationError, match="absence_percent"):
        define(**SHARE | {"per_pupil": {"value": "absence_percent"}})


def test_the_digest_follows_the_meaning():
    assert define(**SHARE).digest == define(**SHARE).digest
    assert define(**SHARE).digest != define(**SHARE | {"at_least": 25}).digest
