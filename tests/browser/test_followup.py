"""Writing a plan in a real browser: it saves itself, keys carry one on, two writers lose nothing, all of it accessible."""

import time

import pytest
from playwright.sync_api import Page, expect

from ledestjerne.followup import writes
from ledestjerne.followup.models import PlanRow
from ledestjerne.followup.stale import mark
from tests.followup.conftest import FULL

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
EDIT = "/enhed/999001/plan/2026/skriv/"


@pytest.fixture
def row(cast, school) -> PlanRow:
    plan = writes.create_plan(
        by=cast.quality, unit=school.institution, year="2026", title="Opfølgningsplan 2026", introduction="Bygger på."
    )
    row = writes.add_row(by=cast.quality, plan=plan, values=FULL)
    writes.add_initiative(
        by=cast.quality, row=row, values={"text": "Ret skemaerne", "meeting_months": [1, 8]}, people=[cast.teacher]
    )
    return row


@pytest.fixture
def editor(sign_in, cast, row, live_server) -> Page:
    page = sign_in(cast.quality)
    page.goto(live_server.url + EDIT)
    return page


def kept(row: PlanRow, name: str, text: str) -> bool:
    """Whether the text is in the database, given a moment to arrive."""
    for _moment in range(150):
        row.refresh_from_db()
        if getattr(row, name) == text:
            return True
        time.sleep(0.1)
    return False


def cell(page: Page, row: PlanRow, name: str = "goal"):
    return page.locator(f"#raekke-{row.pk} textarea[name={name}]")


def test_a_cell_saves_itself_when_left(editor, row):
    cell(editor, row).fill("Nyt mål")
    editor.keyboard.press("Tab")

    expect(editor.locator(f"#gemt-{row.pk} .saved")).to_contain_text("Gemt kl.")
    assert kept(row, "goal", "Nyt mål")


def test_a_cell_saves_itself_in_a_pause_and_keeps_the_cursor(editor, row):
    cell(editor, row).focus()
    editor.keyboard.press("Control+End")
    editor.keyboard.type(" Og mere.")
    expect(editor.locator(f"#gemt-{row.pk} .saved")).to_contain_text("Gemt kl.")
    editor.keyboard.type(" Endnu mere.")
    editor.keyboard.press("Control+s")
    expect(cell(editor, row)).to_be_focused()
    expect(cell(editor, row)).to_have_value("Vi vil dette. Og mere. Endnu mere.")
    editor.keyboard.press("Tab")

    assert kept(row, "goal", "Vi vil dette. Og mere. Endnu mere.")


def test_a_whole_row_is_written_without_the_mouse(editor, row):
    cell(editor, row, "schedule").focus()
    editor.keyboard.press("Control+Enter")
    second = editor.locator(".plan-row").nth(1)
    expect(second.locator("textarea").first).to_be_focused()
    for text in ("Fund", "Mål", "Handling", "Tid"):
        editor.keyboard.type(text)
        editor.keyboard.press("Tab")
    expect(second.locator(".saved")).to_contain_text("Gemt kl.")
    second.locator("textarea").first.focus()
    editor.keyboard.press("Alt+ArrowUp")
    expect(editor.locator(".plan-row").first.locator("textarea").first).to_have_value("Fund")

    rows = list(PlanRow.objects.order_by("position").values_list("result", "goal", "actions", "schedule"))
    assert rows == [("Fund", "Mål", "Handling", "Tid"), tuple(FULL.values())]


def test_fast_typing_never_meets_itself(editor, row):
    for number in range(6):
        cell(editor, row).fill(f"Udgave {number}")
        cell(editor, row).dispatch_event("change")

    assert kept(row, "goal", "Udgave 5")
    expect(editor.locator(f"#gemt-{row.pk} .saved")).to_contain_text("Gemt kl.")
    expect(editor.locator("[data-clash]")).to_have_count(0)


def test_a_row_is_moved_as_fast_as_the_keys_are_pressed(editor, cast, row):
    for number in (2, 3, 4):
        writes.add_row(by=cast.quality, plan=row.plan, values={"result": f"Nummer {number}"})
    editor.reload()
    editor.locator(".plan-row").last.locator("textarea").first.focus()
    for place in (2, 1, 0):
        editor.keyboard.press("Alt+ArrowUp")
        expect(editor.locator(".plan-row").nth(place).locator("textarea").first).to_have_value("Nummer 4")
        expect(editor.locator(".plan-row").nth(place).locator("textarea").first).to_be_focused()

    assert PlanRow.objects.get(position=1).result == "Nummer 4"


def test_two_writers_see_both_texts_and_choose(editor, cast, row, assert_accessible):
    writes.edit_row(by=cast.director, row=row, values={"goal": "Dortes mål"}, read={"goal": mark(row.goal)})
    cell(editor, row).fill("Karins mål")
    editor.keyboard.press("Tab")
    clash = editor.locator("[data-clash]")
    expect(clash).to_contain_text("Dorte Dam har ændret det samme")
    expect(clash).to_contain_text("Dortes mål")
    assert_accessible()
    cell(editor, row).fill("Karins og Dortes mål")
    clash.get_by_role("button", name="Gem det, jeg har skrevet").click()

    assert kept(row, "goal", "Karins og Dortes mål")
    expect(editor.locator("[data-clash]")).to_have_count(0)


def test_what_is_being_written_is_kept_when_the_page_is_left(editor, row, live_server):
    cell(editor, row).fill("Sidste ord")
    editor.goto(live_server.url + "/enhed/999001/plan/2026/")

    assert kept(row, "goal", "Sidste ord")


@pytest.mark.parametrize(
    "address",
    [
        "planer/", "planer/ny/", "plan/2026/", "plan/2026/skriv/", "plan/2026/udskriv/", "plan/2026/indledning/",
        "plan/2026/trin/foreslaa/", "plan/2026/raekke/{row}/", "plan/2026/raekke/{row}/ret/",
        "plan/2026/raekke/{row}/fjern/", "plan/2026/raekke/{row}/udbytte/", "plan/2026/raekke/{row}/indsats/ny/",
        "plan/2026/indsats/{initiative}/ret/", "plan/2026/indsats/{initiative}/status/", "fund/", "indsatser/",
    ],
)  # fmt: skip
def test_every_page_is_accessible(sign_in, cast, row, live_server, assert_accessible, address):
    page = sign_in(cast.quality)
    path = address.format(row=row.pk, initiative=row.initiatives.get().pk)
    page.goto(f"{live_server.url}/enhed/999001/{path}")

    assert_accessible()


def test_the_task_list_is_accessible(sign_in, cast, row, live_server, assert_accessible):
    sign_in(cast.quality).goto(f"{live_server.url}/opgaver/")

    assert_accessible()
