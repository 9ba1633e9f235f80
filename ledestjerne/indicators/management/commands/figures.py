"""ledestjerne figures INDICATOR --unit CODE [--period P]"""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from ledestjerne.base.command import Command as Base
from ledestjerne.base.time import Period, UnknownPeriodError
from ledestjerne.indicators import reads
from ledestjerne.indicators.answers import REFERENCE, VERDICT, FigureAnswer, answers, beside_answers
from ledestjerne.indicators.results import HiddenReason, Mark
from ledestjerne.indicators.words import hidden_words, mark_words
from ledestjerne.organisation.models import Unit


class Command(Base):
    help = _("Vis et nøgletal for en enhed")
    expected = (Http404,)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("indicator", metavar="NØGLETAL", help=_("nøgletallets nøgle, fx share_26_hours"))
        parser.add_argument("--unit", required=True, metavar="KODE", help=_("enhedens kode, fx 281009, 657 eller DK"))
        parser.add_argument("--period", default="", help=_("kun én periode: 2024/2025, 2024 eller 2024-09"))

    def answer(self, **options: Any) -> list[FigureAnswer]:
        definition = reads.definition(options["indicator"])
        wanted = period_named(options["period"])
        found = reads.live_figures(definition).of(options["unit"])
        beside = reads.companions(definition, unit=options["unit"])
        if not found and not beside and not Unit.objects.filter(code=options["unit"]).exists():
            raise ValidationError(_("Enheden %(code)s findes ikke.") % {"code": options["unit"]})
        return [
            *answers(definition, [each for each in found if not wanted or each.period == wanted]),
            *beside_answers(each for each in beside if not wanted or each.result.period == wanted),
        ]

    def told(self, answer: list[FigureAnswer]) -> Iterable[str]:
        yield from map(line_of, answer)
        if not answer:
            yield _("Der er ingen tal for enheden.")


def period_named(text: str) -> str:
    try:
        return Period.parse(text).key if text else ""
    except UnknownPeriodError as error:
        raise ValidationError(_("Skriv perioden som 2024/2025, 2024 eller 2024-09.")) from error


def line_of(each: FigureAnswer) -> str:
    """«2021/2022  Teknologi: 159 (n 159; 154–164) [Lagt sammen]»."""
    part = ", ".join(title_of(name, member) for name, member in each.breakdown.items())
    value = f"{each.value:g}" if each.value is not None else hidden_text(each)
    about = [f"n {each.n}"] if each.n is not None else []
    about += [f"{each.interval[0]:.4g}–{each.interval[1]:.4g}"] if each.interval else []
    verdicts = [mark.removeprefix(VERDICT) for mark in each.marks if mark.startswith(VERDICT)]
    known = tuple(Mark(mark) for mark in each.marks if not mark.startswith(VERDICT))
    marks = [f"[{word}]" for word in (*mark_words(known), *verdicts)]
    words = [each.period, f"{part}:" if part else "", value, f"({'; '.join(about)})" if about else "", *marks]
    return "  ".join(word for word in words if word)


def title_of(name: str, member: str) -> str:
    """The member itself; for a reference its title, because it stands among the figures it goes with."""
    return reads.definition(member).title if name == REFERENCE else member


def hidden_text(each: FigureAnswer) -> str:
    return hidden_words(HiddenReason(each.hidden)) if each.hidden else ""
