"""Adopts plan after plan in a child process and kills it at a random moment, twenty times.

Prints the year of each plan that was reported as adopted.
"""

import os
import random
import signal
import time
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledestjerne.config.settings")
django.setup()

from ledestjerne.accounts.models import User  # noqa: E402  # models need Django set up
from ledestjerne.followup import writes  # noqa: E402
from ledestjerne.followup.models import Plan, PlanState  # noqa: E402

ROUNDS = 20


def adopt_for_ever(begun: int) -> None:
    console = User.objects.console()
    for plan in Plan.objects.filter(state=PlanState.PROPOSED).order_by("year"):
        adopted = writes.adopt_plan(by=console, plan=plan, on=date(2026, 11, 2), version=plan.version)
        os.write(1, f"{adopted.year}\n".encode())
        os.write(begun, b".")


def main() -> None:
    chance = random.Random(11)
    for _ in range(ROUNDS):
        seen, begun = os.pipe()
        child = os.fork()
        if child == 0:
            adopt_for_ever(begun)
            os._exit(0)
        os.close(begun)
        os.read(seen, 1)  # the first is done, however slow the machine is today
        time.sleep(chance.uniform(0, 0.6))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(seen)


if __name__ == "__main__":
    main()
