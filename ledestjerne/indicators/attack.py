"""What somebody who sees the shown numbers can find out about the hidden ones."""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

K = TypeVar("K", bound=Hashable)
Vector = NDArray[np.float64]
# Solver answers within this of a whole number are that number.
TOLERANCE = 1e-6


@dataclass(frozen=True)
class _System:
    """Equations over hidden cells that share equations: coefficients, right-hand sides, and the truth."""

    cells: tuple[Hashable, ...]
    left: Vector
    right: Vector
    truth: Vector
    least: float


def pinned(values: Mapping[K, int], *, hidden: Collection[K], sums: Sequence[tuple[K, ...]], least: int) -> set[K]:
    """Hidden cells that can have only one whole number, given all shown ones.

    Each sum lists its parts and last its whole. `least` is what an attacker knows of every hidden cell:
    at least 1 for persons (an empty group is not printed), at least 0 for those who have what is counted.
    """
    found: set[K] = set()
    for cells, equations in _together(hidden, sums):
        system = _system(cells, equations, values, least)
        free = _moved_at_once(system)
        found |= {cell for i, cell in enumerate(cells) if not free[i] and _is_pinned(system, i)}
    return found


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
    for cell in sorted(hidden, key=repr):
        cells.setdefault(find(cell), []).append(cell)
    equations: dict[K, list[tuple[K, ...]]] = {}
    for part, inside in touched:
        if inside:
            equations.setdefault(find(inside[0]), []).append(part)
    return ((group, equations[head]) for head, group in cells.items() if head in equations)


def _system(cells: Sequence[K], equations: Sequence[tuple[K, ...]], values: Mapping[K, int], least: int) -> _System:
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
    return _System(tuple(cells), left, left @ truth, truth, float(least))


def _moved_at_once(system: _System) -> NDArray[np.bool_]:
    """Cells that another possible answer gives another value: two solves settle most of them."""
    free = np.zeros(len(system.cells), dtype=bool)
    weights = np.random.default_rng(len(system.cells)).normal(size=len(system.cells))
    for goal in (weights, -weights):
        free |= np.abs(_solve(system, goal) - system.truth) > 1 - TOLERANCE
    return free


def _is_pinned(system: _System, index: int) -> bool:
    goal = np.zeros(len(system.cells))
    goal[index] = 1
    lowest, highest = _solve(system, goal)[index], _solve(system, -goal)[index]
    true = system.truth[index]
    return bool(lowest > true - 1 + TOLERANCE and highest < true + 1 - TOLERANCE)


def _solve(system: _System, goal: Vector) -> Vector:
    """The answer that makes `goal` smallest. Values are kept under a ceiling so that there always is one."""
    ceiling = float(system.truth.max()) + 1000
    answer = linprog(goal, A_eq=system.left, b_eq=system.right, bounds=(system.least, ceiling), method="highs")
    if answer.x is None:
        raise ArithmeticError(f"no answer to a disclosure check: {answer.message}")
    return np.asarray(answer.x, dtype=np.float64)
