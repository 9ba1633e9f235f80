"""Publishes edition after edition in a child process and kills it at a random moment, twenty times.

Prints the number of each edition that was reported as published.
"""

import os
import random
import signal
import time
from dataclasses import replace
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledestjerne.config.settings")
django.setup()

from ledestjerne.accounts.models import User  # noqa: E402  # models need Django set up
from ledestjerne.organisation.models import Unit  # noqa: E402
from ledestjerne.publication.writes import publish_content  # noqa: E402
from tests.publication.sample import PLAN  # noqa: E402

ROUNDS = 20
AT = datetime(2026, 11, 2, tzinfo=UTC)


def publish_for_ever(turn: int, begun: int) -> None:
    console, unit = User.objects.console(), Unit.objects.get(code="999001")
    for count in range(10_000):
        content = replace(PLAN, introduction=f"Udgave {turn}.{count} " + "ord " * 20_000)
        edition = publish_content(unit=unit, content=content, by=console, at=AT)
        os.write(1, f"{edition.number}\n".encode())
        os.write(begun, b".")


def main() -> None:
    chance = random.Random(7)
    for turn in range(ROUNDS):
        seen, begun = os.pipe()
        child = os.fork()
        if child == 0:
            publish_for_ever(turn, begun)
            os._exit(1)
        os.close(begun)
        os.read(seen, 1)  # the first is done, however slow the machine is today
        time.sleep(chance.uniform(0, 0.6))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(seen)


if __name__ == "__main__":
    main()
