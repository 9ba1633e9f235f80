"""ledestjerne work_out"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledestjerne.base.command import Command as Base
from ledestjerne.base.locks import BusyError, alone
from ledestjerne.indicators import reads
from ledestjerne.indicators.background import Lock


@dataclass(frozen=True)
class WorkedOut:
    """Which indicators' figures were worked out and laid down; none when all were there, or another was at it."""

    indicators: tuple[str, ...]
    is_busy: bool = False


class Command(Base):
    help = _("Regn alle nøgletal ud, så ingen læser venter på dem")

    def answer(self, **options: Any) -> WorkedOut:
        try:
            with alone(Lock.ALL_FIGURES):
                return WorkedOut(tuple(work_out_all()))
        except BusyError:
            return WorkedOut((), is_busy=True)

    def told(self, answer: WorkedOut) -> Iterable[str]:
        count = len(answer.indicators)
        if answer.is_busy:
            yield _("En anden proces er i gang med det.")
        elif not count:
            yield _("Alle nøgletal er regnet ud.")
        else:
            yield ngettext("%(n)s nøgletal er regnet ud.", "%(n)s nøgletal er regnet ud.", count) % {"n": count}


def work_out_all() -> Iterable[str]:
    """Work out what is missing, family by family, until nothing is; what changes meanwhile is taken in turn."""
    while family := reads.family_to_work_out(basis := reads.basis_now()):
        reads.live_figures(family[0], basis=basis)
        yield from (each.key for each in family)
