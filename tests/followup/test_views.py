"""Who may see which page, what it shows, and what it costs."""

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from ledestjerne.followup import reads, writes
from ledestjerne.followup.detect import Earlier
from ledestjerne.followup.models import Finding, Initiative
from tests.followup.conftest import DAY, lessons
from tests.followup.test_detect import SHARE

CODE, YEAR = "999001", "2026"


def url(name, *more):
    return reverse(f"followup:{name}", args=[CODE, *more])


@pytest.fixture
def initiative(cast, row):
    return writes.add_initiative(
        by=cast.quality, row=row, values={"text": "Ret skemaerne", "ends_on": date(2026, 10, 30)},
        people=[cast.teacher], titles=["Skemalægger"],
    )  # fmt: skip


@pytest.fixture
def finding(cast, school, deliver):
    deliver(lessons(reaching=17, short=7))
    found = writes.propose_findings(
        by=cast.quality, unit=school.institution, observations=reads.observations_of(school.institution)
    )
    return next(each for each in found.proposed if each.indicator == "share_26_hours")


@pytest.fixture
def pages(row, initiative, finding):
    """Every page of the app with an address."""
    plan = [url(f"plan-{name}", YEAR) for name in ("detail", "edit", "print", "about", "carry")]
    moves = [url("plan-move", YEAR, move) for move in ("foreslaa", "retur", "vedtag", "afslut")]
    rows = [url(f"row-{name}", YEAR, row.pk) for name in ("detail", "edit", "remove", "judge")]
    own = [url(f"initiative-{name}", YEAR, initiative.pk) for name in ("edit", "report")]
    findings = [url(f"finding-{name}", finding.pk) for name in ("detail", "accept", "merge", "dismiss")]
    lists = [url("finding-list"), url("plan-list"), url("plan-create"), url("initiative-list")]
    return [*plan, *moves, *rows, *own, *findings, *lists, url("initiative-add", YEAR, row.pk)]


@pytest.mark.parametrize("name", ["neighbour", "outsider"])
def test_people_from_elsewhere_find_nothing(log_in, cast, pages, name):
    reader = log_in(getattr(cast, name))

    assert {page: reader.get(page).status_code for page in pages} == dict.fromkeys(pages, 404)


def test_the_quality_function_finds_everything_but_the_moves_of_others(log_in, cast, pages):
    reader = log_in(cast.quality)
    found = {page: reader.get(page).status_code for page in pages}

    elsewhere = {url("plan-move", YEAR, "vedtag"): 404, url("plan-carry", YEAR): 302}
    assert found == {**dict.fromkeys(pages, 200), **elsewhere}


def test_a_reader_is_offered_nothing_to_change(log_in, cast, pages):
    reader = log_in(cast.board)
    open_to_all = {url("plan-detail", YEAR), url("plan-print", YEAR), url("plan-list"), url("finding-list"),
                   url("initiative-list")}  # fmt: skip
    found = {page for page in pages if reader.get(page).status_code == 200}

    details = {page for page in pages if "/fund/" in page and page.rstrip("/").split("/")[-1].isdigit()}
    details |= {page for page in pages if "/raekke/" in page and page.rstrip("/").split("/")[-1].isdigit()}
    assert found == open_to_all | details


def test_an_owner_from_a_department_reads_the_plan_and_reports(log_in, cast, plan, row, initiative):
    teacher = log_in(cast.teacher)
    form = teacher.get(url("initiative-report", YEAR, initiative.pk)).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    answer = teacher.post(
        url("initiative-report", YEAR, initiative.pk), {**sent, "status": "done", "outcome_text": "Gjort"}
    )

    assert answer.url == url("row-detail", YEAR, row.pk)
    initiative.refresh_from_db()
    assert (initiative.status, initiative.outcome_text) == ("done", "Gjort")


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({"text": ""}, "Indsats"),
        ({"text": "x", "starts_on": "1.3.2027", "ends_on": "1.2.2027"}, "Fristen ligger før begyndelsen"),
        ({"text": "x", "people": ["Lars Lun"]}, "Mente du «Lars Lund»?"),
        ({"text": "x", "people": ["Nanna Nord"]}, "Skriv personen som funktion"),
        ({"text": "x", "meeting_what": "Status"}, "Vælg de måneder"),
        ({"text": "x", "ends_on": "31.2.2027"}, "Skriv en dato"),
        ({"text": "x" * 10_000}, "plads til 2000"),
    ],
)
def test_an_initiative_that_does_not_hang_together_is_explained(log_in, cast, row, sent, complaint):
    answer = log_in(cast.quality).post(url("initiative-add", YEAR, row.pk), sent)

    assert answer.status_code == 422
    assert complaint in BeautifulSoup(answer.content, "html.parser").get_text()
    assert not Initiative.objects.exists()


def test_an_initiative_is_written_with_people_functions_and_meetings(log_in, cast, row):
    sent = {
        "text": "Følg op", "people": ["lars lund", "sanne@fjordby.example", ""], "titles": ["Stabs-/støttechef"],
        "meeting_months": ["1", "8"], "starts_on": "1/3-2027", "again": "1",
    }  # fmt: skip
    answer = log_in(cast.quality).post(url("initiative-add", YEAR, row.pk), sent)

    made = Initiative.objects.get()
    assert answer.url == url("initiative-add", YEAR, row.pk)
    assert [str(owner) for owner in made.owners.all()] == ["Lars Lund", "Sanne Skov", "Stabs-/støttechef"]
    assert (made.meeting_months, made.starts_on) == ([1, 8], date(2027, 3, 1))


def test_a_proposal_becomes_a_row_with_its_red_thread(log_in, cast, plan, finding):
    writer = log_in(cast.quality)
    answer = writer.post(url("finding-accept", finding.pk), {"place": "new"})
    row = plan.rows.get()
    assert answer.url == f"{url('plan-edit', YEAR)}?fokus={row.pk}#raekke-{row.pk}"

    finding.refresh_from_db()
    page = BeautifulSoup(writer.get(url("row-detail", YEAR, row.pk)).content, "html.parser")
    thread = [link["href"] for link in page.select(".thread a")]
    assert thread == [
        url("finding-detail", finding.pk),
        reverse("indicators:frozen-detail", args=[CODE, finding.figure_id]),
        reverse("indicators:definition-detail", args=["share_26_hours"]),
        reverse("facts:delivery-detail", args=[finding.figure.deliveries[0]]),
    ]
    assert [writer.get(link).status_code for link in thread] == [200] * 4
    assert url("row-detail", YEAR, row.pk) in writer.get(thread[0]).content.decode()
    resting = writer.get(f"{url('finding-list')}?tal={finding.figure_id}").content.decode()
    assert thread[0] in resting


def test_proposals_about_the_same_figure_stand_together(log_in, cast, school):
    fallen = replace(SHARE, earlier=Earlier("2024/2025", 95.0, 90.0, 97.0))
    other = replace(SHARE, indicator="led_hours_per_week", title="Andre timer")
    writes.propose_findings(by=cast.quality, unit=school.institution, observations=[fallen, other])

    page = BeautifulSoup(log_in(cast.quality).get(url("finding-list")).content, "html.parser")

    together = page.select(".findings__same")
    assert [len(each.select(".finding")) for each in together] == [2]
    assert len(page.select(".finding")) == 3
    assert len(together[0].select(".number")) == 1
    assert "2 forslag om det samme tal" in together[0].get_text(" ", strip=True)
    assert "2024/25: 95,0" in together[0].get_text(" ", strip=True)


def test_merging_without_another_says_so(log_in, cast, school, finding):
    Finding.objects.exclude(pk=finding.pk).delete()
    page = log_in(cast.quality).get(url("finding-merge", finding.pk), follow=True).content.decode()

    assert "ikke noget andet at lægge det sammen med" in page


def test_two_findings_become_one(log_in, cast, finding):
    other = Finding.objects.exclude(pk=finding.pk).first()
    log_in(cast.quality).post(url("finding-merge", finding.pk), {"into": other.pk})

    finding.refresh_from_db()
    assert finding.merged_into == other


def test_the_list_names_the_plans_of_the_departments_too(log_in, cast, school, plan):
    writes.create_plan(by=cast.head, unit=school.vocational, year="2026", title="Afdelingens plan")

    assert "Afdelingens plan" in log_in(cast.quality).get(url("plan-list")).content.decode()


def test_dismissing_without_a_reason_is_explained(log_in, cast, finding):
    answer = log_in(cast.quality).post(url("finding-dismiss", finding.pk), {"reason": ""})

    assert answer.status_code == 422
    finding.refresh_from_db()
    assert finding.state == Finding.State.PROPOSED


def test_someone_else_was_faster_to_decide(log_in, cast, finding):
    writer = log_in(cast.quality)
    writer.post(url("finding-dismiss", finding.pk), {"reason": "Kendt fejl"})
    answer = writer.post(url("finding-accept", finding.pk), {"place": "later"}, follow=True)

    assert "En anden har taget stilling" in answer.content.decode()


def test_figures_that_moved_since_are_told(log_in, cast, plan, finding, deliver):
    deliver(lessons(reaching=20, short=4))
    answer = log_in(cast.quality).post(url("finding-accept", finding.pk), {"place": "new"})

    assert answer.status_code == 422
    assert "Gennemgå tallene igen" in answer.content.decode()
    assert not plan.rows.exists()


def test_going_through_the_figures_twice_proposes_once(log_in, cast, school, deliver):
    deliver(lessons(reaching=17, short=7))
    writer = log_in(cast.quality)
    said = [writer.post(url("finding-propose"), follow=True).content.decode() for _time in range(2)]

    assert "nye forslag" in said[0]
    assert "Der er intet nyt." in said[1]


def test_the_list_is_narrowed_and_sorted(log_in, cast, row, initiative):
    writes.add_initiative(by=cast.quality, row=row, values={"text": "En anden"}, titles=["Rektor"])
    reader = log_in(cast.quality)

    def texts(**asked):
        page = BeautifulSoup(reader.get(url("initiative-list"), asked).content, "html.parser")
        return [th.get_text(strip=True) for th in page.select("tbody th")]

    assert texts() == ["Ret skemaerne", "En anden"]
    assert texts(sort="text") == ["En anden", "Ret skemaerne"]
    assert texts(owner="Rektor") == ["En anden"]
    assert texts(deadline="overdue") == ["Ret skemaerne"]
    assert texts(deadline="none") == ["En anden"]
    assert texts(status="done") == []
    assert texts(kind="change", dimension="resultatkvalitet") == []
    assert len(texts(status="vrøvl", sort="; drop table")) == 2


def test_my_tasks_are_what_waits_for_me(log_in, cast, plan, row, initiative, finding):
    plan.refresh_from_db()
    proposed = writes.propose_plan(by=cast.quality, plan=plan, version=plan.version)
    director = log_in(cast.director).get(reverse("overview:task-list")).content.decode()
    assert "Er foreslået og kan vedtages" in director
    assert "forslag fra tallene" in director
    writes.adopt_plan(by=cast.director, plan=proposed, on=DAY, version=proposed.version)

    teacher = log_in(cast.teacher).get(reverse("overview:task-list")).content.decode()
    assert "Overskredet" in teacher
    assert url("initiative-report", YEAR, initiative.pk) in teacher
    assert "Ret skemaerne" in log_in(cast.planner).get(reverse("overview:task-list")).content.decode()


def test_without_tasks_it_says_so(log_in, cast):
    assert "Du har ingen opgaver" in log_in(cast.board).get(reverse("overview:task-list")).content.decode()


def test_last_years_rows_ask_what_came_of_them(log_in, cast, school):
    plan = writes.create_plan(by=cast.quality, unit=school.institution, year="2025", title="2025")
    row = writes.add_row(
        by=cast.quality, plan=plan, values={"result": "a", "goal": "b", "actions": "c", "schedule": "d"}
    )
    plan.refresh_from_db()
    plan = writes.propose_plan(by=cast.quality, plan=plan, version=plan.version)
    writes.adopt_plan(by=cast.director, plan=plan, on=DAY, version=plan.version)

    page = log_in(cast.quality).get(reverse("overview:task-list")).content.decode()
    assert reverse("followup:row-judge", args=[CODE, "2025", row.pk]) in page
