"""What an initiative is expected to do to a figure, and what is done about it when one has looked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.fields import DanishDateField, DanishDecimalField
from ledestjerne.followup.forms.marked import prose
from ledestjerne.followup.models import Consequence, Expectation, Way
from ledestjerne.followup.reads.catalogue import indicator_titles
from ledestjerne.indicators import reads as figures
from ledestjerne.organisation.models import Unit

FIELDS = ("indicator", "way", "size", "check_on")


class ExpectationForm(forms.Form):
    """Which figure, of which unit, which way, how far, and when to look."""

    indicator = forms.ChoiceField(label=_("Nøgletal"), help_text=_("Det tal, indsatsen skal flytte."))
    unit = forms.ChoiceField(
        label=_("Enhed"), help_text=_("Vælg den, indsatsen gælder. Jo flere personer, jo mere kan tallet vise.")
    )
    way = forms.ChoiceField(label=_("Tallet"), choices=Way.choices, widget=forms.RadioSelect)
    size = DanishDecimalField(
        label=_("Med mindst"), required=False, max_digits=12, decimal_places=3, min_value=0,
        help_text=_(
            "I tallets egen enhed; for procent er det procentpoint. Uden et tal bruges vejen til målet, hvis der er et. "
            "En ventet størrelse gør det muligt at sige, at der ingen virkning var."
        ),
    )  # fmt: skip
    check_on = DanishDateField(
        label=_("Ses efter den"),
        help_text=_("Vælg en dag, hvor der er tal for en hel periode efter, at indsatsen begyndte."),
    )

    def __init__(self, data: Any = None, *, units: Sequence[Unit], expectation: Expectation | None = None) -> None:
        kept = {field: getattr(expectation, field) for field in FIELDS} if expectation else {}
        super().__init__(data, initial={**kept, **({"unit": expectation.unit.code} if expectation else {})})
        self.units = {unit.code: unit for unit in units}
        self.fields["indicator"].choices = list(indicator_titles().items())  # type: ignore[attr-defined]
        self.fields["unit"].choices = [(code, unit.name) for code, unit in self.units.items()]  # type: ignore[attr-defined]

    def clean_size(self) -> Any:
        return self.cleaned_data["size"] or None

    def clean(self) -> None:
        indicator, code = self.cleaned_data.get("indicator"), self.cleaned_data.get("unit")
        if indicator and code and figures.newest_whole(self.units[code], indicator) is None:
            self.add_error(
                "indicator", _("Der er intet tal for den enhed at gå ud fra. Vælg et andet tal eller en anden enhed.")
            )

    @property
    def values(self) -> dict[str, Any]:
        return {**{field: self.cleaned_data[field] for field in FIELDS}, "unit": self.units[self.cleaned_data["unit"]]}


class CheckForm(forms.Form):
    """What is done now that one has looked."""

    consequence = forms.ChoiceField(
        label=_("Hvad gør I nu?"), choices=Consequence.choices, widget=forms.RadioSelect,
        help_text=_("Tallet foreslår; I beslutter. Det kan være rigtigt at fortsætte, selv om tallet ikke kan afgøre det."),
    )  # fmt: skip
    text = prose(_("Begrundelse"), length=2000, rows=3, help_text=_("Kort: hvorfor, og hvem gør hvad."))
