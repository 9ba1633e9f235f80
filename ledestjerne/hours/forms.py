"""Who sees to the meetings, and what the ministry published."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission, Role, roles_with
from ledestjerne.base.fields import DanishDecimalField
from ledestjerne.hours.models import PublishedHours

ROLE, PERSON = "role:", "person:"


class OwnerForm(forms.Form):
    """Who sees to it: a person, or whoever holds a role."""

    owner = forms.ChoiceField(
        label=_("Hvem sørger for det?"), help_text=_("Det kommer på opgavelisten hos den, du vælger.")
    )

    def __init__(self, data: Any = None, *, people: Iterable[User], usual: Role) -> None:
        super().__init__(data, initial={"owner": f"{ROLE}{usual}"})
        self.people = {f"{PERSON}{person.pk}": person for person in people}
        roles = [(f"{ROLE}{role}", role.label) for role in roles_with(Permission.COMMITMENT_EDIT)]
        named = [(key, person.name) for key, person in self.people.items()]
        self.fields["owner"].choices = [(_("Funktion"), roles), (_("Person"), named)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> User | Role:
        key = self.cleaned_data["owner"]
        return self.people[key] if key in self.people else Role(key.removeprefix(ROLE))


class PublishedHoursForm(forms.Form):
    """The ministry's figure for an institution and school year."""

    hours = DanishDecimalField(
        label=_("Timer pr. uge i gennemsnit"), min_value=1, max_value=60, max_digits=4, decimal_places=2,
        help_text=_("Som det er offentliggjort, fx 26,4."),
    )  # fmt: skip
    pupils = forms.IntegerField(
        label=_("Antal elever bag tallet"), required=False, min_value=1, max_value=100_000,
        help_text=_("Kan stå tomt, hvis det ikke er offentliggjort."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Hvor står tallet?"), max_length=300,
        help_text=_("Fx «Uddannelsesstatistik.dk, minimumstimetal, hentet 3. november 2026»."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, published: PublishedHours | None) -> None:
        kept = {name: getattr(published, name) for name in ("hours", "pupils", "source")} if published else {}
        super().__init__(data, initial=kept)
