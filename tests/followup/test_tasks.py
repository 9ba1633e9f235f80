"""What waits for a person, and that the number in the header is the number on the page."""

from datetime import date

import pytest

from ledestjerne.followup import reads, writes
from ledestjerne.followup.models import Direction, Initiative
from tests.followup.conftest import DAY, FULL


def adopt(cast, plan, on=DAY):
    plan.refresh_from_db()
    proposed = writes.propose_plan(by=cast.quality, plan=plan, version=plan.version)
    return writes.adopt_plan(by=cast.director, plan=proposed, on=on, version=proposed.version)


@pytest.fixture
def busy(cast, school, plan, row):
    """A school with something of each kind waiting."""
    for text, more in (
        ("Sen", {"ends_on": date(2026, 10, 1)}), ("Snart", {"ends_on": date(2026, 11, 20)}),
        ("Møde", {"meeting_months": [11]}), ("Senere", {"ends_on": date(2027, 6, 1)}), ("Uden", {}),
    ):  # fmt: skip
        writes.add_initiative(
            by=cast.quality, row=row, values={"text": text, **more}, people=[cast.teacher, cast.quality]
        )
    adopt(cast, plan)
    for year in ("2025", "2024/2025", "2026/2027"):
        other = writes.create_plan(by=cast.quality, unit=school.institution, year=year, title=year)
        writes.add_row(by=cast.quality, plan=other, values=FULL)
        adopt(cast, other)
    draft = writes.create_plan(by=cast.head, unit=school.vocational, year="2026", title="Afdelingen")
    writes.add_row(by=cast.head, plan=draft, values=FULL)
    draft.refresh_from_db()
    writes.propose_plan(by=cast.head, plan=draft, version=draft.version)
    for unit in (school.institution, school.vocational):
        writes.raise_finding(by=cast.quality, unit=unit, title="x", text="x", direction=Direction.WORSE)


def test_what_i_own_is_sorted_by_how_soon_it_is(cast, busy):
    tasks = reads.tasks_of(cast.teacher, on=DAY)

    named = [
        [each.initiative.text for each in group] for group in (tasks.overdue, tasks.soon, tasks.meetings, tasks.later)
    ]
    assert named == [["Sen"], ["Snart"], ["Møde"], ["Senere", "Uden"]]


def test_what_waits_is_for_those_who_may_decide(cast, busy):
    director, teacher = reads.tasks_of(cast.director, on=DAY), reads.tasks_of(cast.teacher, on=DAY)

    assert [plan.title for plan in director.to_adopt] == ["Afdelingen"]
    assert sum(each.count for each in director.findings) == 2
    assert (teacher.to_adopt, teacher.findings, teacher.to_answer) == ((), (), ())


def test_only_years_that_are_over_are_asked_about(cast, busy):
    assert [row.plan.year for row in reads.tasks_of(cast.quality, on=DAY).to_answer] == ["2024/2025", "2025"]


def test_a_finished_initiative_is_no_task(cast, busy):
    Initiative.objects.update(status="done")

    assert reads.tasks_of(cast.teacher, on=DAY).is_empty


@pytest.mark.parametrize("name", ["quality", "director", "head", "planner", "teacher", "board", "pupil", "outsider"])
@pytest.mark.parametrize("day", [DAY, date(2026, 7, 31), date(2026, 8, 1), date(2027, 1, 1)])
def test_the_number_in_the_header_is_the_number_on_the_page(cast, busy, name, day):
    person = getattr(cast, name)

    assert reads.task_count(person, on=day) == reads.tasks_of(person, on=day).count


def test_the_number_in_the_header_costs_few_questions(cast, busy, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        reads.task_count(cast.quality, on=DAY)
