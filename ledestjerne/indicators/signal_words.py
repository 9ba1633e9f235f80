"""What a signal says in plain words: what was seen, and why it counts."""

from django.utils.translation import gettext as _

from ledestjerne.base.danish import format_number
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.indicators.results import Result
from ledestjerne.indicators.signals.charts import ControlChart
from ledestjerne.indicators.signals.rules import Goal, Looked, Place, Rule, Subject
from ledestjerne.indicators.signals.runs import RunChart
from ledestjerne.indicators.signals.years import Movement, Side, ThreeYears
from ledestjerne.indicators.words import measure_of

NAMES = {
    Rule.LIMITS: lambda: _("Uden for det sædvanlige"),
    Rule.RUNS: lambda: _("Har flyttet sig over tid"),
    Rule.FUNNEL: lambda: _("Skiller sig ud fra andre"),
    Rule.YEARS: lambda: _("Tre år i træk"),
    Rule.GOAL: lambda: _("Når ikke målet"),
    Rule.REFERENCE: lambda: _("Socioøkonomisk reference"),
}


def name_of(rule: Rule) -> str:
    """The rule in two or three words."""
    return NAMES[rule]()


def seen_words(subject: Subject, looked: Looked) -> str:
    """What was seen, in one or two sentences."""
    newest = subject.newest
    now = _("%(value)s i %(period)s") % {"value": shown(subject, newest), "period": shown_period(newest.period)}
    match looked.picture:
        case ControlChart() as chart:
            return limit_words(subject, chart, now)
        case RunChart() as chart:
            return run_words(subject, chart, now)
        case Place() as place:
            return place_words(subject, place, now)
        case ThreeYears() as reading:
            return f"{now}. {side_words(reading)} {movement_words(reading)}".strip()
        case Goal() as goal:
            aim = measure_of(subject.definition).write(goal.value)
            return _("%(now)s. Målet er %(goal)s, og afstanden er større, end tilfældet giver.") % {
                "now": now,
                "goal": aim,
            }
        case verdict:
            return _("%(now)s. Udgiverens egen vurdering er «%(verdict)s».") % {"now": now, "verdict": verdict}


def shown(subject: Subject, result: Result) -> str:
    return measure_of(subject.definition).write(result.value)


def limit_words(subject: Subject, chart: ControlChart, now: str) -> str:
    last, measure, factor = chart.points[-1], measure_of(subject.definition), factor_of(subject, chart)
    assert last.low is not None
    assert last.high is not None
    words = {
        "now": now, "count": len(chart.points), "centre": measure.write(chart.centre * factor),
        "low": measure.bare(last.low * factor), "high": measure.write(last.high * factor),
    }  # fmt: skip
    return (
        _(
            "%(now)s. Over %(count)s perioder er gennemsnittet %(centre)s, og det sædvanlige ligger mellem %(low)s og %(high)s."
        )
        % words
    )


def factor_of(subject: Subject, chart: ControlChart) -> float:
    """What a chart's values are multiplied by to stand in the figure's unit of measure."""
    return subject.definition.per_hundred * subject.definition.scale if chart.kind == "p" else 1.0


def run_words(subject: Subject, chart: RunChart, now: str) -> str:
    words = {
        "now": now, "longest": chart.longest, "usual": chart.longest_usual, "crossings": chart.crossings,
        "fewest": chart.fewest_usual, "median": measure_of(subject.definition).write(chart.median),
    }  # fmt: skip
    if chart.longest > chart.longest_usual:
        return (
            _(
                "%(now)s. %(longest)s perioder i træk ligger på samme side af midten (%(median)s); sædvanligt er højst %(usual)s."
            )
            % words
        )
    return (
        _("%(now)s. Tallet krydser midten (%(median)s) kun %(crossings)s gange; sædvanligt er mindst %(fewest)s.")
        % words
    )


def place_words(subject: Subject, place: Place, now: str) -> str:
    measure, factor = measure_of(subject.definition), subject.definition.per_hundred * subject.definition.scale
    low, high = (float(end[0]) for end in place.funnel.limits(place.n[place.position]))
    words = {
        "now": now, "count": format_number(len(place.n)), "centre": measure.write(place.funnel.centre * factor),
        "n": format_number(place.n[place.position]), "low": measure.bare(low * factor), "high": measure.write(high * factor),
    }  # fmt: skip
    return (
        _(
            "%(now)s. Blandt %(count)s enheder er det typiske %(centre)s. Med %(n)s bag tallet er det sædvanlige "
            "mellem %(low)s og %(high)s."
        )
        % words
    )


def side_words(reading: ThreeYears) -> str:
    """On which side of the yardstick the three years lie."""
    return {
        Side.WORSE: _("Tre år i træk ringere end det, der sammenlignes med."),
        Side.BETTER: _("Tre år i træk bedre end det, der sammenlignes med."),
        Side.MIXED: _("Snart bedre, snart ringere end det, der sammenlignes med."),
        Side.UNKNOWN: "",
    }[reading.side]


def movement_words(reading: ThreeYears) -> str:
    """Whether it moves the same way from year to year."""
    return {
        Movement.UP: _("Tallet er steget hvert år."),
        Movement.DOWN: _("Tallet er faldet hvert år."),
        Movement.BOTH: _("Tallet går op og ned."),
        Movement.UNKNOWN: "",
    }[reading.movement]


WHYS = {
    Rule.LIMITS: lambda: _(
        "Det tæller, fordi en periode kun sjældent lander uden for grænserne, når intet har ændret sig: "
        "højst 3 gange ud af 1.000."
    ),
    Rule.RUNS: lambda: _(
        "Det tæller, fordi et tal, der kun svinger tilfældigt, sjældent ligger så længe på samme side af midten: "
        "højst 5 gange ud af 100. Små og korte ændringer opdages ofte ikke."
    ),
    Rule.FUNNEL: lambda: _(
        "Det tæller, fordi forskellen er større end både tilfældet og den almindelige forskel mellem enheder. "
        "Små enheder svinger mest, og derfor er der mere plads til dem. Ingen bliver rangordnet."
    ),
    Rule.YEARS: lambda: _(
        "Det tæller, fordi tilsynet ser efter det samme tre år i træk. Ét enkelt år siger mindre."
    ),
    Rule.GOAL: lambda: _(
        "Det tæller, fordi en enhed, der når målet, højst 25 gange ud af 1.000 ville få så ringe et tal."
    ),
    Rule.REFERENCE: lambda: _(
        "Det tæller, fordi udgiveren selv har vurderet forskellen som sikker. Vurderingen er gengivet ord for ord "
        "og er ikke regnet om her."
    ),
}  # fmt: skip


def why_words(looked: Looked) -> str:
    """Why it counts: the rule in plain words, and where nobody knows how sure it is, that too."""
    text = WHYS[looked.rule]()
    if looked.rule is Rule.YEARS and looked.p is None:
        blind = _("Hvor sikkert det er, kan ikke regnes ud: et tal, der svinger tilfældigt, gør det 1 gang ud af 4.")
        return f"{text} {blind}"
    return text
