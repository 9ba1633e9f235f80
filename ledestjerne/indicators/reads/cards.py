"""A figure as a card: what other apps show of it at a glance."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.base.charts import sparkline
from ledestjerne.base.parts import Change, FigureCard, State, Tone
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.indicators.compare import Comparison, Verdict
from ledestjerne.indicators.reads.figure import Glance, GoalStanding
from ledestjerne.indicators.results import HiddenReason, Result
from ledestjerne.indicators.words import measure_of, part_words, sure_words, title_of, uncertainty_words

TONES = {Verdict.BETTER: Tone.GOOD, Verdict.WORSE: Tone.BAD, Verdict.DIFFERENT: Tone.INFO}


def figure_card(seen: Glance) -> FigureCard:
    """A figure at a glance, with a link to its page."""
    measure = measure_of(seen.definition)
    is_shown = seen.result.value is not None
    return FigureCard(
        title=title_of(seen.definition),
        value=measure.bare(seen.result.value) if seen.result.value is not None else "",
        unit=measure.unit,
        url=url_of(seen),
        period=kicker(seen),
        hidden="" if is_shown else short_hidden(seen),
        change=change(seen),
        state=state(seen),
        note=note(seen),
        spark=sparkline([each.value for each in seen.series], goal=goal_value(seen), interval=interval_of(seen.result)),
        uncertainty=uncertainty_words(seen.definition, seen.result),
    )


def interval_of(result: Result) -> tuple[float, float] | None:
    return None if result.low is None or result.high is None else (result.low, result.high)


def note(seen: Glance) -> str:
    """The publisher's own word, or the reference a raw result is never seen without."""
    if found := seen.companion:
        return f"{title_of(found.definition)}: {found.words}"
    return seen.verdict or ""


def url_of(seen: Glance, *, period: str = "", part: str = "") -> str:
    """The page of a figure; without period and part the newest of the whole."""
    url = reverse("indicators:figure-detail", args=[seen.unit.code, seen.definition.key])
    query = urlencode({name: value for name, value in (("periode", period), ("del", part)) if value}, safe="/")
    return f"{url}?{query}" if query else url


def kicker(seen: Glance) -> str:
    """The period, and the part where no whole is published."""
    return " · ".join(text for text in (shown_period(seen.result.period), part_words(seen.result)) if text)


def short_hidden(seen: Glance) -> str:
    return {
        HiddenReason.WITHHELD: _("Tilbageholdt"),
        HiddenReason.FEW: _("Skjult: for få"),
        HiddenReason.SCHOOLS: _("Skjult: for få institutioner"),
        HiddenReason.NO_BASIS: _("Intet grundlag"),
    }[seen.result.hidden or HiddenReason.NO_BASIS]


def change(seen: Glance) -> Change | None:
    """How the figure moved since last period; a colour only when the move is beyond its interval."""
    if seen.movement is None or seen.last is None:
        return None
    words = _("%(step)s siden %(period)s") % {
        "step": step_words(seen, seen.movement),
        "period": shown_period(seen.last.period),
    }
    if seen.movement.low is not None:  # where nobody knows, the card says so once, with the figure
        words = f"{words}, {sure_words(seen.movement, this=seen.result, other=seen.last)}"
    step = round(seen.movement.step, seen.definition.decimals)
    direction = "upward" if step > 0 else "downward" if step < 0 else ""
    return Change(text=words, direction=direction, tone=TONES.get(seen.movement.verdict, Tone.NEUTRAL))


def step_words(seen: Glance, comparison: Comparison) -> str:
    bare = measure_of(seen.definition).bare(comparison.step)
    sign = "+" if round(comparison.step, seen.definition.decimals) > 0 else ""
    return f"{sign}{bare}"


def state(seen: Glance) -> State | None:
    """How the figure stands to its goal: the unit's own before everyone's."""
    goal = next(iter(sorted(seen.goals, key=lambda each: not each.is_own)), None)
    return goal_state(goal) if goal else None


def goal_state(goal: GoalStanding) -> State:
    if goal.standing.is_met:
        return State(_("Målet er nået"), Tone.GOOD, is_open=not goal.standing.is_sure)
    return State(_("Målet er ikke nået"), Tone.BAD, is_open=not goal.standing.is_sure)


def goal_value(seen: Glance) -> float | None:
    return next((each.standing.goal for each in sorted(seen.goals, key=lambda each: not each.is_own)), None)
