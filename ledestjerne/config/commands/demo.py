"""ledestjerne demo"""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledestjerne.base.command import Command as Base
from ledestjerne.base.time import now
from ledestjerne.config.demo.build import Login, OtherDataError, build_demo, is_built, logins
from ledestjerne.config.web import PortTakenError, serve


class Command(Base):
    help = _("Fyld en skole med opdigtede tal, og start webserveren")
    expected = (PortTakenError,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help=_("adressen der lyttes på"))
        parser.add_argument("--port", type=int, default=8000, help=_("porten der lyttes på"))
        parser.add_argument("--no-serve", action="store_true", help=_("byg kun demoen"))

    def answer(self, **options: Any) -> list[Login]:
        build()
        if options["no_serve"]:
            return logins()
        for line in self.told(logins()):
            self.stdout.write(line)
        serve(host=options["host"], port=options["port"])
        return []

    def told(self, answer: list[Login]) -> list[str]:
        lines = [f"  {login.role:<34}{login.email:<34}{login.password}" for login in answer]
        return [_("Log ind i demoen med:"), *lines] if lines else []


def build() -> None:
    """Build the demo unless it is there."""
    try:
        if is_built():
            return
    except OtherDataError as error:
        raise ValidationError(
            _("Her ligger allerede andre data. Vælg en tom mappe til demoen, fx LEDESTJERNE_HOME=./demo")
        ) from error
    with tempfile.TemporaryDirectory() as work:
        build_demo(at=now(), work=Path(work))
