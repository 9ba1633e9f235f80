"""ledestjerne trace FROZEN_ID"""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledestjerne.base.command import Command as Base
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.publication.trace import Trace, trace_of


class Command(Base):
    help = _("Følg et fastfrosset tal tilbage til definition, leverancer og rækker")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("frozen", type=int, metavar="FROZEN_ID", help=_("det fastfrosne tals nummer"))

    def answer(self, **options: Any) -> Trace:
        frozen = FrozenResult.objects.filter(pk=options["frozen"]).select_related("unit").first()
        if frozen is None:
            raise ValidationError(_("Der er intet fastfrosset tal med nummer %(id)s.") % {"id": options["frozen"]})
        return trace_of(frozen)

    def told(self, answer: Trace) -> Iterable[str]:
        figure = answer.frozen
        value = figure.hidden or figure.value
        yield f"{figure.title}, {figure.unit} {figure.period}: {value} (n = {figure.n})"
        yield _("Definition: %(key)s, %(hash)s") % {"key": answer.definition.key, "hash": answer.definition.hash}
        for delivery in answer.deliveries:
            yield _("Leverance %(id)s: %(file)s, %(state)s, %(sha256)s") % {
                "id": delivery.delivery, "file": delivery.file, "state": delivery.state, "sha256": delivery.sha256,
            }  # fmt: skip
        for row in answer.rows:
            yield _("  række %(row)s i «%(sheet)s», leverance %(id)s: %(measure)s = %(value)s") % {
                "row": row.row, "sheet": row.sheet, "id": row.delivery, "measure": row.measure, "value": row.value,
            }  # fmt: skip
        for finding in answer.findings:
            place = _("planen for %(year)s, række %(row)s") % {"year": finding.plan, "row": finding.row}
            yield _("Fund: %(title)s (%(place)s)") % {
                "title": finding.title, "place": place if finding.row else _("uden række endnu"),
            }  # fmt: skip
        for lessons in answer.lessons:
            yield _("  %(unit)s, leverance %(id)s: %(weeks)s elevuger") % {
                "unit": lessons.unit, "id": lessons.delivery, "weeks": lessons.pupil_weeks,
            }  # fmt: skip
        for citation in answer.cited_by:
            yield _("Står i: %(edition)s, række %(rows)s") % {
                "edition": citation.edition, "rows": ", ".join(map(str, citation.rows)),
            }  # fmt: skip
