"""Does a reference definition give what its own examples say? Pure."""

from collections.abc import Iterator

from ledestjerne.indicators.privacy import Count
from ledestjerne.indicators.reference.definition import Example, Expected, ReferenceDefinition
from ledestjerne.indicators.reference.matrix import Pupil
from ledestjerne.indicators.reference.shown import hidden_units
from ledestjerne.indicators.reference.standing import NoReference, Standing, local_reference

NEAR = 0.005  # of what is shown: examples are written with two decimals


def wrong(definition: ReferenceDefinition) -> Iterator[str]:
    """What the examples say and the model does not, one line each; nothing when all is as written."""
    for example in definition.examples:
        yield from (f"{definition.key}, «{example.name}»: {line}" for line in _wrong(definition, example))


def pupils_of(definition: ReferenceDefinition, example: Example) -> list[Pupil]:
    """The example's rows, a pupil each."""
    found = []
    for row in example.rows:
        background = tuple(row.background.get(each.column) for each in definition.background)
        found += [Pupil(row.unit, row.outcome, background)] * row.pupils
    return found


def _wrong(definition: ReferenceDefinition, example: Example) -> Iterator[str]:
    found = local_reference(definition, pupils_of(definition, example))
    if isinstance(found, NoReference):
        yield f"no reference: {found.reason.trouble}"
        return
    standings = {each.unit: each for each in found.standings}
    counts = {(each.unit, ""): Count(each.n) for each in found.standings}
    hidden = hidden_units(counts, below=definition.hide_below)
    for expected in example.expect:
        yield from _differing(definition, expected, standings[expected.unit], is_hidden=(expected.unit, "") in hidden)


def _differing(
    definition: ReferenceDefinition, expected: Expected, found: Standing, *, is_hidden: bool
) -> Iterator[str]:
    if expected.hidden != is_hidden:
        yield f"{found.unit}: hidden is {is_hidden}"
    if expected.n not in (None, found.n):
        yield f"{found.unit}: n is {found.n}"
    if expected.verdict not in (None, found.verdict.value):
        yield f"{found.unit}: verdict is {found.verdict.value}"
    for name in ("actual", "expected", "difference"):
        told, value = getattr(expected, name), getattr(found, name) * definition.per_hundred
        if told is not None and abs(told - value) > NEAR:
            yield f"{found.unit}: {name} is {value:.4f}"
