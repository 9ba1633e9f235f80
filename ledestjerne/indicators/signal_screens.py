"""The page of a unit's signals: each with its words and its picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ledestjerne.base.charts import (
    Chart,
    ControlPoint,
    FunnelLimit,
    FunnelPoint,
    control_chart,
    funnel_chart,
    trend_chart,
)
from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import State, Term, Tone
from ledestjerne.indicators.reads import Signal, SignalPage
from ledestjerne.indicators.reads.cards import kicker, url_of
from ledestjerne.indicators.screens import DRAWINGS, point
from ledestjerne.indicators.signal_words import factor_of, name_of, seen_words, why_words
from ledestjerne.indicators.signals.charts import ControlChart
from ledestjerne.indicators.signals.rules import Place, Subject
from ledestjerne.indicators.signals.runs import RunChart
from ledestjerne.indicators.words import measure_of, title_of

TONES = {1: Tone.GOOD, -1: Tone.BAD, 0: Tone.INFO}
SIZES = 30
FEWEST_TOLD = 0.1


@dataclass(frozen=True)
class SignalCard:
    """One signal as the page shows it."""

    title: str
    url: str
    period: str
    rule: State
    strength: State
    seen: str
    why: str
    chart: Chart | None


def signal_card(signal: Signal) -> SignalCard:
    return SignalCard(
        title=title_of(signal.seen.definition),
        url=url_of(signal.seen, period=signal.subject.newest.period),
        period=kicker(signal.seen),
        rule=State(name_of(signal.looked.rule), TONES[signal.looked.direction]),
        strength=strength(signal),
        seen=seen_words(signal.subject, signal.looked),
        why=why_words(signal.looked),
        chart=picture(signal),
    )


def strength(signal: Signal) -> State:
    """Whether it still counts when everything on the page is counted in."""
    if signal.survives is None:
        return State(_("Indgår ikke i optællingen"), Tone.NEUTRAL, is_open=True)
    if signal.survives:
        return State(_("Holder, når alt på siden tælles med"), Tone.INFO)
    return State(_("Kan være en falsk alarm"), Tone.WARN, is_open=True)


def picture(signal: Signal) -> Chart | None:
    """The control chart, the runs, the funnel, or the series with its goal."""
    match signal.looked.picture:
        case ControlChart() as chart:
            return limits_chart(signal.subject, chart, name=name(signal))
        case RunChart() as chart:
            return series_chart(signal.subject, centre=chart.median, label=_("Midten"), name=name(signal))
        case Place() as place:
            return cone_chart(signal, place)
        case _:
            return whole_chart(signal) if len(signal.subject.series) > 1 else None


def name(signal: Signal) -> str:
    return f"{title_of(signal.seen.definition)}, {signal.seen.unit.name}"


def limits_chart(subject: Subject, chart: ControlChart, *, name: str) -> Chart:
    """The figure within the limits it is judged by."""
    factor = factor_of(subject, chart)
    points = [
        ControlPoint(
            result.period, point.value * factor, None if point.low is None else point.low * factor,
            None if point.high is None else point.high * factor, point.is_out,
        )
        for result, point in zip(subject.series, chart.points, strict=True)
    ]  # fmt: skip
    return control_chart(
        points, title=name, measure=measure_of(subject.definition), centre=chart.centre * factor,
        centre_label=_("Gennemsnit"), cache=cache(),
    )  # fmt: skip


def series_chart(subject: Subject, *, centre: float, label: str, name: str) -> Chart:
    points = [ControlPoint(each.period, each.value) for each in subject.series if each.value is not None]
    measure = measure_of(subject.definition)
    return control_chart(points, title=name, measure=measure, centre=centre, centre_label=label, cache=cache())


def whole_chart(signal: Signal) -> Chart:
    """The series with its intervals, its goal and the nation."""
    subject = signal.subject
    return trend_chart(
        [point(each) for each in subject.series], title=name(signal), measure=measure_of(subject.definition),
        goal=subject.goal.value if subject.goal else None,
        nation={period: value for period, value in subject.nation.items() if period in periods(subject)}, cache=cache(),
    )  # fmt: skip


def periods(subject: Subject) -> set[str]:
    return {each.period for each in subject.series}


def cone_chart(signal: Signal, place: Place) -> Chart:
    """The unit among the others, by size; only its own name is told."""
    factor = signal.subject.definition.per_hundred * signal.subject.definition.scale
    flagged = place.funnel.flagged
    points = [
        FunnelPoint(n, hits / n * factor, index == place.position, bool(flagged[index]))
        for index, (hits, n) in enumerate(zip(place.hits, place.n, strict=True))
    ]
    shown = sizes(place.n)
    ends = zip(shown, *place.funnel.limits(shown), strict=True)
    limits = [FunnelLimit(n, float(low) * factor, float(high) * factor) for n, low, high in ends]
    return funnel_chart(
        points, limits=limits, title=f"{name(signal)}, {signal.subject.newest.period}",
        measure=measure_of(signal.subject.definition), centre=place.funnel.centre * factor,
        own_label=signal.seen.unit.name, cache=cache(),
    )  # fmt: skip


def sizes(n: Sequence[float]) -> list[float]:
    """Sizes from the smallest unit to the largest, closer where they are small."""
    return sorted({float(each) for each in np.geomspace(min(n), max(n), SIZES).round()})


def cache() -> Path:
    return Path(settings.HOME) / DRAWINGS


def counted(page: SignalPage) -> list[Term]:
    """What was looked at, and what chance alone would have given."""
    rules = ngettext("%(n)s prøve", "%(n)s prøver", page.rules) % {"n": page.rules}
    return [
        Term(_("Set på"), _("%(rules)s af %(figures)s nøgletal") % {"rules": rules, "figures": page.figures}),
        Term(_("Signaler fundet"), str(len(page.signals))),
        Term(_("Falske alarmer at vente"), _("%(count)s, hvis intet var sket") % {"count": about(page.expected)}),
        Term(_("Holder, når alt tælles med"), _("%(count)s (Benjamini-Hochberg, 5 %%)") % {"count": page.surviving}),
    ]


def about(count: float) -> str:
    """«omkring 1,3», «færre end 0,1»."""
    if count < FEWEST_TOLD:
        return _("færre end %(count)s") % {"count": format_number(FEWEST_TOLD, decimals=1)}
    return _("omkring %(count)s") % {"count": format_number(count, decimals=1)}
