"""Large files are checked by a process of their own, which may be killed like any other."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ledestjerne.base.locks import is_held
from ledestjerne.facts import background, reads
from ledestjerne.facts.locks import Lock
from ledestjerne.facts.models import Delivery
from tests.conftest import NOW
from tests.facts import papers
from tests.facts.outside import environment

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def outside(monkeypatch, own_home):
    """What the test starts finds the test's own database and home; every file counts as large."""
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(background, "AT_ONCE", 0)


def wait_for(condition, *, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def hand_in(client, school, content: bytes) -> Delivery:
    address = reverse("facts:delivery-add", args=[school.institution.code])
    client.post(address, {"file": SimpleUploadedFile("stor.csv", content)})
    return Delivery.objects.get()


def test_a_large_file_is_checked_beside_the_server(log_in, cast, school, outside):
    client = log_in(cast.quality)

    delivery = hand_in(client, school, papers.herning())

    assert delivery.state == Delivery.State.RECEIVED
    page = client.get(reverse("facts:delivery-detail", args=[delivery.pk])).content.decode()
    assert "Filen bliver kontrolleret" in page
    assert 'http-equiv="refresh"' in page
    wait_for(lambda: Delivery.objects.get().state == Delivery.State.CHECKED)


def test_after_a_killed_check_the_file_is_handed_in_again(log_in, cast, school, outside):
    client = log_in(cast.quality)
    content = papers.lessons(papers.lesson(pupil=f"e{n}") for n in range(60_000))
    delivery = hand_in(client, school, content)
    wait_for(lambda: is_held(Lock.CHECK, number=delivery.pk))

    process = background._started[-1]
    process.kill()
    process.wait()

    wait_for(lambda: not is_held(Lock.CHECK, number=delivery.pk))
    delivery.refresh_from_db()
    assert delivery.state == Delivery.State.RECEIVED
    assert not reads.is_being_checked(delivery, at=NOW + reads.STARTING)
    Delivery.objects.update(check_asked_at=None)
    page = client.get(reverse("facts:delivery-detail", args=[delivery.pk])).content.decode()
    assert "Aflever filen igen" in page
    assert hand_in(client, school, content) == delivery
    wait_for(lambda: Delivery.objects.get().state == Delivery.State.CHECKED)
    assert reads.report_of(Delivery.objects.get()).detail_rows == 60_000


def test_a_killed_check_of_statistics_can_be_started_again(log_in, cast, school, outside):
    client = log_in(cast.quality)
    delivery = hand_in(client, school, papers.herning())
    process = background._started[-1]
    process.kill()
    process.wait()
    Delivery.objects.filter(state=Delivery.State.RECEIVED).update(check_asked_at=None)

    client.post(reverse("facts:delivery-check", args=[delivery.pk]), {"source": ""})

    wait_for(lambda: Delivery.objects.get().state == Delivery.State.CHECKED)
