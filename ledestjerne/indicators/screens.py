"""What the pages about figures show, in the components' own words."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ledestjerne.base.charts import Chart, Event, TrendPoint, trend_chart
from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import Cell, Column, Row, Tab, Table, Term
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.indicators.compare import Comparison, Verdict, with_other
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.reads import Child, Figure, Glance, Happening, Result
from ledestjerne.indicators.reads.cards import goal_state, goal_value, url_of
from ledestjerne.indicators.results import Mark
from ledestjerne.indicators.vocabulary import Measure as Counting
from ledestjerne.indicators.words import (
    PART_NAMES,
    falls_back_words,
    interval_words,
    mark_words,
    measure_of,
    part_words,
    raised_words,
    sure_words,
    title_of,
    value_words,
    why_hidden,
)

DRAWINGS = "drawings"


def hidden_text(seen: Glance) -> str:
    return why_hidden(seen.definition, seen.result)


def short_terms(seen: Figure) -> list[Term]:
    """The figure beside last period, wider units and goals."""
    return [*_companion(seen), *_uncertainty(seen), *_last(seen), *_wider(seen), *_goals(seen), *_verdict(seen)]


def _companion(seen: Figure) -> Iterator[Term]:
    if found := seen.companion:
        url = reverse("indicators:figure-detail", args=[seen.unit.code, found.definition.key])
        yield Term(title_of(found.definition), found.words, url)


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
        words = f"{words} ({since_words(seen.movement)}{sure_words(seen.movement, this=seen.result, other=seen.last)})"
    yield Term(_("Samme enhed i %(period)s") % {"period": shown_period(seen.last.period)}, words)


def _wider(seen: Figure) -> Iterator[Term]:
    for beside in seen.beside:
        words = value_words(seen.definition, beside.result)
        if beside.comparison:
            sure = sure_words(beside.comparison, this=seen.result, other=beside.result)
            words = f"{words} ({than_words(beside.comparison)}{sure})"
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
    """Which way it went since last period, when it is more than chance; then follows how sure that is."""
    return {
        Verdict.BETTER: _("bedre nu, "),
        Verdict.WORSE: _("dårligere nu, "),
        Verdict.DIFFERENT: _("anderledes nu, "),
    }.get(comparison.verdict, "")


def than_words(comparison: Comparison) -> str:
    """Which way it differs from a wider unit, when it is more than chance."""
    return {
        Verdict.BETTER: _("bedre her, "),
        Verdict.WORSE: _("dårligere her, "),
        Verdict.DIFFERENT: _("anderledes her, "),
    }.get(comparison.verdict, "")


def chart(seen: Figure, happened: Iterable[Happening] = ()) -> Chart:
    """The figure over time with its interval, goal, the nation, and numbers where something happened."""
    return trend_chart(
        [point(each) for each in seen.series],
        title=", ".join(word for word in (title_of(seen.definition), part_words(seen.result), seen.unit.name) if word),
        measure=measure_of(seen.definition),
        goal=goal_value(seen),
        nation={each.period: each.value for each in seen.nation if each.value is not None},
        events=[Event(each.at, each.number, each.label) for each in happened],
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
        estimated=result.may_change,
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
    plain = (_row(seen, _child_cell(seen, child), child.result) for child in seen.children)
    rows = (
        Row((*row.cells, Cell(_beside_parent(seen, child.result))))
        for row, child in zip(plain, seen.children, strict=True)
    )
    caption = _("Enheder under %(unit)s, i navneorden") % {"unit": seen.unit.name}
    columns = (*_columns(_("Enhed")), Column(_("Forskel til %(unit)s") % {"unit": seen.unit.name}))
    return Table(caption, columns, tuple(rows))


def _beside_parent(seen: Figure, child: Result) -> str:
    """How a unit differs from the whole it is a part of."""
    comparison = with_other(seen.definition, this=child, other=seen.result)
    if comparison is None or seen.definition.measure is Counting.COUNT:
        return ""
    return f"{than_words(comparison)}{sure_words(comparison, this=child, other=seen.result)}"


def falling_back(seen: Figure) -> str:
    """Regression to the mean, told once where the figure or one below it is of a group as small as a class."""
    return falls_back_words((seen.result, *(child.result for child in seen.children)))


def _child_cell(seen: Figure, child: Child) -> Cell:
    url = reverse("indicators:figure-detail", args=[child.unit.code, seen.definition.key])
    return Cell(child.unit.name, url=f"{url}?periode={seen.result.period}")


def _columns(first: str) -> tuple[Column, ...]:
    numbers = (_("Værdi"), _("Usikkerhed (95 %)"), _("Antal"))
    return (Column(first), *(Column(title, is_number=True) for title in numbers))


def _row(seen: Glance, first: Cell, result: Result) -> Row:
    if result.hidden:
        return Row((first, Cell(why_hidden(seen.definition, result), withheld=True), Cell(""), Cell("")))
    n = "" if result.n is None else format_number(result.n)
    return Row(
        (first, Cell(value_words(seen.definition, result)), Cell(interval_words(seen.definition, result)), Cell(n))
    )


def period_tabs(seen: Figure) -> list[Tab]:
    """The periods there are figures for, the newest first."""
    part = seen.result.breakdown[0][1] if seen.result.breakdown else ""
    return [
        Tab(shown_period(period), url_of(seen, period=period, part=part), is_current=period == seen.result.period)
        for period in reversed(seen.periods)
    ]


def frozen_parts(frozen: FrozenResult, result: Result) -> dict[str, object]:
    """What the page of a frozen figure shows besides its definition; `result` is as much of it as may be told today."""
    definition = frozen.definition
    return {
        "value": value_words(definition, result) if not result.hidden else "",
        "hidden": why_hidden(definition, result),
        "is_held_back": result.hidden is not None and not frozen.hidden,
        "raised": raised_words(definition, result),
        "part": part_words(result),
        "marks": mark_words(result.marks),
        "terms": list(_frozen_terms(frozen, definition, result)),
        "live_url": live_url(frozen),
    }


def live_url(frozen: FrozenResult) -> str:
    """Where the figure is as it is now: on its unit's page, or the country's in a slice."""
    if frozen.unit is None:
        return f"{reverse('explore:slice-detail')}?tal={frozen.indicator}&enhed={frozen.code}"
    return f"{reverse('indicators:figure-detail', args=[frozen.code, frozen.indicator])}?periode={frozen.period}"


def _frozen_terms(frozen: FrozenResult, definition: Definition, result: Result) -> Iterator[Term]:
    if result.low is not None:
        yield Term(_("Usikkerhed (95 %)"), interval_words(definition, result))
    if result.n is not None:
        yield Term(_("Antal bag tallet"), format_number(result.n))
    if result.verdict:
        yield Term(_("Udgiverens vurdering"), result.verdict)
    yield Term(_("Fastfrosset"), date_format(localtime(frozen.frozen_at)))
    if frozen.unit:  # the country's figure is read by people who do not know each other
        yield Term(_("Fastfrosset af"), frozen.frozen_by.name)
