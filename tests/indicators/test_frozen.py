"""Frozen figures stay as they were, but none is told that beside another day gives a small group away."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.reads import Limits, told_today
from ledestjerne.indicators.results import HiddenReason
from ledestjerne.indicators.writes import Cited, freeze_result, set_shown_from
from ledestjerne.organisation.writes import add_unit
from tests.indicators.conftest import lesson_file

pytestmark = pytest.mark.django_db
SHARE, PERIOD = "share_26_hours", "2026/2027"


@pytest.fixture
def freeze(cast):
    return lambda unit: freeze_result(by=cast.quality, unit=unit, cited=Cited(SHARE, PERIOD))


def told(frozen):
    found = told_today([frozen])[frozen.pk]
    return found.n, found.hidden


def test_a_class_frozen_before_its_neighbour_shrank_is_hidden_until_it_has_grown_again(deliver, school, freeze):
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}))
    frozen = freeze(school.class_a)
    at_first = told(frozen)
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}))
    while_small = told(frozen)
    deliver(lesson_file({"TØ26A": 13, "TØ26B": 9}))

    assert at_first == told(frozen) == (12, None)
    assert while_small == (None, HiddenReason.FEW)
    assert FrozenResult.objects.get().n == 12


def test_a_whole_frozen_while_a_class_was_small_is_hidden_when_its_other_class_is_shown(deliver, school, freeze):
    """Fourteen were there; now that the class of twelve is shown, the other was two that day."""
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}))
    frozen = freeze(school.carpentry)
    at_first = told(frozen)
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}))

    assert at_first == (14, None)
    assert told(frozen) == (None, HiddenReason.FEW)


def test_a_whole_that_grew_while_nobody_was_hidden_stays_as_it_was(deliver, school, freeze):
    """Twenty less the twelve there are now is no class of that day, and no class was hidden then."""
    deliver(lesson_file({"TØ26A": 6, "TØ26B": 8}))
    frozen = freeze(school.carpentry)
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}))

    assert told(frozen) == (14, None)


def test_of_two_days_that_tell_together_the_one_frozen_first_stands(deliver, school, freeze):
    """Neither tells anything beside today's figures: both classes are hidden today, and so is their whole."""
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}))
    whole = freeze(school.carpentry)
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}))
    part = freeze(school.class_a)
    deliver(lesson_file({"TØ26A": 1, "TØ26B": 1}))

    assert told(whole) == (14, None)
    assert told(part) == (None, HiddenReason.FEW)


def test_what_follows_through_several_sums_is_hidden_too(deliver, school, freeze):
    """The institution's fourteen were the education's, for there was no other."""
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}))
    frozen = freeze(school.institution)
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}))

    assert told(frozen) == (None, HiddenReason.FEW)


def test_a_class_that_moved_alone_is_not_worked_out_from_two_wholes(deliver, console, school, freeze):
    """Two other classes are hidden on both days, so the wholes differ by the one that grew from two to eight."""
    for name in ("TØ26C", "TØ26D"):
        add_unit(by=console, code=f"999001-hold-{name}", level="class", name=name, parent=school.carpentry)
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2, "TØ26C": 3, "TØ26D": 3}))
    frozen = freeze(school.carpentry)
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8, "TØ26C": 3, "TØ26D": 3}))

    assert told(frozen) == (None, HiddenReason.FEW)


def test_a_small_class_that_is_gone_is_not_worked_out_from_what_is_left(deliver, school, freeze):
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}))
    frozen = freeze(school.carpentry)
    deliver(lesson_file({"TØ26A": 12}))

    assert told(frozen) == (None, HiddenReason.FEW)


def test_a_hidden_figure_is_frozen_with_what_was_hidden_beside_it(deliver, school, freeze):
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}))

    hidden = {code for code, _part in freeze(school.carpentry).spots_hidden}

    assert {school.class_a.code, school.class_b.code} <= hidden
    assert school.institution.code not in hidden


def test_the_page_of_a_figure_that_is_held_back_says_why_and_tells_no_number(deliver, school, freeze, cast, log_in):
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}))
    frozen = freeze(school.class_a)
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 2}))

    page = (
        log_in(cast.quality)
        .get(reverse("indicators:frozen-detail", args=[school.class_a.code, frozen.pk]))
        .content.decode()
    )

    assert "I dag ville det sammen med andre tal vise, hvor få der er i en lille gruppe" in page
    told = BeautifulSoup(page, "html.parser").select_one("section[aria-label=Tallet]").get_text(" ")
    assert "Antal bag tallet" not in page
    assert not {"12", "100,0"} & set(told.split())


def test_the_page_of_a_frozen_figure_tells_the_limit_that_was_in_force(deliver, school, freeze, cast, log_in):
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}))
    set_shown_from(by=cast.quality, unit=school.institution, limits=Limits(10, 10))
    hidden = freeze(school.class_b)
    set_shown_from(by=cast.quality, unit=school.institution, limits=Limits(4, 6))

    page = (
        log_in(cast.quality)
        .get(reverse("indicators:frozen-detail", args=[school.class_b.code, hidden.pk]))
        .content.decode()
    )

    assert "er færre end 10" in page
    assert "Institutionen viser først tal fra 10 personer." in page
