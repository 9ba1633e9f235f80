"""A published plan to read, and a plan that may be published."""

import pytest

from ledestjerne.followup.models import Plan
from ledestjerne.publication.models import Edition
from tests.publication.plans import adopt, draft_of, publish_sample


@pytest.fixture
def edition(cast, school) -> Edition:
    return publish_sample(cast, school)


@pytest.fixture
def draft(cast, school) -> Plan:
    return draft_of(cast, school)


@pytest.fixture
def adopted(cast, draft) -> Plan:
    return adopt(draft, cast)
