"""The pages about the 26 hours: who sees what, what stands there, and what never does."""

import csv
import io
import re

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from ledestjerne.facts.reads import open_facts
from ledestjerne.followup.models import Commitment
from ledestjerne.hours.models import PublishedHours
from tests.hours.conftest import YEAR

pytestmark = pytest.mark.django_db
CLASS = "999001-hold-TØ26A"


def url(name, *args):
    return reverse(f"hours:{name}", args=["999001", *args])


PAGES = (
    url("overview-detail"), url("class-detail", CLASS), url("correction-list"), url("correction-download", "csv"),
    url("correction-download", "xlsx"), url("published-edit", "2026-2027"),
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_told_that_there_is_no_such_page(planted, cast, log_in, page):
    for person in (cast.neighbour, cast.outsider):
        assert log_in(person).get(page).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_the_planner_sees_every_page(planted, cast, log_in, page):
    assert log_in(cast.planner).get(page).status_code == 200


def test_those_who_read_figures_see_the_hours_but_not_the_list(planted, cast, log_in):
    client = log_in(cast.board)
    assert client.get(url("overview-detail")).status_code == 200
    assert client.get(url("class-detail", CLASS)).status_code == 200
    assert client.get(url("correction-list")).status_code == 404
    assert client.get(url("correction-download", "csv")).status_code == 404
    page = client.get(url("class-detail", CLASS)).content.decode()
    assert "Ret disse lektioner" not in page


def test_a_head_of_a_department_sees_its_classes_and_not_the_whole_school(planted, cast, log_in):
    client = log_in(cast.head)
    assert client.get(url("overview-detail")).status_code == 404
    page = client.get(reverse("hours:overview-detail", args=["999001-afd-EUD"])).content.decode()
    assert "TØ26A" in page


def test_the_overview_names_the_classes_below_and_why(planted, cast, log_in):
    page = log_in(cast.planner).get(url("overview-detail")).content.decode()
    for word in ("Planlagt, men ikke registreret", "Skemaet rummer for lidt", "Mærket «lærerstyret» mangler",
                 "Reel mangel"):  # fmt: skip
        assert word in page
    assert "Forslag: to årlige møder" in page


def test_both_ways_of_counting_weeks_are_one_click_apart(planted, cast, log_in):
    client = log_in(cast.planner)
    page = client.get(url("overview-detail")).content.decode()
    assert "uger=kalenderuger" in page
    other = client.get(url("overview-detail"), {"uger": "kalenderuger"}).content.decode()
    assert re.search(r'aria-current="page"[^>]*>\s*Kalenderuger', other)


def test_a_year_or_class_that_is_not_there_has_no_page(planted, cast, log_in):
    client = log_in(cast.planner)
    assert client.get(url("overview-detail"), {"aar": "1999/2000"}).status_code == 404
    assert client.get(url("class-detail", CLASS), {"aar": "1999/2000"}).status_code == 404
    assert client.get(url("class-detail", "999001-hold-X")).status_code == 404
    assert client.get(url("correction-download", "pdf")).status_code == 404
    assert client.get(reverse("hours:overview-detail", args=["net-fjord"])).status_code == 404


def test_without_lessons_the_page_says_what_to_do(cast, log_in, school):
    page = log_in(cast.planner).get(url("overview-detail")).content.decode()
    assert "Aflever lektionsfilen" in page


def test_no_page_or_file_names_a_pupil(planted, cast, log_in):
    with open_facts() as facts:
        keys = {str(key) for (key,) in facts.execute("SELECT DISTINCT pupil FROM pupil_week").fetchall()}
    with planted.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    secret = keys | {line["Elevnøgle"] for line in lines} | {line["CPR-nr."] for line in lines}
    secret |= {line["Elevnavn"] for line in lines}
    client = log_in(cast.planner)
    for page in PAGES:
        if not page.endswith("xlsx"):
            text = client.get(page).content.decode()
            assert [word for word in secret if word in text] == []


def test_the_list_opens_as_csv_and_as_a_workbook_with_the_same_lines(planted, cast, log_in):
    client = log_in(cast.planner)
    asked = {"hold": CLASS}
    printed = client.get(url("correction-download", "csv"), asked).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(printed), delimiter=";"))
    workbook = client.get(url("correction-download", "xlsx"), asked).content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
    assert lines[0][:4] == ["Dato", "Tid", "Hold", "Fag"]
    assert len(lines) > 10
    assert [[str(cell) for cell in row] for row in sheet] == lines


def test_the_planner_makes_the_two_meetings_with_one_click(planted, cast, log_in, school):
    client = log_in(cast.planner)
    client.post(url("meetings-make"), {"owner": f"person:{cast.quality.pk}"})
    made = Commitment.objects.get(unit=school.institution)
    assert (made.months, made.owner, str(made.due_on)) == ([1, 8], cast.quality, "2027-01-31")
    client.post(url("meetings-make"), {"owner": "role:planner"})
    assert Commitment.objects.count() == 1
    assert "Forslag: to årlige møder" not in client.get(url("overview-detail")).content.decode()


def test_who_only_reads_cannot_make_meetings(planted, cast, log_in):
    for person in (cast.board, cast.teacher, cast.neighbour):
        assert log_in(person).post(url("meetings-make"), {"owner": "role:planner"}).status_code == 404
    assert not Commitment.objects.exists()


def test_the_published_figure_is_noted_compared_and_removed(planted, cast, log_in):
    client = log_in(cast.planner)
    refused = client.post(url("published-edit", "2026-2027"), {"hours": "26.4", "source": ""})
    assert refused.status_code == 422
    client.post(url("published-edit", "2026-2027"), {"hours": "26,4", "source": "Uddannelsesstatistik.dk"})
    page = client.get(url("overview-detail")).content.decode()
    assert "Hvad forskellen kan bestå af" in page
    assert "26,40" in page
    client.post(url("published-remove", "2026-2027"))
    assert not PublishedHours.objects.filter(school_year=YEAR).exists()


def test_the_figure_page_leads_to_the_overview(planted, cast, log_in):
    client = log_in(cast.planner)
    for page in (reverse("indicators:figure-detail", args=["999001", "share_26_hours"]),
                 reverse("indicators:figure-list", args=["999001"])):  # fmt: skip
        assert url("overview-detail") in client.get(page).content.decode()


def test_units_wider_than_an_institution_are_not_led_to_an_overview_they_lack(planted, cast, log_in, school):
    for name, more in (("figure-list", []), ("figure-detail", ["share_26_hours"])):
        page = log_in(cast.admin).get(reverse(f"indicators:{name}", args=[school.network.code, *more]))
        assert page.status_code == 200
        assert "26-timer/" not in page.content.decode()
