"""Figures of a large tree are worked out beside the web server, in a process of its own."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from enum import IntEnum

from ledestjerne.base.locks import is_held

REST = 60.0
"""Seconds before a process that gave up is tried again."""


@dataclass
class Beside:
    """The process this one started last, if any, and when it may be followed by another."""

    process: "subprocess.Popen[bytes] | None" = None
    rests_until: float = 0.0


_beside = Beside()


class Lock(IntEnum):
    """Held by the process that works all figures out; the number only has to differ from those of other locks."""

    ALL_FIGURES = 1_280_984_102


def start_working_out() -> bool:
    """Start `work_out` in a process that lives on when this one does not, unless one is at it.

    False when the last one this process started has just given up: then somebody must meet the reason. One that was
    killed is started again. Of several that are started at once all but one leave again.
    """
    process, now = _beside.process, time.monotonic()
    if process and (code := process.poll()) is not None:
        _beside.process = None
        _beside.rests_until = now + REST if code > 0 else 0.0
    if _beside.process or is_held(Lock.ALL_FIGURES):
        return True
    if now < _beside.rests_until:
        return False
    _beside.process = subprocess.Popen(  # our own interpreter and our own words
        [sys.executable, "-m", "django", "work_out"], env=os.environ, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    return True
