"""What the pages about figures show, in the components' own words."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.base.charts import Chart, TrendPoint, sparkline, trend_chart
from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import Cell, Change, Column, FigureCard, Row, State, Tab, Table, Term, Tone
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.indicators.compare import Comparison, Verdict
from ledestjerne.indicators.reads import Child, Figure, Glance, GoalStanding, LiveFigures, Result
from ledestjerne.indicators.results import HiddenReason, Mark
from ledestjerne.indicators.words import (
    PART_NAMES,
    hidden_words,
    interval_words,
    mark_words,
    measure_of,
    part_words,
    value_words,
)

TONES = {Verdict.BETTER: Tone.GOOD, Verdict.WORSE: Tone.BAD, Verdict.DIFFERENT: Tone.INFO}
DRAWINGS = "drawings"


def card(seen: Glance) -> FigureCard:
    """A figure at a glance, with a link to its page."""
    measure = measure_of(seen.definition)
    is_shown = seen.result.value is not None
    return FigureCard(
        title=seen.definition.title,
        value=measure.bare(seen.result.value) if seen.result.value is not None else "",
        unit=measure.unit,
        url=url_of(seen),
        period=kicker(seen),
        hidden="" if is_shown else short_hidden(seen),
        change=change(seen),
        state=state(seen),
        note=seen.verdict or "",
        spark=sparkline([each.value for each in seen.series], goal=goal_value(seen)),
    )


def url_of(seen: Glance, *, period: str = "") -> str:
    url = reverse("indicators:figure-detail", args=[seen.unit.code, seen.definition.key])
    return f"{url}?periode={period}" if period else url


def kicker(seen: Glance) -> str:
    """The period, and the part where no whole is published."""
    return " · ".join(text for text in (shown_period(seen.result.period), part_words(seen.result)) if text)


def hidden_text(seen: Glance) -> str:
    reason = seen.result.hidden
    return hidden_words(reason, fewest=seen.definition.fewest_shown) if reason else ""


def short_hidden(seen: Glance) -> str:
    return {
        HiddenReason.WITHHELD: _("Tilbageholdt"),
        HiddenReason.FEW: _("Skjult: for få"),
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


def short_terms(seen: Figure) -> list[Term]:
    """The figure beside last period, wider units and goals."""
    return [*_uncertainty(seen), *_last(seen), *_wider(seen), *_goals(seen), *_verdict(seen)]


def _uncertainty(seen: Figure) -> Iterator[Term]:
    if seen.result.low is not None:
        yield Term(_("Usikkerhed (95 %)"), interval_words(seen.definition, seen.result))
    if seen.result.n is not None:
        yield Term(_("Antal bag tallet"), format_number(seen.result.n))


def _last(seen: Figure) -> Iterator[Term]:
    if seen.last is None:
        yield Term(_("Samme enhed sidst"), _("Intet tal for perioden før"))
        return
    words = value_words(seen.definition, seen.last)
    if seen.movement is None and not seen.last.hidden and not seen.result.hidden:
        words = _("%(value)s, kan ikke sammenlignes") % {"value": words}
    elif seen.movement:
        words = f"{words} ({since_words(seen.movement)})"
    yield Term(_("Samme enhed i %(period)s") % {"period": shown_period(seen.last.period)}, words)


def _wider(seen: Figure) -> Iterator[Term]:
    for beside in seen.beside:
        words = value_words(seen.definition, beside.result)
        if beside.comparison:
            words = f"{words} ({than_words(beside.comparison)})"
        yield Term(beside.unit.name if beside.unit else _("Hele landet"), words)


def _goals(seen: Figure) -> Iterator[Term]:
    for goal in seen.goals:
        words = [measure_of(seen.definition).write(goal.standing.goal), goal_state(goal).text.lower()]
        if not goal.standing.is_sure:
            words.append(_("men usikkerheden rækker til begge sider"))
        name = _("Enhedens eget mål") if goal.is_own else _("Fælles mål")
        yield Term(name, ", ".join(words) + (f". {goal.text}" if goal.text else ""))


def _verdict(seen: Figure) -> Iterator[Term]:
    if seen.verdict:
        yield Term(_("Udgiverens vurdering"), seen.verdict)


def since_words(comparison: Comparison) -> str:
    """How sure a move since last period is."""
    return {
        Verdict.BETTER: _("sikkert bedre nu"),
        Verdict.WORSE: _("sikkert dårligere nu"),
        Verdict.DIFFERENT: _("sikkert anderledes nu"),
        Verdict.SAME: _("ingen sikker forskel"),
        Verdict.UNSURE: _("usikkerheden er ikke kendt"),
    }[comparison.verdict]


def than_words(comparison: Comparison) -> str:
    """How sure a difference from a wider unit is."""
    return {
        Verdict.BETTER: _("sikkert bedre her"),
        Verdict.WORSE: _("sikkert dårligere her"),
        Verdict.DIFFERENT: _("sikkert anderledes her"),
        Verdict.SAME: _("ingen sikker forskel"),
        Verdict.UNSURE: _("usikkerheden er ikke kendt"),
    }[comparison.verdict]


def chart(seen: Figure, live: LiveFigures) -> Chart:
    """The figure over time with its interval, goal and the nation."""
    nation = live.series("DK", breakdown=seen.result.breakdown) if seen.unit.code != "DK" else ()
    return trend_chart(
        [point(each) for each in seen.series],
        title=f"{seen.definition.title}, {seen.unit.name}",
        measure=measure_of(seen.definition),
        goal=goal_value(seen),
        nation={each.period: each.value for each in nation if each.value is not None},
        cache=Path(settings.HOME) / DRAWINGS,
    )


def point(result: Result) -> TrendPoint:
    return TrendPoint(
        period=result.period,
        value=result.value,
        low=result.low,
        high=result.high,
        hidden=result.hidden is not None,
        break_before=Mark.BREAK in result.marks,
        estimated=Mark.ESTIMATED in result.marks or Mark.INCOMPLETE in result.marks,
    )


def marks(seen: Glance) -> list[str]:
    return mark_words(seen.result.marks)


def parts_tables(seen: Figure) -> list[Table]:
    """The parts of the figure, a table for each way it can be cut."""
    names = dict.fromkeys(name for each in seen.parts for name, _member in each.breakdown)
    return [_parts_table(seen, name) for name in names]


def _parts_table(seen: Figure, name: str) -> Table:
    results = [each for each in seen.parts if each.breakdown[0][0] == name]
    title = str(PART_NAMES.get(name, name))
    rows = (_row(seen, Cell(part_words(each)), each) for each in sorted(results, key=part_words))
    caption = _("%(title)s, %(period)s") % {"title": title, "period": shown_period(seen.result.period)}
    return Table(caption, _columns(title), tuple(rows))


def children_table(seen: Figure) -> Table:
    """The units right below in the order of their names: never ranked."""
    rows = (_row(seen, _child_cell(seen, child), child.result) for child in seen.children)
    caption = _("Enheder under %(unit)s, i navneorden") % {"unit": seen.unit.name}
    return Table(caption, _columns(_("Enhed")), tuple(rows))


def _child_cell(seen: Figure, child: Child) -> Cell:
    url = reverse("indicators:figure-detail", args=[child.unit.code, seen.definition.key])
    return Cell(child.unit.name, url=f"{url}?periode={seen.result.period}")


def _columns(first: str) -> tuple[Column, ...]:
    numbers = (_("Værdi"), _("Usikkerhed (95 %)"), _("Antal"))
    return (Column(first), *(Column(title, is_number=True) for title in numbers))


def _row(seen: Glance, first: Cell, result: Result) -> Row:
    if result.hidden:
        words = hidden_words(result.hidden, fewest=seen.definition.fewest_shown)
        return Row((first, Cell(words, withheld=True), Cell(""), Cell("")))
    n = "" if result.n is None else format_number(result.n)
    return Row(
        (first, Cell(value_words(seen.definition, result)), Cell(interval_words(seen.definition, result)), Cell(n))
    )


def period_tabs(seen: Figure) -> list[Tab]:
    """The periods there are figures for, the newest first."""
    return [
        Tab(shown_period(each.period), url_of(seen, period=each.period), is_current=each.period == seen.result.period)
        for each in reversed(seen.series)
    ]
