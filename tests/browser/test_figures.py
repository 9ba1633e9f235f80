"""The pages about figures in a real browser: accessible on a screen and a phone, and nothing on the console."""

import pytest
from django.urls import reverse

from ledestjerne.facts import writes
from ledestjerne.indicators.writes import Cited, freeze_result
from tests.conftest import NOW
from tests.indicators.conftest import lesson_file

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SHARE = "share_26_hours"


@pytest.fixture
def figures(cast, school):
    delivery = writes.receive_delivery(
        by=cast.quality, unit=school.institution, file_name="lektioner.csv",
        pieces=lambda: iter([lesson_file({"TØ26A": 12, "TØ26B": 8}, short=2)]), at=NOW,
    ).delivery  # fmt: skip
    writes.check_delivery(delivery=delivery, by=cast.quality, at=NOW)
    writes.accept_delivery(delivery=delivery, by=cast.quality, at=NOW)
    cited = Cited(indicator=SHARE, period="2026/2027")
    return freeze_result(by=cast.quality, unit=school.institution, cited=cited)


def test_the_pages_about_figures_are_accessible(page, live_server, sign_in, cast, school, figures, assert_accessible):
    sign_in(cast.quality)
    code = school.institution.code

    for name, arguments in (
        ("figure-list", [code]),
        ("figure-detail", [code, SHARE]),
        ("figure-detail", [code, "dropout_gf1"]),
        ("frozen-detail", [code, figures.pk]),
        ("target-edit", [code, SHARE]),
        ("definition-list", []),
        ("definition-detail", [SHARE]),
    ):
        page.goto(live_server.url + reverse(f"indicators:{name}", args=arguments))
        for details in page.locator("main details summary").all():
            if details.is_visible():
                details.click()
        assert_accessible()
