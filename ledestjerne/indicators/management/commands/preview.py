"""ledestjerne preview INDICATOR"""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledestjerne.base.command import Command as Base
from ledestjerne.indicators import reads
from ledestjerne.indicators.trial import Preview, preview


class Command(Base):
    help = _("Prøv en definition af: dens eksempler og de nyeste tal")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("indicator", metavar="NØGLETAL", help=_("nøgletallets nøgle; kladder kan også prøves"))

    def answer(self, **options: Any) -> Preview:
        definition = reads.every_definition().get(options["indicator"])
        if definition is None:
            raise ValidationError(_("Der er intet nøgletal, der hedder «%(key)s».") % {"key": options["indicator"]})
        return preview(definition)

    def told(self, answer: Preview) -> Iterable[str]:
        yield f"{answer.title} ({answer.indicator}, {answer.status})"
        yield f"{answer.plain.strip()} {answer.counted}"
        for example in answer.examples:
            yield f"  {'✓' if example.is_met else '✗'} {example.name}"
            yield from (f"      {miss}" for miss in example.misses)
        yield _("Tal for %(n)s enheder:") % {"n": answer.units}
        yield from (f"  {each.unit}  {each.period}  {each.text}" for each in answer.figures)

    def failed(self, answer: Preview) -> bool:
        return not all(example.is_met for example in answer.examples)
