"""A plan in the making, and what is needed around it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from ledestjerne.accounts.models import User
from ledestjerne.facts import writes as facts
from ledestjerne.facts.models import Delivery
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


LESSON_HEAD = "Elevnøgle;Hold;Uddannelse;Afdeling;Dato;Start;Slut;Fag;Lærerstyret;Registreret;Forløbsdel"


def lessons(*, reaching: int, short: int) -> bytes:
    """One school week of GF1: pupils with 27 clock hours and pupils with 20."""
    lines = [LESSON_HEAD]
    for pupil in range(reaching + short):
        ends = "13:24" if pupil < reaching else "12:00"
        lines += [
            f"elev{pupil};TØ26A;Tømrer;EUD;{day}-08-2026;08:00;{ends};Værksted;Ja;Ja;GF1" for day in range(24, 29)
        ]
    return "\n".join(lines).encode()


@pytest.fixture
def deliver(console: User, school: School) -> Callable[[bytes], Delivery]:
    """Hand in, check and accept lessons of our institution."""

    def take(content: bytes) -> Delivery:
        given = {"unit": school.institution, "file_name": "lektioner.csv", "pieces": lambda: iter([content])}
        received = facts.receive_delivery(by=console, at=AT, **given).delivery
        checked = facts.check_delivery(delivery=received, by=console, at=AT)
        return facts.accept_delivery(delivery=checked, by=console, at=AT)

    return take
