import pytest

from ledestjerne.indicators.compare import with_other
from ledestjerne.indicators.intervals import wilson
from ledestjerne.indicators.results import Result
from ledestjerne.indicators.sureness import Sureness, falls_back, sureness
from ledestjerne.indicators.words import falls_back_words, sure_words, uncertainty_words
from tests.indicators.makers import SHARE, define

DEFINITION = define(**SHARE)


def share(hits, n):
    interval = wilson(hits=hits, n=n)
    return Result("tried", "u", "p", (), 100 * hits / n, hits, n, 100 * interval.low, 100 * interval.high, None, (), ())


def compared(this, other):
    comparison = with_other(DEFINITION, this=this, other=other)
    return sureness(comparison, this=this, other=other), sure_words(comparison, this=this, other=other)


@pytest.mark.parametrize(
    ("this", "other", "expected", "words"),
    [
        (share(150, 200), share(90, 200), Sureness.UNLIKELY, "næppe tilfældigt"),
        (share(12, 18), share(10, 18), Sureness.CHANCE, "kan være tilfældigt"),
        (share(5, 8), share(150, 200), Sureness.FEW, "for få til at sige noget"),
        (share(0, 8), share(190, 200), Sureness.UNLIKELY, "næppe tilfældigt"),
    ],
)
def test_a_difference_is_chance_or_hardly_chance_or_too_few_to_tell(this, other, expected, words):
    assert compared(this, other) == (expected, words)


def test_without_an_interval_nobody_knows():
    printed = Result("tried", "u", "p", (), 4.1, None, 400, None, None, None, (), ())

    assert compared(printed, share(10, 20)) == (Sureness.UNKNOWN, "usikkerheden er ikke kendt")
    assert uncertainty_words(DEFINITION, printed) == "Usikkerheden er ikke kendt"


def test_a_figure_says_its_interval_in_words():
    assert uncertainty_words(DEFINITION, share(12, 18)) == "Usikkerhed: 43,7 – 83,7"


def test_a_class_is_told_of_the_way_back_to_the_ordinary_and_a_school_is_not():
    assert falls_back([share(12, 18), share(150, 200)])
    assert "også når ingen har gjort noget" in falls_back_words([share(12, 18)])
    assert falls_back_words([share(150, 200)]) == ""
