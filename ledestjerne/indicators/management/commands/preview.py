"""ledestjerne preview INDICATOR"""

from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ledestjerne.base.command import Command as Base
from ledestjerne.indicators import reads
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.examples import misses
from ledestjerne.indicators.explained import counted_words
from ledestjerne.indicators.reads import LiveFigures
from ledestjerne.indicators.words import value_words

SHOWN_UNITS = 10


@dataclass(frozen=True)
class PreviewExample:
    name: str
    is_met: bool
    misses: tuple[str, ...]


@dataclass(frozen=True)
class PreviewFigure:
    unit: str
    period: str
    text: str


@dataclass(frozen=True)
class Preview:
    """A definition tried out: drafts too, on its own examples and on the facts in force."""

    indicator: str
    status: str
    title: str
    plain: str
    counted: str
    definition_hash: str
    examples: tuple[PreviewExample, ...]
    units: int
    figures: tuple[PreviewFigure, ...]


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


def preview(definition: Definition) -> Preview:
    found = misses(definition)
    live = reads.live_figures(definition)
    return Preview(
        indicator=definition.key,
        status=definition.status.value,
        title=definition.title,
        plain=definition.plain,
        counted=counted_words(definition),
        definition_hash=definition.digest,
        examples=tuple(
            PreviewExample(each.name, not told, told)
            for each in definition.examples
            for told in [tuple(str(miss) for miss in found if miss.example == each.name)]
        ),
        units=len(live.by_unit),
        figures=tuple(newest(live)),
    )


def newest(live: LiveFigures) -> Iterable[PreviewFigure]:
    """The newest figure of the first units."""
    for unit in sorted(live.by_unit)[:SHOWN_UNITS]:
        last = live.of(unit)[-1]
        yield PreviewFigure(unit, last.period, value_words(live.definition, last))
