"""The pages that begin a plan and move it on."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.followup import reads, writes
from ledestjerne.followup.models import PlanState
from tests.followup.conftest import DAY
from tests.followup.test_views import CODE, YEAR, url


def test_a_plan_is_proposed_and_adopted_by_its_pages(log_in, cast, plan, row):
    plan.refresh_from_db()
    log_in(cast.quality).post(url("plan-move", YEAR, "foreslaa"), {"version": plan.version})
    plan.refresh_from_db()
    log_in(cast.director).post(url("plan-move", YEAR, "vedtag"), {"version": plan.version, "on": "14.12.2026"})

    plan.refresh_from_db()
    assert (plan.state, plan.adopted_on) == (PlanState.ADOPTED, date(2026, 12, 14))


def test_an_adopted_plan_leads_on_to_publishing_for_those_who_may(log_in, cast, adopted):
    publish = reverse("publication:edition-publish", args=[CODE, YEAR])

    assert publish in log_in(cast.quality).get(url("plan-detail", YEAR)).content.decode()
    assert publish not in log_in(cast.board).get(url("plan-detail", YEAR)).content.decode()


def test_a_draft_does_not_lead_on_to_publishing(log_in, cast, plan, row):
    publish = reverse("publication:edition-publish", args=[CODE, YEAR])

    assert publish not in log_in(cast.director).get(url("plan-detail", YEAR)).content.decode()


def test_what_is_missing_before_a_proposal_is_told_cell_by_cell(log_in, cast, plan):
    writes.add_row(by=cast.quality, plan=plan, values={"result": "Kun dette"})
    plan.refresh_from_db()
    answer = log_in(cast.quality).post(url("plan-move", YEAR, "foreslaa"), {"version": plan.version})

    assert answer.status_code == 422
    assert "Række 1 mangler «Kvalitetsmål / Operationelle mål»." in answer.content.decode()


def test_a_plan_changed_since_it_was_read_is_not_adopted(log_in, cast, plan, row):
    plan.refresh_from_db()
    answer = log_in(cast.quality).post(url("plan-move", YEAR, "foreslaa"), {"version": plan.version - 1})

    assert answer.status_code == 422
    assert "Læs den igen" in answer.content.decode()


def test_a_second_plan_for_the_year_is_refused_kindly(log_in, cast, plan):
    answer = log_in(cast.quality).post(url("plan-create"), {"year": YEAR, "title": "Igen"})

    assert answer.status_code == 422
    assert "Der er allerede en plan for 2026." in answer.content.decode()


def test_a_new_plan_is_offered_the_year_after_the_last(log_in, cast, plan):
    page = BeautifulSoup(log_in(cast.quality).get(url("plan-create")).content, "html.parser")

    assert page.select_one("[name=year]")["value"] == "2027"
    assert page.select_one("[name=title]")["value"] == "Opfølgningsplan 2027"


@pytest.mark.parametrize(("last", "next_one"), [("2026/2027", "2027/2028"), ("2026", "2027")])
def test_the_year_after_is_of_the_same_kind(cast, school, last, next_one):
    plan = writes.create_plan(by=cast.quality, unit=school.institution, year=last, title="Plan")

    assert reads.year_after(plan, on=DAY) == next_one
    assert reads.year_after(None, on=DAY) == "2026"


@pytest.mark.parametrize("year", ["26", "snart", "2026-09", "2026/2028", ""])
def test_a_year_that_is_none_is_refused_kindly(log_in, cast, year):
    assert log_in(cast.quality).post(url("plan-create"), {"year": year, "title": "x"}).status_code == 422


def test_a_new_plan_takes_over_from_the_last(log_in, cast, adopted, row):
    writer = log_in(cast.quality)
    begun = writer.post(url("plan-create"), {"year": "2027", "title": "Opfølgningsplan 2027", "is_carried": "on"})
    assert begun.url == url("plan-carry", "2027")
    judge = f"{url('row-judge', YEAR, row.pk)}?fra=2027"
    form = writer.get(judge).context["form"]
    marks = {name: form[name].value() for name in form.fields if name.startswith("read_")}
    judged = writer.post(judge, {**marks, "outcome": "partly", "outcome_text": "Det hjalp noget."})
    assert judged.url == url("plan-carry", "2027")
    writer.post(url("plan-carry", "2027"), {"rows": [row.pk]})

    page = writer.get(url("plan-edit", "2027")).content.decode()
    assert "Ført over fra 2026" in page
    assert "Det hjalp noget." in page
