"""What is made ready before the web server takes over."""

import hashlib
import socket
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.time import now
from ledestjerne.config.start import begin_anew
from ledestjerne.facts.writes import look_through_old_files


class PortTakenError(Exception):
    """Another program listens on the port."""


def serve(*, host: str, port: int, reload: bool = False) -> NoReturn:
    """Serve until stopped; the address is printed when the first request can be answered."""
    require_free(host, port)
    collect_static()
    look_through_old_files(by=User.objects.console(), at=now())
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    told = _("Ledestjerne kører på %(address)s (stop med Ctrl-C).") % {"address": f"http://{address}/"}
    begin_anew("ledestjerne.config.server", address, "1" if reload else "0", told)


def collect_static() -> None:
    """Put what browsers load in one folder, named by content and compressed; done anew only when it has changed."""
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    noted, current = root / ".fingerprint", fingerprint_of_static()
    if noted.exists() and noted.read_text() == current:
        return
    noted.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    noted.write_text(current)


def fingerprint_of_static() -> str:
    """A text that differs when any file a browser loads is another."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def require_free(host: str, port: int) -> None:
    """Raise PortTakenError when the port cannot be had; gunicorn would try for five seconds and tell it in English."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(
                _("Port %(port)s på %(host)s kan ikke bruges: %(reason)s. Vælg en anden med --port.")
                % {"port": port, "host": host, "reason": error.strerror}
            ) from error
