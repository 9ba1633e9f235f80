"""ledestjerne password_link EMAIL"""

from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.command import Command as Base
from ledestjerne.base.time import today
from ledestjerne.organisation.writes import make_password_link


@dataclass(frozen=True)
class LinkAnswer:
    """Whom the link is for, and the path after the installation's address."""

    email: str
    path: str


class Command(Base):
    help = _("Lav et link, hvor en person kan vælge en adgangskode: når den er glemt, og ingen anden kan hjælpe")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="E-MAIL", help=_("personens e-mail"))

    def answer(self, **options: Any) -> LinkAnswer:
        user = User.objects.get(email__iexact=options["email"].strip(), is_active=True)
        return LinkAnswer(user.email, make_password_link(by=User.objects.console(), user=user, on=today()))

    def told(self, answer: LinkAnswer) -> Iterable[str]:
        yield _("Giv %(email)s installationens adresse med dette efter. Det virker én gang.") % {"email": answer.email}
        yield answer.path
