"""Which of the changes a register proposes are to be made."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.facts.unit_changes import QUESTIONS, ChangeKind, UnitChange
from ledestjerne.facts.words import change_text

MOST_LISTED = 400
"""A page and a form of more choices help nobody; more are taken or left together."""

TITLES = {
    ChangeKind.NEW: gettext_lazy("Nye enheder"),
    ChangeKind.RENAMED: gettext_lazy("Nye navne"),
    ChangeKind.MERGED: gettext_lazy("Lagt sammen ifølge registeret"),
    ChangeKind.CLOSED: gettext_lazy("Nedlagt ifølge registeret"),
    ChangeKind.PERHAPS_MERGED: gettext_lazy("Er de lagt sammen?"),
    ChangeKind.GONE: gettext_lazy("Er de nedlagt?"),
}
HELP = {
    ChangeKind.PERHAPS_MERGED: gettext_lazy(
        "Den ene er væk, og netop én ny har samme CVR-nummer. Registeret siger ikke, om de er lagt sammen. "
        "Vælg dem, du ved er det."
    ),
    ChangeKind.GONE: gettext_lazy(
        "De stod i det forrige register og står ikke i dette. Er filen et udsnit, skal ingen af dem vælges."
    ),
}


class ChangesForm(forms.Form):
    """For each kind of change: all of them, or those ticked. What a register only lets suspect is not ticked before."""

    def __init__(self, data: Any = None, *, changes: Sequence[UnitChange]) -> None:
        super().__init__(data)
        self.changes = {ChangeKind(kind): list(some) for kind, some in groupby(changes, key=lambda each: each.kind)}
        for kind, some in self.changes.items():
            self.fields[f"all_{kind}"] = forms.BooleanField(
                label=_("%(title)s: alle %(count)s") % {"title": TITLES[kind], "count": len(some)},
                required=False, initial=kind not in QUESTIONS, help_text=HELP.get(kind, ""),
            )  # fmt: skip
            self.fields[f"some_{kind}"] = forms.MultipleChoiceField(
                label=_("%(title)s: kun disse") % {"title": TITLES[kind]}, required=False,
                choices=[(change.key, change_text(change)) for change in some[:MOST_LISTED]],
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip

    def chosen(self) -> list[str]:
        """The keys of the changes to make."""
        return [
            change.key
            for kind, some in self.changes.items()
            for change in some
            if self.cleaned_data[f"all_{kind}"] or change.key in self.cleaned_data[f"some_{kind}"]
        ]

    def groups(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """For each kind of change the field for all and the field for some."""
        return [(self[f"all_{kind}"], self[f"some_{kind}"]) for kind in self.changes]
