"""Writing in the table: each cell saves itself, two people lose nothing, and what is swapped in is what a reload shows."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from ledestjerne.audit.models import Event
from ledestjerne.followup import writes
from ledestjerne.followup.models import PlanRow
from ledestjerne.followup.stale import mark
from tests.followup.conftest import FULL
from tests.followup.swapping import plain, soup, swap

HX = {"HX-Request": "true"}


def url(name, *more):
    return reverse(f"followup:{name}", args=["999001", "2026", *more])


@pytest.fixture
def writer(log_in, cast, row):
    return log_in(cast.quality)


@pytest.fixture
def opened(writer):
    """The editor as a person has it before them."""
    return soup(writer.get(url("plan-edit")))


def sent_from(page, row, **typed):
    """What the browser sends of a row: every named field in it."""
    body = page.select_one(f"#raekke-{row.pk}")
    values = {field["name"]: field.get("value", "") for field in body.select("input[name]")}
    values |= {field["name"]: field.text.removeprefix("\n") for field in body.select("textarea")}
    for field in body.select("select"):
        chosen = field.select_one("option[selected]")
        values[field["name"]] = chosen["value"] if chosen else ""
    for name, text in typed.items():
        body.select_one(f"textarea[name={name}]").string = f"\n{text}"
    return {**values, **typed}


def table(page):
    return plain(page.select_one("#plan-tabel"))


def test_a_cell_saves_itself_and_says_when(writer, opened, row):
    answer = writer.post(url("row-edit", row.pk), sent_from(opened, row, goal="Nyt mål"), headers=HX)
    swap(opened, answer, target=f"#gemt-{row.pk}", how="innerHTML")

    assert "Gemt kl. 10.00" in answer.content.decode()
    assert table(opened) == table(soup(writer.get(url("plan-edit"))))


def test_the_next_save_starts_from_the_last(writer, opened, row):
    for text in ("Nyt", "Nyt mål", "Nyt mål igen"):
        answer = writer.post(url("row-edit", row.pk), sent_from(opened, row, goal=text), headers=HX)
        assert answer.status_code == 200
        swap(opened, answer, target=f"#gemt-{row.pk}", how="innerHTML")

    row.refresh_from_db()
    assert row.goal == "Nyt mål igen"


def test_a_new_row_comes_as_a_reload_shows_it(writer, opened):
    answer = writer.post(url("row-add"), headers=HX)
    assert "data-focus" in answer.content.decode()
    swap(opened, answer, target="#raekker-slut", how="beforebegin")

    assert table(opened) == table(soup(writer.get(url("plan-edit"))))


def test_moving_a_row_swaps_in_what_a_reload_shows(writer, cast, plan, opened, row):
    other = writes.add_row(by=cast.quality, plan=plan, values={"result": "Nummer to"})
    answer = writer.post(url("row-move", other.pk), {"way": "up"}, headers=HX, follow=True)
    shown = soup(answer)

    assert table(shown) == table(soup(writer.get(url("plan-edit"))))
    assert [area.text.strip() for area in shown.select("textarea[name=result]")] == ["Nummer to", "Vi så dette."]


def test_another_persons_cell_is_fetched_while_mine_is_saved(writer, cast, opened, row):
    theirs = PlanRow.objects.get(pk=row.pk)
    edit(cast.director, theirs, result="Dortes resultat")
    answer = writer.post(url("row-edit", row.pk), sent_from(opened, row, goal="Karins mål"), headers=HX)
    swap(opened, answer, target=f"#gemt-{row.pk}", how="innerHTML")

    assert "En anden har rettet" in answer.content.decode()
    assert table(opened) == table(soup(writer.get(url("plan-edit"))))


def test_another_persons_choice_is_not_written_over_by_my_next_save(writer, cast, opened, row):
    edit(cast.director, PlanRow.objects.get(pk=row.pk), kind="spread")
    for text in ("Karins mål", "Karins mål igen"):
        answer = writer.post(url("row-edit", row.pk), sent_from(opened, row, goal=text), headers=HX)
        swap(opened, answer, target=f"#gemt-{row.pk}", how="innerHTML")

    row.refresh_from_db()
    assert (row.kind, row.goal) == ("spread", "Karins mål igen")


def edit(by, row, **values):
    writes.edit_row(by=by, row=row, values=values, read={field: mark(getattr(row, field)) for field in values})


def test_the_same_cell_shows_both_texts_and_saves_neither(writer, cast, opened, row):
    edit(cast.director, PlanRow.objects.get(pk=row.pk), goal="Dortes mål")
    answer = writer.post(url("row-edit", row.pk), sent_from(opened, row, goal="Karins mål"), headers=HX)

    shown = soup(answer).get_text(" ")
    assert answer.status_code == 409
    assert "Dorte Dam" in shown
    assert "Dortes mål" in shown
    assert "Karins mål" in shown
    row.refresh_from_db()
    assert row.goal == "Dortes mål"


def test_going_on_writing_does_not_write_over_the_other_unseen(writer, cast, opened, row):
    edit(cast.director, PlanRow.objects.get(pk=row.pk), goal="Dortes mål")
    answer = writer.post(url("row-edit", row.pk), sent_from(opened, row, goal="Karins mål"), headers=HX)
    swap(opened, answer, target=f"#gemt-{row.pk}", how="innerHTML")

    again = writer.post(url("row-edit", row.pk), sent_from(opened, row, goal="Karins mål, mere"), headers=HX)
    assert again.status_code == 409


def test_saving_mine_after_reading_theirs(writer, cast, opened, row):
    edit(cast.director, PlanRow.objects.get(pk=row.pk), goal="Dortes mål")
    answer = writer.post(url("row-edit", row.pk), sent_from(opened, row, goal="Karins mål"), headers=HX)
    swap(opened, answer, target=f"#gemt-{row.pk}", how="innerHTML")
    button = opened.select_one("[hx-vals]")
    typed = sent_from(opened, row, goal="Dortes og Karins mål") | json.loads(button["hx-vals"])
    saved = writer.post(button["hx-post"], typed, headers=HX)
    swap(opened, saved, target=f"#gemt-{row.pk}", how="innerHTML")

    assert saved.status_code == 200
    assert table(opened) == table(soup(writer.get(url("plan-edit"))))


def test_keeping_theirs_brings_their_row(writer, cast, opened, row):
    edit(cast.director, PlanRow.objects.get(pk=row.pk), goal="Dortes mål")
    sent_from(opened, row, goal="Karins mål")
    swap(opened, writer.get(url("row-edit", row.pk), headers=HX), target=f"#raekke-{row.pk}")

    assert table(opened) == table(soup(writer.get(url("plan-edit"))))


def test_without_scripts_the_row_is_saved_by_its_button(writer, opened, row):
    answer = writer.post(url("row-edit", row.pk), sent_from(opened, row, goal="Nyt mål"))

    assert answer.url == f"{url('plan-edit')}#raekke-{row.pk}"
    row.refresh_from_db()
    assert row.goal == "Nyt mål"


def test_without_scripts_two_texts_stand_beside_each_other(writer, cast, opened, row):
    edit(cast.director, PlanRow.objects.get(pk=row.pk), goal="Dortes mål")
    answer = writer.post(url("row-edit", row.pk), sent_from(opened, row, goal="Karins mål", result="Mit resultat"))

    page = soup(answer)
    assert answer.status_code == 409
    assert page.select_one("textarea[name=goal]").text.strip() == "Karins mål"
    assert "Dortes mål" in page.get_text()
    fields = {field["name"]: field.get("value", "") for field in page.select("form.panel input[name]")}
    merged = writer.post(url("row-edit", row.pk), {**fields, "goal": "Vores mål"})
    row.refresh_from_db()
    assert merged.status_code == 302
    assert (row.goal, row.result) == ("Vores mål", "Mit resultat")


def test_a_text_that_is_too_long_is_kept_on_the_screen(writer, opened, row):
    answer = writer.post(url("row-edit", row.pk), sent_from(opened, row, goal="x" * 10_000))

    page = soup(answer)
    assert answer.status_code == 422
    assert "Teksten er på 10000 tegn, og der er plads til 5000." in page.get_text()
    assert len(page.select_one("textarea[name=goal]").text.strip()) == 10_000


def test_a_text_that_is_too_long_is_told_below_the_row(writer, opened, row):
    answer = writer.post(url("row-edit", row.pk), sent_from(opened, row, goal="x" * 10_000), headers=HX)

    assert answer.status_code == 422
    assert "plads til 5000" in answer.content.decode()


def test_lines_end_the_same_wherever_they_were_typed(writer, opened, row):
    writer.post(url("row-edit", row.pk), sent_from(opened, row, goal="Første\r\nAnden"), headers=HX)

    row.refresh_from_db()
    assert row.goal == "Første\nAnden"


def test_a_plan_adopted_meanwhile_is_told_and_nothing_changes(writer, opened, adopted, row):
    typed = sent_from(opened, row, goal="For sent")

    told = writer.post(url("row-edit", row.pk), typed, headers=HX)
    assert told.status_code == 409
    assert "Din tekst står her endnu" in told.content.decode()
    assert writer.post(url("row-edit", row.pk), typed).url == url("plan-detail")
    assert writer.post(url("row-add")).url == url("plan-detail")
    assert writer.get(url("plan-edit")).url == url("plan-detail")
    row.refresh_from_db()
    assert row.goal == FULL["goal"]


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({"target_relation": "at_least", "target_value": ""}, "Skriv den værdi"),
        ({"target_relation": "at_least", "target_value": "26.5"}, "Skriv decimaler med komma"),
        ({"target_relation": "", "target_value": "26"}, "Vælg, om værdien"),
        ({"target_relation": "all", "target_value": "26"}, "Lad feltet stå tomt"),
        ({"target_relation": "reference", "target_value": ""}, "Vælg det nøgletal"),
    ],
)
def test_a_goal_that_does_not_hang_together_is_explained(writer, row, sent, complaint):
    whole = {**FULL, "kind": "change", "target_indicator": "", "target_unit": "", **sent}
    answer = writer.post(url("row-edit", row.pk), whole)

    assert answer.status_code == 422
    assert complaint in answer.content.decode()


def test_a_goal_is_read_as_danes_write_it(writer, row):
    form = writer.get(url("row-edit", row.pk)).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    target = {"target_relation": "at_least", "target_value": "26,5", "target_unit": "timer"}
    writer.post(url("row-edit", row.pk), {**shown, **target})

    page = writer.get(url("plan-detail")).content.decode()
    assert "mindst 26,5 timer" in page


def both_saved(writer, page, theirs, mine):
    """Two saves from the same page, the second of which meets the first; and the clash sent again as it stands."""
    read = {
        each["name"]: each.get("value", "") for each in soup(writer.get(page)).select("main form input[type=hidden]")
    }
    writer.post(page, {**read, **theirs})
    clash = soup(writer.post(page, {**read, **mine}))
    sent = {}
    for field in clash.select("main form input[name], main form textarea[name]"):
        value = field.text.removeprefix("\n") if field.name == "textarea" else field.get("value", "")
        sent.setdefault(field["name"], []).append(value)
    return clash.select_one(".clash").get_text(" ", strip=True), writer.post(page, sent)


def test_a_number_that_two_typed_is_saved_again_as_it_was_typed(writer, row):
    """7,500 is seven and a half; written with a point it would have been seven thousand five hundred."""
    typed = {**FULL, "kind": "change", "target_relation": "at_least", "target_unit": "timer"}

    told, answer = both_saved(
        writer, url("row-edit", row.pk), {**typed, "target_value": "26"}, {**typed, "target_value": "7,500"}
    )

    row.refresh_from_db()
    assert answer.status_code == 302
    assert row.target_value == Decimal("7.5")
    assert "26" in told.split()
    assert "26.000" not in told


def test_months_that_two_chose_are_told_by_name_and_saved_again(writer, cast, row):
    initiative = writes.add_initiative(by=cast.quality, row=row, values={"text": "Møder"}, people=[cast.teacher])
    typed = {"text": "Møder", "people": ["Lars Lund"], "titles": [""]}

    told, answer = both_saved(
        writer,
        url("initiative-edit", initiative.pk),
        {**typed, "meeting_months": [3]},
        {**typed, "meeting_months": [1, 8]},
    )

    initiative.refresh_from_db()
    assert answer.status_code == 302
    assert initiative.meeting_months == [1, 8]
    assert {"januar", "august", "marts"} <= set(told.lower().split())


def test_saving_a_whole_row_again_without_a_change_changes_nothing(writer, plan, row):
    typed = {**FULL, "kind": "change", "target_relation": "at_least", "target_value": "26", "target_unit": "timer"}
    page = url("row-edit", row.pk)
    for _time in range(2):
        read = {
            each["name"]: each["value"] for each in soup(writer.get(page)).select("main form input[type=hidden][value]")
        }
        writer.post(page, {**read, **typed})
        plan.refresh_from_db()

    assert Event.objects.filter(verb="row.edited").count() == 1
