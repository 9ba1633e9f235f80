"""What a measured effect says in plain words: the method, what must hold, the verdict and why."""

from django.utils.translation import gettext as _

from ledestjerne.base.danish import format_number
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.effects.measured import Assumption, Effect, Method
from ledestjerne.indicators.effects.verdicts import Judgement, Reason
from ledestjerne.indicators.vocabulary import UnitOfMeasure
from ledestjerne.indicators.words import measure_of

METHODS = {
    Method.SERIES: lambda: _(
        "Afbrudt tidsserie: en ret linje gennem alle perioder med et spring dér, hvor indsatsen begyndte."
    ),
    Method.COMPARED: lambda: _(
        "Sammenligning med enheder af samme slags og størrelse: ændringen her ud over ændringen hos dem."
    ),
    Method.PERIODS: lambda: _(
        "Før og efter: gennemsnittet efter mod gennemsnittet før, målt med de udsving, tallet plejer at have."
    ),
    Method.COUNTS: lambda: _(
        "Før og efter: den nyeste periode mod udgangspunktet, målt med den tilfældighed, der følger af antallet."
    ),
}
ASSUMPTIONS = {
    Assumption.SAME_COUNTING: lambda: _("Der er talt på samme måde før og efter."),
    Assumption.NOTHING_ELSE: lambda: _("Intet andet med betydning for tallet er sket samtidig."),
    Assumption.NO_TREND: lambda: _("Uden indsatsen havde tallet ligget, hvor det lå."),
    Assumption.STRAIGHT_TREND: lambda: _("Uden indsatsen var tallet fortsat ad den samme rette linje."),
    Assumption.SAME_COURSE: lambda: _("Uden indsatsen havde tallet ændret sig som hos de andre."),
    Assumption.ORDINARY_YEARS: lambda: _("Perioderne før svinger, som tallet plejer."),
    Assumption.ONLY_CHANCE: lambda: _(
        "Tallet svinger fra år til år, som skolers tal plejer: for en andel omkring 30 procent er regnet med to procentpoint "
        "ud over tilfældet. Det er valgt, for der er for få tal fra andre enheder at regne det ud af."
    ),
    Assumption.MOVES_AS_OTHERS: lambda: _(
        "Tallet svinger fra år til år ud over tilfældet, som det har gjort hos andre enheder af samme slags; det er regnet ud "
        "af deres tal."
    ),
    Assumption.FALLS_BACK: lambda: _(
        "Gruppen er lille. Blev indsatsen valgt, fordi tallet var usædvanligt ringe, var det nok blevet bedre af sig selv."
    ),
}
COUNTED = {"persons": lambda: _("personer"), "periods": lambda: _("perioder efter"), "units": lambda: _("enheder")}


def method_words(method: Method) -> str:
    return METHODS[method]()


def assumption_words(assumptions: tuple[Assumption, ...]) -> list[str]:
    return [ASSUMPTIONS[each]() for each in assumptions]


def change_words(definition: Definition, effect: Effect) -> str:
    """«−6,0 procentpoint (usikkerhed: −10,0 til −2,0)»."""
    return step_words(definition, effect.change, low=effect.low, high=effect.high)


def step_words(definition: Definition, step: float, *, low: float, high: float) -> str:
    """A step with its interval, in the figure's unit of measure."""
    words = {
        "change": amount_words(definition, step), "low": signed(definition, low), "high": signed(definition, high),
    }  # fmt: skip
    return _("%(change)s (usikkerhed: %(low)s til %(high)s)") % words


def amount_words(definition: Definition, step: float) -> str:
    """A step with its sign and unit; of per cent, percentage points."""
    points = _("procentpoint") if definition.unit is UnitOfMeasure.PERCENT else measure_of(definition).unit
    return f"{signed(definition, step)} {points}".strip()


def signed(definition: Definition, step: float) -> str:
    sign = "+" if round(step, definition.decimals) > 0 else ""
    return f"{sign}{measure_of(definition).bare(step)}"


def reason_words(judgement: Judgement, effect: Effect | None) -> str:
    """Why the verdict is as it is, and where nothing can be said, what it would have taken."""
    text = REASONS[judgement.reason]()
    if judgement.needed is None or effect is None:
        return text
    needed = _("Der skulle have været omkring %(needed)s %(counted)s mod %(size)s her.") % {
        "needed": format_number(judgement.needed), "counted": COUNTED[effect.counted](), "size": format_number(effect.size),
    }  # fmt: skip
    return f"{text} {needed}"


REASONS = {
    Reason.BEYOND_CHANCE: lambda: _("Ændringen er næppe tilfældig: hele usikkerheden ligger på samme side af nul."),
    Reason.EXPECTED_RULED_OUT: lambda: _(
        "En så stor ændring som ventet kan udelukkes: den ligger uden for usikkerheden."
    ),
    Reason.TOO_UNSURE: lambda: _("Usikkerheden rækker både over nul og over den ventede ændring."),
    Reason.NO_SIZE: lambda: _("Ændringen kan være tilfældig, og der er ikke sagt, hvor stor den skulle være."),
    Reason.NOT_ADOPTED: lambda: _("Planen er ikke vedtaget endnu. Udgangspunktet fastfryses, når den bliver det."),
    Reason.NO_BASELINE: lambda: _("Der var intet tal at gå ud fra, da planen blev vedtaget."),
    Reason.BASELINE_HIDDEN: lambda: _(
        "Udgangspunktet er skjult i dag: sammen med andre tal ville det vise, hvor få der er i en lille gruppe."
    ),
    Reason.NOTHING_AFTER: lambda: _("Der er endnu ingen hel periode efter udgangspunktet."),
    Reason.NO_UNCERTAINTY: lambda: _("Ingen ved, hvor usikkert tallet er, og serien er for kort til at vise det."),
    Reason.COUNTED_OTHERWISE: lambda: _(
        "Der er talt på en anden måde end ved udgangspunktet, så tallene kan ikke sammenlignes."
    ),
}
