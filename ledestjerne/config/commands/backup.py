"""ledestjerne backup FILE"""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ledestjerne.base.command import Command as Base
from ledestjerne.base.time import now
from ledestjerne.config.archive import ArchiveError, Stored, back_up
from ledestjerne.config.dump import DumpError


class Command(Base):
    help = _("Gem databasen og alle filer i ét arkiv")
    expected = (ArchiveError, DumpError)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help=_("arkivet, fx backup.tar.gz"))

    def answer(self, **options: Any) -> Stored:
        return back_up(file=options["file"].resolve(), at=now())

    def told(self, answer: Stored) -> Iterable[str]:
        yield _("Gemt i %(file)s: databasen og %(files)s filer, i alt %(bytes)s byte.") % vars(answer)
        yield _("Arkivet indeholder personoplysninger og installationens nøgler: gem det derefter.")
