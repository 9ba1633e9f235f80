"""ledestjerne administrator EMAIL NAME"""

import secrets
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Role
from ledestjerne.base.command import Command as Base
from ledestjerne.base.time import today
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.organisation.writes import add_unit, invite_member

NATION = "DK"


@dataclass(frozen=True)
class AdministratorAnswer:
    """Who runs the installation now; `password` is told once, and empty for an account that was there."""

    email: str
    name: str
    password: str


class Command(Base):
    help = _(
        "Lad en person drive installationen: oprette skoler, netværk og kommuner med hver deres systemadministrator"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="E-MAIL", help=_("personens e-mail; kontoen oprettes, hvis den mangler"))
        parser.add_argument("name", metavar="NAVN", help=_("personens navn"))

    @transaction.atomic
    def answer(self, **options: Any) -> AdministratorAnswer:
        console, email, name = User.objects.console(), options["email"], options["name"]
        validate_email(email)
        nation = Unit.objects.filter(code=NATION).first() or add_unit(
            by=console, code=NATION, level=Level.NATION, name="Hele landet"
        )
        is_known = User.objects.filter(email__iexact=email.strip()).exists()
        password = "" if is_known else secrets.token_urlsafe(12)
        made = invite_member(
            by=console, unit=nation, email=email, name=name, password=password or None, role=Role.ADMINISTRATOR,
            on=today(),
        )  # fmt: skip
        return AdministratorAnswer(made.user.email, made.user.name, password)

    def told(self, answer: AdministratorAnswer) -> Iterable[str]:
        yield _("%(name)s (%(email)s) kan nu oprette skoler, netværk og kommuner på siden /enheder/.") % {
            "name": answer.name, "email": answer.email,
        }  # fmt: skip
        if answer.password:
            yield _("Midlertidig adgangskode, som kun vises her: %(password)s") % {"password": answer.password}
