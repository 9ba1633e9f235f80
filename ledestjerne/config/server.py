"""The web server itself: gunicorn with two workers of four threads, in a process that has done nothing before.

Run as `python -m ledestjerne.config.server ADDRESS RELOAD TEXT`, by web.serve. Workers are forked, and a fork has none of
the threads of its parent: what had begun to count in threads before, as Polars does when a demo is built, would wait for
them in every worker for ever.
"""

import sys
from pathlib import Path
from typing import Any

import django
from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from ledestjerne.config.start import prepare

WORKERS, THREADS = 2, 4
PACKAGE = Path(__file__).resolve().parent.parent


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
        return import_app("ledestjerne.config.worker:application")


def options_for(*, address: str, reload: bool, told: str) -> dict[str, Any]:  # Any: as above
    return {
        "bind": address,
        "worker_class": "gthread",
        "workers": WORKERS,
        "threads": THREADS,
        "timeout": 120,  # a delivery of 400 MB over a slow line
        "loglevel": "warning",
        "reload": reload,
        "reload_extra_files": [str(path) for path in PACKAGE.rglob("*.html")] if reload else [],
        "when_ready": lambda _server: print(told, flush=True),  # noqa: T201  # this is the screen
    }


def main() -> None:
    address, reload, told = sys.argv[1:]
    prepare()
    if reload == "0":
        django.setup()  # once for all workers; code that may change is read by each of them
    WebServer(options=options_for(address=address, reload=reload == "1", told=told)).run()


if __name__ == "__main__":
    main()
