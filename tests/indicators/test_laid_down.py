"""Figures of a large tree are worked out by one process and read by all, unit for unit as they were."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledestjerne.indicators import reads
from ledestjerne.indicators.reads import live
from ledestjerne.indicators.reads.laid_down import LaidDown, laid_down, lay_down, place_of
from ledestjerne.indicators.reads.working import work_out
from ledestjerne.indicators.results import HiddenReason, Mark, Result
from ledestjerne.indicators.writes import set_shown_from
from ledestjerne.organisation.models import Level, Unit, UnitLink

SHARE_26 = "share_26_hours"
SHOWN = Result("tal", "A", "2025/2026", (("sex", "k"),), 1 / 3, 4, 12, 0.1, 0.7, None, (Mark.BREAK,), (3, 4), "over", 5)
HIDDEN = Result("tal", "B", "2025/2026", (), None, None, None, None, None, HiddenReason.FEW, (), ())


@pytest.fixture
def large_tree(school):
    """So many units that figures are laid down."""
    codes = [f"{school.institution.code}-hold-X{number}" for number in range(live.MANY_UNITS)]
    Unit.objects.bulk_create(Unit(code=code, level=Level.CLASS, name=code, sort_key=code) for code in codes)
    made = Unit.objects.filter(code__in=codes)
    UnitLink.objects.bulk_create(UnitLink(child=each, parent=school.institution) for each in made)
    return school


def files(indicator: str) -> set[Path]:
    return set(place_of(indicator, basis=()).parent.glob(f"{indicator}-*"))


def test_figures_come_back_as_they_were_laid_down(tmp_path):
    path = tmp_path / "tal-1.figures"
    lay_down(path, indicator="tal", by_unit={"A": (SHOWN,), "B": (HIDDEN, HIDDEN)})
    found = laid_down(path)

    assert found is not None
    assert dict(found) == {"A": (SHOWN,), "B": (HIDDEN, HIDDEN)}
    assert "C" not in found


def test_what_rested_on_something_else_is_removed_and_other_indicators_stay(tmp_path):
    other, old, new = (tmp_path / f"{name}.figures" for name in ("andet-1", "tal-1", "tal-2"))
    for path in (other, old, new):
        lay_down(path, indicator=path.name.partition("-")[0], by_unit={"A": (SHOWN,)})

    assert laid_down(old) is None
    assert laid_down(new) is not None
    assert laid_down(other) is not None


@pytest.mark.django_db
def test_figures_on_disk_are_those_worked_out(large_tree, lessons):
    definition = reads.definition(SHARE_26)
    found = reads.live_figures(definition)
    worked = {each.key: by_unit for each, by_unit in work_out(live.family_of(definition), reads.basis_now())}

    assert isinstance(found.by_unit, LaidDown)
    assert dict(found.by_unit) == worked[SHARE_26]


@pytest.mark.django_db
def test_a_change_is_never_answered_with_what_was_laid_down_before(large_tree, cast, lessons):
    before, first = reads.live_figures(reads.definition(SHARE_26)), files(SHARE_26)
    set_shown_from(by=cast.quality, unit=large_tree.institution, limits=reads.Limits(10, 10))
    after, second = reads.live_figures(reads.definition(SHARE_26)), files(SHARE_26)

    code = large_tree.class_b.code
    assert before.result(code, period="2026/2027").hidden is None
    assert after.result(code, period="2026/2027").hidden is HiddenReason.FEW
    assert len(first) == len(second) == 1
    assert first != second


HIDES = """
from tests.indicators.makers import SHARE, define, lessons
from tests.indicators.test_privacy import school_of
from ledestjerne.indicators.engine import figures

rows, scopes = school_of([[(3, 1), (9, 2), (9, 4), (9, 1)], [(8, 0), (8, 3), (4, 2)], [(9, 9), (9, 5), (2, 1)]])
with lessons(rows) as connection:
    found = figures(define(**SHARE), scopes=scopes, connection=connection)
print(*sorted((each.unit, each.period, each.breakdown) for each in found if each.hidden))
"""


def test_every_process_hides_the_same_cells():
    told = {
        subprocess.run([sys.executable, "-c", HIDES], env=os.environ | {"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": ""},
                       capture_output=True, text=True, check=True, timeout=60).stdout
        for seed in "123456"
    }  # fmt: skip

    assert len(told) == 1
    assert told != {"\n"}
