"""Input about figures."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.fields import DanishDecimalField, FileInput
from ledestjerne.base.files import BrokenTextError, read_text
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.reads import RULE, Limits, Wanted
from ledestjerne.indicators.words import DIMENSIONS, STATUSES, UNITS

LONGEST_TEXT = 100_000
MOST_NEEDED = 50
ALL = ("", _("Alle"))


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


class LimitForm(forms.Form):
    """The smallest groups an institution lets be shown; never below the rule."""

    fewest = forms.IntegerField(
        label=_("Mindste gruppe, der vises"),
        min_value=RULE.fewest,
        max_value=MOST_NEEDED,
        help_text=_("Antal personer. Reglen er 4: grupper på tre eller færre skjules altid."),
    )
    fewest_wellbeing = forms.IntegerField(
        label=_("Mindste gruppe, der vises, når tallet er om trivsel"),
        min_value=RULE.fewest_wellbeing,
        max_value=MOST_NEEDED,
        help_text=_("Antal personer. Reglen er 6: grupper på fem eller færre skjules altid."),
    )

    @property
    def limits(self) -> Limits:
        """What was chosen; the form must be valid."""
        return Limits(self.cleaned_data["fewest"], self.cleaned_data["fewest_wellbeing"])


class CatalogueForm(forms.Form):
    """What to look for in the catalogue; a choice nobody knows counts as left out."""

    q = forms.CharField(label=_("Søg"), required=False, max_length=200)
    dimension = forms.ChoiceField(
        label=_("Kvalitetsdimension"),
        required=False,
        choices=[ALL, *((each.value, name) for each, name in DIMENSIONS.items())],
    )
    framework = forms.ChoiceField(label=_("Lov eller ramme"), required=False)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("I brug og mangler kilde")), *((each.value, name) for each, name in STATUSES.items())],
    )

    def __init__(self, data: Any, *, frameworks: Sequence[str]) -> None:
        super().__init__(data)
        choice = self.fields["framework"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [ALL, *((name, name) for name in frameworks)]

    @property
    def wanted(self) -> Wanted:
        """The choices that make sense."""
        self.is_valid()
        chosen = self.cleaned_data
        return Wanted(
            text=chosen.get("q", ""),
            dimension=chosen.get("dimension", ""),
            framework=chosen.get("framework", ""),
            status=chosen.get("status", ""),
        )


class TrialForm(forms.Form):
    """A definition to try, written or as a file."""

    text = forms.CharField(
        label=_("Definitionen"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code-input"}),
        help_text=_("Indsæt hele filen, som den skal ligge i definitions/indicators."),
    )
    file = forms.FileField(
        label=_("Eller vælg en fil"),
        required=False,
        widget=FileInput,
        help_text=_("En fil, der ender på .yaml. Vælges en fil, bruges den i stedet for teksten."),
    )

    definition: Definition | None = None

    def clean(self) -> dict[str, Any]:
        """Read the definition; each mistake names its key."""
        chosen = super().clean() or {}
        text = self.given(chosen)
        if not text.strip():
            raise ValidationError(gettext("Indsæt en definition, eller vælg en fil."))
        try:
            self.definition = read_text(text, model=Definition)
        except BrokenTextError as error:
            raise ValidationError(
                [ValidationError("%(told)s", params={"told": each}) for each in error.complaints]
            ) from error
        return chosen

    def given(self, chosen: dict[str, Any]) -> str:
        file = chosen.get("file")
        if file is None:
            return str(chosen.get("text", ""))
        if file.size > LONGEST_TEXT:
            raise ValidationError(gettext("Filen er for stor. En definition fylder højst 100 kB."))
        try:
            return str(file.read().decode("utf-8"))
        except UnicodeDecodeError as error:
            raise ValidationError(gettext("Filen er ikke gemt som UTF-8. Gem den igen, og prøv på ny.")) from error
