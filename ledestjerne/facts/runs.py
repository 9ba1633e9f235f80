"""Rows that lie sorted, taken a run of equal ones at a time. Pure."""

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.intp]


def starts_of(*columns: npt.NDArray[np.generic]) -> Rows:
    """Where each run of rows with the same values begins."""
    first, *others = columns
    is_new = np.ones(len(first), dtype=np.bool_)
    np.not_equal(first[1:], first[:-1], out=is_new[1:])
    for column in others:
        is_new[1:] |= column[1:] != column[:-1]
    return np.flatnonzero(is_new)


def lengths_of(starts: Rows, rows: int) -> Rows:
    """How many rows each run has."""
    return np.diff(starts, append=rows)
