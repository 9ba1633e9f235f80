"""What happened meanwhile: what the figures themselves tell, and what those above tell through the slot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ledestjerne.accounts.models import User
from ledestjerne.base.time import span_of
from ledestjerne.facts.models import Delivery
from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.results import Result
from ledestjerne.organisation.models import Unit


@dataclass(frozen=True)
class Occurrence:
    """Something that happened, before it has its place; `url` leads to more where the reader may open it."""

    on: date
    kind: str
    text: str
    unit: str = ""
    url: str = ""


@dataclass(frozen=True)
class Happening:
    """The same at its place on the axis, where the middle of the first period is 0, with its number there."""

    number: int
    at: float
    on: date
    kind: str
    text: str
    unit: str
    url: str = ""

    @property
    def label(self) -> str:
        return f"{self.kind}: {self.text}"


class Teller(Protocol):
    """Whoever knows what people noted and began, and puts it and what is known already in its place."""

    def __call__(
        self, units: Sequence[Unit], periods: Sequence[str], *, user: User, on: date, known: Sequence[Occurrence]
    ) -> tuple[Happening, ...]: ...


def what_happened(
    units: Sequence[Unit], results: Sequence[Result], definition: Definition, *, user: User, on: date
) -> tuple[Happening, ...]:
    """Notes, initiatives, breaks and new sources in the periods of the figures; asked of whom `HAPPENINGS` names."""
    teller: Teller = import_string(settings.HAPPENINGS)
    periods = sorted({each.period for each in results})
    return teller(units, periods, user=user, on=on, known=occurrences(definition, results))


def occurrences(definition: Definition, results: Sequence[Result]) -> tuple[Occurrence, ...]:
    """What the system knows by itself: that the definition broke, and that another source took over."""
    return (*breaks(definition, results), *new_sources(results))


def breaks(definition: Definition, results: Sequence[Result]) -> Iterator[Occurrence]:
    """The breaks of the definition that the figures lie on both sides of."""
    periods = sorted({each.period for each in results})
    for each in definition.breaks:
        span = span_of(each.period)
        if span and each.period in periods[1:]:
            yield Occurrence(span.first, _("Databrud"), each.text)


def new_sources(results: Sequence[Result]) -> Iterator[Occurrence]:
    """From which period a unit's figures come from another kind of source, such as a new student system."""
    numbers = {number for each in results for number in each.deliveries}
    sources = {each.pk: each for each in Delivery.objects.filter(pk__in=numbers)}
    lines: dict[object, list[Result]] = {}
    for each in results:
        lines.setdefault((each.unit, each.breakdown), []).append(each)
    told = set()
    for line in lines.values():
        ordered = sorted(line, key=lambda each: each.period)
        for before, after in pairwise(ordered):
            old = {sources[number].source for number in before.deliveries if number in sources}
            new = [sources[number] for number in after.deliveries if number in sources]
            span = span_of(after.period)
            if span and old and new and not old & {each.source for each in new} and after.period not in told:
                told.add(after.period)
                yield Occurrence(span.first, _("Ny kilde"), new[0].title or new[0].attribution)
