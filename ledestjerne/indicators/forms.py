"""Input about figures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.fields import DanishDecimalField
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.words import UNITS


class TargetForm(forms.Form):
    """The unit's own goal for an indicator; empty takes it away."""

    text = forms.CharField(
        label=_("Begrundelse"),
        required=False,
        max_length=300,
        help_text=_("Hvorfor netop det mål, fx «skolens strategi 2026-2029»."),
    )

    def __init__(self, *args: Any, definition: Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = DanishDecimalField(
            label=_("Måltal"),
            required=False,
            suffix=str(UNITS[definition.unit]),
            help_text=_("Lad feltet stå tomt for at fjerne målet."),
        )
        self.order_fields(["value", "text"])
