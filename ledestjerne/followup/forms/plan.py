"""A plan's own texts and its way from state to state."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.fields import DanishDateField
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.base.time import Period, PeriodKind, UnknownPeriodError
from ledestjerne.followup.forms.marked import add_marks, prose
from ledestjerne.followup.models import Plan

FIELDS = ("title", "introduction")


class PlanForm(forms.Form):
    """A new plan."""

    year = forms.CharField(
        label=_("År"), max_length=9, widget=forms.TextInput(attrs={"class": "form-input--short"}),
        help_text=_("Et kalenderår (2027) eller et skoleår (2026/2027)."),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Titel"),
        max_length=300,
        widget=forms.TextInput(attrs={"class": "form-input--long"}),
        help_text=_("Står øverst i planen og på den offentlige side."),
    )
    introduction = prose(
        _("Indledning"), length=10_000,
        help_text=_("Hvad planen bygger på. Kan skrives nu eller senere."),
    )  # fmt: skip
    is_carried = forms.BooleanField(label=_("Byg videre på den forrige plan"), required=False, initial=True)

    def __init__(self, *args: object, before: Plan | None, year: str, **kwargs: object) -> None:
        title = _("Opfølgningsplan %(year)s") % {"year": shown_period(year)}
        super().__init__(*args, initial={"year": year, "title": title}, **kwargs)  # type: ignore[arg-type,misc]  # passed through as given
        if before is None:
            del self.fields["is_carried"]
        else:
            self.fields["is_carried"].label = _("Byg videre på «%(title)s»") % {"title": before.title}
            self.fields["is_carried"].help_text = _("Du vælger selv rækkerne og skriver, hvad der kom af dem.")

    def clean_year(self) -> str:
        try:
            period = Period.parse(self.cleaned_data["year"])
        except UnknownPeriodError as error:
            raise ValidationError(_("Skriv et år som 2027 eller et skoleår som 2026/2027.")) from error
        if period.kind not in (PeriodKind.YEAR, PeriodKind.SCHOOL_YEAR):
            raise ValidationError(_("Skriv et år som 2027 eller et skoleår som 2026/2027."))
        return period.key


class AboutForm(forms.Form):
    """Title and introduction of a draft."""

    title = forms.CharField(
        label=_("Titel"), max_length=300, widget=forms.TextInput(attrs={"class": "form-input--long"})
    )
    introduction = prose(
        _("Indledning"), length=10_000, rows=8,
        help_text=_("Hvad planen bygger på: selvevalueringen, rapporterne, samtalerne. Står over tabellen."),
    )  # fmt: skip

    def __init__(self, *args: object, plan: Plan, **kwargs: object) -> None:
        kept = {field: getattr(plan, field) for field in FIELDS}
        super().__init__(*args, initial=kept, **kwargs)  # type: ignore[arg-type,misc]  # passed through as given
        add_marks(self, kept=kept, fields=FIELDS)


class Versioned(forms.Form):
    """A move of a plan, made by someone who has read just this version."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(Versioned):
    reason = prose(
        _("Hvad mangler?"), required=True, length=2000,
        help_text=_("Står øverst på planen, så den der skriver videre, ved hvad der skal til."),
    )  # fmt: skip


class AdoptForm(Versioned):
    on = DanishDateField(label=_("Vedtaget den"), help_text=_("Fx dagen for bestyrelsesmødet: 14.12.2026."))


class CarryForm(forms.Form):
    """Which of last year's rows go on."""

    rows = forms.TypedMultipleChoiceField(coerce=int, required=False, label=_("Rækker der videreføres"))

    def __init__(self, *args: object, choices: list[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as given
        self.fields["rows"].choices = choices  # type: ignore[attr-defined]  # a choice field has choices
