"""Forms that remember the texts they started from."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ledestjerne.followup.stale import mark

PREFIX = "read_"
TOO_LONG = _(
    "Teksten er på %(show_value)d tegn, og der er plads til %(limit_value)d. Kort den ned, eller del den i to."
)


def add_marks(form: forms.Form, *, kept: Mapping[str, Any], fields: Iterable[str]) -> None:
    """Give the form a hidden mark of each text it shows, so that its save says what it started from."""
    for field in fields:
        form.fields[f"{PREFIX}{field}"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=mark(kept[field])
        )


def read_marks(data: Mapping[str, Any]) -> dict[str, str]:
    """The marks a form was sent with, by field."""
    return {name.removeprefix(PREFIX): str(data[name]) for name in data if name.startswith(PREFIX)}


class ProseField(forms.CharField):
    """A text of some lines; browsers end lines in their own way, which is no change of the text."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")


def prose(label: Any, *, help_text: Any = "", required: bool = False, length: int = 5000, rows: int = 4) -> ProseField:
    """A text of some lines, with a kind word when it is too long."""
    field = ProseField(
        label=label, help_text=help_text, required=required, max_length=length,
        widget=forms.Textarea(attrs={"rows": rows}), error_messages={"max_length": TOO_LONG},
    )  # fmt: skip
    field.widget.attrs.pop("maxlength", None)  # the browser would cut a pasted text without a word
    return field
