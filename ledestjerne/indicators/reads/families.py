"""Definitions whose figures are worked out together, because one of them could give another's small group away."""

from collections.abc import Iterator

from ledestjerne.indicators.definition import Definition
from ledestjerne.indicators.reads.catalogue import definitions


def family_of(definition: Definition) -> tuple[Definition, ...]:
    """The definition and the live ones that count pupils in the same table: what one shows, another could give away."""
    if not definition.pupil_table:
        return (definition,)
    others = [each for each in definitions() if each.table is definition.table and each.key != definition.key]
    return tuple(sorted([definition, *others], key=lambda each: each.key))


def families() -> Iterator[tuple[Definition, ...]]:
    """The live definitions in families, each once."""
    seen: set[str] = set()
    for each in definitions():
        if each.key not in seen:
            family = family_of(each)
            seen |= {one.key for one in family}
            yield family
