import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from ledestjerne.audit.models import Event
from ledestjerne.explore import reads, writes
from ledestjerne.explore.models import NoteKind, TimelineNote
from ledestjerne.followup.writes import add_initiative, add_row, adopt_plan, create_plan, propose_plan
from ledestjerne.indicators import reads as reads_of_figures
from tests.conftest import NOW
from tests.explore.test_views import SHARE, explore
from tests.followup.conftest import FULL
from tests.indicators.conftest import lesson_file

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
PERIODS = ("2025/2026", "2026/2027")


def note(cast, unit, text="Nyt fraværssystem", day="2026-01-15", kind=NoteKind.SYSTEM):
    return writes.add_note(by=cast.quality, unit=unit, happened_on=TODAY.fromisoformat(day), kind=kind, text=text)


def test_a_note_holds_for_the_units_below_but_not_for_those_above(school, cast):
    note(cast, school.vocational)

    below = reads.happenings([school.class_a], PERIODS, user=cast.head, on=TODAY)
    above = reads.happenings([school.institution], PERIODS, user=cast.quality, on=TODAY)

    assert [each.label for each in below] == ["Nyt system: Nyt fraværssystem"]
    assert above == ()


def test_a_note_is_a_numbered_rule_on_the_chart_and_a_line_below_it(school, cast, lessons, log_in):
    note(cast, school.institution)

    soup = BeautifulSoup(explore(log_in(cast.board), tal=SHARE, enhed=school.institution.code).content, "html.parser")

    assert "1 Nyt system: Nyt fraværssystem" in soup.select_one("figure.chart svg").get_text(" ")
    assert "15. januar 2026" in soup.select_one("ol.events").get_text()


def test_notes_may_be_left_out(school, cast, lessons, log_in):
    note(cast, school.institution)

    page = explore(log_in(cast.board), tal=SHARE, enhed=school.institution.code, noter="nej").content.decode()

    assert "Nyt fraværssystem" not in page


def test_a_note_is_written_corrected_and_removed_on_pages(school, cast, log_in):
    client, code = log_in(cast.quality), school.institution.code
    given = {"happened_on": "15.1.2026", "kind": "law", "text": "Ny bekendtgørelse"}

    client.post(reverse("explore:note-add", args=[code]), given)
    made = TimelineNote.objects.get()
    client.post(reverse("explore:note-edit", args=[code, made.pk]), {**given, "text": "Ny lov om fravær"})
    listed = client.get(reverse("explore:note-list", args=[code])).content.decode()
    client.post(reverse("explore:note-remove", args=[code, made.pk]))

    assert "Ny lov: Ny lov om fravær" in listed
    assert not TimelineNote.objects.exists()
    verbs = Event.objects.filter(verb__startswith="note.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["note.added", "note.edited", "note.removed"]


def test_a_note_without_a_day_is_refused_with_words(school, cast, log_in):
    response = log_in(cast.quality).post(reverse("explore:note-add", args=[school.institution.code]), {"text": "x"})

    assert response.status_code == 422


def test_a_reader_may_not_write_notes(school, cast):
    with pytest.raises(PermissionDenied):
        writes.add_note(by=cast.board, unit=school.institution, happened_on=TODAY, kind=NoteKind.LAW, text="x")


@pytest.mark.parametrize("who", ["neighbour", "outsider"])
@pytest.mark.parametrize("name", ["note-list", "note-add", "note-edit", "note-remove"])
def test_outsiders_are_told_there_is_no_such_page(school, cast, log_in, who, name):
    made = note(cast, school.institution)
    arguments = [school.institution.code, *([made.pk] if name in ("note-edit", "note-remove") else [])]

    assert log_in(getattr(cast, who)).get(reverse(f"explore:{name}", args=arguments)).status_code == 404


def plan_with_initiative(cast, school, *, adopted):
    plan = create_plan(by=cast.quality, unit=school.institution, year="2026", title="Plan")
    row = add_row(by=cast.quality, plan=plan, values=FULL)
    add_initiative(by=cast.quality, row=row, values={"text": "Læsevejleder", "starts_on": TODAY.replace(month=3)})
    plan.refresh_from_db()
    if adopted:
        proposed = propose_plan(by=cast.quality, plan=plan, version=plan.version)
        adopt_plan(by=cast.director, plan=proposed, on=TODAY, version=proposed.version)


def test_an_initiative_of_an_adopted_plan_appears_by_itself_on_the_day_it_began(school, cast):
    plan_with_initiative(cast, school, adopted=True)

    (found,) = reads.happenings([school.class_a], PERIODS, user=cast.quality, on=TODAY)

    assert (found.label, found.on.month) == ("Indsats: Læsevejleder", 3)
    assert "/plan/2026/raekke/" in found.url


def test_an_initiative_of_a_draft_has_not_begun(school, cast):
    plan_with_initiative(cast, school, adopted=False)

    assert reads.happenings([school.class_a], PERIODS, user=cast.quality, on=TODAY) == ()


def test_an_initiative_of_a_plan_the_reader_may_not_open_is_not_told(school, cast):
    plan_with_initiative(cast, school, adopted=True)

    assert reads.happenings([school.class_a], PERIODS, user=cast.neighbour, on=TODAY) == ()


def test_the_page_of_a_figure_tells_what_happened_meanwhile(school, cast, lessons, log_in):
    note(cast, school.institution)

    page = log_in(cast.board).get(reverse("indicators:figure-detail", args=[school.class_a.code, SHARE]))

    soup = BeautifulSoup(page.content, "html.parser")
    assert "Nyt system: Nyt fraværssystem" in soup.select_one("ol.events").get_text()
    numbers = [each.get_text() for each in soup.select_one("figure.chart svg").select("text")]
    assert "1" in numbers


def test_a_figure_of_one_period_has_no_axis_to_tell_it_on(school, cast, deliver, log_in):
    deliver(lesson_file({"TØ26A": 6}))
    note(cast, school.institution)

    page = log_in(cast.board).get(reverse("indicators:figure-detail", args=[school.class_a.code, SHARE]))

    assert not BeautifulSoup(page.content, "html.parser").select("ol.events")


def test_what_the_figures_know_is_placed_among_the_notes(school, cast):
    note(cast, school.institution)
    known = [reads_of_figures.Occurrence(TODAY.replace(month=8, day=1), "Databrud", "Ny skala")]

    found = reads.happenings([school.institution], PERIODS, user=cast.quality, on=TODAY, known=known)

    assert [(each.number, each.kind) for each in found] == [(1, "Nyt system"), (2, "Databrud")]
