"""What somebody who sees the shown numbers can find out about the hidden ones."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from ledestjerne.indicators.corner import outermost

K = TypeVar("K", bound=Hashable)
Vector = NDArray[np.float64]
# Solver answers within this of a whole number are that number.
TOLERANCE = 1e-6


@dataclass(frozen=True)
class _System:
    """Equations over hidden cells that share equations: coefficients, right-hand sides, least values, and the truth."""

    left: Vector
    right: Vector
    least: Vector
    truth: Vector


def pinned(
    values: Mapping[K, int],
    *,
    hidden: Collection[K],
    sums: Sequence[tuple[K, ...]],
    least: Callable[[K], int],
    width: Callable[[K], int],
    among: Collection[K] | None = None,
) -> Iterator[set[K]]:
    """Hidden cells that all shown ones hold to an interval narrower than `width` (1: to one whole number; 0: never).

    Each sum lists its parts and last its whole. `least` is what an attacker knows of a hidden cell:
    at least 1 for persons (an empty group is not printed), at least 0 for those who have what is counted.
    Cells that equations tie together are told together; with `among`, only those tied to one of these are looked at.
    """
    for cells, equations in _together(hidden, sums):
        if among is None or not set(among).isdisjoint(cells):
            system = _system(cells, equations, values, least)
            widths = np.array([width(cell) for cell in cells])
            if found := {cells[index] for index in _narrow(system, widths)}:
                yield found


def interval(
    target: K, *, known: Mapping[K, int], sums: Sequence[tuple[K, ...]], least: int = 1
) -> tuple[int, int | None] | None:
    """The fewest and the most persons a cell can have (None: no end) for one who has only the known numbers.

    None when the numbers cannot all be true at once, so that nothing follows from them.
    """
    cells = list(dict.fromkeys(cell for part in sums for cell in part if cell == target or cell not in known))
    if target not in cells:
        return least, None
    column = {cell: i for i, cell in enumerate(cells)}
    left, right = np.zeros((len(sums), len(cells))), np.zeros(len(sums))
    for row, part in enumerate(sums):
        for sign, cell in [*((1, each) for each in part[:-1]), (-1, part[-1])]:
            if cell in column:
                left[row, column[cell]] += sign
            else:
                right[row] -= sign * known[cell]
    goal = np.zeros(len(cells))
    goal[column[target]] = 1
    bounds = [(least, None)] * len(cells)
    ends = [linprog(sign * goal, A_eq=left, b_eq=right, bounds=bounds, method="highs") for sign in (1, -1)]
    if ends[0].x is None:
        return None
    low = int(np.ceil(ends[0].x[column[target]] - TOLERANCE))
    return low, None if ends[1].x is None else int(np.floor(ends[1].x[column[target]] + TOLERANCE))


def _together(hidden: Collection[K], sums: Sequence[tuple[K, ...]]) -> Iterator[tuple[list[K], list[tuple[K, ...]]]]:
    """Hidden cells in groups that no equation connects, each with its equations."""
    leader: dict[K, K] = {cell: cell for cell in hidden}

    def find(cell: K) -> K:
        while leader[cell] != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    touched = [(part, [cell for cell in part if cell in leader]) for part in sums]
    for _, inside in touched:
        for cell in inside[1:]:
            leader[find(cell)] = find(inside[0])
    cells: dict[K, list[K]] = {}
    for cell in sorted(hidden, key=_order):
        cells.setdefault(find(cell), []).append(cell)
    equations: dict[K, list[tuple[K, ...]]] = {}
    for part, inside in touched:
        if inside:
            equations.setdefault(find(inside[0]), []).append(part)
    return ((group, equations[head]) for head, group in cells.items() if head in equations)


def _system(
    cells: Sequence[K],
    equations: Sequence[tuple[K, ...]],
    values: Mapping[K, int],
    least: Callable[[K], int],
) -> _System:
    """The equations as an attacker can write them; overlaps between parts are taken as known."""
    column = {cell: i for i, cell in enumerate(cells)}
    left = np.zeros((len(equations), len(cells)))
    for row, part in enumerate(equations):
        for cell in part[:-1]:
            if cell in column:
                left[row, column[cell]] += 1
        if part[-1] in column:
            left[row, column[part[-1]]] -= 1
    truth = np.array([float(values[cell]) for cell in cells])
    low = np.minimum([float(least(cell)) for cell in cells], truth)  # a faulty source may print more hits than persons
    return _System(left, left @ truth, low, truth)


def _narrow(system: _System, widths: NDArray[np.int_]) -> Iterator[int]:
    """Cells whose possible values lie too close; every answer found on the way is evidence for all the others."""
    weights = np.random.default_rng(len(system.truth)).normal(size=len(system.truth))
    seen = np.array([system.truth, _solve(system, weights), _solve(system, -weights)])
    low, high = seen.min(axis=0), seen.max(axis=0)
    for index, width in enumerate(widths):
        for sign in (1.0, -1.0):
            if _whole_width(low[index], high[index]) < width:
                goal = np.zeros(len(system.truth))
                goal[index] = sign
                answer = _solve(system, goal)
                low, high = np.minimum(low, answer), np.maximum(high, answer)
        if _whole_width(low[index], high[index]) < width:
            yield index


def _whole_width(lowest: Vector, highest: Vector) -> Vector:
    """From the lowest whole number an attacker must allow for to the highest."""
    return np.floor(highest + TOLERANCE) - np.ceil(lowest - TOLERANCE)


def _solve(system: _System, goal: Vector) -> Vector:
    """The answer that makes `goal` smallest. Values are kept under a ceiling so that there always is one."""
    ceiling = float(system.truth.max()) + 1000
    corner = outermost(system.left, truth=system.truth, least=system.least, most=ceiling, goal=goal)
    if corner is not None:
        return corner
    bounds = [(float(least), ceiling) for least in system.least]
    answer = linprog(goal, A_eq=system.left, b_eq=system.right, bounds=bounds, method="highs")
    if answer.x is None:
        raise ArithmeticError(f"no answer to a disclosure check: {answer.message}")
    return np.asarray(answer.x, dtype=np.float64)


def _order(cell: Hashable) -> tuple[int, str]:
    return (cell, "") if isinstance(cell, int) else (0, repr(cell))
