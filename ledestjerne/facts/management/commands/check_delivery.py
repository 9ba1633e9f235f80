"""ledestjerne check_delivery NUMBER"""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.command import Command as Base
from ledestjerne.base.locks import BusyError
from ledestjerne.base.states import ForbiddenMoveError
from ledestjerne.base.time import now
from ledestjerne.facts import writes
from ledestjerne.facts.incoming import Held
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.receipt import Delivered, answer_for, lines_of


class Command(Base):
    help = _("Kontrollér en modtaget leverance, fx en stor fil der blev afbrudt")
    expected = (BusyError, ForbiddenMoveError)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("delivery", type=int, metavar="NUMMER", help=_("leverancens nummer"))
        parser.add_argument("--by", type=int, help=_("nøglen på den bruger, der bad om kontrollen"))

        parser.add_argument("--handle", type=int, help=_("filens nummer, når kun den kaldende proces har den"))

    def answer(self, **options: Any) -> Delivered:
        by = User.objects.get(pk=options["by"]) if options["by"] else User.objects.console()
        delivery = Delivery.objects.select_related("unit").get(pk=options["delivery"])
        delivery.held = Held(options["handle"]) if options["handle"] else None
        return answer_for(writes.check_delivery(delivery=delivery, by=by, at=now()))

    def told(self, answer: Delivered) -> Iterable[str]:
        return lines_of(answer)
