"""Findings: proposed by rule, decided by people."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isclose
from typing import Any

from django.db import transaction

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.writes import record
from ledestjerne.base.time import COPENHAGEN
from ledestjerne.followup.detect import Observation, Proposal, detect
from ledestjerne.followup.models import (
    FINDING_STATES,
    Direction,
    Finding,
    FindingKind,
    Plan,
    PlanRow,
    Relation,
    RowKind,
)
from ledestjerne.followup.models.row import CELL_LENGTH
from ledestjerne.followup.wording import SUFFIXES
from ledestjerne.followup.writes.guards import draft, touch
from ledestjerne.followup.writes.row import add_row
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.reads import every_definition
from ledestjerne.indicators.writes import Cited, NoFigureError, freeze_result
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import require

ALL_OF_THEM = 100


class ReasonMissingError(Exception):
    """A proposal is not dismissed without saying why."""


class WrongMergeError(Exception):
    """A finding is merged only into another of the same unit that is itself proposed or accepted."""


class WrongPlanError(Exception):
    """A finding goes into a plan of its own unit or of one above it, where its readers look for it."""


class FigureMovedError(Exception):
    """The figure is not what it was when it was proposed; the unit's figures must be gone through again."""


@dataclass(frozen=True)
class Review:
    """What going through a unit's figures gave: new proposals, and how many open ones no longer hold."""

    proposed: tuple[Finding, ...]
    outdated: int


@transaction.atomic
def propose_findings(*, by: User, unit: Unit, observations: Sequence[Observation]) -> Review:
    """Propose what stands out in a unit's figures; what was proposed before for the same figures is left alone."""
    require(by, Permission.FINDING_DECIDE, on=unit)
    found = {each.fingerprint: each for each in detect(observations) if each.observation.unit == unit.code}
    known = set(Finding.objects.filter(fingerprint__in=found).values_list("fingerprint", flat=True))
    new = [propose(unit, each, by=by) for mark, each in found.items() if mark not in known]
    looked_at = {each.indicator for each in observations if each.unit == unit.code}
    return Review(proposed=tuple(new), outdated=outdate(unit, looked_at, still=set(found), by=by))


def propose(unit: Unit, proposal: Proposal, *, by: User) -> Finding:
    seen = proposal.observation
    finding = Finding.objects.create(
        unit=unit, indicator=seen.indicator, period=seen.period, kind=proposal.kind, direction=proposal.direction,
        fingerprint=proposal.fingerprint, title=proposal.title[:300], text=proposal.text, observed=asdict(seen),
    )  # fmt: skip
    record("finding.proposed", subject=finding, by=by, unit_code=unit.code)
    return finding


def outdate(unit: Unit, indicators: set[str], *, still: set[str], by: User) -> int:
    """Set aside open proposals whose figure has changed or a newer period has come; decided ones stay decided."""
    open_ones = Finding.objects.filter(unit=unit, state=Finding.State.PROPOSED, indicator__in=indicators)
    gone = list(open_ones.exclude(fingerprint__in=still).exclude(kind=FindingKind.OTHER).order_by("pk"))
    for finding in gone:
        FINDING_STATES.check(old=finding.state, new=Finding.State.OUTDATED)
        finding.state = Finding.State.OUTDATED
        finding.save(update_fields=["state"])
        record("finding.outdated", subject=finding, by=by, unit_code=unit.code)
    return len(gone)


@transaction.atomic
def raise_finding(
    *, by: User, unit: Unit, title: str, text: str, direction: Direction, origin_kind: str = "person",
    origin_id: str = "", origin_url: str = "",
) -> Finding:  # fmt: skip
    """Propose what a person or a conversation has seen; `origin_*` leads back to where it was said."""
    require(by, Permission.FINDING_DECIDE, on=unit)
    finding = Finding.objects.create(
        unit=unit, kind=FindingKind.OTHER, direction=direction, title=title.strip(), text=text.strip(),
        fingerprint=uuid.uuid4().hex, origin_kind=origin_kind, origin_id=origin_id, origin_url=origin_url,
    )  # fmt: skip
    record("finding.raised", subject=finding, by=by, unit_code=unit.code)
    return finding


@transaction.atomic
def accept_finding(*, by: User, finding: Finding, at: datetime, row: PlanRow | None = None) -> Finding:
    """Confirm a finding and let a row of a draft rest on it; a finding accepted before may still be given a row."""
    require(by, Permission.FINDING_DECIDE, on=finding.unit)
    found = held(finding)
    if found.state != Finding.State.ACCEPTED or row is None or found.row_id is not None:
        decide(found, Finding.State.ACCEPTED, by=by, at=at)
        found.figure = frozen_figure(found, by=by)
    if row is not None:
        require(by, Permission.PLAN_EDIT, on=row.plan.unit)
        require_above(finding, row.plan, on=at.astimezone(COPENHAGEN).date())
        plan = draft(row.plan)
        found.row = row
        touch(plan)
    found.save()
    record("finding.accepted", subject=found, by=by, unit_code=found.unit.code, detail={"row": row.pk if row else None})
    return found


def require_above(finding: Finding, plan: Plan, *, on: date) -> None:
    """Raise WrongPlanError unless the plan is of the finding's unit or of one it is a part of."""
    if not Unit.objects.above(finding.unit, on=on).filter(pk=plan.unit_id).exists():
        raise WrongPlanError


def frozen_figure(finding: Finding, *, by: User) -> FrozenResult | None:
    """Keep the figure the finding is about, as long as it is still the one that was proposed."""
    if not finding.indicator:
        return None
    seen: dict[str, Any] = finding.observed or {}
    cited = Cited(finding.indicator, finding.period, dict(seen["breakdown"]))
    try:
        frozen = freeze_result(by=by, unit=finding.unit, cited=cited)
    except NoFigureError as error:
        raise FigureMovedError from error
    if frozen.value is None or not isclose(frozen.value, seen["value"], rel_tol=1e-9):
        raise FigureMovedError
    return frozen


@transaction.atomic
def accept_into_new_row(*, by: User, finding: Finding, plan: Plan, at: datetime) -> PlanRow:
    """Confirm a finding and begin a row of the draft with its words: good news is kept, the rest is changed."""
    require(by, Permission.FINDING_DECIDE, on=finding.unit)
    held(finding)  # before the plan, as `accept_finding` does, so that two who accept it do not wait for each other
    kind = RowKind.KEEP if finding.direction == Direction.BETTER else RowKind.CHANGE
    values = {"result": finding.text[:CELL_LENGTH], "kind": kind, "dimension": dimension_of(finding)}
    row = add_row(by=by, plan=plan, values={**values, **target_of(finding)})
    accept_finding(by=by, finding=finding, at=at, row=row)
    return row


def dimension_of(finding: Finding) -> str:
    """The quality dimension its indicator belongs to."""
    definition = every_definition().get(finding.indicator)
    return definition.dimension.value if definition else ""


def target_of(finding: Finding) -> dict[str, Any]:
    """The goal the figure was held against, as the row's goal."""
    seen: dict[str, Any] = finding.observed or {}
    if finding.kind == FindingKind.REFERENCE:
        return {"target_indicator": finding.indicator, "target_relation": Relation.REFERENCE}
    if finding.kind != FindingKind.GOAL or not seen.get("goals"):
        return {"target_indicator": finding.indicator}
    goal, measure = seen["goals"][0], seen.get("unit_of_measure", "")
    if measure == "percent" and goal["relation"] == Relation.AT_LEAST and goal["value"] == ALL_OF_THEM:
        return {"target_indicator": finding.indicator, "target_relation": Relation.ALL}
    return {
        "target_indicator": finding.indicator, "target_relation": goal["relation"],
        "target_value": Decimal(str(goal["value"])), "target_unit": SUFFIXES.get(measure, "").strip(),
    }  # fmt: skip


@transaction.atomic
def merge_finding(*, by: User, finding: Finding, into: Finding, at: datetime) -> Finding:
    """Let a proposal be part of another finding about the same thing."""
    require(by, Permission.FINDING_DECIDE, on=finding.unit)
    pair = {each.pk: held(each) for each in sorted((finding, into), key=lambda each: each.pk)}
    found, target = pair[finding.pk], pair[into.pk]
    if found.pk == target.pk or found.unit_id != target.unit_id or target.state not in OPEN_OR_ACCEPTED:
        raise WrongMergeError
    decide(found, Finding.State.MERGED, by=by, at=at)
    found.merged_into = target
    found.save()
    Finding.objects.filter(merged_into=found).update(merged_into=target)
    record("finding.merged", subject=found, by=by, unit_code=found.unit.code, detail={"into": target.pk})
    return found


OPEN_OR_ACCEPTED = (Finding.State.PROPOSED, Finding.State.ACCEPTED)


@transaction.atomic
def dismiss_finding(*, by: User, finding: Finding, reason: str, at: datetime) -> Finding:
    """Decide that a proposal calls for nothing, and say why."""
    require(by, Permission.FINDING_DECIDE, on=finding.unit)
    if not reason.strip():
        raise ReasonMissingError
    found = held(finding)
    decide(found, Finding.State.DISMISSED, by=by, at=at)
    found.reason = reason.strip()
    found.save()
    record("finding.dismissed", subject=found, by=by, unit_code=found.unit.code, detail={"reason": found.reason})
    return found


def held(finding: Finding) -> Finding:
    return Finding.objects.select_for_update(of=("self",)).select_related("unit").get(pk=finding.pk)


def decide(finding: Finding, state: Finding.State, *, by: User, at: datetime) -> None:
    FINDING_STATES.check(old=finding.state, new=state)
    finding.state, finding.decided_by, finding.decided_at = state, by, at
