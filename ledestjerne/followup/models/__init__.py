"""Findings, plans with their rows, and initiatives."""

from ledestjerne.followup.models.finding import FINDING_STATES, Direction, Finding, FindingKind
from ledestjerne.followup.models.initiative import Initiative, InitiativeOwner, InitiativeStatus
from ledestjerne.followup.models.plan import PLAN_STATES, Plan, PlanState
from ledestjerne.followup.models.row import Dimension, Outcome, PlanRow, Relation, RowKind

__all__ = [
    "FINDING_STATES", "PLAN_STATES", "Dimension", "Direction", "Finding", "FindingKind", "Initiative",
    "InitiativeOwner", "InitiativeStatus", "Outcome", "Plan", "PlanRow", "PlanState", "Relation", "RowKind",
]  # fmt: skip
