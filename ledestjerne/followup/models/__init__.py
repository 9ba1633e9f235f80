"""Findings, plans with their rows, and initiatives."""

from ledestjerne.followup.models.commitment import Commitment, CommitmentRecord
from ledestjerne.followup.models.expectation import Consequence, EffectCheck, EffectVerdict, Expectation, Way
from ledestjerne.followup.models.finding import FINDING_STATES, Direction, Finding, FindingKind
from ledestjerne.followup.models.initiative import Initiative, InitiativeOwner, InitiativeStatus
from ledestjerne.followup.models.plan import PLAN_STATES, Plan, PlanState
from ledestjerne.followup.models.row import Dimension, Outcome, PlanRow, Relation, RowKind

__all__ = [
    "FINDING_STATES",
    "PLAN_STATES",
    "Commitment",
    "CommitmentRecord",
    "Consequence",
    "Dimension",
    "Direction",
    "EffectCheck",
    "EffectVerdict",
    "Expectation",
    "Finding",
    "FindingKind",
    "Initiative",
    "InitiativeOwner",
    "InitiativeStatus",
    "Outcome",
    "Plan",
    "PlanRow",
    "PlanState",
    "Relation",
    "RowKind",
    "Way",
]  # fmt: skip
