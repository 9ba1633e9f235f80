"""A plan's figures beside those that can be seen already: two numbers of one figure must not differ by a few persons."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.models import FrozenResult
from ledestjerne.indicators.reads import Breakdown
from ledestjerne.indicators.vocabulary import Privacy
from ledestjerne.publication.content import EditionContent, Figure
from ledestjerne.publication.models import Edition
from ledestjerne.publication.wording import day_text

Place = tuple[str, str, str, Breakdown]


@dataclass(frozen=True)
class Printed:
    """A figure that is out: where it belongs, the figure as printed, and the ISO day its edition came out."""

    place: Place
    figure: Figure
    day: str


@dataclass(frozen=True)
class Held:
    """A figure that is not shown as it was frozen.

    `day` is when the number kept in its place came out; empty when it is hidden, and when a newer one of the same plan stands.
    """

    rows: tuple[int, ...]
    title: str
    day: str
    is_hidden: bool


@dataclass(frozen=True)
class Safe:
    """A plan's content with what is out in mind, and which figures had to be held back."""

    content: EditionContent
    held: tuple[Held, ...]


@dataclass(frozen=True)
class Limits:
    """What must be known of each frozen figure: where it belongs, and the smallest group that may be told of."""

    places: Mapping[int, Place]
    fewest: Mapping[int, int]


def safe_beside_editions(content: EditionContent) -> Safe:
    """The content as it may be published beside every edition of the institution that stands, and what is told today."""
    editions = list(Edition.objects.under(content.publisher.institution_code).filter(revoked_at=None).order_by("-pk"))
    every = [(figure, edition) for edition in editions for figure in edition.read().figures]
    limits = limits_of([*content.figures, *(figure for figure, _edition in every)], content)
    out = [
        Printed(limits.places[figure.frozen_id], figure, localdate(edition.published_at).isoformat())
        for figure, edition in every
        if figure.frozen_id in limits.places
    ]
    shown = {each.frozen_id: kept(newest(each, content, limits), out, limits) for each in content.figures}
    for number in [*telling(shown, out, limits), *telling_today(shown, out)]:
        shown[number] = hidden(shown[number])
    held = [
        Held(rows_with(figure, content), figure.title, day_of(then, out), bool(then.hidden))
        for figure in content.figures
        if (then := shown[figure.frozen_id]) != figure
    ]
    rows = tuple(replace(row, figures=tuple(shown[figure.frozen_id] for figure in row.figures)) for row in content.rows)
    return Safe(replace(content, rows=rows), tuple(held))


def limits_of(figures: Iterable[Figure], content: EditionContent) -> Limits:
    frozen = FrozenResult.objects.select_related("unit").in_bulk({figure.frozen_id for figure in figures})
    institution = content.publisher.institution_code
    raised = {privacy: indicators.fewest_in(institution, privacy=privacy) for privacy in Privacy}
    return Limits(
        {pk: (each.indicator, each.code, each.period, each.result.breakdown) for pk, each in frozen.items()},
        {pk: fewest_by(json.loads(each.definition_text), raised) for pk, each in frozen.items()},
    )


def fewest_by(definition: Mapping[str, Any], raised: Mapping[Privacy, int]) -> int:
    """The smallest group a definition, as it read when the figure was frozen, and the institution let be shown."""
    return max(raised[Privacy(definition.get("privacy", Privacy.STANDARD))], definition.get("hide_below") or 0)


def newest(figure: Figure, content: EditionContent, limits: Limits) -> Figure:
    """The figure, or the one that was frozen later for the same plan and differs by too few persons to stand beside it."""
    for other in sorted(content.figures, key=lambda each: each.frozen_id):
        is_same = limits.places.get(other.frozen_id) == limits.places.get(figure.frozen_id)
        if other.frozen_id > figure.frozen_id and is_same and numbers(other) != numbers(figure) and differs_by_few(
            figure, other, below=limits.fewest[figure.frozen_id]
        ):  # fmt: skip
            figure = other
    return figure


def kept(figure: Figure, out: Sequence[Printed], limits: Limits) -> Figure:
    """The figure, or the one that is out when the two differ by so few persons that the difference tells of them."""
    same = [each for each in out if each.place == limits.places.get(figure.frozen_id)]
    if any(each.figure.frozen_id == figure.frozen_id or numbers(each.figure) == numbers(figure) for each in same):
        return figure
    near = [each for each in same if differs_by_few(each.figure, figure, below=limits.fewest[figure.frozen_id])]
    if not near:
        return figure
    marks = near[0].figure.marks
    if not any(mark.startswith(_("Som offentliggjort")) for mark in marks):
        marks = (*marks, f"{_('Som offentliggjort')} {day_text(near[0].day)}.")
    return replace(near[0].figure, marks=marks)


def differs_by_few(old: Figure, new: Figure, *, below: int) -> bool:
    """Whether fewer persons than may be told of came or went between two numbers, or changed with nobody moving."""
    if old.n is None or new.n is None:
        return False
    if old.n != new.n:
        return abs(new.n - old.n) < below
    if old.numerator is None or new.numerator is None:
        return False
    return 0 < abs(new.numerator - old.numerator) < below


def numbers(figure: Figure) -> tuple[float | None, ...]:
    return figure.value, figure.numerator, figure.n


def telling(shown: Mapping[int, Figure], out: Sequence[Printed], limits: Limits) -> Iterator[int]:
    """Figures, by their frozen number, that set beside what is out would tell of a small group."""
    fresh = {number: each for number, each in shown.items() if each.frozen_id == number and number in limits.places}
    for indicator, period in sorted({limits.places[number][::2] for number in fresh}):
        definition = indicators.every_definition().get(indicator)
        about = [number for number in fresh if limits.places[number][::2] == (indicator, period)]
        printed = {each.place[1::2]: each.figure.n for each in reversed(out) if each.place[::2] == (indicator, period)}
        known = {spot: n for spot, n in printed.items() if n is not None}
        if definition is not None and known:
            below = max(limits.fewest[number] for number in about)
            coming = {
                limits.places[number][1::2]: fresh[number].n or 0 for number in about if fresh[number].n is not None
            }
            spots = indicators.too_much(indicators.Asked(definition, period, below), out=known, coming=coming)
            yield from (number for number in about if limits.places[number][1::2] in spots)


def telling_today(shown: Mapping[int, Figure], out: Iterable[Printed]) -> Iterator[int]:
    """Figures, not out before, that set beside today's or what is in a data package would tell of a small group."""
    before = {each.figure.frozen_id for each in out}
    fresh = {number for number, each in shown.items() if each.frozen_id == number and number not in before}
    told = indicators.told_today(FrozenResult.objects.filter(pk__in=fresh).select_related("unit"))
    yield from (number for number, result in told.items() if result.hidden)


def hidden(figure: Figure) -> Figure:
    """The figure without any number."""
    return replace(
        figure, value=None, numerator=None, n=None, low=None, high=None, verdict="", reference="", compared=None,
        hidden=_("Skjult, fordi tallet sammen med tal fra en anden dag ville vise, hvor få der er i en lille gruppe."),
    )  # fmt: skip


def rows_with(figure: Figure, content: EditionContent) -> tuple[int, ...]:
    return tuple(row.number for row in content.rows if figure in row.figures)


def day_of(figure: Figure, out: Iterable[Printed]) -> str:
    """The day the figure came out first; empty for one that never did."""
    return min((each.day for each in out if each.figure.frozen_id == figure.frozen_id), default="")
