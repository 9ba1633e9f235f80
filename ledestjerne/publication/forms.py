"""What a person decides when publishing and revoking."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ledestjerne.publication.preview import Preview


class PublishForm(forms.Form):
    """Whose names are shown, and whether an unchanged plan comes out again."""

    named = forms.TypedMultipleChoiceField(
        label=_("Vis navnet på"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Uden flueben står personens funktion i stedet. Spørg personen, før du viser et navn."),
    )
    even_unchanged = forms.BooleanField(
        label=_("Offentliggør, selv om planen er uændret siden sidste udgave"), required=False
    )

    def __init__(self, data: Any = None, *, preview: Preview) -> None:
        super().__init__(data)
        self.fields["named"].choices = [(user.pk, user.name) for user in preview.people]  # type: ignore[attr-defined]
        if not preview.people:
            del self.fields["named"]
        if not preview.is_unchanged:
            del self.fields["even_unchanged"]


class RevokeForm(forms.Form):
    """Why, for everyone to read."""

    reason = forms.CharField(
        label=_("Hvorfor trækkes udgaven tilbage?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Alle kan læse begrundelsen på udgavens adresse. Nævn ikke det, der ikke måtte stå i udgaven, "
            "og ingen personer."
        ),
    )
