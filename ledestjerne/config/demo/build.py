"""Build the demo: everything goes through the same writes as on the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.config.demo import content, deliveries, explore, network, plans, school
from ledestjerne.followup import writes as followup
from ledestjerne.followup.models import Finding, FindingKind, Plan
from ledestjerne.followup.reads import observations_of
from ledestjerne.hours import writes as hours
from ledestjerne.organisation.models import Level, Unit
from ledestjerne.publication import writes as publication

QUALITY, DIRECTOR = "Kirsten Kvist", "Dorthe Dam"
ADOPTED_ON = date(2025, 9, 25)
MISSED = "share_26_hours"
"""The figure whose missed goal both plans rest on."""


class OtherDataError(Exception):
    """The installation holds something else than the demo, and the two are not mixed."""


@dataclass(frozen=True)
class Login:
    """One printed login."""

    role: str
    name: str
    email: str
    password: str


def is_built() -> bool:
    """Whether the demo is there; raises OtherDataError when something else is."""
    code = content.school_content().institution.code
    if Unit.objects.exists() and not Unit.objects.filter(code=code).exists():
        raise OtherDataError
    return Plan.objects.filter(unit__code=code, year=content.plan_contents()[-1].year).exists()


def logins() -> list[Login]:
    """One login for each role."""
    people = content.school_content().people
    named = [(person.role.label, person) for person in people]
    named.append((_("Netværkskoordinator"), content.network_content().coordinator))
    return [Login(role, person.name, person.email, school.PASSWORD) for role, person in named]


def build_demo(*, at: datetime, work: Path) -> Unit:
    """The school with its people, deliveries, proposals and plans; `work` is a folder for passing files."""
    console, words = User.objects.console(), content.school_content()
    unit = school.build_school(by=console, content=words)
    people = school.build_people(by=console, content=words)
    deliveries.deliver_public_files(by=console, at=at)
    last, this = content.plan_contents()
    deliveries.deliver_first_lessons(by=people[QUALITY], unit=unit, at=at, work=work)
    before = build_last_plan(unit, last, people, at=at)
    deliveries.deliver_own_files(by=people[QUALITY], unit=unit, at=at, work=work)
    network.build_network(by=console, unit=unit, at=at, work=work)
    note_published_hours(by=people[QUALITY], unit=unit, words=content.published_hours())
    propose(by=people[QUALITY], unit=unit)
    publication.publish_edition(plan=before, by=people[QUALITY], at=at)
    plan = build_this_plan(unit, this, people, before)
    use_missed_goal(by=people[QUALITY], plan=plan, at=at)
    explore.build_notes(by=people[QUALITY], unit=unit)
    explore.build_package(by=people[QUALITY], unit=unit, parts=departments_of(unit), on=at.date())
    return unit


def note_published_hours(*, by: User, unit: Unit, words: content.PublishedContent) -> None:
    """Last year's hours as the ministry is made to have published them."""
    hours.note_published_hours(
        by=by, unit=unit, school_year=words.school_year, hours=words.hours, pupils=words.pupils, source=words.source
    )


def propose(*, by: User, unit: Unit) -> None:
    """Let the figures of the school and of each department propose what stands out."""
    for each in (unit, *departments_of(unit)):
        followup.propose_findings(by=by, unit=each, observations=observations_of(each))


def departments_of(unit: Unit) -> list[Unit]:
    return list(Unit.objects.filter(links_up__parent=unit, level=Level.DEPARTMENT).order_by("code"))


def use_missed_goal(*, by: User, plan: Plan, at: datetime) -> None:
    """Take the missed 26-hour goal into a plan, so that a row rests on a frozen figure."""
    finding = Finding.objects.get(unit=plan.unit, indicator=MISSED, kind=FindingKind.GOAL, state=Finding.State.PROPOSED)
    followup.accept_finding(by=by, finding=finding, at=at, row=plan.rows.get(target_indicator=MISSED))


def build_last_plan(unit: Unit, words: content.PlanContent, people: Mapping[str, User], *, at: datetime) -> Plan:
    """Last year's plan, resting on that year's figure, adopted by the director and told to its end."""
    plan = plans.build_plan(by=people[QUALITY], unit=unit, content=words, people=people)
    seen = [each for each in observations_of(unit) if each.indicator == MISSED]
    followup.propose_findings(by=people[QUALITY], unit=unit, observations=seen)
    use_missed_goal(by=people[QUALITY], plan=plan, at=at)
    return plans.adopt(by=people[DIRECTOR], plan=Plan.objects.get(pk=plan.pk), on=ADOPTED_ON)


def build_this_plan(unit: Unit, words: content.PlanContent, people: Mapping[str, User], before: Plan) -> Plan:
    """This year's draft: what goes on from last year, and what is new."""
    plan = plans.build_plan(by=people[QUALITY], unit=unit, content=words, people=people, carried_from=before)
    unfinished = [row for row in before.rows.all() if row.outcome == "partly"]
    followup.carry_rows(by=people[QUALITY], plan=plan, rows=unfinished)
    return plan
