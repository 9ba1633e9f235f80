"""Charts of figures, drawn on the server: a trend, units beside each other, parts of a whole."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ledestjerne.base.charts import rows, trend, words
from ledestjerne.base.charts.drawing import draw
from ledestjerne.base.charts.frame import NARROW, WIDE, Spec
from ledestjerne.base.charts.parts import Bar, Chart, DotPoint, Measure, TrendPoint
from ledestjerne.base.charts.spark import sparkline
from ledestjerne.base.danish import sort_key
from ledestjerne.base.parts import Table

__all__ = [
    "Bar", "Chart", "DotPoint", "Measure", "TrendPoint", "bar_chart", "dot_chart", "sparkline", "trend_chart",
]  # fmt: skip
WIDTHS = (WIDE, NARROW)


def trend_chart(
    points: Sequence[TrendPoint],
    *,
    title: str,
    measure: Measure,
    goal: float | None = None,
    nation: Mapping[str, float] | None = None,
    nation_label: str = "",
    cache: Path | None = None,
) -> Chart:
    """A figure over time with its intervals, goal and the nation; `nation` maps periods to values."""
    reference = nation or {}
    label = nation_label or _("Hele landet")
    over_time = trend.Trend(points=tuple(points), measure=measure, goal=goal, nation=reference, nation_label=label)
    return chart(
        [trend.trend_spec(over_time, layout) for layout in WIDTHS],
        title=title,
        description=words.describe_trend(points, measure, goal),
        table=words.trend_table(title, points, measure, reference),
        cache=cache,
    )


def dot_chart(
    points: Sequence[DotPoint],
    *,
    title: str,
    measure: Measure,
    goal: float | None = None,
    parent: float | None = None,
    parent_label: str = "",
    cache: Path | None = None,
) -> Chart:
    """Units beside each other in the order of their names, never ranked, each with its interval."""
    ordered = tuple(sorted(points, key=lambda point: sort_key(point.name)))
    label = parent_label or _("Alle")
    dots = rows.Dots(points=ordered, measure=measure, goal=goal, parent=parent, parent_label=label)
    return chart(
        [rows.dots_spec(dots, layout) for layout in WIDTHS],
        title=title,
        description=words.describe_names(ordered, measure),
        table=words.dot_table(title, ordered, measure),
        cache=cache,
    )


def bar_chart(bars: Sequence[Bar], *, title: str, measure: Measure, cache: Path | None = None) -> Chart:
    """Parts of a breakdown as bars from zero, in the order given."""
    return chart(
        [rows.bars_spec(bars, measure, layout) for layout in WIDTHS],
        title=title,
        description=words.describe_names(bars, measure),
        table=words.bar_table(title, bars, measure),
        cache=cache,
    )


def chart(drawings: list[Spec], *, title: str, description: str, table: Table, cache: Path | None) -> Chart:
    svgs = [draw(spec, title=title, description=description, cache=cache) for spec in drawings]
    wide, narrow = (mark_safe(svg) for svg in svgs)  # noqa: S308  # our own drawing, its words escaped
    return Chart(title=title, description=description, svg=wide, svg_narrow=narrow, table=table)
