"""Exploring figures in a real browser: the address follows the choices, and the chart answers under the strict policy."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from ledestjerne.explore import writes
from ledestjerne.explore.slices import Slice
from tests.browser.test_figures import SHARE, figures
from tests.conftest import NOW
from tests.indicators.conftest import deliver, lesson_file

__all__ = ["deliver", "figures"]
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_the_address_and_the_chart_follow_the_choices(page, live_server, sign_in, cast, school, figures):
    sign_in(cast.quality)
    page.goto(live_server.url + reverse("explore:slice-detail"))

    page.select_option("select[name=tal]", SHARE)
    expect(page.locator("[data-vega] svg")).to_be_visible()
    expect(page).to_have_url(re.compile(r"tal=share_26_hours&enhed=999001$"))
    page.locator("[data-vega] .mark-symbol.role-mark path").first.hover(force=True)
    expect(page.locator("#vg-tooltip-element")).to_contain_text("2026/27")

    page.check(f"input[value='{school.class_a.code}']")

    expect(page).to_have_url(re.compile(r"enhed=999001&enhed=999001-hold-T"))
    expect(page.locator("main tbody tr")).to_have_count(2)
    page.go_back()
    expect(page.locator("main tbody tr")).to_have_count(1)


def test_drawing_and_table_are_in_step_and_the_line_chosen_stands_in_the_address(
    page, live_server, sign_in, cast, school, figures, deliver
):
    deliver(lesson_file({"TØ26A": 12, "TØ26B": 8}, monday=date(2025, 9, 1)))
    sign_in(cast.quality)
    asked = Slice(indicator=SHARE, units=(school.class_a.code, school.class_b.code))
    page.goto(f"{live_server.url}{reverse('explore:slice-detail')}?{asked.query}")
    dots = page.locator("[data-vega] .mark-symbol.role-mark path")
    expect(dots.first).to_be_visible()

    dots.first.hover(force=True)
    expect(page.locator("tr.is-lit")).to_have_count(1)
    dots.first.click(force=True)
    expect(page).to_have_url(re.compile("linje="))
    expect(page.locator("tr.own-row")).to_have_count(2)

    page.locator("tr[data-key][tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    other = page.evaluate("document.activeElement.dataset.key.split('|')[1]")
    expect(page.locator("select[name=linje]")).to_have_value(other)
    assert other == "TØ26B"


def test_the_pages_of_exploring_are_accessible(page, live_server, sign_in, cast, school, figures, assert_accessible):
    sign_in(cast.quality)
    code, asked = school.institution.code, Slice(indicator=SHARE, units=(school.institution.code,))
    package = writes.create_package(by=cast.quality, unit=school.institution, title="Møde")
    writes.add_item(by=cast.quality, package=package, asked=asked, title="Timer", on=NOW.date())

    for address in (
        f"{reverse('explore:slice-detail')}?{asked.query}",
        f"{reverse('explore:item-add')}?{asked.query}",
        reverse("explore:package-list", args=[code]),
        reverse("explore:package-detail", args=[code, package.pk]),
        reverse("explore:note-add", args=[code]),
    ):
        page.goto(live_server.url + address)
        assert_accessible()
