"""The window on the axis: what nearer, farther and to the sides lead to, and where they end."""

import pytest

from ledestjerne.explore.window import Window


def ends(window):
    return None if window is None else (window.first, window.last)


def test_nearer_keeps_half_around_the_middle_rather_the_newer():
    assert ends(Window.whole(5).nearer()) == (1, 3)
    assert ends(Window(1, 3, 5).nearer()) == (2, 3)


def test_two_periods_cannot_be_nearer_and_all_not_farther():
    assert Window(2, 3, 5).nearer() is None
    assert Window.whole(5).farther() is None


def test_farther_stops_at_the_ends():
    assert ends(Window(0, 1, 5).farther()) == (0, 3)
    assert ends(Window(3, 4, 5).farther()) == (1, 4)
    assert ends(Window(1, 4, 5).farther()) == (0, 4)


def test_to_the_sides_the_size_stays():
    assert ends(Window(3, 4, 5).earlier()) == (2, 3)
    assert ends(Window(0, 3, 5).later()) == (1, 4)


@pytest.mark.parametrize("count", range(1, 12))
def test_nearer_and_then_farther_always_comes_back_to_all(count):
    window = Window.whole(count)
    while nearer := window.nearer():
        window = nearer
    while farther := window.farther():
        window = farther
    assert window.is_whole
    assert Window.whole(count).earlier() is Window.whole(count).later() is None
