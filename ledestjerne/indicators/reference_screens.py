"""What the page of a local reference shows, in the components' own words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ledestjerne.base.charts import Chart, DotPoint, Measure, dot_chart
from ledestjerne.base.danish import format_number, sort_key
from ledestjerne.base.parts import Cell, Column, Row, State, Tab, Table, Term
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.indicators import reference_words as words
from ledestjerne.indicators.reads import ReferenceAnswer
from ledestjerne.indicators.reference.definition import Kind, ReferenceDefinition
from ledestjerne.indicators.reference.standing import LocalReference, Standing


@dataclass(frozen=True)
class NamedUnit:
    """A unit the reader may see, with its standing, or None when it may not be shown."""

    code: str
    name: str
    standing: Standing | None


def named_units(answer: ReferenceAnswer, names: Mapping[str, str]) -> list[NamedUnit]:
    """The units of the answer the reader may see (`names` by code), in Danish order of their names: never ranked."""
    if not isinstance(answer.found, LocalReference):
        return []
    shown = {each.unit: each for each in answer.shown}
    found = [each.unit for each in answer.found.standings if each.unit in names]
    units = [NamedUnit(code, names[code], shown.get(code)) for code in found]
    return sorted(units, key=lambda each: (sort_key(each.name), each.code))


def found_parts(answer: ReferenceAnswer, units: Sequence[NamedUnit]) -> dict[str, object]:
    """What came of it: the units, or why there are none; how it is read, what is missing, and the model."""
    definition, found = answer.definition, answer.found
    shown = [each for each in units if each.standing]
    parts: dict[str, object] = {
        "reading": list(words.reading(definition, units=len(shown))),
        "missing": list(words.missing_words(definition, found.counted)),
    }
    if not isinstance(found, LocalReference):
        return {**parts, "trouble": words.why_none(found.reason), "cautions": definition.caveats}
    return {
        **parts,
        "cautions": (*definition.caveats, *words.remark_words(found.remarks)),
        "table": units_table(definition, units, period=answer.period),
        "chart": chart(definition, units, period=answer.period) if shown else None,
        "model": model_table(found),
        "method": method_words(definition),
    }


def units_table(definition: ReferenceDefinition, units: Sequence[NamedUnit], *, period: str) -> Table:
    numbers = (_("Elever"), _("Faktisk"), _("Ventet"), words.difference_title(definition), _("Usikkerhed (95 %)"))
    columns = (
        Column(_("Enhed")), *(Column(title, is_number=True) for title in numbers), Column(_("Vurdering")),
        Column(_("Bedste bud"), is_number=True),
    )  # fmt: skip
    caption = _("Faktisk og ventet, %(period)s, i navneorden") % {"period": shown_period(period)}
    return Table(caption, columns, tuple(_row(definition, unit) for unit in units))


def _row(definition: ReferenceDefinition, unit: NamedUnit) -> Row:
    name, found = Cell(unit.name, url=reverse("indicators:figure-list", args=[unit.code])), unit.standing
    if found is None:
        hidden = _("Skjult: her eller i en anden enhed er færre end %(few)s elever") % {"few": definition.hide_below}
        return Row((name, Cell(hidden, withheld=True), *(Cell("") for _each in range(6))))
    value, apart = words.measure(definition), words.apart(definition)
    verdict = State(str(words.WORDS[found.verdict]), words.tone(definition, found.verdict))
    return Row(
        (
            name,
            Cell(format_number(found.n)),
            Cell(value.write(found.actual)),
            Cell(value.write(found.expected)),
            Cell(words.signed(apart, found.difference)),
            Cell(f"{apart.bare(found.low)} – {apart.bare(found.high)}"),
            Cell(verdict.text, state=verdict),
            Cell(words.signed(apart, found.drawn)),
        )
    )


def chart(definition: ReferenceDefinition, units: Sequence[NamedUnit], *, period: str) -> Chart:
    """Each unit's difference with its interval beside what is expected: a caterpillar in the order of names."""
    scale = definition.per_hundred
    points = [
        DotPoint(unit.name, found.difference * scale, found.low * scale, found.high * scale)
        if (found := unit.standing)
        else DotPoint(unit.name, None, hidden=True)
        for unit in units
    ]
    title = _("%(title)s: %(difference)s fra det ventede, %(period)s") % {
        "title": words.reference_title(definition),
        "difference": words.difference_title(definition).lower(),
        "period": shown_period(period),
    }
    return dot_chart(
        points, title=title, measure=Measure(decimals=definition.decimals), parent=0.0, parent_label=_("Som ventet"),
    )  # fmt: skip


def model_table(found: LocalReference) -> Table:
    """The model for statisticians."""
    columns = (Column(_("Led")), Column(_("Estimat"), is_number=True), Column(_("Standardfejl"), is_number=True))
    rows = [
        Row.of(each.name or _("Konstant"), _four(each.estimate), _four(each.standard_error)) for each in found.terms
    ]
    rows.append(Row.of(_("Spredning mellem enheder"), _four(found.unit_deviation), ""))
    if found.residual_deviation is not None:
        rows.append(Row.of(_("Spredning mellem elever"), _four(found.residual_deviation), ""))
    rows.append(Row.of(_("Devians"), format_number(found.deviance, decimals=2), ""))
    return Table(_("Modellens estimater"), columns, tuple(rows))


def _four(value: float) -> str:
    return format_number(value, decimals=4)


def period_tabs(definition: ReferenceDefinition, periods: Sequence[str], *, current: str) -> list[Tab]:
    url = reverse("indicators:reference-detail", args=[definition.key])
    return [Tab(shown_period(each), f"{url}?periode={each}", is_current=each == current) for each in periods]


def method_words(definition: ReferenceDefinition) -> str:
    """How the model is estimated, in one sentence."""
    if definition.kind is Kind.LINEAR:
        return _("Lineær model med tilfældig konstant for hver enhed, estimeret ved REML.")
    if definition.nodes == 1:
        return _("Logistisk model med tilfældig konstant for hver enhed, estimeret ved Laplaces tilnærmelse.")
    return _(
        "Logistisk model med tilfældig konstant for hver enhed, estimeret ved adaptiv Gauss-Hermite-kvadratur med "
        "%(nodes)s punkter."
    ) % {"nodes": definition.nodes}


def answering(definition: ReferenceDefinition) -> list[Term]:
    """Who answers for the reference."""
    return [
        Term(_("Ejer"), definition.owner),
        Term(_("Kontrolleret af"), definition.checked_by),
        Term(_("Ses efter senest"), definition.review_by),
    ]
