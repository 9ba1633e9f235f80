"""kill -9 in the middle of adopting, twenty times: each plan is adopted whole, with its record, or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledestjerne.audit.models import Event
from ledestjerne.followup.models import Plan, PlanState
from tests.database import address_of_test_database

KILLER = Path(__file__).parent / "killer.py"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_plan_is_adopted_whole_or_not_at_all(console, school):
    Plan.objects.bulk_create(
        Plan(unit=school.institution, year=str(year), title=f"Plan {year}", state=PlanState.PROPOSED)
        for year in range(1000, 5000)
    )

    told = subprocess.run(
        [sys.executable, str(KILLER)], env={**os.environ, "DATABASE_URL": address_of_test_database()}, check=True,
        capture_output=True, text=True, cwd=KILLER.parents[2],
    ).stdout.split()  # fmt: skip

    adopted = Plan.objects.filter(state=PlanState.ADOPTED)
    recorded = Event.objects.filter(verb="plan.adopted").values_list("subject_id", flat=True)
    assert set(told) <= set(adopted.values_list("year", flat=True))
    assert sorted(recorded) == sorted(str(pk) for pk in adopted.values_list("pk", flat=True))
    assert adopted.exclude(adopted_by=console).count() == 0
    assert 0 < len(told) < 4000
