"""Plans as they are read: the statutory table with everything a row rests on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledestjerne.accounts.models import User
from ledestjerne.accounts.permissions import Permission
from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import State, Tone
from ledestjerne.base.time import school_year_key
from ledestjerne.followup.models import (
    Dimension,
    Finding,
    Initiative,
    Outcome,
    Plan,
    PlanRow,
    PlanState,
    Relation,
    RowKind,
)
from ledestjerne.followup.reads.catalogue import title_of
from ledestjerne.followup.reads.initiatives import InitiativeSheet, initiative_sheet
from ledestjerne.followup.stale import mark
from ledestjerne.organisation.models import Unit
from ledestjerne.organisation.reads import path_to


@dataclass(frozen=True)
class Header:
    """One column of the statutory table: the school's word above, the law's word below."""

    field: str
    top: str | Promise
    bottom: str | Promise
    help: str | Promise

    @property
    def both(self) -> str:
        return f"{self.top} / {self.bottom}"


HEADERS = (
    Header(
        "result", gettext_lazy("Resultat"), gettext_lazy("Ændringsbehov"),
        gettext_lazy("Hvad viser tallene eller evalueringen, og hvad skal derfor ændres eller bevares?"),
    ),
    Header(
        "goal", gettext_lazy("Kvalitetsmål"), gettext_lazy("Operationelle mål"),
        gettext_lazy("Hvad vil I opnå? Gerne så det kan ses, om det lykkes."),
    ),
    Header(
        "actions", gettext_lazy("Handlinger, der igangsættes/videreføres"), gettext_lazy("Strategier"),
        gettext_lazy("Hvad gør I? Skriv det her, eller tilføj indsatser, så hver har sin ansvarlige."),
    ),
    Header(
        "schedule", gettext_lazy("Periode/ansvarlig"), gettext_lazy("Tidsplan"),
        gettext_lazy("Hvornår, og hvem er ansvarlig?"),
    ),
)  # fmt: skip
PLAN_TONES = {
    PlanState.DRAFT: Tone.NEUTRAL, PlanState.PROPOSED: Tone.WARN, PlanState.ADOPTED: Tone.GOOD,
    PlanState.CLOSED: Tone.INFO,
}  # fmt: skip
OUTCOME_TONES = {
    Outcome.OPEN: Tone.NEUTRAL, Outcome.REACHED: Tone.GOOD, Outcome.PARTLY: Tone.WARN, Outcome.MISSED: Tone.BAD,
    Outcome.UNCLEAR: Tone.INFO,
}  # fmt: skip


WRITTEN = ("result", "goal", "actions", "schedule", "kind", "dimension")


@dataclass(frozen=True)
class Line:
    """What is done, and beside it when and who: the row's own words, or one initiative."""

    actions: str
    schedule: str
    sheet: InitiativeSheet | None = None


@dataclass(frozen=True)
class RowSheet:
    """One row with what it rests on and what is done about it; `before` is last year's row, if it was carried over."""

    row: PlanRow
    number: int
    target: str
    initiatives: tuple[InitiativeSheet, ...]
    findings: tuple[Finding, ...]
    before: PlanRow | None

    @property
    def cells(self) -> list[tuple[Header, str]]:
        return [(header, getattr(self.row, header.field)) for header in HEADERS]

    @property
    def lines(self) -> list[Line]:
        """The two last columns line by line: always at least one."""
        own = [Line(self.row.actions, self.row.schedule)] if self.row.actions or self.row.schedule else []
        lines = [*own, *(Line(each.initiative.text, "", each) for each in self.initiatives)]
        return lines or [Line("", "")]

    @property
    def marks(self) -> list[tuple[str, str]]:
        """The marks of what the table shows, for a save to say what it started from."""
        return [(field, mark(getattr(self.row, field))) for field in WRITTEN]

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in RowKind.choices]

    @property
    def dimensions(self) -> list[tuple[str, str]]:
        return [(str(value), str(label)) for value, label in Dimension.choices]

    @property
    def kind(self) -> str:
        return str(RowKind(self.row.kind).label)

    @property
    def dimension(self) -> str:
        return str(Dimension(self.row.dimension).label) if self.row.dimension else ""

    @property
    def is_told(self) -> bool:
        """Whether anybody has said what came of it."""
        return self.row.outcome != Outcome.OPEN or bool(self.row.outcome_text)

    @property
    def outcome(self) -> State:
        return outcome_state(self.row)


@dataclass(frozen=True)
class PlanSheet:
    """A plan with its rows in order."""

    plan: Plan
    rows: tuple[RowSheet, ...]

    @property
    def state(self) -> State:
        return plan_state(self.plan)

    @property
    def unanswered(self) -> int:
        """How many rows nobody has told the outcome of."""
        return sum(sheet.row.outcome == Outcome.OPEN for sheet in self.rows)


def plan_state(plan: Plan) -> State:
    state = PlanState(plan.state)
    return State(str(state.label), PLAN_TONES[state], is_open=state == PlanState.DRAFT)


def outcome_state(row: PlanRow) -> State:
    outcome = Outcome(row.outcome)
    return State(str(outcome.label), OUTCOME_TONES[outcome], is_open=outcome == Outcome.OPEN)


def plans_of(user: User, unit: Unit, *, on: date) -> QuerySet[Plan]:
    """The unit's plans the user may read, the newest year first."""
    return Plan.objects.visible_to(user, on=on).filter(unit=unit).select_related("unit").newest_first()


def plans_below(user: User, unit: Unit, *, on: date) -> QuerySet[Plan]:
    """Plans of the units below that the user may read, the newest year first."""
    below = Unit.objects.below([unit.pk], on=on).exclude(pk=unit.pk)
    return Plan.objects.visible_to(user, on=on).filter(unit__in=below).select_related("unit").newest_first()


def plan_for(user: User, *, code: str, year: str, on: date) -> Plan:
    """The plan of a unit for a year («2026» or «2026-2027»), or Http404 for those who may not read it."""
    found = Plan.objects.visible_to(user, on=on).select_related("unit", "carried_from", "adopted_by")
    plan = found.filter(unit__code=code, year=year.replace("-", "/")).first()
    if plan is None:
        raise Http404
    return plan


def draft_around(user: User, unit: Unit, *, on: date) -> Plan | None:
    """The nearest draft the user may write on: the unit's own, else that of a unit it is part of."""
    writable = Unit.objects.where(user, Permission.PLAN_EDIT, on=on)
    drafts = Plan.objects.filter(unit__in=writable, state=PlanState.DRAFT).select_related("unit").newest_first()
    for place in reversed(path_to(unit, on=on)):
        if draft := drafts.filter(unit=place).first():
            return draft
    return None


def plan_before(unit: Unit) -> Plan | None:
    """The unit's newest plan, which a new one may carry on from."""
    return Plan.objects.filter(unit=unit).newest_first().first()


def year_after(plan: Plan | None, *, on: date) -> str:
    """The year a new plan is most likely for: the one after the newest plan's, else the calendar year."""
    if plan is None:
        return str(on.year)
    first = int(plan.year[:4]) + 1
    return school_year_key(first) if "/" in plan.year else str(first)


def rows_of(plan: Plan) -> QuerySet[PlanRow]:
    """The rows with all that is shown of them, in a fixed number of queries."""
    expected = ("expectation__unit", "expectation__judged", "expectation__carried_from__judged")
    initiatives = (
        Initiative.objects.order_by("position", "pk").select_related(*expected).prefetch_related("owners__user")
    )
    findings = Finding.objects.select_related("unit", "figure__unit").order_by("pk")
    return (
        PlanRow.objects.filter(plan=plan)
        .select_related("plan__unit", "carried_from__plan__unit")
        .prefetch_related(Prefetch("initiatives", initiatives), Prefetch("findings", findings))
        .order_by("position", "pk")
    )


def plan_sheet(plan: Plan) -> PlanSheet:
    """The whole plan."""
    return PlanSheet(plan=plan, rows=tuple(row_sheet(row) for row in rows_of(plan)))


def row_sheet(row: PlanRow) -> RowSheet:
    """One row out of `rows_of`."""
    return RowSheet(
        row=row,
        number=row.position,
        target=target_text(row),
        initiatives=tuple(initiative_sheet(each) for each in row.initiatives.all()),
        findings=tuple(row.findings.all()),
        before=row.carried_from,
    )


def row_for(plan: Plan, row_id: int) -> PlanRow:
    """A row of the plan with all that is shown of it, or Http404."""
    row = rows_of(plan).filter(pk=row_id).first()
    if row is None:
        raise Http404
    return row


def target_text(row: PlanRow) -> str:
    """The measurable goal in words: «mindst 26 timer», «100 %», «til referencen», with its indicator."""
    if not row.target_relation:
        return ""
    words = str(Relation(row.target_relation).label)
    if row.target_value is not None:
        value = row.target_value.normalize()
        decimals = max(0, -int(value.as_tuple().exponent))
        words = f"{words} {format_number(value, decimals=decimals)} {row.target_unit}".strip()
    if row.target_indicator:
        return _("%(indicator)s: %(goal)s") % {"indicator": title_of(row.target_indicator), "goal": words}
    return words
