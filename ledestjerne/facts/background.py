"""Checks of large files run beside the web server, in a process of their own."""

import os
import subprocess
import sys

from ledestjerne.accounts.models import User
from ledestjerne.facts.models import Delivery

AT_ONCE = 1024 * 1024
"""Files up to this size are checked while the person waits, which takes a second or two; a workbook grows when read."""

_started: list["subprocess.Popen[bytes]"] = []


def is_large(delivery: Delivery) -> bool:
    return delivery.size > AT_ONCE


def start_check(delivery: Delivery, *, by: User) -> None:
    """Start `check_delivery` in a process that lives on when the web worker does not, and hand on what is only held."""
    command = [sys.executable, "-m", "django", "check_delivery", str(delivery.pk), "--by", str(by.pk)]
    handles = [delivery.held.handle] if delivery.held else []
    command += [f"--handle={handle}" for handle in handles]
    _started[:] = [process for process in _started if process.poll() is None]  # lets go of those that have ended
    process = subprocess.Popen(  # our own interpreter and our own words
        command,
        env=os.environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        pass_fds=handles,
    )
    _started.append(process)
