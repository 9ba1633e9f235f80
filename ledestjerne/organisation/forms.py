"""Input about units and the people who belong to them."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.permissions import Role
from ledestjerne.organisation.models import InstitutionType, Level, Unit

BELOW = {
    Level.NATION: (Level.REGION, Level.NETWORK, Level.MUNICIPALITY, Level.INSTITUTION),
    Level.REGION: (Level.MUNICIPALITY, Level.INSTITUTION),
    Level.NETWORK: (Level.MUNICIPALITY, Level.INSTITUTION),
    Level.MUNICIPALITY: (Level.INSTITUTION, Level.DEPARTMENT),
    Level.INSTITUTION: (Level.DEPARTMENT, Level.EDUCATION, Level.CLASS),
    Level.DEPARTMENT: (Level.EDUCATION, Level.CLASS, Level.COURSE),
    Level.EDUCATION: (Level.CLASS, Level.COURSE),
    Level.CLASS: (Level.COURSE,),
    Level.COURSE: (),
}


TOPS = (Level.NETWORK, Level.MUNICIPALITY, Level.REGION, Level.INSTITUTION)


class UnitForm(forms.Form):
    """A new unit below another."""

    level = forms.ChoiceField(label=_("Niveau"), choices=Level.choices)
    code = forms.CharField(
        label=_("Kode"),
        max_length=120,
        help_text=_("En institution har sit institutionsnummer på seks cifre. Et hold har fx koden 999001-hold-TØ26A."),
    )
    name = forms.CharField(label=_("Navn"), max_length=200)
    institution_type = forms.ChoiceField(
        label=_("Type"),
        choices=[("", _("Ikke en institution")), *InstitutionType.choices],
        required=False,
        help_text=_("Udfyldes kun for institutioner."),
    )
    cvr = forms.RegexField(
        label=_("CVR-nummer"), regex=r"^\d{8}$", required=False, help_text=_("Otte cifre. Kan udelades."),
        error_messages={"invalid": _("Et CVR-nummer har otte cifre.")},
    )  # fmt: skip
    starts_on = forms.DateField(label=_("Oprettet"), required=False, help_text=_("Fx 1.8.2026. Kan udelades."))

    def __init__(self, *args: object, allowed: Sequence[Level], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as given
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = [(each.value, each.label) for each in allowed]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip()
        if Unit.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Der er allerede en enhed med koden %(code)s."), params={"code": code})
        return code

    def clean(self) -> None:
        code, level = self.cleaned_data.get("code", ""), self.cleaned_data.get("level")
        if level == Level.INSTITUTION and not (code.isdigit() and len(code) == 6):
            self.add_error("code", _("Et institutionsnummer har seks cifre, fx 281009."))
        if level == Level.MUNICIPALITY and not (code.isdigit() and len(code) == 3):
            self.add_error("code", _("En kommunekode har tre cifre, fx 657."))


class TopForm(UnitForm):
    """A unit that stands by itself, and who administers it."""

    email = forms.EmailField(
        label=_("Systemadministratorens e-mail"),
        help_text=_(
            "Den første, der kan give roller på enheden. Har personen en konto i forvejen, får den blot rollen."
        ),
    )
    person = forms.CharField(label=_("Systemadministratorens navn"), max_length=120)
    password = forms.CharField(
        label=_("Midlertidig adgangskode"), min_length=12, required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Mindst 12 tegn. Bruges kun, når kontoen er ny. Personen skifter den selv bagefter."),
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, allowed=TOPS, **kwargs)
        self.fields["code"].help_text = _(
            "En institution har sit institutionsnummer på seks cifre, en kommune sin kode på tre, et netværk fx net-fjordlandet."
        )

    @property
    def unit(self) -> dict[str, str | date | None]:
        """What is said of the unit itself."""
        return {name: self.cleaned_data[name] for name in ("code", "name", "institution_type", "cvr", "starts_on")}


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Navn"), max_length=200, help_text=_("Koden og historien bliver, som de er."))


class MoveForm(forms.Form):
    """Where a unit goes, and from when."""

    parent = forms.ModelChoiceField(label=_("Hører fremover under"), queryset=Unit.objects.none())
    on = forms.DateField(
        label=_("Fra den"), help_text=_("Fx 1.8.2026. Tal fra før den dag bliver, hvor de er."),
    )  # fmt: skip

    def __init__(self, *args: object, choices: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through as given
        self.fields["parent"].queryset = choices  # type: ignore[attr-defined]  # a ModelChoiceField has one


class MergeForm(MoveForm):
    """Which unit it becomes part of, and from when."""

    parent = forms.ModelChoiceField(label=_("Lægges sammen med"), queryset=Unit.objects.none())


class CloseForm(forms.Form):
    on = forms.DateField(label=_("Nedlægges fra den"), help_text=_("Fx 1.8.2026. Tal fra før den dag bliver."))


class MemberForm(forms.Form):
    """A person and a role on this unit and everything below it."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("Har personen en konto i forvejen, får den blot rollen."))
    name = forms.CharField(label=_("Navn"), max_length=120)
    role = forms.ChoiceField(
        label=_("Rolle"),
        choices=lambda: [(role.value, role.label) for role in Role],
        help_text=_("Rollen gælder her og på alt herunder. Du kan ikke give flere rettigheder, end du selv har."),
    )
