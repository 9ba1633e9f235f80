"""The figures of a network as a file, each line with where it comes from."""

from collections.abc import Iterator

from ledestjerne.base.sheets import as_csv, number_text
from ledestjerne.indicators import reads as indicators
from ledestjerne.indicators.reads import Basis, Definition, Result
from ledestjerne.networks import reads
from ledestjerne.networks.reads import Place, SideBySide

HEAD = (
    "unit", "name", "period", "value", "numerator", "n", "low", "high", "hidden", "marks", "institutions", "source",
    "indicator", "unit_of_measure", "definition_hash", "facts_version",
)  # fmt: skip


def figures_csv(newest: SideBySide, place: Place, *, basis: Basis) -> bytes:
    """Every period: the place's own figure and how many institutions it is made of, then the institutions'."""
    found = (reads.side_by_side(newest.definition, place, period=period, basis=basis) for period in newest.periods)
    return as_csv([HEAD, *(line for each in found if each for line in lines(each, place))])


def lines(seen: SideBySide, place: Place) -> Iterator[tuple[str | int, ...]]:
    if seen.glance:
        yield line(seen, seen.definition, place.unit.code, place.unit.name, seen.glance.result, str(seen.behind))
    for each in seen.lines:
        yield line(seen, seen.definition, each.code, each.name, each.result, "")
        if each.companion:
            yield line(seen, each.companion.definition, each.code, each.name, each.companion.result, "")


def line(
    seen: SideBySide, definition: Definition, code: str, name: str, result: Result, institutions: str
) -> tuple[str | int, ...]:
    numbers = (result.value, result.numerator, result.n, result.low, result.high)
    return (
        code, name, result.period, *map(number_text, numbers), result.hidden.value if result.hidden else "",
        " ".join(mark.value for mark in result.marks), institutions, indicators.source_line(definition, result),
        definition.key, definition.unit.value, definition.digest, seen.facts_version,
    )  # fmt: skip
