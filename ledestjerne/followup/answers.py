"""Findings and plans as programs get them; the keys are documented and stable."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ledestjerne.followup.models import Finding, PlanRow
from ledestjerne.followup.reads import InitiativeSheet, PlanSheet, RowSheet


@dataclass(frozen=True)
class Place:
    """A row of a plan."""

    year: str
    position: int


@dataclass(frozen=True)
class FindingAnswer:
    """One finding; `figure` is the key of the frozen figure once it is accepted, `interval` [low, high] at 95 %."""

    id: int
    unit: str
    indicator: str
    period: str
    kind: str
    direction: str
    state: str
    title: str
    text: str
    value: float | None
    numerator: float | None
    n: int | None
    interval: tuple[float, float] | None
    figure: int | None
    row: Place | None
    merged_into: int | None
    reason: str


@dataclass(frozen=True)
class Target:
    """The measurable goal; `value` only with at_least and at_most."""

    indicator: str
    relation: str
    value: float | None
    unit: str


@dataclass(frozen=True)
class Meetings:
    months: list[int]
    what: str
    who: str


@dataclass(frozen=True)
class Owner:
    """`kind` is person or function."""

    kind: str
    name: str


@dataclass(frozen=True)
class InitiativeAnswer:
    text: str
    period: str
    starts_on: date | None
    ends_on: date | None
    meetings: Meetings | None
    status: str
    is_continued: bool
    outcome_text: str
    owners: list[Owner]


@dataclass(frozen=True)
class RowAnswer:
    """One row of the statutory table; `findings` and `figures` are keys."""

    position: int
    result: str
    goal: str
    actions: str
    schedule: str
    kind: str
    dimension: str
    target: Target | None
    initiatives: list[InitiativeAnswer]
    findings: list[int]
    figures: list[int]
    carried_from: Place | None
    outcome: str
    outcome_text: str


@dataclass(frozen=True)
class PlanAnswer:
    unit: str
    year: str
    title: str
    introduction: str
    state: str
    version: int
    adopted_on: date | None
    carried_from: str | None
    rows: list[RowAnswer]


def place_of(row: PlanRow | None) -> Place | None:
    return Place(row.plan.year, row.position) if row else None


def finding_answer(finding: Finding) -> FindingAnswer:
    """The finding with the figure it was proposed on."""
    seen: dict[str, Any] = finding.observed or {}
    low, high = seen.get("low"), seen.get("high")
    return FindingAnswer(
        id=finding.pk, unit=finding.unit.code, indicator=finding.indicator, period=finding.period, kind=finding.kind,
        direction=finding.direction, state=finding.state, title=finding.title, text=finding.text,
        value=seen.get("value"), numerator=seen.get("numerator"), n=seen.get("n"),
        interval=None if low is None or high is None else (low, high), figure=finding.figure_id,
        row=place_of(finding.row), merged_into=finding.merged_into_id, reason=finding.reason,
    )  # fmt: skip


def plan_answer(sheet: PlanSheet) -> PlanAnswer:
    """The whole plan."""
    plan = sheet.plan
    return PlanAnswer(
        unit=plan.unit.code, year=plan.year, title=plan.title, introduction=plan.introduction, state=plan.state,
        version=plan.version, adopted_on=plan.adopted_on,
        carried_from=plan.carried_from.year if plan.carried_from else None, rows=[row_answer(row) for row in sheet.rows],
    )  # fmt: skip


def row_answer(sheet: RowSheet) -> RowAnswer:
    row = sheet.row
    return RowAnswer(
        position=row.position, result=row.result, goal=row.goal, actions=row.actions, schedule=row.schedule,
        kind=row.kind, dimension=row.dimension, target=target_of(row),
        initiatives=[initiative_answer(each) for each in sheet.initiatives],
        findings=[each.pk for each in sheet.findings],
        figures=[each.figure_id for each in sheet.findings if each.figure_id is not None],
        carried_from=place_of(sheet.before), outcome=row.outcome, outcome_text=row.outcome_text,
    )  # fmt: skip


def target_of(row: PlanRow) -> Target | None:
    if not row.target_relation:
        return None
    value = None if row.target_value is None else float(row.target_value)
    return Target(row.target_indicator, row.target_relation, value, row.target_unit)


def initiative_answer(sheet: InitiativeSheet) -> InitiativeAnswer:
    each = sheet.initiative
    meetings = Meetings(list(each.meeting_months), each.meeting_what, each.meeting_who) if each.meeting_months else None
    owners = [Owner("person" if owner.user_id else "function", str(owner)) for owner in each.owners.all()]
    return InitiativeAnswer(
        text=each.text, period=each.period_text, starts_on=each.starts_on, ends_on=each.ends_on, meetings=meetings,
        status=each.status, is_continued=each.is_continued, outcome_text=each.outcome_text, owners=owners,
    )  # fmt: skip
