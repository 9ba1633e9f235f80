"""What every command of the command line has: an answer for people or, with --json, for programs."""

import json
from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, ClassVar

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from ledestjerne.base.files import BrokenDefinitionError

# What a person can put right by asking for something else: told in one line, without a trace of calls.
EXPECTED: tuple[type[Exception], ...] = (
    ObjectDoesNotExist,
    PermissionDenied,
    ValidationError,
    BrokenDefinitionError,
    OSError,
)


class Command(BaseCommand):
    """A command that does one thing and answers; subclasses say what in `answer` and, for people, in `told`.

    An expected failure ends with its message on stderr and exit code 1; further kinds go in `expected`.
    """

    expected: ClassVar[tuple[type[Exception], ...]] = ()
    gives_json: ClassVar[bool] = True
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]  # Django calls it an instance's
    suppressed_base_arguments: ClassVar[set[str]] = {  # type: ignore[misc]  # as above
        "--version", "--verbosity", "--settings", "--pythonpath", "--no-color", "--force-color", "--skip-checks",
    }  # fmt: skip

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        if self.gives_json:
            parser.add_argument("--json", action="store_true", help=_("svar som JSON"))
        return parser

    @abstractmethod
    def answer(self, **options: Any) -> object:
        """Do the work; return a dataclass, or lists and dicts of plain values."""

    def told(self, answer: Any) -> Iterable[str]:
        """The answer as lines for a person; unless said otherwise, its JSON."""
        yield as_json(answer)

    def failed(self, answer: Any) -> bool:
        """Whether the answer, although given, means exit code 1."""
        return False

    def handle(self, *args: Any, **options: Any) -> None:
        as_program = options.pop("json", False)
        try:
            answer = self.answer(**options)
        except (*EXPECTED, *self.expected) as error:
            raise CommandError(reason_of(error)) from error
        for line in [as_json(answer)] if as_program else self.told(answer):
            self.stdout.write(line)
        if self.failed(answer):
            raise SystemExit(1)


def reason_of(error: Exception) -> str:
    """The sentence of an expected failure."""
    if isinstance(error, ValidationError):
        return "\n".join(error.messages)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {of_the_system(error)}"
    return str(error)


def of_the_system(error: OSError) -> str:
    """What the machine would not do, in the reader's language where it is one of the usual things."""
    words = {
        FileNotFoundError: _("findes ikke"),
        PermissionError: _("må ikke læses eller skrives"),
        IsADirectoryError: _("er en mappe"),
        NotADirectoryError: _("er ikke en mappe"),
    }
    return words.get(type(error)) or str(error.strerror)


def as_json(answer: object) -> str:
    """JSON as documented: Danish letters as they are, two spaces, dates in ISO."""
    return json.dumps(answer, ensure_ascii=False, indent=2, default=plain)


def plain(value: object) -> object:
    """What JSON has no word for, in plain values."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    return str(value)
