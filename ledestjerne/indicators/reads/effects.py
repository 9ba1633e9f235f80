"""What has become of a figure since it was frozen as a baseline."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.base.charts import Chart, ControlPoint, control_chart
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.effects.choice import Course, is_by_counts, measure
from ledestjerne.indicators.effects.groups import are_alike
from ledestjerne.indicators.effects.measured import Effect, Point
from ledestjerne.indicators.effects.movement import Movement, Past, ordinary_movement
from ledestjerne.indicators.effects.verdicts import Judgement, Reason, Verdict, judge
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.reads.basis import basis_now
from ledestjerne.indicators.reads.catalogue import every_definition
from ledestjerne.indicators.reads.frozen import told_today
from ledestjerne.indicators.reads.live import LiveFigures, live_figures
from ledestjerne.indicators.reads.signals import family_of
from ledestjerne.indicators.reads.tree import institution_in
from ledestjerne.indicators.results import Result
from ledestjerne.indicators.signals import rules
from ledestjerne.indicators.signals.charts import ControlChart, exact_alpha
from ledestjerne.indicators.signals.tails import binomial_limits, says_enough
from ledestjerne.indicators.words import measure_of, title_of, value_words, why_hidden
from ledestjerne.organisation.models import Unit

DRAWINGS = "drawings"


@dataclass(frozen=True)
class Measured:
    """A figure before and after its baseline, the effect as far as it can be told, and what one may conclude."""

    definition: Definition
    unit: Unit
    before: tuple[Result, ...]
    after: tuple[Result, ...]
    effect: Effect | None
    judgement: Judgement


def newest_whole(unit: Unit, key: str) -> Result | None:
    """The newest shown and complete figure of the whole unit: what a baseline is taken from."""
    definition = every_definition().get(key)
    if definition is None:
        return None
    series = rules.usable(live_figures(definition).series(unit.code))
    return series[-1] if series else None


def measured_since(unit: Unit, baseline: FrozenResult, *, is_up: bool, size: float | None) -> Measured:
    """What came after a frozen figure of a unit, held against what was expected: up or down, and by how much (None: not said)."""
    frozen, now = baseline.definition, every_definition().get(baseline.indicator)
    if now is None or now.digest != baseline.definition_hash:
        return undecided(frozen, unit, Reason.COUNTED_OTHERWISE)
    if told_today([baseline])[baseline.pk].hidden:
        return undecided(now, unit, Reason.BASELINE_HIDDEN)
    live = live_figures(now, basis=basis_now())
    series = rules.usable(live.series(unit.code))
    before = tuple(baseline.result if each.period == baseline.period else each for each in series if each.period <= baseline.period)  # fmt: skip
    after = tuple(each for each in series if each.period > baseline.period)
    if not before:
        return undecided(now, unit, Reason.COUNTED_OTHERWISE)
    if not after:
        return replace(undecided(now, unit, Reason.NOTHING_AFTER), before=before)
    others = changes_of_others(live, unit, old=before[-1], new=after[-1])
    course = Course(points(before), points(after), others)
    if is_by_counts(course):
        past = history_of_others(live, unit, old=before[-1], new=after[-1])
        course = replace(course, movement=past)
    effect = measure(course)
    judgement = judge(effect, is_up=is_up, size=size) if effect else Judgement(Verdict.UNDECIDED, Reason.NO_UNCERTAINTY)
    return Measured(now, unit, before, after, effect, judgement)


def undecided(definition: Definition, unit: Unit, reason: Reason) -> Measured:
    return Measured(definition, unit, (), (), None, Judgement(Verdict.UNDECIDED, reason))


def points(results: Sequence[Result]) -> tuple[Point, ...]:
    return tuple(
        Point(each.period, each.value, each.numerator, each.n, each.low, each.high)
        for each in results
        if each.value is not None
    )


def codes_beside(live: LiveFigures, unit: Unit) -> list[str]:
    """The other units of its kind; of own files, within the institution only."""
    level, institution = family_of(live.definition, unit)
    codes = Unit.objects.filter(level=level).exclude(pk=unit.pk).order_by("code").values_list("code", flat=True)
    return [code for code in codes if not institution or institution_in(code) == institution]


def history_of_others(live: LiveFigures, unit: Unit, *, old: Result, new: Result) -> Movement:
    """What the figure moved by itself at other units up to the baseline, over as many periods as from it to the newest."""
    series = {code: rules.usable(live.series(code, breakdown=old.breakdown)) for code in codes_beside(live, unit)}
    periods = sorted({each.period for found in series.values() for each in found} | {old.period, new.period})
    steps = periods.index(new.period) - periods.index(old.period)
    earlier = periods[: periods.index(old.period) + 1]
    past = [
        Past(code, start, (first.numerator, last.numerator), (first.n, last.n))
        for code, found in series.items()
        for known in [{each.period: each for each in found}]
        for start, end in zip(earlier, earlier[steps:], strict=False)
        if (first := known.get(start)) and (last := known.get(end)) and first.n and last.n
        and first.numerator is not None and last.numerator is not None
    ]  # fmt: skip
    return ordinary_movement(past, steps=steps)


def changes_of_others(live: LiveFigures, unit: Unit, *, old: Result, new: Result) -> tuple[float, ...]:
    """How the figure changed meanwhile at units of the same kind and size; of own files, within the institution only."""
    found = []
    for code in codes_beside(live, unit):
        start, end = (live.result(code, period=each.period) for each in (old, new))
        if start and end and start.value is not None and end.value is not None and are_alike(old.n, start.n):
            found.append(end.value - start.value)
    return tuple(found)


def result_words(definition: Definition, result: Result) -> str:
    """«12,7 % i 2025/26»."""
    words = {"value": value_words(definition, result), "period": shown_period(result.period)}
    return _("%(value)s i %(period)s") % words


def frozen_words(frozen: FrozenResult) -> str:
    """A frozen figure in the same way, as much of it as may be told today."""
    told = told_today([frozen])[frozen.pk]
    return why_hidden(frozen.definition, told) or result_words(frozen.definition, told)


def frozen_url(frozen: FrozenResult) -> str:
    """The page of a frozen figure."""
    return reverse("indicators:frozen-detail", args=[frozen.code, frozen.pk])


def effect_chart(found: Measured) -> Chart | None:
    """The periods before and after, with the limits that those before give and what would have been without a change."""
    if not found.before or not found.after:
        return None
    chart = rules.control_chart(found.definition, found.before)
    factor = found.definition.per_hundred * found.definition.scale if chart and chart.kind == "p" else 1.0
    centre = chart.centre * factor if chart else found.before[-1].value
    return control_chart(
        [*drawn_before(found.before, chart, factor), *drawn_after(found, chart, factor)],
        title=_("%(title)s før og efter") % {"title": title_of(found.definition)},
        measure=measure_of(found.definition), centre=centre,
        centre_label=_("Før") if chart else _("Udgangspunkt"), cache=Path(settings.HOME) / DRAWINGS,
    )  # fmt: skip


def drawn_before(before: Sequence[Result], chart: ControlChart | None, factor: float) -> list[ControlPoint]:
    """With the limits of their chart; without one, with their own intervals."""
    if chart is None:
        return [ControlPoint(each.period, each.value or 0.0, each.low, each.high) for each in before]
    return [
        ControlPoint(each.period, each.value or 0.0, times(point.low, factor), times(point.high, factor))
        for each, point in zip(before, chart.points, strict=True)
    ]


def drawn_after(found: Measured, chart: ControlChart | None, factor: float) -> list[ControlPoint]:
    """With the limits that the periods before give for their size."""
    expected = found.effect.expected if found.effect else ()
    drawn = []
    for index, each in enumerate(found.after):
        low, high = limits_after(chart, each, factor) if chart else (each.low, each.high)
        value, without = each.value or 0.0, expected[index] if index < len(expected) else None
        is_out = chart is not None and low is not None and high is not None and not low <= value <= high
        drawn.append(ControlPoint(each.period, value, low, high, is_out, is_after=True, expected=without))
    return drawn


def limits_after(chart: ControlChart, result: Result, factor: float) -> tuple[float | None, float | None]:
    """Of shares by the number of persons; of single values those of the chart; of other figures none."""
    last = chart.points[-1]
    if chart.kind == "x":
        return last.low, last.high
    if chart.kind != "p" or not result.n or not says_enough(result.n, chart.centre):
        return None, None
    low, high = binomial_limits(result.n, chart.centre, exact_alpha(chart.spread))
    return low * factor, high * factor


def times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor
