"""What people write about findings, plans, rows and initiatives."""

from ledestjerne.followup.forms.commitment import CommitmentRecordForm
from ledestjerne.followup.forms.expectation import CheckForm, ExpectationForm
from ledestjerne.followup.forms.filters import InitiativeFilterForm
from ledestjerne.followup.forms.finding import AcceptForm, DismissForm, MergeForm
from ledestjerne.followup.forms.initiative import InitiativeForm, ReportForm
from ledestjerne.followup.forms.plan import AboutForm, AdoptForm, CarryForm, PlanForm, ReturnForm
from ledestjerne.followup.forms.row import CELL_FIELDS, JudgeForm, RowForm

__all__ = [
    "CELL_FIELDS",
    "AboutForm",
    "AcceptForm",
    "AdoptForm",
    "CarryForm",
    "CheckForm",
    "CommitmentRecordForm",
    "DismissForm",
    "ExpectationForm",
    "InitiativeFilterForm",
    "InitiativeForm",
    "JudgeForm",
    "MergeForm",
    "PlanForm",
    "ReportForm",
    "ReturnForm",
    "RowForm",
]  # fmt: skip
