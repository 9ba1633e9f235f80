"""What the list of initiatives may be narrowed to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ledestjerne.followup.models import Dimension, InitiativeStatus, RowKind
from ledestjerne.followup.reads import InitiativeQuery
from ledestjerne.followup.reads.initiatives import SORTS

ALL = ("", _("Alle"))
DEADLINES = [ALL, ("overdue", _("Overskredet")), ("soon", _("Inden for 30 dage")), ("none", _("Uden dato"))]


class InitiativeFilterForm(forms.Form):
    """Every choice may be left out; an unknown one counts as left out."""

    status = forms.ChoiceField(label=_("Status"), choices=[ALL, *InitiativeStatus.choices], required=False)
    owner = forms.ChoiceField(label=_("Ansvarlig"), required=False)
    dimension = forms.ChoiceField(label=_("Kvalitetsdimension"), choices=[ALL, *Dimension.choices], required=False)
    kind = forms.ChoiceField(label=_("Type"), choices=[ALL, *RowKind.choices], required=False)
    deadline = forms.ChoiceField(label=_("Frist"), choices=DEADLINES, required=False)
    year = forms.ChoiceField(label=_("Plan"), required=False)
    sort = forms.ChoiceField(choices=[(key, key) for key in SORTS], required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, owners: Sequence[str], years: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["owner"].choices = [ALL, *((name, name) for name in owners)]  # type: ignore[attr-defined]
        self.fields["year"].choices = [ALL, *((year, year) for year in years)]  # type: ignore[attr-defined]

    @property
    def query(self) -> InitiativeQuery:
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return InitiativeQuery(**chosen)
