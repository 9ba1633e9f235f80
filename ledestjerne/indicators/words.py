"""How figures are written for people: values, why one is hidden, and what its marks mean."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from ledestjerne.base.charts import Measure
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.results import HiddenReason, Mark, Result
from ledestjerne.indicators.vocabulary import Dimension, UnitOfMeasure

UNITS = {
    UnitOfMeasure.PERCENT: "%",
    UnitOfMeasure.HOURS: gettext_lazy("timer"),
    UnitOfMeasure.COUNT: "",
    UnitOfMeasure.SCORE: gettext_lazy("af 5"),
    UnitOfMeasure.GRADE: "",
    UnitOfMeasure.RATE: "",
}
DIMENSIONS = {
    Dimension.LEARNING: gettext_lazy("Læringskvalitet"),
    Dimension.EDUCATION: gettext_lazy("Uddannelseskvalitet"),
    Dimension.RESULT: gettext_lazy("Resultatkvalitet"),
    Dimension.SYSTEM: gettext_lazy("Systemisk kvalitet"),
}
MARKS = {
    Mark.BREAK: gettext_lazy("Databrud: kan ikke sammenlignes med året før"),
    Mark.ESTIMATED: gettext_lazy("Lokalt skøn"),
    Mark.INCOMPLETE: gettext_lazy("Perioden er ikke afsluttet i kilden"),
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
        case HiddenReason.NO_BASIS:
            return _("Intet grundlag")


def value_words(definition: Definition, result: Result) -> str:
    """The value with its unit, or why it is hidden."""
    if result.hidden:
        return hidden_words(result.hidden, fewest=definition.fewest_shown)
    return measure_of(definition).write(result.value)


def interval_words(definition: Definition, result: Result) -> str:
    """«64,1 – 70,3» or nothing."""
    if result.low is None or result.high is None:
        return ""
    measure = measure_of(definition)
    return f"{measure.bare(result.low)} – {measure.bare(result.high)}"


def part_words(result: Result) -> str:
    """The part of a breakdown a figure is about."""
    return ", ".join(str(PARTS.get(member, member)) for _name, member in result.breakdown)


def mark_words(marks: tuple[Mark, ...]) -> list[str]:
    """What the marks of a figure mean, in words."""
    return [str(MARKS[mark]) for mark in marks]
