"""Plans and editions of the fixed school, made the way people make them."""

from datetime import UTC, date, datetime

from ledestjerne.accounts.models import User
from ledestjerne.followup import writes as followup
from ledestjerne.followup.models import Finding, Plan, PlanRow
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.organisation.models import Unit
from ledestjerne.publication.models import Edition
from ledestjerne.publication.writes import publish_content
from tests.cast import Cast, School
from tests.publication.sample import PLAN

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = date(2026, 10, 12)


def publish_sample(cast: Cast, school: School) -> Edition:
    return publish_content(unit=school.institution, content=PLAN, by=cast.quality, at=AT)


def draft_of(cast: Cast, school: School) -> Plan:
    """The school's plan with one row, done by a function and by a person, with a figure behind it."""
    plan = followup.create_plan(
        by=cast.quality, unit=school.institution, year="2026", title="Opfølgningsplan 2026", introduction="Indledning."
    )
    values = {"result": "Vi så dette.", "goal": "Vi vil dette.", "actions": "Vi gør dette.", "schedule": "I foråret."}
    row = followup.add_row(by=cast.quality, plan=plan, values=values)
    followup.add_initiative(
        by=cast.quality, row=row, values={"text": "Ret skemaet", "meeting_months": [1, 8]}, people=[cast.head],
        titles=["Skemalægger"],
    )  # fmt: skip
    rest_on_figure(row, by=cast.quality)
    return plan


def adopt(plan: Plan, cast: Cast) -> Plan:
    plan.refresh_from_db()
    proposed = followup.propose_plan(by=cast.quality, plan=plan, version=plan.version)
    return followup.adopt_plan(by=cast.director, plan=proposed, on=DAY, version=proposed.version)


def rest_on_figure(row: PlanRow, *, by: User, **changed: object) -> FrozenResult:
    """Let a row rest on a frozen figure, by way of an accepted finding."""
    frozen = freeze_by_hand(row.plan.unit, by=by, **changed)
    Finding.objects.create(
        unit=frozen.unit, indicator=frozen.indicator, period=frozen.period, kind="goal", direction="worse",
        title="For få timer", text="x", fingerprint=str(frozen.pk), state="accepted", row=row, decided_by=by,
        decided_at=AT, figure=frozen,
    )  # fmt: skip
    return frozen


def freeze_by_hand(unit: Unit, *, by: User, **changed: object) -> FrozenResult:
    """A frozen figure as freezing would have made it."""
    values = {
        "unit": unit, "indicator": "share_26_hours", "title": "Mindst 26 timer", "period": "2025/2026", "value": 92.4,
        "numerator": 610, "n": 660, "low": 90.1, "high": 94.2, "marks": ["estimated"], "unit_of_measure": "percent",
        "decimals": 1, "definition_hash": "a" * 64, "deliveries": [7], "facts_version": "v1", "frozen_by": by,
        "definition_text": '{"plain": "Andelen af elever.", "not_counted": "Elever i oplæring."}',
        "source_line": "Kilde: Skolens egne lektionsregistreringer, afleveret 1. oktober 2026",
    } | changed  # fmt: skip
    return FrozenResult.objects.create(**values)
