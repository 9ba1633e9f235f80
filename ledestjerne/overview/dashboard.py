"""One unit at a glance: the way round the cycle, what stands out, and where the work is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.audit.reads import last_event
from ledestjerne.base.parts import FigureCard, State, Step
from ledestjerne.facts.reads import Freshness, freshness, snapshot_version
from ledestjerne.followup import reads as followup
from ledestjerne.followup.models import Plan
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.reads import Glance
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.permissions import may
from ledestjerne.overview.way import Seen, way_round
from ledestjerne.publication.reads import editions_of

MOST_FIGURES, MOST_FINDINGS, MOST_SOURCES = 8, 3, 5


@dataclass(frozen=True)
class PlanGlance:
    """A plan with how far it is."""

    plan: Plan
    state: State
    rows: int
    initiatives: int
    finished: int


@dataclass(frozen=True)
class Dashboard:
    """What the page of a unit shows one reader; what the reader may not see is empty."""

    unit: Unit
    steps: tuple[Step, ...]
    figures: tuple[FigureCard, ...]
    figure_count: int
    findings: tuple[followup.FindingCard, ...]
    finding_count: int
    plan: PlanGlance | None
    fresh: tuple[Freshness, ...]


def basis_of_pages() -> tuple[tuple[int, int], str, str]:
    """What a page rests on: the newest change, the facts in force and the reader's language."""
    return last_event(), snapshot_version(), get_language() or ""


@lru_cache(maxsize=300)
def dashboard_of(user: User, unit: Unit, *, on: date, basis: tuple[tuple[int, int], str, str]) -> Dashboard:
    """The unit's page for one reader; worked out once for each `basis`."""
    seen = what_is_seen(user, unit, on=on)
    return Dashboard(
        unit=unit,
        steps=way_round(user, unit, seen),
        figures=tuple(indicators.figure_card(each) for each in telling(seen.figures)[:MOST_FIGURES]),
        figure_count=len(seen.figures),
        findings=tuple(same[0] for same in followup.same_figure(seen.findings)[:MOST_FINDINGS]),
        finding_count=len(seen.findings),
        plan=plan_glance(seen.plan) if seen.plan else None,
        fresh=tuple(seen.fresh[:MOST_SOURCES]),
    )


def what_is_seen(user: User, unit: Unit, *, on: date) -> Seen:
    """Everything about the unit that the reader may see, each asked for once."""
    return Seen(
        fresh=freshness(unit, reader=user, on=on) if may(user, Permission.DELIVERY_READ, on=unit) else [],
        figures=indicators.figures_of(unit) if may(user, Permission.FIGURE_READ, on=unit) else [],
        findings=followup.proposed_findings(unit) if may(user, Permission.FINDING_READ, on=unit) else [],
        plan=followup.plans_of(user, unit, on=on).first(),
        editions=editions_of(unit),
    )


def telling(figures: Sequence[Glance]) -> list[Glance]:
    """Those that say most first: beyond chance, then with a goal, then the rest; never the hidden ones."""
    shown = [each for each in figures if each.result.value is not None]
    return sorted(shown, key=weight)


def weight(seen: Glance) -> tuple[bool, bool]:
    moved = seen.movement is not None and seen.movement.is_beyond_chance
    return not moved, not seen.goals


def plan_glance(plan: Plan) -> PlanGlance:
    sheet = followup.plan_sheet(plan)
    initiatives = [each for row in sheet.rows for each in row.initiatives]
    finished = sum(each.initiative.status in ("done", "stopped") for each in initiatives)
    state = followup.plan_state(plan)
    return PlanGlance(plan=plan, state=state, rows=len(sheet.rows), initiatives=len(initiatives), finished=finished)
