"""What the pages of the catalogue show, in the components' own words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ledestjerne.base.charts import Chart, trend_chart
from ledestjerne.base.parts import Cell, Column, Link, Row, State, Table, Term, Tone
from ledestjerne.base.templatetags.ui import period as shown_period
from ledestjerne.facts import reads as facts
from ledestjerne.indicators import explained, reads, trial
from ledestjerne.indicators.compare import may_share_axis
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.results import Result
from ledestjerne.indicators.screens import DRAWINGS, point
from ledestjerne.indicators.vocabulary import Dimension, Status
from ledestjerne.indicators.words import DIMENSIONS, PERIODS, STATUSES, measure_of, part_words, title_of, value_words
from ledestjerne.organisation.models import Unit

TONES = {Status.LIVE: Tone.GOOD, Status.MISSING: Tone.WARN, Status.RETIRED: Tone.NEUTRAL}


@dataclass(frozen=True)
class Entry:
    """One indicator as the catalogue lists it."""

    key: str
    title: str
    why: str
    state: State
    frameworks: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """Some indicators side by side; `warnings` say which of them can never be drawn together, and why."""

    table: Table
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Tried:
    """A definition tried out: its meaning, its examples, and the newest figures of the reader's own units."""

    definition: Definition
    explained: explained.Explanation
    examples: tuple[trial.PreviewExample, ...]
    figures: Table | None
    chart: Chart | None

    @property
    def is_sound(self) -> bool:
        """Whether every example came out as expected."""
        return all(example.is_met for example in self.examples)


def entries(found: Mapping[Dimension, Sequence[Definition]]) -> list[tuple[str, list[Entry]]]:
    """The indicators under the names of their dimensions."""
    return [(str(DIMENSIONS[dimension]), [entry(each) for each in group]) for dimension, group in found.items()]


def entry(definition: Definition) -> Entry:
    return Entry(definition.key, title_of(definition), definition.why, state(definition), definition.framework)


def state(definition: Definition) -> State:
    """How far the indicator is: in use, without a source, or retired."""
    return State(str(STATUSES[definition.status]), TONES[definition.status])


def source_terms(definition: Definition) -> list[Term]:
    """The files it is fed by, each with what stands in it."""
    known = {source.key: source for source in facts.known_sources()}
    return [Term(known[key].title, known[key].what.strip()) for key in definition.sources if key in known]


def related_links(definition: Definition) -> list[tuple[Link, str]]:
    """Indicators easily mistaken for this one, each with the address that sets the two side by side."""
    return [
        (
            Link(title_of(each), reverse("indicators:definition-detail", args=[each.key])),
            compare_url([definition, each]),
        )
        for each in reads.related(definition)
    ]


def compare_url(definitions: Sequence[Definition]) -> str:
    query = urlencode([("n", each.key) for each in definitions])
    return f"{reverse('indicators:definition-compare')}?{query}"


def compared(definitions: Sequence[Definition]) -> Compared:
    """Two or three indicators side by side, a row for each thing in which they may differ."""
    told = [dict(_aspects(each)) for each in definitions]
    rows = tuple(Row((Cell(name), *(Cell(each[name]) for each in told))) for name in told[0])
    columns = (Column(_("Forskel")), *(Column(title_of(each)) for each in definitions))
    return Compared(Table(_("Nøgletallene side om side"), columns, rows), tuple(_warnings(definitions)))


def _aspects(definition: Definition) -> Iterator[tuple[str, str]]:
    yield _("Status"), str(STATUSES[definition.status])
    yield _("Sådan læses tallet"), definition.plain.strip()
    yield _("Hvem er ikke talt med"), definition.not_counted.strip()
    yield _("Sådan er det regnet"), explained.counted_words(definition)
    yield _("Måleenhed"), explained.unit_words(definition)
    yield _("Periode"), str(PERIODS[definition.period])
    yield _("Hvad er bedst"), explained.better_words(definition)
    yield _("Læs med forsigtighed"), " ".join(explained.cautions(definition)) or "–"
    yield _("Hvad skjules"), explained.hiding_words(definition)
    yield _("Kvalitetsdimension"), str(DIMENSIONS[definition.dimension])
    yield _("Lov eller ramme"), ", ".join(definition.framework) or "–"
    yield _("Kilde"), "; ".join(term.name for term in source_terms(definition)) or _("Ingen endnu")


def _warnings(definitions: Sequence[Definition]) -> Iterator[str]:
    for one, other in combinations(definitions, 2):
        if not may_share_axis(one, other):
            yield _("«%(one)s» og «%(other)s» må ikke vises på samme akse: de har hver sin skala eller periode.") % {
                "one": title_of(one),
                "other": title_of(other),
            }


def tried(definition: Definition, *, units: Mapping[str, Unit]) -> Tried:
    """The definition run on its examples and on the facts in force; figures only of the units given, by code."""
    live = reads.live_figures(definition)
    newest = list(trial.newest(live, units=units))
    series = trial.longest(live, units=units)
    return Tried(
        definition=definition,
        explained=explained.explanation(definition),
        examples=tuple(trial.tried_examples(definition)),
        figures=_tried_table(definition, newest, units) if newest else None,
        chart=_tried_chart(definition, series, units) if len(series) > 1 else None,
    )


def _tried_table(definition: Definition, newest: Sequence[Result], units: Mapping[str, Unit]) -> Table:
    rows = (
        Row.of(units[each.unit].name, shown_period(each.period), part_words(each), value_words(definition, each))
        for each in newest
    )
    columns = (Column(_("Enhed")), Column(_("Periode")), Column(_("Del")), Column(_("Værdi"), is_number=True))
    return Table(_("Det nyeste tal for de første enheder"), columns, tuple(rows))


def _tried_chart(definition: Definition, series: Sequence[Result], units: Mapping[str, Unit]) -> Chart:
    return trend_chart(
        [point(each) for each in series],
        title=f"{title_of(definition)}, {units[series[0].unit].name}",
        measure=measure_of(definition),
        goal=definition.target.value if definition.target else None,
        cache=Path(settings.HOME) / DRAWINGS,
    )


__all__ = ["compare_url", "compared", "entries", "related_links", "source_terms", "state", "tried"]
