"""Every change to findings, plans, rows and initiatives."""

from ledestjerne.followup.writes.carrying import NothingToCarryError, carry_rows
from ledestjerne.followup.writes.commitment import (
    AlreadyRecordedError,
    CommitmentStandsError,
    end_commitment,
    make_commitment,
    record_commitment,
)
from ledestjerne.followup.writes.expectation import (
    AlreadyJudgedError,
    GoesOnError,
    judge_effect,
    remove_expectation,
    set_expectation,
)
from ledestjerne.followup.writes.finding import (
    FigureMovedError,
    ReasonMissingError,
    Review,
    WrongMergeError,
    WrongPlanError,
    accept_finding,
    accept_into_new_row,
    dismiss_finding,
    merge_finding,
    propose_findings,
    raise_finding,
)
from ledestjerne.followup.writes.guards import PlanLockedError, StalePlanError
from ledestjerne.followup.writes.initiative import (
    WrongOwnerError,
    add_initiative,
    edit_initiative,
    remove_initiative,
    report_on_initiative,
)
from ledestjerne.followup.writes.plan import (
    PlanExistsError,
    PlanNotReadyError,
    adopt_plan,
    close_plan,
    create_plan,
    describe_plan,
    propose_plan,
    return_plan,
)
from ledestjerne.followup.writes.row import add_row, edit_row, judge_row, move_row, remove_row

__all__ = [
    "AlreadyJudgedError", "AlreadyRecordedError", "CommitmentStandsError", "FigureMovedError", "GoesOnError", "NothingToCarryError", "PlanExistsError", "PlanLockedError", "PlanNotReadyError", "ReasonMissingError", "Review", "StalePlanError", "WrongMergeError", "WrongOwnerError", "WrongPlanError", "accept_finding", "accept_into_new_row", "add_initiative", "add_row", "adopt_plan", "carry_rows", "close_plan", "create_plan", "describe_plan", "dismiss_finding", "edit_initiative", "edit_row", "end_commitment", "judge_effect", "judge_row", "make_commitment", "merge_finding", "move_row", "propose_findings", "propose_plan", "raise_finding", "record_commitment", "remove_expectation", "remove_initiative", "remove_row", "report_on_initiative", "return_plan", "set_expectation",
]  # fmt: skip
