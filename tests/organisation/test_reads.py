from datetime import date

import pytest
from django.http import Http404

from ledestjerne.accounts.permissions import Permission
from ledestjerne.organisation import reads, writes
from ledestjerne.organisation.models import Level

DAY = date(2026, 11, 2)


def test_the_path_goes_from_wide_to_narrow(school):
    path = reads.path_to(school.class_a, on=DAY)

    assert [unit.name for unit in path] == [
        "Fjordnettet", "Fjordby Erhvervsskole & Gymnasium", "Erhvervsuddannelser", "Tømrer", "TØ26A",
    ]  # fmt: skip
    assert reads.institution_of(school.class_a, on=DAY) == school.institution


def test_children_stand_in_danish_order(console, school):
    for name in ("Åre", "Ærte", "Bil", "Ørn"):
        writes.add_unit(by=console, code=f"x-{name}", level=Level.CLASS, name=name, parent=school.gymnasium)

    assert [unit.name for unit in reads.children_of(school.gymnasium, on=DAY)] == ["Bil", "Ærte", "Ørn", "Åre"]


def test_the_tree_is_read_depth_first(school):
    branches = reads.tree_below(school.institution, on=DAY)

    assert [(branch.depth, branch.unit.name) for branch in branches] == [
        (0, "Fjordby Erhvervsskole & Gymnasium"), (1, "Erhvervsuddannelser"), (2, "Tømrer"), (3, "TØ26A"),
        (3, "TØ26B"), (1, "Handelsgymnasiet"),
    ]  # fmt: skip


def test_a_unit_someone_may_not_see_is_not_there(cast, school):
    with pytest.raises(Http404):
        reads.unit_for(cast.quality, Permission.UNIT_READ, code=school.neighbour.code, on=DAY)
