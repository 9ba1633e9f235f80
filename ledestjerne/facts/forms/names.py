"""Which unit a name stands for."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledestjerne.facts.unit_names import FoundName
from ledestjerne.organisation.models import Unit

UNITS = "enheder"
"""The id of the list of units on the page, which every field offers from."""
LAST_CODE = re.compile(r"\(([^()\s]+)\)$")


class NamesForm(forms.Form):
    """A field for each name; the unit is given by its code, alone or in brackets after its name."""

    use_required_attribute = False

    def __init__(self, *args: Any, names: Sequence[FoundName], units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        self.units = {unit.code: unit for unit in units}
        for number, each in enumerate(names):
            self.fields[f"name_{number}"] = forms.CharField(
                label=each.printed, required=False, max_length=300, initial=offered(each.unit) if each.unit else "",
                widget=forms.TextInput(attrs={"list": UNITS, "autocomplete": "off"}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name, said in list(data.items()):
            data[name] = self.unit_of(name, said.strip())
        return data

    def unit_of(self, field: str, said: str) -> Unit | None:
        """The unit that is meant; none for an empty field, and an error for what is no unit's code."""
        if not said:
            return None
        found = LAST_CODE.search(said)
        unit = self.units.get(found[1] if found else said)
        if unit is None:
            self.add_error(field, ValidationError(_("Vælg en enhed fra listen, eller skriv dens nummer.")))
        return unit

    @property
    def chosen(self) -> dict[str, Unit | None]:
        return {each.printed: self.cleaned_data[f"name_{number}"] for number, each in enumerate(self.names)}


def offered(unit: Unit) -> str:
    return f"{unit.name} ({unit.code})"
