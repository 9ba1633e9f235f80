"""An initiative, who answers for it, and how it goes."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Role
from ledestjerne.base.fields import DanishDateField
from ledestjerne.followup.forms.marked import add_marks, prose
from ledestjerne.followup.models import Initiative, InitiativeStatus

FIELDS = ("text", "period_text", "starts_on", "ends_on", "meeting_months", "meeting_what", "meeting_who")
EMPTY_LINES = 2
LONGEST_NAME = 120


class NamesInput(forms.Widget):
    """Several names, one a line, with suggestions as one types."""

    template_name = "followup/names_input.html"

    def __init__(self, suggestions: Sequence[str] = ()) -> None:
        super().__init__()
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        lines = [*(value or []), *[""] * EMPTY_LINES]
        return {**context, "lines": lines, "suggestions": self.suggestions}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        found = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return [line.strip() for line in found if line.strip()]


class NamesField(forms.Field):
    """A list of names; empty lines are left out, and each is a text like any other."""

    widget = NamesInput
    line = forms.CharField(max_length=LONGEST_NAME)

    def to_python(self, value: Any) -> list[str]:
        return [self.line.clean(each) for each in value or []]


class InitiativeForm(forms.Form):
    """What is done, when, and by whom."""

    text = prose(
        _("Indsats"), required=True, length=2000, rows=3,
        help_text=_("Hvad gøres der? Fx «Afdelingerne retter skema og registrering, når månedens opgørelse kommer»."),
    )  # fmt: skip
    people = NamesField(label=_("Ansvarlige personer"), required=False)
    titles = NamesField(label=_("Ansvarlige funktioner"), required=False)
    starts_on = DanishDateField(label=_("Begynder"), required=False, help_text=_("Fx 1.3.2027."))
    ends_on = DanishDateField(label=_("Frist"), required=False, help_text=_("Fx 30.6.2027."))
    period_text = forms.CharField(
        label=_("Periode med ord"), required=False, max_length=300,
        help_text=_("Når en dato ikke passer: «i løbet af skoleåret», «indgår i MUS»."),
    )  # fmt: skip
    meeting_months = forms.TypedMultipleChoiceField(
        label=_("Møder, der vender tilbage"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        choices=list(MONTHS.items()),
    )  # fmt: skip
    meeting_what = forms.CharField(label=_("Møde om"), required=False, max_length=300)
    meeting_who = forms.CharField(label=_("Indkaldes"), required=False, max_length=500)

    def __init__(self, data: Any = None, *, owners: Sequence[User], initiative: Initiative | None = None) -> None:
        kept = {field: getattr(initiative or Initiative(), field) for field in FIELDS}
        if initiative is not None:
            kept |= initiative.owners_named()
        super().__init__(data, initial=kept)
        self.owners = owners
        self.fields["people"].widget = NamesInput([person.name for person in owners])
        self.fields["people"].help_text = _("Én på hver linje. De får indsatsen på deres opgaveliste.")
        self.fields["titles"].widget = NamesInput([role.label for role in Role])
        self.fields["titles"].help_text = _("Fx Stabs-/støttechef eller Skemalægger.")
        if initiative is not None:
            add_marks(self, kept=kept, fields=kept)

    def clean_people(self) -> list[User]:
        known = {person.name.casefold(): person for person in self.owners}
        known |= {person.email.casefold(): person for person in self.owners}
        people = []
        for name in self.cleaned_data["people"] or []:
            if name.casefold() not in known:
                raise ValidationError(self.unknown(name))
            people.append(known[name.casefold()])
        return people

    def unknown(self, name: str) -> str:
        """Say kindly that the person cannot be found, and who may have been meant."""
        near = get_close_matches(name, [person.name for person in self.owners], n=1, cutoff=0.6)
        if near:
            return str(_("Vi kender ikke «%(name)s» her. Mente du «%(near)s»?") % {"name": name, "near": near[0]})
        return str(
            _(
                "Vi kender ikke «%(name)s» her. Skriv personen som funktion, eller giv personen en rolle på skolen først."
            )
            % {"name": name}
        )

    def clean(self) -> None:
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("Fristen ligger før begyndelsen. Byt de to datoer, eller ret den ene."))
        if self.cleaned_data.get("meeting_what") and not self.cleaned_data.get("meeting_months"):
            self.add_error("meeting_months", _("Vælg de måneder, mødet holdes i."))

    @property
    def values(self) -> dict[str, Any]:
        return {field: self.cleaned_data[field] for field in FIELDS}


class ReportForm(forms.Form):
    """How an initiative goes."""

    status = forms.ChoiceField(
        label=_("Hvor langt er den?"), choices=InitiativeStatus.choices, widget=forms.RadioSelect
    )
    outcome_text = prose(
        _("Hvad kom der af det?"), help_text=_("Kort: hvad er gjort, og hvad kan I se? Kan udfyldes undervejs.")
    )

    def __init__(self, data: Any = None, *, initiative: Initiative) -> None:
        kept = {"status": initiative.status, "outcome_text": initiative.outcome_text}
        super().__init__(data, initial=kept)
        add_marks(self, kept=kept, fields=kept)
