"""How figures are written for people: values, why one is hidden, and what its marks mean."""

from collections.abc import Iterable

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ledestjerne.base.charts import Measure
from ledestjerne.base.time import PeriodKind
from ledestjerne.indicators.compare import Comparison
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.results import HiddenReason, Mark, Result
from ledestjerne.indicators.sureness import Sureness, falls_back, sureness
from ledestjerne.indicators.vocabulary import Dimension, Status, UnitOfMeasure
from ledestjerne.indicators.vocabulary import Measure as Counting

UNITS = {
    UnitOfMeasure.PERCENT: "%",
    UnitOfMeasure.HOURS: gettext_lazy("timer"),
    UnitOfMeasure.COUNT: "",
    UnitOfMeasure.SCORE: gettext_lazy("af 5"),
    UnitOfMeasure.SCORE_10: gettext_lazy("af 10"),
    UnitOfMeasure.INDEX: gettext_lazy("af 100"),
    UnitOfMeasure.GRADE: "",
    UnitOfMeasure.RATE: "",
}
UNITS_IN_WORDS = {
    UnitOfMeasure.PERCENT: gettext_lazy("Procent"),
    UnitOfMeasure.HOURS: gettext_lazy("Timer"),
    UnitOfMeasure.COUNT: gettext_lazy("Antal"),
    UnitOfMeasure.SCORE: gettext_lazy("Skala"),
    UnitOfMeasure.SCORE_10: gettext_lazy("Skala"),
    UnitOfMeasure.INDEX: gettext_lazy("Indeks"),
    UnitOfMeasure.GRADE: gettext_lazy("Karakter på 7-trinsskalaen"),
    UnitOfMeasure.RATE: gettext_lazy("Forhold"),
}
DIMENSIONS = {
    Dimension.LEARNING: gettext_lazy("Læringskvalitet"),
    Dimension.EDUCATION: gettext_lazy("Uddannelseskvalitet"),
    Dimension.RESULT: gettext_lazy("Resultatkvalitet"),
    Dimension.SYSTEM: gettext_lazy("Systemisk kvalitet"),
}
STATUSES = {
    Status.LIVE: gettext_lazy("I brug"),
    Status.MISSING: gettext_lazy("Mangler kilde"),
    Status.RETIRED: gettext_lazy("Udgået"),
}
PERIODS = {
    PeriodKind.SCHOOL_YEAR: gettext_lazy("Skoleår"),
    PeriodKind.YEAR: gettext_lazy("Kalenderår"),
    PeriodKind.QUARTER: gettext_lazy("Kvartal"),
    PeriodKind.MONTH: gettext_lazy("Måned"),
    PeriodKind.INTERVAL: gettext_lazy("Flere år samlet"),
}
MARKS = {
    Mark.BREAK: gettext_lazy("Databrud: kan ikke sammenlignes med året før"),
    Mark.ESTIMATED: gettext_lazy("Lokalt skøn"),
    Mark.INCOMPLETE: gettext_lazy("Perioden er ikke afsluttet i kilden"),
    Mark.RUNNING: gettext_lazy("Skoleåret er i gang: tallet kan ændre sig"),
    Mark.SUMMED: gettext_lazy("Lagt sammen af flere trykte tal"),
    Mark.PARTS_WITHHELD: gettext_lazy("Dele mangler: kilden har tilbageholdt dem"),
    Mark.OUTLIER: gettext_lazy("Usædvanligt tal: gengivet, som det er trykt"),
}
PART_NAMES = {
    "course_part": gettext_lazy("Forløbsdel"),
    "main_area": gettext_lazy("Hovedområde"),
    "sex": gettext_lazy("Køn"),
    "origin": gettext_lazy("Herkomst"),
    "grade": gettext_lazy("Klassetrin"),
    "stage": gettext_lazy("Trin"),
    "category": gettext_lazy("Emne"),
    "subject": gettext_lazy("Fag"),
    "education_type": gettext_lazy("Uddannelsens art"),
}
PARTS = {
    "men": gettext_lazy("Mænd"),
    "women": gettext_lazy("Kvinder"),
    "danish": gettext_lazy("Dansk oprindelse"),
    "immigrant": gettext_lazy("Indvandrere"),
    "descendant": gettext_lazy("Efterkommere"),
    "gymnasial": gettext_lazy("Gymnasial uddannelse"),
    "basic_course": gettext_lazy("Erhvervsuddannelsens grundforløb"),
    "vocational": gettext_lazy("Erhvervsuddannelse"),
}


def title_of(definition: Definition) -> str:
    """The title in the reader's language."""
    return definition.title_en if get_language() == "en" else definition.title


def measure_of(definition: Definition) -> Measure:
    """How the definition's values are written, in cards, tables and charts."""
    return Measure(unit=str(UNITS[definition.unit]), decimals=definition.decimals)


def hidden_words(reason: HiddenReason, *, fewest: int | None = None) -> str:
    """Why there is no number; `fewest` is the smallest group that may be shown."""
    match reason:
        case HiddenReason.WITHHELD:
            return _("Tilbageholdt af kilden")
        case HiddenReason.FEW if fewest:
            return _("Skjult: her eller i en nabogruppe er færre end %(fewest)s") % {"fewest": fewest}
        case HiddenReason.FEW:
            return _("Skjult: for få personer her eller i en nabogruppe")
        case HiddenReason.SCHOOLS:
            return _("Skjult: tal fra færre end tre institutioner")
        case HiddenReason.NO_BASIS:
            return _("Intet grundlag")


def why_hidden(definition: Definition, result: Result) -> str:
    """Why a figure has no number, by the limit that holds there; empty when it has one."""
    return hidden_words(result.hidden, fewest=result.fewest or definition.fewest_shown) if result.hidden else ""


def raised_words(definition: Definition, result: Result) -> str:
    """That the institution has raised the limit; empty where the rule alone holds."""
    if not result.fewest or result.fewest <= definition.fewest_shown:
        return ""
    return _("Institutionen viser først tal fra %(fewest)s personer.") % {"fewest": result.fewest}


def value_words(definition: Definition, result: Result) -> str:
    """The value with its unit, or why it is hidden."""
    return why_hidden(definition, result) or measure_of(definition).write(result.value)


def companion_words(definition: Definition, result: Result) -> str:
    """«+0,6 (Over niveau)»: a difference from a reference with the publisher's own word."""
    words = value_words(definition, result)
    if result.value is not None and round(result.value, definition.decimals) > 0:
        words = f"+{words}"
    return f"{words} ({result.verdict})" if result.verdict else words


def interval_words(definition: Definition, result: Result) -> str:
    """«64,1 – 70,3» or nothing."""
    if result.low is None or result.high is None:
        return ""
    measure = measure_of(definition)
    return f"{measure.bare(result.low)} – {measure.bare(result.high)}"


SURENESS = {
    Sureness.UNLIKELY: gettext_lazy("næppe tilfældigt"),
    Sureness.CHANCE: gettext_lazy("kan være tilfældigt"),
    Sureness.FEW: gettext_lazy("for få til at sige noget"),
    Sureness.UNKNOWN: gettext_lazy("usikkerheden er ikke kendt"),
}


def sure_words(comparison: Comparison, *, this: Result, other: Result) -> str:
    """How sure a difference is: «kan være tilfældigt», «næppe tilfældigt», «for få til at sige noget»."""
    return str(SURENESS[sureness(comparison, this=this, other=other)])


def falls_back_words(results: Iterable[Result]) -> str:
    """Regression to the mean in one sentence, where a group as small as a class is compared; else nothing."""
    if not falls_back(results):
        return ""
    return _(
        "Små grupper svinger: efter et usædvanligt godt eller dårligt år kommer som regel et mere almindeligt, "
        "også når ingen har gjort noget."
    )


def uncertainty_words(definition: Definition, result: Result) -> str:
    """The interval with its level, or that nobody knows it; a count needs none."""
    if result.hidden or definition.measure is Counting.COUNT:
        return ""
    interval = interval_words(definition, result)
    return _("Usikkerhed: %(interval)s") % {"interval": interval} if interval else _("Usikkerheden er ikke kendt")


def part_words(result: Result) -> str:
    """The part of a breakdown a figure is about."""
    return ", ".join(str(PARTS.get(member, member)) for _name, member in result.breakdown)


def mark_words(marks: tuple[Mark, ...]) -> list[str]:
    """What the marks of a figure mean, in words."""
    return [str(MARKS[mark]) for mark in marks]
