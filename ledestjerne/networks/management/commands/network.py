"""ledestjerne network CODE NAME --coordinator EMAIL"""

from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Role
from ledestjerne.base.command import Command as Base
from ledestjerne.base.time import today
from ledestjerne.organisation.models import Level
from ledestjerne.organisation.writes import add_member, add_unit


@dataclass(frozen=True)
class NetworkAnswer:
    """A new network and who coordinates it."""

    code: str
    name: str
    coordinator: str


class Command(Base):
    help = _("Opret et netværk, som institutioner kan være medlem af, og giv det en koordinator")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="KODE", help=_("netværkets kode, fx net-fjordlandet"))
        parser.add_argument("name", metavar="NAVN", help=_("netværkets navn"))
        parser.add_argument(
            "--coordinator", required=True, metavar="E-MAIL", help=_("hvem der inviterer og svarer; har en konto")
        )

    @transaction.atomic
    def answer(self, **options: Any) -> NetworkAnswer:
        console, email = User.objects.console(), options["coordinator"]
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise ValidationError(_("Ingen har en konto med e-mailen %(email)s.") % {"email": email})
        network = add_unit(by=console, code=options["code"], level=Level.NETWORK, name=options["name"])
        add_member(by=console, unit=network, user=user, role=Role.QUALITY, on=today())
        return NetworkAnswer(network.code, network.name, user.email)

    def told(self, answer: NetworkAnswer) -> Iterable[str]:
        yield _("%(name)s er oprettet. %(email)s kan nu invitere institutioner.") % {
            "name": answer.name, "email": answer.coordinator,
        }  # fmt: skip
