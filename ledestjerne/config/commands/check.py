"""ledestjerne check"""

from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ledestjerne.base.command import Command as Base
from ledestjerne.config.health import CHECKS, Outcome


@dataclass(frozen=True)
class Health:
    """What was looked at and how it stands."""

    ok: bool
    checks: tuple[Outcome, ...]


class Command(Base):
    help = _("Se efter, om installationen er, som den skal være")
    leaves_schema_alone = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", choices=list(CHECKS), help=_("se kun efter dette"))

    def answer(self, **options: Any) -> Health:
        names = [options["only"]] if options["only"] else list(CHECKS)
        outcomes = tuple(Outcome(name=name, problems=tuple(CHECKS[name]())) for name in names)
        return Health(ok=all(outcome.ok for outcome in outcomes), checks=outcomes)

    def told(self, answer: Health) -> Iterable[str]:
        for outcome in answer.checks:
            yield f"{'✓' if outcome.ok else '✗'} {outcome.name}"
            yield from (f"    {problem}" for problem in outcome.problems)

    def failed(self, answer: Health) -> bool:
        return not answer.ok
