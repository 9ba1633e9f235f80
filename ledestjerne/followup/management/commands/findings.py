"""ledestjerne findings --unit CODE [--propose]"""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.command import Command as Base
from ledestjerne.followup import reads, writes
from ledestjerne.followup.answers import FindingAnswer, finding_answer
from ledestjerne.followup.models import Finding
from ledestjerne.organisation.models import Unit


class Command(Base):
    help = _("Vis det, der falder i øjnene for en enhed, og hvad der er besluttet om det")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", required=True, metavar="KODE", help=_("enhedens kode, fx 281009"))
        parser.add_argument("--propose", action="store_true", help=_("gennemgå først enhedens tal, som de er nu"))

    def answer(self, **options: Any) -> list[FindingAnswer]:
        unit = unit_named(options["unit"])
        if options["propose"]:
            writes.propose_findings(by=User.objects.console(), unit=unit, observations=reads.observations_of(unit))
        found = Finding.objects.filter(unit=unit).select_related("unit", "row__plan").order_by("-created_at", "-pk")
        return [finding_answer(each) for each in found]

    def told(self, answer: list[FindingAnswer]) -> Iterable[str]:
        for each in answer:
            state = str(Finding.State(each.state).label)
            yield f"{each.id}  [{state}]  {each.title}"
        if not answer:
            yield _("Der er intet, der falder i øjnene.")


def unit_named(code: str) -> Unit:
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise ValidationError(_("Enheden %(code)s findes ikke.") % {"code": code})
    return unit
