"""The way of a delivery in a real browser: each page accessible, and the whole walk without a mouse or a script."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ledestjerne.accounts.models import User
from ledestjerne.facts import writes
from ledestjerne.facts.models import Delivery
from tests.conftest import NOW
from tests.facts import papers

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LONG = "Kommunekode;År;Indikator;Værdi;Køn\n657;2024;fravær;7,5;K\n657;2024;fravær;8,5;M\n".encode()
UNKNOWN = b'"I alt","2024","Atlantis",4,1,1,1,1\r\n'


@pytest.fixture
def received(cast, school):
    def take(content: bytes, *, unit=None, by: User | None = None) -> Delivery:
        return writes.receive_delivery(
            by=by or cast.quality, unit=unit or school.institution, file_name="udtræk fra kilden.csv",
            pieces=lambda: iter([content]), at=NOW,
        ).delivery  # fmt: skip

    return take


@pytest.fixture
def checked(received, cast):
    def take(content: bytes) -> Delivery:
        return writes.check_delivery(delivery=received(content), by=cast.quality, at=NOW)

    return take


@pytest.fixture
def visit(page: Page, live_server, sign_in, cast):
    sign_in(cast.quality)

    def to(name: str, *args: object) -> Page:
        page.goto(live_server.url + reverse(f"facts:{name}", args=args))
        if folder := os.environ.get("LEDESTJERNE_PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-{len(list(Path(folder).iterdir()))}.png", full_page=True)
        return page

    return to


def test_the_lists_and_the_form_are_accessible(visit, school, checked, assert_accessible):
    visit("delivery-list", school.institution.code)
    assert_accessible()
    checked(papers.herning())
    writes.accept_delivery(
        delivery=checked(papers.lessons([papers.lesson()])), by=Delivery.objects.first().received_by, at=NOW
    )
    visit("delivery-list", school.institution.code)
    assert_accessible()
    visit("delivery-add", school.institution.code)
    assert_accessible()


def test_a_checked_delivery_and_its_moves_are_accessible(visit, checked, assert_accessible):
    delivery = checked(papers.herning() + UNKNOWN)

    for name in ("delivery-detail", "delivery-accept", "delivery-reject"):
        visit(name, delivery.pk)
        assert_accessible()


def test_an_accepted_delivery_and_its_rows_are_accessible(visit, checked, cast, assert_accessible):
    delivery = writes.accept_delivery(delivery=checked(papers.herning()), by=cast.quality, at=NOW)

    visit("delivery-detail", delivery.pk)
    assert_accessible()
    visit("delivery-withdraw", delivery.pk)
    assert_accessible()
    visit("row-detail", delivery.pk, 2)
    assert_accessible()


def test_lessons_with_new_classes_and_unknown_columns_are_accessible(visit, checked, assert_accessible):
    visit("delivery-detail", checked(papers.lessons([papers.lesson(class_="NY26")])).pk)
    assert_accessible()
    delivery = checked(LONG)
    visit("delivery-detail", delivery.pk)
    assert_accessible()
    visit("delivery-mapping", delivery.pk)
    assert_accessible()


def test_a_running_and_an_interrupted_check_are_accessible(visit, received, cast, assert_accessible):
    delivery = received(papers.herning())
    visit("delivery-detail", delivery.pk)
    assert_accessible()
    writes.ask_for_check(delivery=delivery, by=cast.quality, at=NOW)
    visit("delivery-detail", delivery.pk)
    assert_accessible()


def test_the_page_notices_by_itself_that_the_check_is_done(visit, received, cast, page):
    delivery = received(papers.herning())
    writes.ask_for_check(delivery=delivery, by=cast.quality, at=NOW)
    visit("delivery-detail", delivery.pk)
    expect(page.get_by_text("Filen bliver kontrolleret").first).to_be_visible()

    writes.check_delivery(delivery=delivery, by=cast.quality, at=NOW)

    expect(page.get_by_role("link", name="Godkend", exact=True)).to_be_visible(timeout=10_000)


def test_a_file_goes_from_the_desk_to_the_facts_without_script(browser, live_server, cast, school, tmp_path, sign_in):
    path = tmp_path / "status.csv"
    path.write_bytes(papers.herning())
    cookies = sign_in(cast.quality).context.cookies()
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()

    page.goto(live_server.url + reverse("facts:delivery-list", args=[school.institution.code]))
    page.get_by_role("link", name="Aflever data", exact=True).first.click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Aflever og kontrollér").click()
    page.get_by_role("link", name="Godkend", exact=True).click()
    page.get_by_role("button", name="Godkend", exact=True).click()

    expect(page.get_by_text("tallene gælder nu")).to_be_visible()
    context.close()
