"""Every setting the environment may give, with its default, its rule and its help text, in one table."""

import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from ledestjerne.base.noop import gettext_noop


class WrongSettingError(Exception):
    """A setting has a value the product cannot run with; the text says which and what to write instead.

    `message` and `hint` are texts of the catalogue, for whoever can translate them; `parts` are filled in.
    """

    def __init__(self, message: str, *, hint: str = "", **parts: str) -> None:
        self.message, self.hint, self.parts = message, hint, parts
        super().__init__(self.said(lambda text: text))

    def said(self, translate: Callable[[str], str]) -> str:
        """The whole text, in the language of `translate`."""
        hint = translate(self.hint) if self.hint else ""
        return translate(self.message) % {**self.parts, "hint": hint}


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
    return bool(re.fullmatch(r"[1-9][0-9]{0,8}", text))


def is_database_address(text: str) -> bool:
    if text == "":
        return True
    try:
        parts = urlsplit(text)
        return parts.scheme in {"postgres", "postgresql"} and parts.port != 0 and len(parts.path) > 1
    except ValueError:  # a port that is no number
        return False


def is_list_of_hosts(text: str) -> bool:
    return all(re.fullmatch(r"\[[0-9a-fA-F:.]+\]|\.?[\w-]+(\.[\w-]+)*", part.strip()) for part in text.split(","))


def is_list_of_hosts_or_nothing(text: str) -> bool:
    return text == "" or is_list_of_hosts(text)


def is_log_level(text: str) -> bool:
    return text in {"DEBUG", "INFO", "WARNING", "ERROR"}


def is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    is_here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    return bool(parts.hostname) and (parts.scheme == "https" or is_here)


def is_engine(text: str) -> bool:
    return bool(re.fullmatch(r"duckdb|spark://[^/\s,]+:\d+(,[^/\s,]+:\d+)*|local\[(\d+|\*)\]", text))


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
        gettext_noop("Skriv fx postgres://bruger:kode@vært:5432/navn"),
        is_database_address,
    ),
    Setting(
        "LEDESTJERNE_SECRET_KEY",
        "",
        "Nøglen der underskriver sessioner og links. Tom: den laves ved første start og gemmes med rettighed 0600.",
        gettext_noop("Skriv mindst 40 tegn, eller lad den være tom"),
        is_secret,
    ),
    Setting(
        "LEDESTJERNE_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "Værtsnavne siden må svare på, adskilt af komma.",
        gettext_noop("Skriv værtsnavne uden https:// og port, fx kvalitet.skole.dk"),
        is_list_of_hosts,
    ),
    Setting(
        "LEDESTJERNE_DEBUG",
        "0",
        "1 viser fejl med kode på skærmen. Kun til udvikling.",
        gettext_noop("Skriv 0 eller 1"),
        is_switch,
    ),
    Setting(
        "LEDESTJERNE_BEHIND_PROXY",
        "0",
        "1 når en proxy foran produktet sætter X-Forwarded-Proto.",
        gettext_noop("Skriv 0 eller 1"),
        is_switch,
    ),
    Setting(
        "LEDESTJERNE_MAX_UPLOAD_MB",
        "400",
        "Største fil der må afleveres, i megabyte.",
        gettext_noop("Skriv et helt tal større end 0"),
        is_whole_number,
    ),
    Setting(
        "LEDESTJERNE_LOG_LEVEL",
        "INFO",
        "Hvor meget der skrives i loggen.",
        gettext_noop("Skriv DEBUG, INFO, WARNING eller ERROR"),
        is_log_level,
    ),
    Setting(
        "LEDESTJERNE_PG_BIN",
        "",
        "Mappen med PostgreSQL's programmer, når den indbyggede server skal bruge andre end sine egne.",
    ),
    Setting(
        "LEDESTJERNE_UDDSTAT_KEY", "", "Nøglen til Uddannelsesstatistiks API; den er gratis. Tom: intet hentes derfra."
    ),
    Setting(
        "LEDESTJERNE_UDDSTAT_ADDRESS",
        "https://api.uddannelsesstatistik.dk/Api/v1/",
        "Adressen på Uddannelsesstatistiks API.",
        gettext_noop("Skriv en adresse, der begynder med https://"),
        is_web_address,
    ),
    Setting(
        "LEDESTJERNE_STATBANK_ADDRESS",
        "https://api.statbank.dk/v1/",
        "Adressen på Statistikbankens API.",
        gettext_noop("Skriv en adresse, der begynder med https://"),
        is_web_address,
    ),
    Setting(
        "LEDESTJERNE_FEED_HOSTS",
        "",
        "Værter, som filer (fx institutionsregisteret) må hentes fra, adskilt af komma. Tom: ingen.",
        gettext_noop("Skriv værtsnavne uden https:// og port, fx register.dk"),
        is_list_of_hosts_or_nothing,
    ),
    Setting(
        "LEDESTJERNE_ENGINE",
        "duckdb",
        "Hvad der regner nøgletallene ud: duckdb på denne maskine, eller en Spark-klynge (spark://vært:7077).",
        gettext_noop("Skriv duckdb, spark://vært:port eller local[2]"),
        is_engine,
    ),
    Setting(
        "LEDESTJERNE_ENGINE_FACTS",
        "",
        "Mappen på fælles lager, hvor fakta lægges til Spark. Den indeholder oplysninger om elever og skal beskyttes som"
        " LEDESTJERNE_HOME.",
    ),
    Setting(
        "LEDESTJERNE_ENGINE_FACTS_ADDRESS",
        "",
        "Den samme mappes adresse, som klyngen kender den (fx abfss://…). Tom: den samme sti.",
    ),
)

BY_NAME = {setting.name: setting for setting in SETTINGS}


def read(name: str) -> str:
    """The text of one setting, or WrongSettingError with a hint; unknown names are a KeyError."""
    setting = BY_NAME[name]
    text = os.environ.get(name, setting.default).strip()
    if not setting.allows(text):
        if name == "LEDESTJERNE_SECRET_KEY":
            raise WrongSettingError(
                gettext_noop("%(name)s: værdien kan ikke bruges. %(hint)s."), hint=setting.hint, name=name
            )
        told = gettext_noop("%(name)s: «%(value)s» kan ikke bruges. %(hint)s.")
        raise WrongSettingError(told, hint=setting.hint, name=name, value=without_password(text))
    return text


def without_password(address: str) -> str:
    """The text without what stands between a user's name and the server, so that it may be shown and logged."""
    return re.sub(r"(?<=:)[^/@]*(?=@)|(?<=//)[^/@]*(?=:[^/@]*@)", "…", address)


def read_home() -> Path:
    """The folder of all that is kept, made if it is not there; WrongSettingError when it cannot be used."""
    home = Path(read("LEDESTJERNE_HOME")).resolve()
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            return home
    except OSError as error:
        told = gettext_noop(
            "LEDESTJERNE_HOME: «%(home)s» kan ikke bruges: %(reason)s. Skriv en mappe, der kan skrives i."
        )
        raise WrongSettingError(told, home=str(home), reason=error.strerror or "") from error


def read_engine() -> str:
    """What counts the figures; a cluster must have its parts installed and somewhere to read the facts."""
    engine = read("LEDESTJERNE_ENGINE")
    if engine != "duckdb" and find_spec("pyspark") is None:
        told = gettext_noop(
            "LEDESTJERNE_ENGINE: «%(engine)s» kræver Spark. Kør make spark (pip install 'ledestjerne[spark]')."
        )
        raise WrongSettingError(told, engine=engine)
    if engine != "duckdb" and not read("LEDESTJERNE_ENGINE_FACTS"):
        told = gettext_noop(
            "LEDESTJERNE_ENGINE_FACTS: «%(engine)s» skal læse fakta på fælles lager. Skriv en mappe, som alle klyngens "
            "maskiner kan læse."
        )
        raise WrongSettingError(told, engine=engine)
    return engine


def read_switch(name: str) -> bool:
    return read(name) == "1"


def read_number(name: str) -> int:
    return int(read(name))


def read_list(name: str) -> list[str]:
    return [part.strip() for part in read(name).split(",") if part.strip()]
