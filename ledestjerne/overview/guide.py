"""The guided walk: the whole chain in five minutes, on the reader's own school."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.base.parts import Step
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may


@dataclass(frozen=True)
class Stop:
    """One stop of the walk, and the right it takes to go there."""

    title: str
    text: str
    url: str
    permission: Permission


def walk(user: User, unit: Unit) -> list[Step]:
    """The stops open to the reader, with what to look for at each, from a file to a published plan."""
    return [
        Step(stop.title, stop.text, stop.url) for stop in stops_at([unit.code]) if may(user, stop.permission, on=unit)
    ]


def stops_at(code: list[str]) -> list[Stop]:
    return [
        Stop(
            _("Se, hvad skolen har afleveret"),
            _("Åbn en leverance. Her står, hvad der blev forstået, og hvad der blev udeladt og hvorfor. "
              "Personoplysninger er taget fra, før noget blev gemt."),
            reverse("facts:delivery-list", args=code),
            Permission.DELIVERY_READ,
        ),
        Stop(
            _("Find et tal, og se, hvad det hviler på"),
            _("Hvert tal viser, hvor mange det bygger på, hvor usikkert det er, og hvor det kommer fra. "
              "Små grupper er skjult, også for dig."),
            reverse("indicators:figure-list", args=code),
            Permission.FIGURE_READ,
        ),
        Stop(
            _("Tag stilling til et forslag"),
            _("Når et tal ikke når sit mål, skiller sig ud eller flytter sig mere end tilfældet, bliver det foreslået. "
              "Et tal sætter arbejdet i gang, men et menneske afgør."),
            reverse("followup:finding-list", args=code),
            Permission.FINDING_READ,
        ),
        Stop(
            _("Skriv det ind i opfølgningsplanen"),
            _("Planen har lovens egne overskrifter. Det, du skriver, gemmes, mens du skriver. "
              "Kom I til at skrive det samme sted, vises begge tekster."),
            reverse("followup:plan-list", args=code),
            Permission.PLAN_READ,
        ),
        Stop(
            _("Se, hvad der venter på dig"),
            _("Indsatser, du ejer, frister, møder og spørgsmål samlet ét sted."),
            reverse("followup:task-list"),
            Permission.UNIT_READ,
        ),
        Stop(
            _("Læs den offentliggjorte plan"),
            _("Den vedtagne plan ligger på en fast adresse, som alle kan læse med skærmlæser, på telefon og på papir. "
              "Følg en række tilbage til tallet, definitionen, leverancen og filens række."),
            reverse("publication:edition-list", args=code),
            Permission.PLAN_READ,
        ),
    ]  # fmt: skip
