"""Handing files in, in the tests' own words."""

from collections.abc import Callable

import pytest

from ledestjerne.accounts.models import User
from ledestjerne.facts import writes
from ledestjerne.facts.models import Delivery
from ledestjerne.organisation.models import Unit
from tests.conftest import NOW

Hand = Callable[..., Delivery]


@pytest.fixture
def receive(console: User) -> Hand:
    """Take bytes in for a unit, as the console unless another is named."""

    def take(content: bytes, *, unit: Unit | None = None, by: User | None = None, name: str = "fil.csv") -> Delivery:
        return writes.receive_delivery(
            by=by or console, unit=unit, file_name=name, pieces=lambda: iter([content]), at=NOW
        ).delivery

    return take


@pytest.fixture
def check(receive: Hand, console: User) -> Hand:
    def take(content: bytes, **how: object) -> Delivery:
        return writes.check_delivery(delivery=receive(content, **how), by=how.get("by") or console, at=NOW)

    return take


@pytest.fixture
def accept(check: Hand, console: User) -> Hand:
    def take(content: bytes, **how: object) -> Delivery:
        return writes.accept_delivery(delivery=check(content, **how), by=how.get("by") or console, at=NOW)

    return take
