"""The commonest cases of what an attacker cannot know, answered without a solver. Pure.

Most hidden cells hang together a few at a time: what one has more, another has less. Then all possible answers lie on a
line or in a plane through the truth, and the outermost are the corners, where as many cells as there are directions
stand at a bound. There are few corners, and all of them are looked at.
"""

from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
MOST = 30
"""With more cells than this a solver is as quick."""
NOTHING = 1e-9


def outermost(left: Vector, *, truth: Vector, least: Vector | float, most: float, goal: Vector) -> Vector | None:
    """The answer of `left @ x = left @ truth` within least and most that makes `goal @ x` smallest.

    None when the answers fill more than a plane (or there are too many cells to look), so that a solver must tell.
    """
    if truth.size > MOST:
        return None
    _, sizes, directions = np.linalg.svd(left)
    free = directions[int((sizes > NOTHING).sum()) :].T
    if free.shape[1] > 2:
        return None
    if free.shape[1] == 0:
        return truth
    lowest, highest = np.broadcast_to(least, truth.shape) - truth, most - truth
    steps = corners(free, lowest, highest) @ free.T
    possible = ((steps >= lowest - NOTHING * 100) & (steps <= highest + NOTHING * 100)).all(axis=1)
    within = np.vstack([np.zeros_like(truth), steps[possible]])
    return np.asarray(truth + within[np.argmin(within @ goal)], dtype=np.float64)


def corners(free: Vector, lowest: Vector, highest: Vector) -> Vector:
    """Where as many cells as there are directions stand at a bound each, in steps along the directions (one a row)."""
    cells, count = free.shape
    chosen = np.array(list(combinations(range(cells), count)))
    matrices = free[chosen]
    is_corner = np.abs(np.linalg.det(matrices)) > NOTHING
    chosen, matrices = chosen[is_corner], matrices[is_corner]
    ends = np.array(list(product((0, 1), repeat=count)))
    bounds = np.stack([lowest, highest])
    right = bounds[ends[None, :, :], chosen[:, None, :]]
    return np.asarray(np.einsum("cij,cej->cei", np.linalg.inv(matrices), right).reshape(-1, count), dtype=np.float64)
