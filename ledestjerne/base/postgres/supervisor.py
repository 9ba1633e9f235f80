"""The process that keeps one embedded server running while anybody holds a lease on it.

Run as `python -m ledestjerne.base.postgres.supervisor LOCKS ROOT UID GID PROGRAMS`.
"""

import fcntl
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from ledestjerne.base.postgres import cluster
from ledestjerne.base.postgres.binaries import Account
from ledestjerne.base.postgres.place import Place, open_lock, try_exclusive

LOOK_EVERY = 0.1  # seconds
STAY_FOR = 1.5  # seconds without any lease, so that two commands in a row need not start it twice
GIVE_UP_AFTER = 100  # starts that failed; after a crash its orphans may hold the memory for some seconds


def main() -> None:
    locks, root, uid, gid, programs = sys.argv[1:]
    place = Place(locks=Path(locks), root=Path(root), account=Account(uid=int(uid), gid=int(gid)))
    ours = open_lock(place.supervisor)
    fcntl.flock(ours, fcntl.LOCK_EX)
    os.ftruncate(ours, 0)
    os.pwrite(ours, str(os.getpid()).encode(), 0)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    lease = open_lock(place.lease)
    try:
        cluster.create(place=place, programs=Path(programs))
        _keep_running(place=place, programs=Path(programs), lease=lease)
    finally:
        cluster.stop_server(place)


def _keep_running(*, place: Place, programs: Path, lease: int) -> None:
    server = Server(place=place, programs=programs)
    last_used = time.monotonic()
    while True:
        server.revive()
        if not try_exclusive(lease):
            last_used = time.monotonic()
        elif time.monotonic() - last_used > STAY_FOR:
            return  # still holding the lease: whoever comes now waits until the server is down
        else:
            fcntl.flock(lease, fcntl.LOCK_UN)
        time.sleep(LOOK_EVERY)


@dataclass
class Server:
    """The server under watch: our child, or one left over from a supervisor before us."""

    place: Place
    programs: Path
    child: subprocess.Popen[bytes] | None = None
    failed: int = 0

    def revive(self) -> None:
        """Start the server when it does not run."""
        if self.child is not None and self.child.poll() is not None:
            # A negative code is a signal from outside, not a start that failed.
            self.failed = self.failed + 1 if self.child.returncode > 0 else 0
            self.child = None
        if self.child is None and cluster.running_pid(self.place) is None:
            if self.failed >= GIVE_UP_AFTER:
                sys.exit("the server does not start")
            self.child = cluster.start(place=self.place, programs=self.programs)


if __name__ == "__main__":
    main()
