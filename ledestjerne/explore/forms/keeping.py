"""Laying slices aside in packages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.explore.models import DataPackage
from ledestjerne.organisation.models import Unit

NEW = "ny-"


class PackageForm(forms.Form):
    """What a package is called and what it is for."""

    title = forms.CharField(
        label=gettext_lazy("Titel"), max_length=200,
        help_text=gettext_lazy("Hvad skal pakken bruges til, fx «Bestyrelsesmøde i marts»?"),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Indledning"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Hvad skal læseren lægge mærke til?"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, package: DataPackage | None = None) -> None:
        super().__init__(data, initial={"title": package.title, "note": package.note} if package else None)


class ItemForm(forms.Form):
    """Which package a slice goes into, what it is called there, and what it shows."""

    place = forms.ChoiceField(
        label=gettext_lazy("Datapakke"),
        help_text=gettext_lazy("En pakke hører til en enhed og kan rumme tal om den og enhederne under den, og landets trykte tal."),
    )  # fmt: skip
    new_title = forms.CharField(
        label=gettext_lazy("Den nye pakkes titel"), max_length=200, required=False,
        help_text=gettext_lazy("Kun hvis du begynder på en ny pakke."),
    )  # fmt: skip
    title = forms.CharField(
        label=gettext_lazy("Udsnittets titel"), max_length=200,
        help_text=gettext_lazy("Overskriften i pakken."),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Hvad viser det?"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=gettext_lazy("Din læsning af tallene, i et par sætninger."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, homes: Sequence[Unit], packages: Sequence[DataPackage], title: str) -> None:
        super().__init__(data, initial={"title": title[:200]})
        there = [(str(each.pk), f"{each.title} ({each.unit.name})") for each in packages]
        new = [(f"{NEW}{home.code}", _("Ny pakke: %(unit)s") % {"unit": home.name}) for home in homes]
        self.fields["place"].choices = [*there, *new]  # type: ignore[attr-defined]  # a choice field has choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("place", "").startswith(NEW) and not given.get("new_title"):
            self.add_error("new_title", _("Skriv, hvad den nye pakke skal hedde."))
        return given

    @property
    def new_home(self) -> str:
        """The code of the unit a new package is begun on; nothing when one was chosen."""
        place: str = self.cleaned_data["place"]
        return place.removeprefix(NEW) if place.startswith(NEW) else ""
