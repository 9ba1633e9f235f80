"""A definition in plain words: how it is read and counted, who is left out, who answers for it, and its examples."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ledestjerne.base.danish import format_number
from ledestjerne.base.parts import Cell, Column, Row, Table, Term
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.indicators.definition import Definition, Example, Expected, PerPupil
from ledestjerne.indicators.results import HiddenReason, Mark
from ledestjerne.indicators.vocabulary import Better, Measure, UnitOfMeasure, Weeks
from ledestjerne.indicators.words import DIMENSIONS, PARTS, UNITS_IN_WORDS, hidden_words, mark_words, measure_of


@dataclass(frozen=True)
class ShownExample:
    """A worked example: what stands in the facts, and what comes of it."""

    name: str
    rows: Table
    expected: Table


@dataclass(frozen=True)
class Explanation:
    """All that a page says about what a figure means."""

    reading: list[Term]
    cautions: list[str]
    answering: list[Term]
    examples: list[ShownExample]


def drawn(definition: Definition) -> SafeString:
    """The explanation as HTML. It is the same for everyone and long, so it is kept for each definition and language."""
    key = f"meaning:{definition.digest}:{get_language()}"
    found: SafeString | None = cache.get(key)
    if found is None:
        found = render_to_string("indicators/meaning.html", {"explained": explanation(definition)})
        cache.set(key, found, None)
    return found


def explanation(definition: Definition) -> Explanation:
    """The definition for people; everything on it stands in the definition file."""
    return Explanation(
        reading=list(_reading(definition)),
        cautions=list(cautions(definition)),
        answering=list(_answering(definition)),
        examples=[_shown(definition, each) for each in definition.examples],
    )


def _reading(definition: Definition) -> Iterator[Term]:
    yield Term(_("Sådan læses tallet"), definition.plain.strip())
    yield Term(_("Hvem er ikke talt med"), definition.not_counted.strip())
    yield Term(_("Sådan er det regnet"), counted_words(definition))
    yield Term(_("Hvad er bedst"), better_words(definition))
    if definition.target:
        goal = measure_of(definition).write(definition.target.value)
        yield Term(_("Fælles mål"), f"{goal}. {definition.target.text}")
    yield Term(_("Hvad skjules"), hiding_words(definition))


def counted_words(definition: Definition) -> str:
    """The way of counting in one sentence."""
    if definition.per_pupil:
        return f"{_step_words(definition.per_pupil)} {_per_pupil_words(definition)}"
    if definition.measure is Measure.COUNT and definition.pupil_table:
        return _("Forskellige elever tælles; hver elev tæller én gang i hver enhed.")
    return {
        Measure.PUBLISHED: _("Tallet er taget, som det er trykt, og er ikke regnet om."),
        Measure.SHARE: _("Antallet med kendetegnet delt med alle, der er talt med. Usikkerheden er Wilsons interval."),
        Measure.MEAN: _("Gennemsnittet af de trykte tal, der vejer lige meget."),
        Measure.COUNT: _("Den trykte total er taget. Detaljer lægges ikke sammen til en total."),
        Measure.RATIO: _("En sum delt med en anden sum."),
    }[definition.measure]


def _step_words(step: PerPupil) -> str:
    if step.weeks is None:
        return _("Først regnes ét tal for hver elev.")
    weeks = {
        Weeks.SCHOOL_DAYS: _("skoledage delt med fem"),
        Weeks.CALENDAR_WEEKS: _("kalenderuger med lektioner"),
    }[step.weeks]
    return _("Først regnes ét tal for hver elev; elevens uger er %(weeks)s.") % {"weeks": weeks}


def _per_pupil_words(definition: Definition) -> str:
    if definition.measure is Measure.SHARE:
        goal = measure_of(definition).bare(definition.at_least or 0)
        return _("Andelen er de elever, hvis tal er mindst %(goal)s. Usikkerheden er Wilsons interval.") % {
            "goal": goal
        }
    return _("Tallet er gennemsnittet over eleverne. Usikkerheden er Students t-interval.")


def unit_words(definition: Definition) -> str:
    """What the figure is written in, with the ends of its scale."""
    words = str(UNITS_IN_WORDS[definition.unit])
    if definition.plausible and definition.unit in (UnitOfMeasure.SCORE, UnitOfMeasure.SCORE_10, UnitOfMeasure.INDEX):
        low, high = (format_number(end, decimals=0) for end in definition.plausible)
        return _("%(unit)s fra %(low)s til %(high)s") % {"unit": words, "low": low, "high": high}
    return words


def better_words(definition: Definition) -> str:
    """Which way is good."""
    return {
        Better.HIGHER: _("Et højt tal er bedst."),
        Better.LOWER: _("Et lavt tal er bedst."),
        Better.NEITHER: _("Hverken højt eller lavt er bedst; tallet er baggrund."),
    }[definition.better]


def hiding_words(definition: Definition) -> str:
    """Which groups are never shown."""
    text = _("Grupper på færre end %(fewest)s personer, og det der kunne røbe dem.") % {
        "fewest": definition.fewest_shown
    }
    if definition.guards_extremes:
        text += " " + _("Andele på 0 og 100 procent skjules også, fordi de røber alles svar.")
    return text


def cautions(definition: Definition) -> Iterator[str]:
    """What a reader must not conclude."""
    if definition.estimated:
        yield definition.estimated.strip()
    yield from definition.caveats
    for remark in (*definition.breaks, *definition.outliers):
        yield f"{shown_period(remark.period)}: {remark.text}"
    if definition.plausible:
        measure = measure_of(definition)
        low, high = (measure.bare(end) for end in definition.plausible)
        yield _("Tal uden for %(low)s til %(high)s mærkes som usædvanlige, men rettes ikke.") % {
            "low": low,
            "high": high,
        }


def _answering(definition: Definition) -> Iterator[Term]:
    if definition.row:
        yield Term(_("Nr. i kataloget over nationale nøgletal"), str(definition.row))
    yield Term(_("Kvalitetsdimension"), str(DIMENSIONS[definition.dimension]))
    if definition.framework:
        yield Term(_("Hører til"), ", ".join(definition.framework))
    if definition.synonyms:
        yield Term(_("Findes også under"), ", ".join(definition.synonyms))
    yield Term(_("Kilde"), definition.attribution.removeprefix("Kilde: "))
    yield Term(_("Ejer"), definition.owner)
    yield Term(_("Efterset af"), definition.checked_by)
    yield Term(_("Efterses igen senest"), shown_period(definition.review_by))
    yield Term(_("Definitionens fingeraftryk"), definition.digest[:12])


def _shown(definition: Definition, example: Example) -> ShownExample:
    names = list(dict.fromkeys(name for row in example.rows for name in row))
    rows = tuple(Row(tuple(Cell(_plain(row.get(name))) for name in names)) for row in example.rows)
    given = Table(_("Det står der i data"), tuple(Column(name) for name in names), rows)
    return ShownExample(example.name, given, _expected(definition, example.expect))


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {member}" for name, member in value.items())
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return "" if value is None else str(value)


def _expected(definition: Definition, expected: Sequence[Expected]) -> Table:
    columns = (_("Enhed"), _("Periode"), _("Del"), _("Tallet bliver"), _("Mærker"))
    rows = (
        Row.of(
            each.unit,
            shown_period(each.period),
            ", ".join(str(PARTS.get(member, member)) for member in each.breakdown.values()),
            _outcome(definition, each),
            ", ".join(mark_words(tuple(Mark(mark) for mark in each.marks))),
        )
        for each in expected
    )
    return Table(_("Det kommer der ud af"), tuple(Column(title) for title in columns), tuple(rows))


def _outcome(definition: Definition, each: Expected) -> str:
    if each.hidden:
        return hidden_words(HiddenReason(each.hidden), fewest=definition.fewest_shown)
    if each.value is None:
        return _("{n} personer").format(n=each.n) if each.n else ""
    return measure_of(definition).write(each.value)
