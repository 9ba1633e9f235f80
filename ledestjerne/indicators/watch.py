"""While the web server runs, each worker looks now and then whether the figures rest on what holds now.

Whatever changes them (a delivery, a limit, the tree, the program), from wherever: they are worked out before a reader asks.
"""

import logging
import random
import threading

from django.db import DatabaseError, connection

from ledestjerne.indicators import reads
from ledestjerne.indicators.background import start_working_out

TICK = 2.0
"""Seconds between two looks, give or take a quarter so that workers do not look together."""

log = logging.getLogger(__name__)


def keep_figures_ready(*, tick: float = TICK) -> threading.Event:
    """Look in a thread of this process until the event given back is set, or the process ends."""
    stop = threading.Event()
    threading.Thread(target=look_until, args=(stop, tick), name="figures", daemon=True).start()
    return stop


def look_until(stop: threading.Event, tick: float) -> None:
    ready: reads.Basis | None = None
    while not stop.wait(tick * random.uniform(0.75, 1.25)):  # noqa: S311  # chance, not secrecy
        try:
            ready = look(ready)
        except (DatabaseError, OSError) as error:  # the server may be away for a moment; the next look tells
            log.warning("figures: %s", error)
        finally:
            connection.close()


def look(ready: reads.Basis | None) -> reads.Basis | None:
    """What the figures are laid down for, told what it was at the last look; starts the work when they are not."""
    basis = reads.basis_now()
    if basis == ready or not reads.family_to_work_out(basis):
        return basis
    start_working_out()
    return None
