"""A plan in the making, and what is needed around it."""

from datetime import UTC, date, datetime

import pytest

from ledestjerne.followup import writes
from ledestjerne.followup.models import Plan, PlanRow
from tests.cast import Cast, School

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 2)
FULL = {"result": "Vi så dette.", "goal": "Vi vil dette.", "actions": "Vi gør dette.", "schedule": "I foråret."}


@pytest.fixture
def plan(cast: Cast, school: School) -> Plan:
    return writes.create_plan(by=cast.quality, unit=school.institution, year="2026", title="Opfølgningsplan 2026")


@pytest.fixture
def row(cast: Cast, plan: Plan) -> PlanRow:
    return writes.add_row(by=cast.quality, plan=plan, values=FULL)


@pytest.fixture
def adopted(cast: Cast, plan: Plan, row: PlanRow) -> Plan:
    """The same plan with its one row, adopted by the director."""
    plan.refresh_from_db()
    found = writes.propose_plan(by=cast.quality, plan=plan, version=plan.version)
    return writes.adopt_plan(by=cast.director, plan=found, on=DAY, version=found.version)
