"""What must hold for an installation to work; each check yields what is wrong, and nothing when all is well."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import psycopg
from django.conf import settings
from django.core.checks import run_checks
from django.core.checks.messages import INFO
from django.db import connection
from django.utils.translation import gettext as _

from ledestjerne.base.files import BrokenDefinitionError, load_folder
from ledestjerne.config.schema import missing_migrations, reach_database, unknown_migrations
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.examples import misses
from ledestjerne.indicators.reference.definition import ReferenceDefinition
from ledestjerne.indicators.reference.worked import wrong

OLDEST_SERVER = 150000


@dataclass(frozen=True)
class Outcome:
    """One check by name and what it found wrong."""

    name: str
    problems: tuple[str, ...]
    ok: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ok", not self.problems)


def settings_are_safe() -> Iterator[str]:
    """Django's own checks; those for a public address only when there is one."""
    for message in run_checks(include_deployment_checks=not settings.ONLY_LOOPBACK):
        if message.level > INFO:
            yield f"{message.id}: {message.msg}"


def home_is_ours() -> Iterator[str]:
    """The home can be written, and nobody else can read its key."""
    if not os.access(settings.HOME, os.W_OK | os.X_OK):
        yield _("Der kan ikke skrives i %(home)s.") % {"home": settings.HOME}
    key = settings.HOME / "secret_key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield _("%(key)s kan læses af andre. Kør chmod 600 på den.") % {"key": key}


def database_answers() -> Iterator[str]:
    """The server can be reached, is new enough and treats Danish letters as letters."""
    try:
        reach_database()
    except psycopg.OperationalError as error:
        yield _("Databasen svarer ikke: %(reason)s") % {"reason": error}
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int, current_setting('server_encoding')")
        version, encoding = cursor.fetchone()
        cursor.execute("SELECT lower('ÆØÅ'), to_tsvector('danish', 'FRAVÆRET')::text")
        letters = cursor.fetchone()
    if version < OLDEST_SERVER:
        yield _("PostgreSQL er for gammel (%(version)s): der kræves mindst 15.") % {"version": version}
    if encoding != "UTF8":
        yield _("Databasen er i %(encoding)s, men skal være i UTF8.") % {"encoding": encoding}
    if letters != ("æøå", "'fravær':1"):
        yield _("Databasen kender ikke danske bogstaver. Opret den med en UTF-8-locale, fx C.UTF-8.")


def schema_is_current() -> Iterator[str]:
    """The tables are those of this version, neither older nor newer."""
    try:
        reach_database()
    except psycopg.OperationalError:
        yield _("Kan ikke ses, når databasen ikke svarer.")
        return
    missing, unknown = missing_migrations(), unknown_migrations()
    if missing:
        yield _("Databasen mangler: %(names)s. De kommer med «ledestjerne serve».") % {"names": ", ".join(missing)}
    if unknown:
        yield _("Databasen er skrevet af en nyere version: %(names)s.") % {"names": ", ".join(unknown)}


def definitions_hold() -> Iterator[str]:
    """Every definition can be read and meets its own examples."""
    try:
        definitions = load_folder(settings.DEFINITIONS / "indicators", model=Definition)
        references = load_folder(settings.DEFINITIONS / "references", model=ReferenceDefinition)
    except BrokenDefinitionError as error:
        yield str(error)
        return
    for key, definition in definitions.items():
        yield from (f"{key}: {miss}" for miss in misses(definition))
    for reference in references.values():
        yield from wrong(reference)


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "settings": settings_are_safe,
    "home": home_is_ours,
    "database": database_answers,
    "schema": schema_is_current,
    "definitions": definitions_hold,
}
