"""The frame around every page: login, menus, what is not found, and saving without a reload."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ledestjerne.accounts.reads import password_link

pytestmark = [pytest.mark.urls("tests.browser.urls"), pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.mark.parametrize("address", ["/konto/log-ind/", "/findes/ikke/"])
def test_pages_for_everyone_are_accessible(page: Page, live_server, assert_accessible, address):
    page.goto(live_server.url + address)

    assert_accessible()


def test_a_wrong_password_is_explained_and_accessible(page: Page, live_server, assert_accessible):
    page.goto(f"{live_server.url}/konto/log-ind/")
    page.get_by_label("E-mail").fill("ingen@skole.example")
    page.get_by_label("Adgangskode").fill("forkert")

    page.get_by_role("button", name="Log ind").click()

    expect(page.locator(".error-summary")).to_contain_text("passer ikke sammen")
    assert_accessible()


def test_the_menu_of_the_user_closes_with_escape(sign_in, cast, live_server):
    page = sign_in(cast.director)
    page.goto(f"{live_server.url}/ui/")
    summary = page.locator(".menu summary")
    summary.click()
    expect(page.get_by_role("button", name="Log af")).to_be_visible()

    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Log af")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_menu_and_the_pages_of_the_account_are_accessible(sign_in, cast, live_server, assert_accessible):
    page = sign_in(cast.director)
    page.goto(f"{live_server.url}{reverse('accounts:settings-edit')}")
    page.locator(".menu summary").click()

    assert_accessible()
    page.goto(f"{live_server.url}{reverse('accounts:password-edit')}")
    assert_accessible()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}{password_link(cast.director)}")
    assert_accessible()


def test_a_changed_field_is_saved_without_a_reload(page: Page, live_server):
    page.goto(f"{live_server.url}/gem/")

    page.get_by_label("Tekst").fill("læsetid")
    page.get_by_label("Tekst").press("Tab")

    expect(page.locator("#svar")).to_contain_text("Gemt: læsetid")
    expect(page.locator("#svar .calendar__button")).to_have_count(1)


def test_a_refused_save_shows_its_answer_too(page: Page, live_server):
    page.goto(f"{live_server.url}/gem/")
    page.get_by_label("Tekst").fill("x")
    page.get_by_label("Tekst").press("Tab")
    expect(page.locator("#svar")).to_contain_text("Gemt: x")

    page.get_by_label("Tekst").fill("")
    page.get_by_label("Tekst").press("Tab")

    expect(page.locator("#svar")).not_to_contain_text("Gemt: x")
