"""What the pages about figures show, in the components' own words."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ledestjerne.base.charts import Chart, TrendPoint, trend_chart
from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import Cell, Column, Row, Tab, Table, Term
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.indicators.compare import Comparison, Verdict
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.reads import Child, Figure, Glance, Result
from ledestjerne.indicators.reads.cards import goal_state, goal_value, url_of
from ledestjerne.indicators.results import Mark
from ledestjerne.indicators.words import (
    PART_NAMES,
    hidden_words,
    interval_words,
    mark_words,
    measure_of,
    part_words,
    title_of,
    value_words,
)

DRAWINGS = "drawings"


def hidden_text(seen: Glance) -> str:
    reason = seen.result.hidden
    return hidden_words(reason, fewest=seen.definition.fewest_shown) if reason else ""


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


def chart(seen: Figure) -> Chart:
    """The figure over time with its interval, goal and the nation."""
    return trend_chart(
        [point(each) for each in seen.series],
        title=", ".join(word for word in (title_of(seen.definition), part_words(seen.result), seen.unit.name) if word),
        measure=measure_of(seen.definition),
        goal=goal_value(seen),
        nation={each.period: each.value for each in seen.nation if each.value is not None},
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
    rows = (_row(seen, _part_cell(seen, each), each) for each in sorted(results, key=part_words))
    caption = _("%(title)s, %(period)s") % {"title": title, "period": shown_period(seen.result.period)}
    return Table(caption, _columns(title), tuple(rows))


def _part_cell(seen: Figure, result: Result) -> Cell:
    return Cell(part_words(result), url=url_of(seen, period=result.period, part=result.breakdown[0][1]))


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
    part = seen.result.breakdown[0][1] if seen.result.breakdown else ""
    return [
        Tab(
            shown_period(each.period),
            url_of(seen, period=each.period, part=part),
            is_current=each.period == seen.result.period,
        )
        for each in reversed(seen.series)
    ]


def frozen_parts(frozen: FrozenResult) -> dict[str, object]:
    """What the page of a frozen figure shows besides its definition."""
    definition, result = frozen.definition, frozen.result
    live_url = reverse("indicators:figure-detail", args=[frozen.unit.code, frozen.indicator])
    return {
        "value": value_words(definition, result) if not result.hidden else "",
        "hidden": hidden_words(result.hidden, fewest=definition.fewest_shown) if result.hidden else "",
        "part": part_words(result),
        "marks": mark_words(result.marks),
        "terms": list(_frozen_terms(frozen, definition, result)),
        "live_url": f"{live_url}?periode={frozen.period}",
    }


def _frozen_terms(frozen: FrozenResult, definition: Definition, result: Result) -> Iterator[Term]:
    if result.low is not None:
        yield Term(_("Usikkerhed (95 %)"), interval_words(definition, result))
    if result.n is not None:
        yield Term(_("Antal bag tallet"), format_number(result.n))
    if result.verdict:
        yield Term(_("Udgiverens vurdering"), result.verdict)
    yield Term(_("Fastfrosset"), date_format(localtime(frozen.frozen_at), "j. F Y"))
    yield Term(_("Fastfrosset af"), frozen.frozen_by.name)
