"""The command line: `ledestjerne [--lang da|en] COMMAND …`."""

import gettext
import importlib
import pkgutil
import sys
from collections.abc import Callable
from pathlib import Path

import django
import psycopg
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

import ledestjerne
from ledestjerne.base.postgres import PostgresError
from ledestjerne.config import commands
from ledestjerne.config.environment import WrongSettingError
from ledestjerne.config.schema import bring_up_to_date, reach_database
from ledestjerne.config.start import prepare
from ledestjerne.config.usage import said

LANGUAGES = ("da", "en")
LOCALE = Path(ledestjerne.__file__).parent / "locale"


def main() -> None:
    """Run one command; end with exit code 0, or 1 and the reason on stderr."""
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Run the words of a command line and return the exit code."""
    language, words = take_language(words)
    if language not in LANGUAGES:
        return refuse(f"--lang: {' | '.join(LANGUAGES)}")
    try:
        prepare()
        django.setup()
    except WrongSettingError as error:
        return refuse(error.said(before_django(language)))
    except PostgresError as error:
        return refuse(before_django(language)(error.msgid) % error.parts)
    with translation.override(language):
        return carry_out(words)


def take_language(words: list[str]) -> tuple[str, list[str]]:
    """Take `--lang xx` or `--lang=xx` out of the words, wherever it stands."""
    for place, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name == "--lang":
            taken = 1 if equals else 2
            return value or "".join(words[place + 1 : place + 2]), words[:place] + words[place + taken :]
    return LANGUAGES[0], words


def before_django(language: str) -> Callable[[str], str]:
    """Translates what went wrong before Django could."""
    return gettext.translation("django", LOCALE, [language], fallback=True).gettext


def carry_out(words: list[str]) -> int:
    names = command_places()
    name, arguments = (words[0], words[1:]) if words else ("", [])
    if name in {"", "help", "-h", "--help"}:
        print(overview(names))  # noqa: T201  # this is the screen
        return 0 if name else 1
    if name not in names:
        return refuse(_("Der er ingen kommando, der hedder «%(name)s». Prøv: %(names)s")
                      % {"name": name, "names": ", ".join(names)})  # fmt: skip
    try:
        return perform(load(names[name], name), name=name, arguments=arguments)
    except CommandError as error:
        return refuse(str(error))
    except psycopg.OperationalError as error:
        return refuse(_("Databasen svarer ikke: %(reason)s") % {"reason": error})


def perform(command: BaseCommand, *, name: str, arguments: list[str]) -> int:
    try:
        options = vars(command.create_parser("ledestjerne", name).parse_args(arguments))
    except CommandError as error:
        raise CommandError(said(str(error))) from error
    if not getattr(command, "leaves_schema_alone", False):
        reach_database()
        bring_up_to_date()
    command.execute(*options.pop("args", ()), **options)
    return 0


def command_places() -> dict[str, str]:
    """The name of each command and the package it lives in, by name."""
    ours = {name: commands.__name__ for _finder, name, _package in pkgutil.iter_modules(commands.__path__)}
    of_apps = {name: app for name, app in get_commands().items() if app.startswith("ledestjerne.")}
    return dict(sorted({**of_apps, **ours}.items()))


def load(place: str, name: str) -> BaseCommand:
    if place != commands.__name__:
        return load_command_class(place, name)
    found: BaseCommand = importlib.import_module(f"{place}.{name}").Command()
    return found


def overview(names: dict[str, str]) -> str:
    """All commands with what they do."""
    lines = [f"  {name:<16}{load(place, name).help}" for name, place in names.items()]
    return "\n".join([_("ledestjerne [--lang da|en] KOMMANDO …"), "", *lines])


def refuse(message: str) -> int:
    print(message, file=sys.stderr)  # noqa: T201  # this is the screen
    return 1


if __name__ == "__main__":
    main()
