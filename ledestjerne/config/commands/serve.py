"""ledestjerne serve"""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from ledestjerne.base.command import Command as Base
from ledestjerne.config.web import PortTakenError, serve


class Command(Base):
    help = _("Start webserveren, og skriv adressen")
    expected = (PortTakenError,)
    gives_json = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help=_("adressen der lyttes på"))
        parser.add_argument("--port", type=int, default=8000, help=_("porten der lyttes på"))
        parser.add_argument("--reload", action="store_true", help=_("begynd forfra, når koden ændres"))

    def answer(self, **options: Any) -> None:
        serve(host=options["host"], port=options["port"], reload=options["reload"])

    def told(self, answer: None) -> list[str]:
        return []
