"""Writing down what happened."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ledestjerne.base.fields import DanishDateField
from ledestjerne.explore.models import NoteKind, TimelineNote


class NoteForm(forms.Form):
    """A day, what sort of thing it was, and a few words that fit beside a line."""

    happened_on = DanishDateField(label=_("Dato"), help_text=_("Den dag, det begyndte at gælde, fx 1.8.2025."))
    kind = forms.ChoiceField(label=_("Hvad slags"), choices=NoteKind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Tekst"), max_length=200, help_text=_("Kort, for den står på tegningen: fx «Nyt fraværssystem».")
    )

    def __init__(self, data: Any = None, *, note: TimelineNote | None = None) -> None:
        initial = {"happened_on": note.happened_on, "kind": note.kind, "text": note.text} if note else None
        super().__init__(data, initial=initial)
