"""Questions about findings, plans and initiatives."""

from ledestjerne.followup.reads.findings import (
    FindingCard,
    card_of,
    decided_findings,
    finding_for,
    others_of,
    proposed_findings,
    waiting_for_a_row,
)
from ledestjerne.followup.reads.initiatives import (
    InitiativeQuery,
    InitiativeSheet,
    choices_of,
    initiative_for,
    initiative_sheet,
    initiatives_of,
)
from ledestjerne.followup.reads.listing import initiative_table
from ledestjerne.followup.reads.observations import observations_of
from ledestjerne.followup.reads.plans import (
    HEADERS,
    Header,
    PlanSheet,
    RowSheet,
    draft_around,
    plan_before,
    plan_for,
    plan_sheet,
    plan_state,
    plans_below,
    plans_of,
    row_for,
    row_sheet,
)
from ledestjerne.followup.reads.tasks import Tasks, task_count, tasks_of
from ledestjerne.followup.reads.thread import deliveries_behind, moments_of, thread_of, threads_of

__all__ = [
    "HEADERS", "FindingCard", "Header", "InitiativeQuery", "InitiativeSheet", "PlanSheet", "RowSheet", "Tasks",
    "card_of", "choices_of", "decided_findings", "deliveries_behind", "draft_around", "finding_for", "initiative_for", "initiative_sheet",
    "initiative_table", "initiatives_of", "moments_of", "observations_of", "others_of", "plan_before", "plan_for", "plan_sheet",
    "plan_state", "plans_below", "plans_of", "proposed_findings", "row_for", "row_sheet", "task_count", "tasks_of", "thread_of", "threads_of",
    "waiting_for_a_row",
]  # fmt: skip
