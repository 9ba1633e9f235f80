"""What is asked of a few units gives what reading the whole tree gives."""

from datetime import date, timedelta

import pytest

from ledestjerne.accounts.permissions import Permission
from ledestjerne.organisation.models import Unit, UnitLink

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)
EVERYBODY = ("admin", "quality", "director", "head", "planner", "teacher", "board", "pupil", "neighbour", "outsider")


@pytest.fixture
def ended(school):
    """A class that was moved away from its education yesterday."""
    UnitLink.objects.filter(child=school.class_b).update(ends_on=DAY - timedelta(days=1))
    return school


@pytest.mark.parametrize("who", EVERYBODY)
def test_asked_from_below_as_many_units_are_readable_as_from_above(who, ended, cast):
    codes = list(Unit.objects.values_list("code", flat=True))
    for permission in (Permission.FIGURE_READ, Permission.PACKAGE_EDIT):
        for day in (DAY, DAY - timedelta(days=1)):
            from_above = set(Unit.objects.where(getattr(cast, who), permission, on=day))

            assert set(Unit.objects.where_among(codes, getattr(cast, who), permission, on=day)) == from_above
            for code in codes:
                alone = set(Unit.objects.where_among([code], getattr(cast, who), permission, on=day))
                assert alone == {unit for unit in from_above if unit.code == code}


def test_what_lies_above_all_and_any_of_some_units_is_what_lies_above_each(ended):
    units = [ended.class_a, ended.class_b, ended.gymnasium, ended.neighbour]
    for some in (units[:1], units[:2], units[2:], units):
        codes, paths = [unit.code for unit in some], [set(Unit.objects.above(unit, on=DAY)) for unit in some]

        assert set(Unit.objects.above_all(codes, on=DAY)) == set.intersection(*paths)
        assert set(Unit.objects.above_any(codes, on=DAY)) == set.union(*paths)


def test_nothing_lies_above_no_unit():
    assert not Unit.objects.above_all([], on=DAY)
    assert not Unit.objects.above_any([], on=DAY)
