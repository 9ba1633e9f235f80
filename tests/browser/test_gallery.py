"""Every component in a real browser, under the real security policy."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.urls("tests.browser.urls"), pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def gallery(page: Page, live_server) -> Page:
    page.goto(f"{live_server.url}/ui/")
    return page


def test_every_component_is_accessible(gallery, assert_accessible):
    assert_accessible()


def test_every_component_is_accessible_when_opened(gallery, assert_accessible):
    for summary in gallery.locator("main summary").all():
        summary.click()

    assert_accessible()


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(gallery):
    expect(gallery.locator(".error-summary")).to_be_focused()

    gallery.get_by_role("link", name="Måltal: Skriv decimaler").click()

    expect(gallery.locator("#id_wrong-target")).to_be_focused()


def test_a_chosen_day_is_written_as_danes_write_it(gallery):
    gallery.locator("#id_due_on ~ .calendar__picker").evaluate(
        "picker => { picker.value = '2027-03-01'; picker.dispatchEvent(new Event('change', {bubbles: true})) }"
    )

    expect(gallery.locator("#id_due_on")).to_have_value("1.3.2027")


def test_charts_keep_their_colours_under_the_security_policy(gallery):
    strokes = gallery.locator(".chart__wide svg").first.evaluate(
        "svg => [...svg.querySelectorAll('line, path')].map(shape => getComputedStyle(shape).stroke)"
    )

    assert "rgb(15, 91, 107)" in strokes
    assert gallery.locator(".chart [style]").count() == 0


def test_a_chart_has_words_that_can_be_read_on_a_phone(gallery):
    gallery.set_viewport_size({"width": 375, "height": 800})

    texts = gallery.locator(".chart__narrow text").all()

    assert min(text.bounding_box()["height"] for text in texts if text.inner_html()) >= 11


def test_wide_tables_become_cards_on_a_phone(gallery):
    gallery.set_viewport_size({"width": 375, "height": 800})

    label = gallery.locator("td[data-label='Frafald']").first.evaluate(
        "cell => getComputedStyle(cell, '::before').content"
    )

    assert label == '"Frafald"'


def test_the_keyboard_can_skip_to_the_content(gallery):
    gallery.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    gallery.locator(".skipnav").focus()

    gallery.keyboard.press("Enter")

    expect(gallery.locator("main")).to_be_focused()


def test_the_page_says_the_same_without_scripts(browser, live_server, browser_context_args):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{live_server.url}/ui/")
    page.locator(".chart summary").first.click()

    expect(page.get_by_role("table", name="Frafald på grundforløbet")).to_be_visible()
    expect(page.locator("#id_due_on")).to_be_visible()
    context.close()
