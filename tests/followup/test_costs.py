"""What a page costs: a longer list asks the database no more questions."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ledestjerne.followup import writes
from ledestjerne.followup.models import Direction, Initiative, InitiativeOwner
from tests.conftest import NOW
from tests.followup.conftest import DAY

CODE, YEAR = "999001", "2026"


def url(name, *more):
    return reverse(f"followup:{name}", args=[CODE, *more])


@pytest.fixture
def initiative(cast, row):
    return writes.add_initiative(
        by=cast.quality, row=row, values={"text": "Ret skemaerne", "ends_on": date(2026, 10, 30)},
        people=[cast.teacher], titles=["Skemalægger"],
    )  # fmt: skip


def questions(client, address):
    client.get(address)  # whatever is read once in a process is read here
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["plan-detail", "plan-edit", "plan-print", "initiative-list"])
def test_a_longer_plan_costs_no_more_questions(log_in, cast, plan, row, initiative, name):
    reader = log_in(cast.quality)
    address = url(name) if name == "initiative-list" else url(name, YEAR)
    before = questions(reader, address)
    for number in range(10):
        more = writes.add_row(by=cast.quality, plan=plan, values={"result": str(number)})
        writes.add_initiative(by=cast.quality, row=more, values={"text": "x"}, people=[cast.teacher], titles=["Rektor"])

    assert questions(reader, address) == before <= 30


def test_the_task_list_costs_the_same_however_much_there_is(log_in, cast, plan, row, initiative):
    plan.refresh_from_db()
    reader = log_in(cast.teacher)
    proposed = writes.propose_plan(by=cast.quality, plan=plan, version=plan.version)
    writes.adopt_plan(by=cast.director, plan=proposed, on=DAY, version=proposed.version)
    before = questions(reader, reverse("overview:task-list"))
    Initiative.objects.bulk_create(Initiative(row=row, position=n + 2, text="x", ends_on=DAY) for n in range(10))
    InitiativeOwner.objects.bulk_create(
        InitiativeOwner(initiative=each, user=cast.teacher) for each in Initiative.objects.filter(text="x")
    )

    assert questions(reader, reverse("overview:task-list")) == before <= 30


def test_a_longer_list_of_findings_costs_no_more_questions(log_in, cast, school):
    reader, address = log_in(cast.quality), url("finding-list")
    raise_findings(cast, school, 2)
    before = questions(reader, address)

    raise_findings(cast, school, 6)

    assert questions(reader, address) <= before


def raise_findings(cast, school, number):
    """Half of them are decided."""
    for each in range(number):
        finding = writes.raise_finding(
            by=cast.quality, unit=school.institution, title=f"Set {each}", text="I timen", direction=Direction.WORSE
        )
        if each % 2:
            writes.dismiss_finding(by=cast.quality, finding=finding, reason="Kendt", at=NOW)
