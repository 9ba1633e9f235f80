"""The public pages in a real browser: accessible in every state, readable without script, sound on paper."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from ledestjerne.publication.models import Edition
from ledestjerne.publication.writes import publish_content, revoke_edition
from tests.publication.plans import adopt, draft_of, publish_sample
from tests.publication.sample import PLAN

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
NEWEST = "/skole/999001/opfoelgningsplan/2026/"


@pytest.fixture
def editions(cast, school) -> list[Edition]:
    """One plan in two editions, of which the first is revoked, and one of a department."""
    contents = [replace(PLAN, introduction="Første"), PLAN]
    made = [publish_content(unit=school.institution, content=each, by=cast.quality, at=AT) for each in contents]
    revoke_edition(edition=made[0], by=cast.quality, at=AT, reason="Der stod et forkert tal.")
    return [*made, publish_content(unit=school.vocational, content=PLAN, by=cast.quality, at=AT)]


@pytest.mark.parametrize(
    "address",
    [
        NEWEST, f"{NEWEST}udgave/1/", "/skole/999001/", "/skole/999002/", "/skole/999001-afd-EUD/", "/skole/000000/",
        "/tilgaengelighed/", "/privatliv/",
    ],
)  # fmt: skip
def test_public_pages_are_accessible(page: Page, live_server, editions, assert_accessible, address):
    page.goto(live_server.url + address)

    assert_accessible()


def test_an_older_edition_is_accessible(page: Page, live_server, cast, school, editions, assert_accessible):
    publish_content(unit=school.institution, content=replace(PLAN, title="Ny"), by=cast.quality, at=AT)

    page.goto(f"{live_server.url}{NEWEST}udgave/2/")

    assert_accessible()


def test_a_definition_opens_by_keyboard_and_stays_accessible(page: Page, live_server, editions, assert_accessible):
    page.goto(live_server.url + NEWEST)
    summary = page.locator("#tal-41 summary")
    summary.focus()

    page.keyboard.press("Enter")

    expect(page.locator("#tal-41 .help__text")).to_contain_text("klokketimer")
    assert_accessible()


def test_the_page_can_be_read_without_script(browser, live_server, editions):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(live_server.url + NEWEST)
    page.get_by_role("link", name="Frafald på grundforløb").click()

    expect(page.locator("#tal-42")).to_be_in_viewport()
    context.close()


def test_reading_leaves_no_cookie(page: Page, live_server, editions):
    page.goto(live_server.url + NEWEST)

    assert page.context.cookies() == []


def test_the_header_rows_repeat_on_paper(page: Page, live_server, editions):
    page.goto(live_server.url + NEWEST)
    page.emulate_media(media="print")

    assert page.locator(".plan thead").evaluate("each => getComputedStyle(each).display") == "table-header-group"
    expect(page.get_by_role("link", name="Hent som PDF")).to_be_hidden()


@pytest.mark.parametrize("address", ["udgaver/", "plan/2026/offentliggoer/", "udgave/{pk}/traek-tilbage/"])
def test_the_pages_of_those_who_publish_are_accessible(sign_in, cast, live_server, school, assert_accessible, address):
    adopt(draft_of(cast, school), cast)
    edition = publish_sample(cast, school)
    page = sign_in(cast.quality)

    page.goto(f"{live_server.url}/enhed/999001/{address.format(pk=edition.pk)}")

    assert_accessible()


def test_a_plan_is_published_and_revoked_by_keyboard(sign_in, cast, live_server, school):
    adopt(draft_of(cast, school), cast)
    page = sign_in(cast.quality)
    page.goto(f"{live_server.url}/enhed/999001/plan/2026/offentliggoer/")
    page.get_by_role("button", name="Offentliggør nu").press("Enter")
    expect(page.get_by_role("status").or_(page.locator(".messages")).first).to_contain_text(
        "1. udgave er offentliggjort"
    )

    page.get_by_role("link", name="Træk tilbage 1. udgave").press("Enter")
    page.get_by_label("Hvorfor trækkes udgaven tilbage?").fill("Forkert tal.")
    page.get_by_role("button", name="Træk udgaven tilbage").press("Enter")

    expect(page.locator("main")).to_contain_text("Trukket tilbage 2. november 2026 af Karin Kvist: Forkert tal.")
    assert page.goto(f"{live_server.url}{NEWEST}").status == 410
