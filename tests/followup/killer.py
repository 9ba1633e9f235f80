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


def adopt_for_ever() -> None:
    console = User.objects.console()
    for plan in Plan.objects.filter(state=PlanState.PROPOSED).order_by("year"):
        adopted = writes.adopt_plan(by=console, plan=plan, on=date(2026, 11, 2), version=plan.version)
        os.write(1, f"{adopted.year}\n".encode())


def main() -> None:
    chance = random.Random(11)
    for _ in range(ROUNDS):
        child = os.fork()
        if child == 0:
            adopt_for_ever()
            os._exit(0)
        time.sleep(chance.uniform(0.1, 0.7))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
