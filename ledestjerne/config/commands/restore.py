"""ledestjerne restore FILE"""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ledestjerne.base.command import Command as Base
from ledestjerne.config.archive import ArchiveError, Stored, restore
from ledestjerne.config.dump import DumpError


class Command(Base):
    help = _("Sæt et arkiv fra backup i stedet for det, der er her")
    expected = (ArchiveError, DumpError)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help=_("arkivet fra «ledestjerne backup»"))
        parser.add_argument("--force", action="store_true", help=_("erstat det, der allerede er her"))

    def answer(self, **options: Any) -> Stored:
        return restore(file=options["file"].resolve(), force=options["force"])

    def told(self, answer: Stored) -> Iterable[str]:
        yield _("Gendannet fra %(file)s (taget %(made_at)s): databasen og %(files)s filer.") % vars(answer)
        yield _("Genstart en server, der kører: den kan have gamle ting i hukommelsen.")
