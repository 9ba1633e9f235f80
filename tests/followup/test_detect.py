from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ledestjerne.followup.detect import Earlier, Goal, Observation, change_interval, detect

SHARE = Observation(
    unit="999001", indicator="share_26_hours", title="Hold med mindst 26 timer", period="2025/2026", value=70.8333,
    unit_of_measure="percent", decimals=1, better="higher", numerator=17, n=24, low=50.8, high=85.1, counted="hold",
    goals=(Goal("at_least", 100, text="Alle hold skal have mindst 26 klokketimer om ugen."),),
)  # fmt: skip
PLAIN = replace(SHARE, goals=())


def kinds(*observations):
    return [(found.kind, found.direction) for found in detect(observations)]


def test_a_missed_goal_is_said_in_plain_danish():
    found = detect([SHARE])[0]

    assert found.title == "Hold med mindst 26 timer: 70,8\u00a0%, målet er mindst 100\u00a0%"
    assert found.text == (
        "Hold med mindst 26 timer: 17 af 24 hold (70,8\u00a0%) i 2025/26. Det fastsatte mål er mindst 100\u00a0%. "
        "Alle hold skal have mindst 26 klokketimer om ugen."
    )


def test_a_figure_that_meets_its_goal_is_no_news():
    assert kinds(replace(SHARE, value=100.0, numerator=24)) == []


def test_a_goal_reached_at_last_is_good_news():
    reached = replace(SHARE, value=100.0, earlier=Earlier("2024/2025", 80.0))

    assert kinds(reached) == [("goal", "better")]


def test_a_ceiling_is_missed_from_above():
    dropout = replace(SHARE, better="lower", goals=(Goal("at_most", 10, is_own=True),), value=12.0)

    assert kinds(dropout) == [("goal", "worse")]
    assert "Skolens eget mål er højst 10\u00a0%." in detect([dropout])[0].text


def test_the_published_verdict_is_taken_at_its_word():
    grades = replace(PLAIN, value=7.2, unit_of_measure="grade", numerator=None, n=None)

    assert kinds(replace(grades, verdict="Over niveau")) == [("reference", "better")]
    assert kinds(replace(grades, verdict="Under niveau")) == [("reference", "worse")]
    assert kinds(replace(grades, verdict="På niveau")) == []


def test_a_low_dropout_below_the_reference_is_good_news():
    assert kinds(replace(PLAIN, better="lower", verdict="Signifikant lavere")) == [("reference", "better")]


def test_a_difference_without_a_verdict_proposes_nothing():
    assert kinds(replace(PLAIN, value=-9.0, verdict=None)) == []


def test_a_move_beyond_both_uncertainties_is_proposed():
    before = Earlier("2024/2025", 40.0, 35.0, 45.0)

    assert kinds(replace(PLAIN, value=60.0, low=55.0, high=65.0, earlier=before)) == [("change", "better")]
    assert kinds(replace(PLAIN, value=20.0, low=15.0, high=25.0, earlier=before)) == [("change", "worse")]
    assert kinds(replace(PLAIN, value=45.0, low=40.0, high=50.0, earlier=before)) == []


def test_where_neither_side_is_better_a_move_is_just_a_move():
    moved = replace(PLAIN, value=60.0, low=55.0, high=65.0, better="neither", earlier=Earlier("2024", 40.0, 35.0, 45.0))

    assert kinds(moved) == [("change", "either")]


def test_nothing_is_compared_across_a_break_or_with_half_a_period():
    before = Earlier("2024/2025", 10.0, 9.0, 11.0)

    assert kinds(replace(PLAIN, earlier=replace(before, is_comparable=False))) == []
    assert kinds(replace(PLAIN, earlier=before, is_complete=False)) == []


def test_an_incomplete_period_says_so():
    assert detect([replace(SHARE, is_complete=False)])[0].text.endswith("Tallene for perioden er ikke komplette endnu.")


def test_a_figure_without_interval_never_moves():
    assert kinds(replace(PLAIN, low=None, high=None, earlier=Earlier("2024/2025", 1.0, 0.5, 1.5))) == []


numbers = st.floats(0, 100, allow_nan=False)


@given(goal=numbers, before=numbers, verdict=st.sampled_from(["Over niveau", "Under niveau", "På niveau", None]))
def test_a_hidden_figure_never_raises_anything(goal, before, verdict):
    hidden = replace(
        SHARE, value=None, numerator=None, low=None, high=None, verdict=verdict, goals=(Goal("at_least", goal),),
        earlier=Earlier("2024/2025", before, before, before),
    )  # fmt: skip

    assert detect([hidden]) == []


@given(value=numbers, goal=numbers)
def test_a_goal_is_either_missed_or_met(value, goal):
    assert bool(detect([replace(SHARE, value=value, goals=(Goal("at_least", goal),))])) == (value < goal)


@given(new=numbers, old=numbers, wide=st.floats(0, 50), width=st.floats(0, 50))
def test_the_interval_of_a_change_holds_the_change_and_turns_with_it(new, old, wide, width):
    this = replace(PLAIN, value=new, low=new - wide, high=new + wide)
    low, high = change_interval(this, Earlier("f", old, old - width, old + width))
    back = replace(PLAIN, value=old, low=old - width, high=old + width)
    turned = change_interval(back, Earlier("f", new, new - wide, new + wide))

    assert low <= new - old <= high
    assert (round(-high, 9), round(-low, 9)) == (round(turned[0], 9), round(turned[1], 9))


def test_equal_figures_have_one_fingerprint_and_other_figures_another():
    first, again = detect([SHARE])[0], detect([replace(SHARE, title="Andre ord")])[0]
    corrected = detect([replace(SHARE, value=75.0, numerator=18)])[0]

    assert first.fingerprint == again.fingerprint
    assert first.fingerprint != corrected.fingerprint
