"""Feeds run by themselves: while the web server runs, each worker looks now and then whether one is due."""

import logging
import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, connection

from ledestjerne.feeds import reads

TICK = 15.0
"""Seconds between two looks, give or take a quarter so that workers do not look together."""

log = logging.getLogger(__name__)
_runners: list["subprocess.Popen[bytes]"] = []
"""The runner this process started last, if any."""


def keep_feeds_running(*, clock: Callable[[], datetime], tick: float = TICK) -> threading.Event:
    """Look in a thread of this process until the event given back is set, or the process ends."""
    stop = threading.Event()
    threading.Thread(target=look_until, args=(stop, clock, tick), name="feeds", daemon=True).start()
    return stop


def look_until(stop: threading.Event, clock: Callable[[], datetime], tick: float) -> None:
    while not stop.wait(tick * random.uniform(0.75, 1.25)):  # noqa: S311  # chance, not secrecy
        try:
            if reads.is_anything_due(at=clock()):
                start_runner()
        except DatabaseError as error:  # the server may be away for a moment; the next look tells
            log.warning("feeds: %s", error)
        finally:
            connection.close()


def start_runner() -> None:
    """Start `feeds --run-due` in a process of its own, unless the last one still runs.

    Runners of several workers do no harm: the second finds the lock taken and leaves again.
    """
    if any(process.poll() is None for process in _runners):
        return
    command = [sys.executable, "-m", "django", "feeds", "--run-due"]
    process = subprocess.Popen(
        command, env=os.environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )
    _runners[:] = [process]
