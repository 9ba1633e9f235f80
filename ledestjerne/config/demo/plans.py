"""The plans of the demo: last year's, adopted and told to its end, and this year's, in the making."""

from collections.abc import Mapping
from datetime import date

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Role
from ledestjerne.config.demo.content import InitiativeContent, PlanContent, RowContent
from ledestjerne.followup import writes
from ledestjerne.followup.models import InitiativeStatus, Outcome, Plan, PlanRow
from ledestjerne.followup.stale import mark
from ledestjerne.organisation.models import Unit

People = Mapping[str, User]
ROLE = "role:"


def build_plan(*, by: User, unit: Unit, content: PlanContent, people: People, carried_from: Plan | None = None) -> Plan:
    """A draft with every row and initiative of the content; what came of them is told as well."""
    plan = writes.create_plan(
        by=by, unit=unit, year=content.year, title=content.title, introduction=content.introduction,
        carried_from=carried_from,
    )  # fmt: skip
    for row in content.rows:
        build_row(by=by, plan=plan, content=row, people=people)
    plan.refresh_from_db()
    return plan


def build_row(*, by: User, plan: Plan, content: RowContent, people: People) -> PlanRow:
    values = {
        "kind": content.kind, "dimension": content.dimension, "result": content.result, "goal": content.goal,
        "actions": content.actions, "schedule": content.schedule, "target_indicator": content.indicator,
        "target_relation": content.target,
    }  # fmt: skip
    row = writes.add_row(by=by, plan=plan, values=values)
    for initiative in content.initiatives:
        build_initiative(by=by, row=row, content=initiative, people=people)
    if content.judged:
        read = {"outcome": mark(row.outcome), "outcome_text": mark(row.outcome_text)}
        writes.judge_row(by=by, row=row, outcome=Outcome(content.judged), text=content.outcome, read=read)
    return row


def build_initiative(*, by: User, row: PlanRow, content: InitiativeContent, people: People) -> None:
    values = {
        "text": content.text, "starts_on": content.starts_on, "ends_on": content.ends_on,
        "meeting_months": list(content.meetings),
    }  # fmt: skip
    persons = [people[owner] for owner in content.owners if not owner.startswith(ROLE)]
    titles = [Role(owner.removeprefix(ROLE)).label for owner in content.owners if owner.startswith(ROLE)]
    initiative = writes.add_initiative(by=by, row=row, values=values, people=persons, titles=titles)
    if content.expected:
        expected = {**content.expected.model_dump(), "unit": row.plan.unit}
        writes.set_expectation(by=by, initiative=initiative, values=expected)
    if content.status != InitiativeStatus.NOT_STARTED:
        read = {"status": mark(initiative.status), "outcome_text": mark(initiative.outcome_text)}
        status = InitiativeStatus(content.status)
        writes.report_on_initiative(by=by, initiative=initiative, status=status, text="", read=read)


def adopt(*, by: User, plan: Plan, on: date) -> Plan:
    """Propose and adopt a plan."""
    proposed = writes.propose_plan(by=by, plan=plan, version=plan.version)
    return writes.adopt_plan(by=by, plan=proposed, on=on, version=proposed.version)
