"""A published plan to read, and a home of its own for the paper it is printed on."""

from datetime import UTC, datetime

import pytest

from ledestjerne.publication.models import Edition
from ledestjerne.publication.writes import publish_content
from tests.publication.sample import PLAN

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def edition(cast, school) -> Edition:
    return publish_content(unit=school.institution, content=PLAN, by=cast.quality, at=AT)
