"""ledestjerne deliver FILE …"""

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.command import Command as Base
from ledestjerne.base.locks import BusyError
from ledestjerne.base.time import now
from ledestjerne.facts import reads, writes
from ledestjerne.facts.incoming import pieces_of
from ledestjerne.facts.models import Delivery
from ledestjerne.facts.receipt import Delivered, answer_for, lines_of
from ledestjerne.organisation.models import Unit


class Command(Base):
    help = _("Aflever filer, kontrollér dem, og godkend dem med --accept")
    expected = (BusyError,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("filen der skal afleveres"))
        parser.add_argument("--source", default="", help=_("kildens nøgle, når filen ikke selv skal genkendes"))
        parser.add_argument(
            "--institution", default="", help=_("institutionsnummer; uden det hører tallene til landet")
        )
        parser.add_argument("--period", default="", help=_("perioden filen gælder, når den ikke selv siger det"))
        parser.add_argument("--retrieved", type=date.fromisoformat, help=_("dagen filen blev hentet, fx 2026-05-01"))
        parser.add_argument("--accept", action="store_true", help=_("godkend, når der er noget at godkende"))

    def answer(self, **options: Any) -> Delivered | list[Delivered]:
        unit = unit_named(options["institution"])
        if options["source"] and options["source"] not in {source.key for source in reads.known_sources()}:
            raise ValidationError(_("Kilden «%(key)s» findes ikke.") % {"key": options["source"]})
        answers = [delivered(path, unit=unit, options=options) for path in options["files"]]
        return answers[0] if len(answers) == 1 else answers

    def told(self, answer: Delivered | list[Delivered]) -> Iterable[str]:
        for one in answer if isinstance(answer, list) else [answer]:
            yield from lines_of(one)

    def failed(self, answer: Delivered | list[Delivered]) -> bool:
        answers = answer if isinstance(answer, list) else [answer]
        return any(one.rows.detail + one.rows.total == 0 for one in answers)


def unit_named(code: str) -> Unit | None:
    unit = Unit.objects.filter(code=code).first() if code else None
    if code and unit is None:
        raise ValidationError(_("Institutionen %(code)s findes ikke i organisationen.") % {"code": code})
    return unit


def delivered(path: Path, *, unit: Unit | None, options: dict[str, Any]) -> Delivered:
    """Hand one file in, check it unless that is done, and accept it when asked and possible."""
    console = User.objects.console()
    path.stat()  # a file that is not there is told before anything is recorded
    receipt = writes.receive_delivery(
        by=console, unit=unit, file_name=path.name, pieces=partial(pieces_of, path), at=now(),
        source=options["source"], period=options["period"], retrieved_on=options["retrieved"],
    )  # fmt: skip
    delivery = receipt.delivery
    is_open = delivery.state in (Delivery.State.RECEIVED, Delivery.State.CHECKED)
    if receipt.needs_check or (is_open and options["source"]) or delivery.state == Delivery.State.RECEIVED:
        delivery = writes.check_delivery(delivery=delivery, by=console, at=now(), source=options["source"])
    may_be_accepted = delivery.state == Delivery.State.CHECKED and reads.report_of(delivery).is_acceptable
    if options["accept"] and may_be_accepted:
        delivery = writes.accept_delivery(delivery=delivery, by=console, at=now())
    return answer_for(delivery)
