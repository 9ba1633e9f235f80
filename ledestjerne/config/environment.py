"""Every setting the environment may give, with its default, its rule and its help text, in one table."""

import os
from collections.abc import Callable
from dataclasses import dataclass


class WrongSettingError(Exception):
    """A setting has a value the product cannot run with; the text says which and what to write instead."""


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, default text, Danish help and the rule its text must meet."""

    name: str
    default: str
    help: str
    hint: str = ""
    allows: Callable[[str], bool] = lambda _text: True


def is_switch(text: str) -> bool:
    return text in {"0", "1"}


def is_whole_number(text: str) -> bool:
    return text.isdigit() and int(text) > 0


def is_database_address(text: str) -> bool:
    return text == "" or text.startswith(("postgres://", "postgresql://"))


def is_log_level(text: str) -> bool:
    return text in {"DEBUG", "INFO", "WARNING", "ERROR"}


def is_secret(text: str) -> bool:
    return text == "" or len(text) >= 40


SETTINGS = (
    Setting(
        "LEDESTJERNE_HOME", "./var", "Mappen til alt hvad installationen gemmer: database, leverancer, fakta og nøgle."
    ),
    Setting(
        "DATABASE_URL",
        "",
        "Adressen på en PostgreSQL 15 eller nyere. Tom: produktet starter sin egen server i LEDESTJERNE_HOME.",
        "Skriv fx postgres://bruger:kode@vært:5432/navn",
        is_database_address,
    ),
    Setting(
        "LEDESTJERNE_SECRET_KEY",
        "",
        "Nøglen der underskriver sessioner og links. Tom: den laves ved første start og gemmes med rettighed 0600.",
        "Skriv mindst 40 tegn, eller lad den være tom",
        is_secret,
    ),
    Setting("LEDESTJERNE_HOSTS", "localhost,127.0.0.1,[::1]", "Værtsnavne siden må svare på, adskilt af komma."),
    Setting(
        "LEDESTJERNE_DEBUG", "0", "1 viser fejl med kode på skærmen. Kun til udvikling.", "Skriv 0 eller 1", is_switch
    ),
    Setting(
        "LEDESTJERNE_BEHIND_PROXY",
        "0",
        "1 når en proxy foran produktet sætter X-Forwarded-Proto.",
        "Skriv 0 eller 1",
        is_switch,
    ),
    Setting(
        "LEDESTJERNE_MAX_UPLOAD_MB",
        "400",
        "Største fil der må afleveres, i megabyte.",
        "Skriv et helt tal større end 0",
        is_whole_number,
    ),
    Setting(
        "LEDESTJERNE_LOG_LEVEL",
        "INFO",
        "Hvor meget der skrives i loggen.",
        "Skriv DEBUG, INFO, WARNING eller ERROR",
        is_log_level,
    ),
    Setting(
        "LEDESTJERNE_PG_BIN",
        "",
        "Mappen med PostgreSQL's programmer, når den indbyggede server skal bruge andre end sine egne.",
    ),
)

BY_NAME = {setting.name: setting for setting in SETTINGS}


def read(name: str) -> str:
    """The text of one setting, or WrongSettingError with a hint; unknown names are a KeyError."""
    setting = BY_NAME[name]
    text = os.environ.get(name, setting.default).strip()
    if not setting.allows(text):
        shown = "værdien" if name == "LEDESTJERNE_SECRET_KEY" else f"«{text}»"
        raise WrongSettingError(f"{name}: {shown} kan ikke bruges. {setting.hint}.")
    return text


def read_switch(name: str) -> bool:
    return read(name) == "1"


def read_number(name: str) -> int:
    return int(read(name))


def read_list(name: str) -> list[str]:
    return [part.strip() for part in read(name).split(",") if part.strip()]
