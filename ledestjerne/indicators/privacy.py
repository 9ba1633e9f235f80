"""Hide small groups, and what would give them away.

A group of fewer than `below` persons is hidden. Where a whole and its parts can be seen side by side
(a school and its classes, a figure and its breakdown), further cells are hidden until nobody who adds
and subtracts the shown ones can pin a hidden number down to one value; linear programming checks it.

Zero persons are not hidden: there is nobody to protect. A share of 0 or 100 per cent is shown unless
`guard_hits` is set (wellbeing), where it would tell what every single person answered.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ledestjerne.indicators.attack import pinned

K = TypeVar("K", bound="tuple[object, ...] | str | int")


@dataclass(frozen=True)
class Count:
    """Persons behind a cell and, for a share, how many of them have what is counted."""

    n: int
    hits: int | None = None

    @property
    def misses(self) -> int | None:
        return None if self.hits is None else self.n - self.hits


@dataclass(frozen=True)
class Sum(Generic[K]):
    """A whole and the parts it can be compared with; overlaps between the parts are allowed."""

    whole: K
    parts: tuple[K, ...]

    @property
    def cells(self) -> tuple[K, ...]:
        return (*self.parts, self.whole)


def hidden_cells(
    counts: Mapping[K, Count],
    *,
    sums: Sequence[Sum[K]],
    below: int,
    unknown: Collection[K] = (),
    guard_hits: bool = False,
) -> frozenset[K]:
    """The cells that must not be shown.

    `unknown` are cells whose number nobody here knows (withheld by the source): a sum with one of them
    in it gives nothing away. Choices are by size and key only, so every page hides the same cells.
    """
    hidden = {key for key, count in counts.items() if _is_small(count, below=below, guard_hits=guard_hits)}
    if not hidden:
        return frozenset()
    known = [part for part in sums if not any(cell in unknown or cell not in counts for cell in part.cells)]
    by_cell = _sums_by_cell(known)
    _never_one_alone(hidden, known, counts, by_cell)
    _guard(hidden, known, by_cell, {key: count.n for key, count in counts.items()}, least=1, wholes=True)
    for number in (_hits, _misses):
        values = {key: number(count) for key, count in counts.items()}
        _guard(hidden, known, by_cell, values, least=0, wholes=False)
        _never_one_alone(hidden, known, counts, by_cell)
    return frozenset(hidden)


def _is_small(count: Count, *, below: int, guard_hits: bool) -> bool:
    if count.n == 0:
        return False
    return count.n < below or (guard_hits and 0 in (count.hits, count.misses))


def _hits(count: Count) -> int:
    return count.hits or 0


def _misses(count: Count) -> int:
    return count.misses or 0


def _sums_by_cell(sums: Sequence[Sum[K]]) -> dict[K, list[Sum[K]]]:
    found: dict[K, list[Sum[K]]] = {}
    for part in sums:
        for cell in part.cells:
            found.setdefault(cell, []).append(part)
    return found


def _never_one_alone(
    hidden: set[K], sums: Sequence[Sum[K]], counts: Mapping[K, Count], by_cell: Mapping[K, list[Sum[K]]]
) -> None:
    """In no sum may exactly one cell be hidden: the others would give it."""
    waiting = [part for part in sums if len(hidden.intersection(part.cells)) == 1]
    while waiting:
        part = waiting.pop()
        if len(hidden.intersection(part.cells)) != 1:
            continue
        chosen = _smallest(part, hidden, lambda key: counts[key].n)
        if chosen is not None:
            hidden.add(chosen)
            waiting += by_cell[chosen]


def _guard(
    hidden: set[K],
    sums: Sequence[Sum[K]],
    by_cell: Mapping[K, list[Sum[K]]],
    values: Mapping[K, int],
    *,
    least: int,
    wholes: bool,
) -> None:
    """Hide more until no hidden value is pinned down, as far as hiding can help.

    Where every part has none of what is counted, the whole itself says so, and hiding parts cannot help.
    """
    hopeless: set[K] = set()
    while exposed := pinned(values, hidden=hidden, sums=[part.cells for part in sums], least=least) - hopeless:
        for cell in sorted(exposed, key=_order):
            chosen = [
                choice
                for part in by_cell.get(cell, ())
                if (choice := _smallest(part, hidden, values.__getitem__, over=least, wholes=wholes)) is not None
            ]
            if chosen:
                hidden.add(min(chosen, key=lambda key: (values[key], _order(key))))
                break
            hopeless.add(cell)


def _smallest(
    part: Sum[K], hidden: Collection[K], size: Callable[[K], int], *, over: int = 0, wholes: bool = True
) -> K | None:
    """The shown part with the smallest number over `over`; the whole only when no part is left."""
    parts = [key for key in part.parts if key not in hidden and size(key) > over]
    if parts:
        return min(parts, key=lambda key: (size(key), _order(key)))
    return part.whole if wholes and part.whole not in hidden else None


def _order(key: K) -> str:
    return repr(key)
