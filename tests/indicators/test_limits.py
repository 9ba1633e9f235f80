"""An institution may say that groups must be larger than the rule asks before they are shown, never smaller."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from ledestjerne.audit.models import Event
from ledestjerne.hours.reads.counted import Scope as HourScope
from ledestjerne.hours.reads.hidden import hidden_codes
from ledestjerne.indicators import reads
from ledestjerne.indicators.engine import figures
from ledestjerne.indicators.privacy import Count, Sum, hidden_cells
from ledestjerne.indicators.reads import Limits
from ledestjerne.indicators.results import HiddenReason, Scope
from ledestjerne.indicators.vocabulary import Level
from ledestjerne.indicators.writes import set_shown_from
from tests.indicators.conftest import lesson_file
from tests.indicators.makers import SCHOOL, SHARE, define, lessons
from tests.indicators.test_privacy import pinned_by_attacker, school_of

SHARE_26 = "share_26_hours"
TEN = Limits(10, 10)


@pytest.fixture
def two_classes(deliver):
    """Twelve pupils in one class and eight in the other: both shown by the rule, the smaller not by a limit of ten."""
    return deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}))


def hidden_now(*units):
    live = reads.live_figures(reads.definition(SHARE_26))
    return [live.result(unit.code, period="2026/2027").hidden for unit in units]


def test_a_raised_limit_hides_the_group_and_protects_it_by_its_own_width():
    rows, scopes = school_of([[(7, 0), (9, 0), (12, 0), (14, 0)]])
    raised = tuple(replace(scope, fewest=10) for scope in scopes)
    with lessons(rows) as connection:
        results = figures(define(**SHARE), scopes=raised, connection=connection)

    assert all(result.n >= 10 for result in results if not result.hidden)
    assert pinned_by_attacker(results, raised, lambda result: result.n, width=9) == []


def test_the_width_follows_the_raised_limit():
    """Of two and three together five: by the rule wide enough, by a limit of ten not."""
    counts = {"school": Count(33), "a": Count(2), "b": Count(3), "c": Count(12), "d": Count(16)}
    sums = [Sum("school", ("a", "b", "c", "d"))]

    assert hidden_cells(counts, sums=sums, below=4) == {"a", "b"}
    assert hidden_cells(counts, sums=sums, below=4, raised=dict.fromkeys(counts, 10)) == {"a", "b", "c"}


def test_the_nation_keeps_the_rule_and_still_gives_nothing_away():
    rows, (school, *inner) = school_of([[(6, 0)]])
    nation = Scope("DK", Level.NATION, (SCHOOL,))
    scopes = (nation, *(replace(scope, fewest=10) for scope in (replace(school, parent="DK"), *inner)))
    with lessons(rows) as connection:
        results = figures(define(**SHARE), scopes=scopes, connection=connection)

    assert {result.hidden for result in results} == {HiddenReason.FEW}


@pytest.mark.django_db
def test_the_limit_works_at_once_and_below(school, cast, two_classes):
    before = hidden_now(school.class_a, school.class_b)
    set_shown_from(by=cast.quality, unit=school.institution, limits=TEN)

    assert before == [None, None]
    assert hidden_now(school.class_a, school.class_b) == [HiddenReason.FEW, HiddenReason.FEW]
    assert hidden_now(school.institution) == [None]
    assert {school.class_a.code, school.class_b.code} <= hidden_codes(
        HourScope.of(school.institution), year="2026/2027"
    )


@pytest.mark.django_db
def test_the_rule_itself_takes_the_limit_away(school, cast, two_classes):
    set_shown_from(by=cast.quality, unit=school.institution, limits=TEN)
    set_shown_from(by=cast.quality, unit=school.institution, limits=reads.RULE)

    assert hidden_now(school.class_a, school.class_b) == [None, None]
    assert reads.limits_of(school.institution) == reads.RULE
    assert Event.objects.filter(verb="shown_from.set", by_id=cast.quality.pk).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("limits", [Limits(3, 6), Limits(4, 5)])
def test_the_limit_is_never_set_below_the_rule(school, cast, limits):
    with pytest.raises(ValidationError):
        set_shown_from(by=cast.quality, unit=school.institution, limits=limits)


@pytest.mark.django_db
def test_only_whole_institutions_have_a_limit(school, cast):
    with pytest.raises(ValidationError):
        set_shown_from(by=cast.quality, unit=school.vocational, limits=TEN)


@pytest.mark.django_db
def test_a_teacher_cannot_set_the_limit(school, cast, log_in):
    with pytest.raises(PermissionDenied):
        set_shown_from(by=cast.teacher, unit=school.institution, limits=TEN)
    assert log_in(cast.teacher).get(reverse("indicators:limit-edit", args=[school.institution.code])).status_code == 404


@pytest.mark.django_db
def test_the_page_tells_the_effect_before_it_is_saved(school, cast, two_classes, log_in):
    url = reverse("indicators:limit-edit", args=[school.institution.code])
    chosen = {"fewest": "10", "fewest_wellbeing": "10"}
    client = log_in(cast.quality)

    tried = client.post(url, {**chosen, "try": "1"}).content.decode()
    kept_still = reads.limits_of(school.institution)
    saved = client.post(url, chosen, follow=True).content.decode()

    assert "0 → " in tried
    assert kept_still == reads.RULE
    assert "Tal vises fra 10 personer" in saved
    page = client.get(reverse("indicators:figure-detail", args=[school.class_a.code, SHARE_26])).content.decode()
    assert "Institutionen viser først tal fra 10 personer." in page
    assert "er færre end 10" in page


@pytest.mark.django_db
def test_a_limit_below_the_rule_is_refused_on_the_page(school, cast, log_in):
    url = reverse("indicators:limit-edit", args=[school.institution.code])

    assert log_in(cast.quality).post(url, {"fewest": "3", "fewest_wellbeing": "6"}).status_code == 422
