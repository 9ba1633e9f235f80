"""The web server: gunicorn with two workers of four threads, started from our own command."""

import hashlib
import socket
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections
from django.utils.translation import gettext as _
from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from ledestjerne.accounts.models import User
from ledestjerne.base.time import now
from ledestjerne.facts.writes import look_through_old_files
from ledestjerne.feeds.background import keep_feeds_running

WORKERS, THREADS = 2, 4
PACKAGE = Path(__file__).resolve().parent.parent


class PortTakenError(Exception):
    """Another program listens on the port."""


class WebServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn, told what to do by us instead of a file."""

    def __init__(self, *, options: dict[str, Any]) -> None:  # Any: gunicorn's settings are of many types
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # Any: gunicorn takes any WSGI application
        # Loaded in each worker, so that none shares a database connection with another.
        return import_app("ledestjerne.config.wsgi:application")


def serve(*, host: str, port: int, reload: bool = False) -> None:
    """Serve until stopped; the address is printed when the first request can be answered."""
    require_free(host, port)
    collect_static()
    look_through_old_files(by=User.objects.console(), at=now())
    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's connection has one
    WebServer(options=options_for(host=host, port=port, reload=reload)).run()


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


def options_for(*, host: str, port: int, reload: bool) -> dict[str, Any]:  # Any: as above
    shown = f"[{host}]" if ":" in host else host
    return {
        "bind": f"{shown}:{port}",
        "worker_class": "gthread",
        "workers": WORKERS,
        "threads": THREADS,
        "timeout": 120,  # a delivery of 400 MB over a slow line
        "loglevel": "warning",
        "reload": reload,
        "reload_extra_files": [str(path) for path in PACKAGE.rglob("*.html")] if reload else [],
        "post_worker_init": lambda _worker: keep_feeds_running(clock=now),
        "when_ready": lambda _server: tell(_("Ledestjerne kører på %(address)s (stop med Ctrl-C).")
                                           % {"address": f"http://{shown}:{port}/"}),
    }  # fmt: skip


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


def tell(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # this is the screen
    sys.stdout.flush()
