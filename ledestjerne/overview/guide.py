"""The guided walk: the whole chain in five minutes, on the reader's own school."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.base.parts import Step
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may


@dataclass(frozen=True)
class Stop:
    """One stop of the walk: the name of its address, and the right it takes to go there."""

    title: Promise
    text: Promise
    address: str
    permission: Permission
    of_unit: bool = True

    def url(self, unit: Unit) -> str:
        return reverse(self.address, args=[unit.code] if self.of_unit else [])


STOPS = (
    Stop(
        _("Se, hvad skolen har afleveret"),
        _("Åbn en leverance. Her står, hvad der blev forstået, og hvad der blev udeladt og hvorfor. "
          "Personoplysninger er taget fra, før noget blev gemt."),
        "facts:delivery-list",
        Permission.DELIVERY_READ,
    ),
    Stop(
        _("Find et tal, og se, hvad det hviler på"),
        _("Hvert tal viser, hvor mange det bygger på, hvor usikkert det er, og hvor det kommer fra. "
          "Små grupper er skjult, også for dig."),
        "indicators:figure-list",
        Permission.FIGURE_READ,
    ),
    Stop(
        _("Tag stilling til et forslag"),
        _("Når et tal ikke når sit mål, skiller sig ud eller flytter sig mere end tilfældet, bliver det foreslået. "
          "Et tal sætter arbejdet i gang, men et menneske afgør."),
        "followup:finding-list",
        Permission.FINDING_READ,
    ),
    Stop(
        _("Skriv det ind i opfølgningsplanen"),
        _("Planen har lovens egne overskrifter. Det, du skriver, gemmes, mens du skriver. "
          "Kom I til at skrive det samme sted, vises begge tekster."),
        "followup:plan-list",
        Permission.PLAN_READ,
    ),
    Stop(
        _("Se, hvad der venter på dig"),
        _("Indsatser, du ejer, frister, møder og spørgsmål samlet ét sted."),
        "overview:task-list",
        Permission.UNIT_READ,
        of_unit=False,
    ),
    Stop(
        _("Læs den offentliggjorte plan"),
        _("Den vedtagne plan ligger på en fast adresse, som alle kan læse med skærmlæser, på telefon og på papir. "
          "Følg en række tilbage til tallet, definitionen, leverancen og filens række."),
        "publication:edition-list",
        Permission.PLAN_READ,
    ),
)  # fmt: skip


def walk(user: User, unit: Unit) -> list[Step]:
    """The stops open to the reader, with what to look for at each, from a file to a published plan."""
    open_to = (stop for stop in STOPS if may(user, stop.permission, on=unit))
    return [Step(str(stop.title), str(stop.text), stop.url(unit)) for stop in open_to]
