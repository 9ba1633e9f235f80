"""What people write about findings, plans, rows and initiatives."""

from ledestjerne.followup.forms.filters import InitiativeFilterForm
from ledestjerne.followup.forms.finding import AcceptForm, DismissForm, MergeForm
from ledestjerne.followup.forms.initiative import InitiativeForm, ReportForm
from ledestjerne.followup.forms.plan import AboutForm, AdoptForm, CarryForm, PlanForm, ReturnForm
from ledestjerne.followup.forms.row import CELL_FIELDS, JudgeForm, RowForm

__all__ = [
    "CELL_FIELDS", "AboutForm", "AcceptForm", "AdoptForm", "CarryForm", "DismissForm", "InitiativeFilterForm",
    "InitiativeForm", "JudgeForm", "MergeForm", "PlanForm", "ReportForm", "ReturnForm", "RowForm",
]  # fmt: skip
