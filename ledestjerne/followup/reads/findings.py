"""Findings as they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.ordering import danish_order
from ledestjerne.base.parts import State, Tone
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.followup.models import Direction, Finding, FindingKind
from ledestjerne.followup.wording import RELATIONS, SUFFIXES, amount_text, goal_text
from ledestjerne.organisation.models import Unit

TONES = {Direction.WORSE: Tone.BAD, Direction.BETTER: Tone.GOOD, Direction.EITHER: Tone.INFO}
STATE_TONES = {
    Finding.State.PROPOSED: Tone.WARN, Finding.State.ACCEPTED: Tone.GOOD, Finding.State.MERGED: Tone.INFO,
    Finding.State.DISMISSED: Tone.NEUTRAL, Finding.State.OUTDATED: Tone.NEUTRAL,
}  # fmt: skip


@dataclass(frozen=True)
class FindingCard:
    """A finding at a glance: the number, what it is held against, and why it was proposed."""

    finding: Finding
    value: str
    measure: str
    against: str
    counted: str
    why: str
    direction: State
    state: State


def finding_for(user: User, unit: Unit, finding_id: int, *, on: date) -> Finding:
    found = Finding.objects.visible_to(user, on=on).filter(unit=unit, pk=finding_id)
    finding = found.select_related("unit", "row__plan__unit", "merged_into", "decided_by", "figure__unit").first()
    if finding is None:
        raise Http404
    return finding


def proposed_findings(unit: Unit) -> list[FindingCard]:
    """What waits to be decided: what calls for attention first, then the good news."""
    return [card_of(each) for each in Finding.objects.filter(unit=unit).awaiting().select_related("unit")]


def same_figure(cards: Sequence[FindingCard]) -> list[list[FindingCard]]:
    """What waits, with proposals about the same figure together where the first of them stands."""
    groups: dict[object, list[FindingCard]] = {}
    for card in cards:
        groups.setdefault(figure_of(card.finding), []).append(card)
    return list(groups.values())


def figure_of(finding: Finding) -> object:
    """The figure a finding is about; what a person raised is about itself alone."""
    if not finding.indicator:
        return finding.pk
    return finding.indicator, finding.period, repr((finding.observed or {}).get("breakdown"))


def decided_findings(unit: Unit) -> QuerySet[Finding]:
    """What was decided, the latest first; accepted ones without a row on top."""
    decided = Finding.objects.filter(unit=unit).exclude(state__in=[Finding.State.PROPOSED, Finding.State.OUTDATED])
    return decided.select_related("unit", "row__plan__unit", "merged_into", "decided_by").order_by("-decided_at", "-pk")


def waiting_for_a_row(unit: Unit) -> list[Finding]:
    """Accepted findings that no row rests on yet."""
    waiting = Finding.objects.filter(unit=unit, state=Finding.State.ACCEPTED, row=None)
    return list(waiting.select_related("unit").order_by("decided_at", "pk"))


def others_of(finding: Finding) -> QuerySet[Finding]:
    """The findings of the same unit that this one may be merged into."""
    states = [Finding.State.PROPOSED, Finding.State.ACCEPTED]
    return (
        Finding.objects.filter(unit=finding.unit_id, state__in=states)
        .exclude(pk=finding.pk)
        .order_by(danish_order("title"), "pk")
    )


def card_of(finding: Finding) -> FindingCard:
    seen: dict[str, Any] = finding.observed or {}
    direction = Direction(finding.direction)
    state = Finding.State(finding.state)
    measure = seen.get("unit_of_measure", "")
    return FindingCard(
        finding=finding,
        value=amount_text(seen.get("value"), decimals=seen.get("decimals", 0)),
        measure=SUFFIXES.get(measure, "").strip(),
        against=against(finding, seen),
        counted=counted(seen),
        why=WHYS[FindingKind(finding.kind)](),
        direction=State(str(direction.label), TONES[direction]),
        state=State(str(state.label), STATE_TONES[state], is_open=state == Finding.State.PROPOSED),
    )


def against(finding: Finding, seen: dict[str, Any]) -> str:
    """«Mål: mindst 100 %», «Reference: Over niveau» or «2024/25: 80,0 %»."""
    suffix = SUFFIXES.get(seen.get("unit_of_measure", ""), "")
    decimals = seen.get("decimals", 0)
    if finding.kind == FindingKind.GOAL and seen.get("goals"):
        goal = seen["goals"][0]
        return _("Mål: %(goal)s") % {
            "goal": f"{RELATIONS[goal['relation']]} {goal_text(goal['value'], decimals=decimals)}{suffix}"
        }
    if finding.kind == FindingKind.REFERENCE:
        return _("Reference: %(verdict)s") % {"verdict": seen.get("verdict", "")}
    if finding.kind == FindingKind.CHANGE and (earlier := seen.get("earlier")):
        return f"{shown_period(earlier['period'])}: {amount_text(earlier['value'], decimals=decimals)}{suffix}"
    return ""


def counted(seen: dict[str, Any]) -> str:
    if seen.get("numerator") is None or not seen.get("n") or seen.get("unit_of_measure") != "percent":
        return whole_words(seen) if seen.get("n") else ""
    return f"{amount_text(seen['numerator'])} af {amount_text(seen['n'])} {seen.get('counted', '')}".strip()


def whole_words(seen: dict[str, Any]) -> str:
    """«139 elever», or how many the figure rests on when nobody has said what they are."""
    count = amount_text(seen["n"])
    return f"{count} {seen['counted']}" if seen.get("counted") else _("Bygger på %(n)s") % {"n": count}


WHYS = {
    FindingKind.GOAL: lambda: _("Foreslået, fordi tallet holdes op mod målet."),
    FindingKind.REFERENCE: lambda: _(
        "Foreslået, fordi styrelsen selv vurderer forskellen til den socioøkonomiske reference som signifikant."
    ),
    FindingKind.CHANGE: lambda: _("Foreslået, fordi ændringen er større end usikkerheden på de to tal."),
    FindingKind.LIMITS: lambda: _("Foreslået, fordi tallet ligger uden for det sædvanlige for enheden selv."),
    FindingKind.RUNS: lambda: _("Foreslået, fordi tallet har ligget usædvanligt længe på samme side af midten."),
    FindingKind.FUNNEL: lambda: _(
        "Foreslået, fordi forskellen til andre er større end både tilfældet og det almindelige."
    ),
    FindingKind.YEARS: lambda: _("Foreslået, fordi tilsynet ser efter det samme tre år i træk."),
    FindingKind.OTHER: lambda: _("Rejst af en person eller i en samtale."),
}
