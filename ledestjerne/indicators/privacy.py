"""Hide small groups, and what would give them away.

A group of fewer than `below` persons is hidden. Where a whole and its parts can be seen side by side
(a school and its classes, a figure and its breakdown), and where one group is counted inside another (those who began,
and those of them who stayed), further cells are hidden until nobody who adds and subtracts the shown ones can hold a
hidden number of persons to an interval narrower than `below` - 1, nor a hidden number of those who have what is
counted to one value; linear programming checks it.

Zero persons are not hidden: there is nobody to protect. A share of 0 or 100 per cent is shown unless
`guard_hits` is set (wellbeing), where it would tell what every single person answered.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

from ledestjerne.indicators.attack import pinned

K = TypeVar("K", bound=Hashable)
NOT_RAISED: Mapping[object, int] = MappingProxyType({})


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


@dataclass(frozen=True)
class Nested(Generic[K]):
    """A group counted inside another: whoever sees both knows how many are in the outer one only."""

    outer: K
    inner: K


@dataclass(frozen=True)
class Counted(Generic[K]):
    """What one definition counts: its cells and the sums they stand in. `guard_hits` hides «all» and «none» too."""

    counts: Mapping[K, Count]
    sums: Sequence[Sum[K]]
    guard_hits: bool = False


def hidden_cells(
    counts: Mapping[K, Count],
    *,
    sums: Sequence[Sum[K]],
    below: int,
    raised: Mapping[K, int] = NOT_RAISED,  # type: ignore[assignment]
    unknown: Collection[K] = (),
    guard_hits: bool = False,
) -> frozenset[K]:
    """The cells that must not be shown.

    `raised` are cells with a higher limit than `below`. `unknown` are cells whose number nobody here knows (withheld by
    the source): a sum with one of them in it gives nothing away. Choices are by size and key only, so every page hides
    the same cells.
    """
    return hidden_together([Counted(counts, sums, guard_hits)], below=below, raised=raised, unknown=unknown)


def hidden_together(
    tables: Sequence[Counted[K]],
    *,
    nested: Sequence[Nested[K]] = (),
    below: int,
    raised: Mapping[K, int] = NOT_RAISED,  # type: ignore[assignment]
    unknown: Collection[K] = (),
) -> frozenset[K]:
    """The cells that must not be shown when several definitions count the same persons.

    A cell that two of them count alike is one cell: it has one key and one number of persons. The rest of an outer
    group, outside the inner one, is a cell that is never printed: it is protected when it is small.
    """
    persons = {key: count.n for table in tables for key, count in table.counts.items()}
    keys = sorted(persons, key=repr)
    place = {key: number for number, key in enumerate(keys)}
    hidden = {place[key] for table in tables for key, count in table.counts.items() if _is_small(
        count, below=raised.get(key, below), guard_hits=table.guard_hits)}  # fmt: skip
    board = _Board({place[key]: n for key, n in persons.items()}, [raised.get(key, below) for key in keys], hidden)
    for part in dict.fromkeys(part for table in tables for part in table.sums):
        if not any(cell in unknown or cell not in place for cell in part.cells):
            board.add([place[cell] for cell in part.cells])
    for pair in nested:
        board.add_rest(outer=place[pair.outer], inner=place[pair.inner])
    if not hidden and not board.small_rests:
        return frozenset()
    board.protect_persons()
    for table in tables:
        if all(count.hits is None for count in table.counts.values()):
            continue
        board.protect_hits({place[key]: count for key, count in table.counts.items()})
    board.protect_persons()
    return frozenset(keys[number] for number in board.hidden)


def _is_small(count: Count, *, below: int, guard_hits: bool) -> bool:
    if count.n == 0:
        return False
    return count.n < below or (guard_hits and 0 in (count.hits, count.misses))


@dataclass
class _Board:
    """Cells by number, in the order of their keys: persons, limits, which are hidden, and the lines that tie them.

    A line lists its parts and last its whole. Numbers from `printed` on are rests, which are never shown.
    """

    persons: dict[int, int]
    limits: list[int]
    hidden: set[int]
    printed: int = field(init=False)
    lines: list[tuple[int, ...]] = field(default_factory=list)
    by_cell: dict[int, list[tuple[int, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.printed = len(self.persons)

    @property
    def small_rests(self) -> list[int]:
        return [rest for rest in range(self.printed, len(self.persons)) if 0 < self.persons[rest] < self.limits[rest]]

    def add(self, line: Sequence[int]) -> None:
        self.lines.append(tuple(line))
        for cell in line:
            self.by_cell.setdefault(cell, []).append(tuple(line))

    def add_rest(self, *, outer: int, inner: int) -> None:
        self.persons[len(self.persons)] = self.persons[outer] - self.persons[inner]
        self.limits.append(max(self.limits[outer], self.limits[inner]))
        self.add([inner, len(self.persons) - 1, outer])

    def protect_persons(self) -> None:
        """Hide until no number of persons is held too narrowly; an exposed rest hides the group inside first."""
        self._never_one_alone()
        self._guard(self.persons, wholes=True)

    def protect_hits(self, counts: Mapping[int, Count]) -> None:
        """The same for those who have what one definition counts, and for those who have not."""
        for values in (
            {cell: count.hits or 0 for cell, count in counts.items()},
            {cell: count.misses or 0 for cell, count in counts.items()},
        ):
            self._guard(values, wholes=False)
            self._never_one_alone()

    def _unshown(self, cells: Sequence[int]) -> list[int]:
        return [cell for cell in cells if cell >= self.printed or cell in self.hidden]

    def _protected(self, cell: int) -> bool:
        return cell < self.printed or 0 < self.persons[cell] < self.limits[cell]

    def _never_one_alone(self) -> None:
        """In no line may exactly one cell be hidden: the others would give it."""
        waiting = list(self.lines)
        while waiting:
            line = waiting.pop()
            unshown = self._unshown(line)
            if len(unshown) != 1 or not self._protected(unshown[0]):
                continue
            chosen = self._smallest(line, self.persons, over=0, wholes=True)
            if chosen is not None:
                self.hidden.add(chosen)
                waiting += self.by_cell[chosen]

    def _guard(self, values: Mapping[int, int], *, wholes: bool) -> None:
        """Hide more until no hidden value is held to too narrow an interval, as far as hiding can help.

        Where every part has none of what is counted, the whole itself says so, and hiding parts cannot help.
        """
        hopeless: set[int] = set()
        exposed = list(self._exposed(values, wholes=wholes, among=None))
        while any(tied - hopeless for tied in exposed):
            suspects = set().union(*exposed)
            for tied in exposed:
                if (chosen := self._helper(tied, hopeless, values, wholes=wholes)) is not None:
                    self.hidden.add(chosen)
                    suspects.add(chosen)
            exposed = list(self._exposed(values, wholes=wholes, among=suspects))

    def _helper(self, tied: set[int], hopeless: set[int], values: Mapping[int, int], *, wholes: bool) -> int | None:
        """What to hide for the first of the exposed cells that can be helped; those that cannot are noted."""
        for cell in sorted(tied - hopeless):
            if (chosen := self._choice(cell, values, wholes=wholes)) is not None:
                return chosen
            hopeless.add(cell)
        return None

    def _exposed(self, values: Mapping[int, int], *, wholes: bool, among: set[int] | None) -> Iterator[set[int]]:
        """Hidden cells held too narrowly; `among` are the only ones to look at when the rest was found well hidden."""
        lines = [line for line in self._lines(values) if any(cell in self.hidden for cell in line)]
        inside = {cell for line in lines for cell in self._unshown(line)}
        return pinned(
            values,
            hidden=inside,
            sums=lines,
            least=lambda cell: 1 if wholes and cell < self.printed else 0,
            width=lambda cell: self._width(cell, wholes=wholes),
            among=among,
        )

    def _lines(self, values: Mapping[int, int]) -> Iterator[tuple[int, ...]]:
        """The lines the values are told in: all for persons, those of its own cells for one definition's hits."""
        yield from (line for line in self.lines if all(cell in values for cell in line))

    def _width(self, cell: int, *, wholes: bool) -> int:
        if not self._protected(cell):
            return 0
        return self.limits[cell] - 1 if wholes else 1

    def _choice(self, cell: int, values: Mapping[int, int], *, wholes: bool) -> int | None:
        found = [
            choice
            for line in self.by_cell.get(cell, ())
            if all(each in values for each in line)
            and (choice := self._smallest(line, values, over=int(wholes), wholes=wholes)) is not None
        ]
        return min(found, key=lambda each: (values[each], each), default=None)

    def _smallest(self, line: Sequence[int], values: Mapping[int, int], *, over: int, wholes: bool) -> int | None:
        """The shown part with the smallest number over `over`; the whole only when no part is left."""
        shown = [cell for cell in line[:-1] if cell < self.printed and cell not in self.hidden and values[cell] > over]
        if shown:
            return min(shown, key=lambda cell: (values[cell], cell))
        return line[-1] if wholes and line[-1] not in self.hidden else None
