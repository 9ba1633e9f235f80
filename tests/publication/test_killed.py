"""kill -9 in the middle of publishing, twenty times: each edition is whole or is not there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ledestjerne.audit.models import Event
from ledestjerne.publication.content import digest_of
from ledestjerne.publication.models import Edition
from tests.database import address_of_test_database

KILLER = Path(__file__).parent / "killer.py"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_lost_and_nothing_half(cast, school):
    told = subprocess.run(
        [sys.executable, str(KILLER)], env={**os.environ, "DATABASE_URL": address_of_test_database()}, check=True, capture_output=True,
        text=True, cwd=KILLER.parents[2],
    ).stdout.split()  # fmt: skip

    editions = list(Edition.objects.order_by("number"))
    finished = {int(number) for number in told}
    assert [edition.number for edition in editions] == list(range(1, len(editions) + 1))
    assert finished <= {edition.number for edition in editions}
    assert all(edition.digest == digest_of(edition.content) and edition.read().rows for edition in editions)
    assert Event.objects.filter(verb="edition.published").count() == len(editions) >= len(finished) > 0
