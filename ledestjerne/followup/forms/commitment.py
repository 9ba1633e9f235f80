"""What came of a commitment."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.fields import DanishDateField
from ledestjerne.followup.forms.marked import prose
from ledestjerne.followup.models import Commitment


class CommitmentRecordForm(forms.Form):
    """That it was done, and what came of it; `due_on` says which time was read."""

    due_on = forms.DateField(widget=forms.HiddenInput)
    done_on = DanishDateField(label=_("Holdt den"), help_text=_("Fx 19.1.2027."))
    text = prose(
        _("Hvad kom der ud af det?"), required=True,
        help_text=_("Kort: hvad blev besluttet, hvem retter hvad, og hvad skal være anderledes til næste gang?"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, commitment: Commitment, on: date) -> None:
        super().__init__(data, initial={"due_on": commitment.due_on.isoformat()})
        self.on = on

    def clean_done_on(self) -> date:
        done_on: date = self.cleaned_data["done_on"]
        if done_on > self.on:
            raise ValidationError(_("Dagen er ikke kommet endnu. Skriv den dag, det blev holdt."))
        return done_on
