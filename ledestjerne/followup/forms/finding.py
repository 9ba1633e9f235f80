"""What a person decides about a proposal."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ledestjerne.followup.forms.marked import prose
from ledestjerne.followup.models import Finding, Plan, PlanRow

NEW, LATER = "new", "later"


class AcceptForm(forms.Form):
    """Where the finding goes."""

    place = forms.ChoiceField(label=_("Hvor skal det stå?"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, plan: Plan | None, rows: Sequence[PlanRow]) -> None:
        super().__init__(data, initial={"place": NEW if plan else LATER})
        choices: list[tuple[str, Any]] = []
        if plan is not None:
            choices = [(NEW, _("I en ny række i «%(plan)s»") % {"plan": plan.title})]
            choices += [(str(row.pk), row_words(row)) for row in rows]
        self.fields["place"].choices = [*choices, (LATER, _("Ikke i planen endnu"))]  # type: ignore[attr-defined]


def row_words(row: PlanRow) -> str:
    """«I række 1: Fraværet på grundforløbet er højere …»."""
    return _("I række %(number)s: %(text)s") % {"number": row.position, "text": Truncator(row.result).words(12)}


class MergeForm(forms.Form):
    """Which other finding says the same."""

    into = forms.ModelChoiceField(
        label=_("Lægges sammen med"), queryset=Finding.objects.none(), empty_label=None, widget=forms.RadioSelect,
        help_text=_("Begge bliver stående med deres tal; det ene følger fremover det andet."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, others: Any) -> None:
        super().__init__(data)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]  # a ModelChoiceField has one


class DismissForm(forms.Form):
    reason = prose(
        _("Hvorfor kræver det ikke noget?"), required=True, length=2000, rows=3,
        help_text=_("Fx «Skyldes en kendt fejl i registreringen, rettet i oktober». Begrundelsen gemmes sammen med tallet."),
    )  # fmt: skip
