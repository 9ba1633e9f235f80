"""Asking, and choosing what is shared."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ledestjerne.organisation.models import Level, Unit, UnitQuerySet

Choices = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class InviteForm(forms.Form):
    """Which institution a network asks."""

    code = forms.RegexField(
        label=_("Institutionsnummer"), regex=r"^\d{6}$",
        help_text=_("De seks cifre, fx 281009. Institutionen svarer selv på sin side om deling."),
        error_messages={"invalid": _("Et institutionsnummer har seks cifre.")},
    )  # fmt: skip

    def clean_code(self) -> Unit:
        found = Unit.objects.filter(code=self.cleaned_data["code"], level=Level.INSTITUTION).first()
        if found is None:
            raise forms.ValidationError(_("Der er ingen institution med det nummer i denne installation."))
        return found


class JoinForm(forms.Form):
    """Which network an institution asks."""

    network = forms.ModelChoiceField(
        label=_("Netværk"), queryset=Unit.objects.none(), empty_label=_("Vælg et netværk"),
        help_text=_("Netværkets egne folk svarer. I deler ingenting, før I selv vælger det."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, networks: UnitQuerySet) -> None:
        super().__init__(data)
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]  # a ModelChoiceField has one


class ShareForm(forms.Form):
    """Which of its own indicators an institution shares, under their dimensions."""

    indicators = forms.MultipleChoiceField(
        label=_("Nøgletal, I deler"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Kun hele institutionens tal deles, aldrig hold, afdelinger eller dele. "
                    "Det, der er skjult for jer, er skjult for alle."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, choices: Choices, chosen: Sequence[str] = ()) -> None:
        super().__init__(data, initial={"indicators": list(chosen)})
        self.fields["indicators"].choices = choices  # type: ignore[attr-defined]  # a choice field has choices
