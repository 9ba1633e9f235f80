"""ledestjerne plan --unit CODE --year Y"""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledestjerne.base.command import Command as Base
from ledestjerne.followup import reads
from ledestjerne.followup.answers import PlanAnswer, RowAnswer, plan_answer
from ledestjerne.followup.models import Plan, PlanState
from ledestjerne.followup.reads import HEADERS


class Command(Base):
    help = _("Vis en enheds opfølgningsplan for et år")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--unit", required=True, metavar="KODE", help=_("enhedens kode, fx 281009"))
        parser.add_argument("--year", required=True, metavar="ÅR", help=_("kalenderår 2026 eller skoleår 2026/2027"))

    def answer(self, **options: Any) -> PlanAnswer:
        asked = {"unit__code": options["unit"], "year": options["year"].replace("-", "/")}
        plan = Plan.objects.filter(**asked).select_related("unit", "carried_from").first()
        if plan is None:
            raise ValidationError(_("Enheden %(unit)s har ingen plan for %(year)s.")
                                  % {"unit": options["unit"], "year": options["year"]})  # fmt: skip
        return plan_answer(reads.plan_sheet(plan))

    def told(self, answer: PlanAnswer) -> Iterable[str]:
        yield f"{answer.title}  [{PlanState(answer.state).label}]"
        for row in answer.rows:
            yield from lines_of(row)


def lines_of(row: RowAnswer) -> Iterable[str]:
    yield ""
    yield _("Række %(number)d") % {"number": row.position}
    for header in HEADERS:
        yield f"  {header.both}: {getattr(row, header.field)}"
    for initiative in row.initiatives:
        owners = ", ".join(owner.name for owner in initiative.owners)
        yield f"  - {initiative.text}{f' ({owners})' if owners else ''}"
